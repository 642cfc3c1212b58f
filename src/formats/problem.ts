/** Why a file as a whole cannot be read, in words. The one error that a format may throw. */
export class FormatProblem extends Error {
  /** From 1; null where it is not known. */
  readonly line: number | null;

  /** @param problem half a sentence: `it is not whole JSON` */
  constructor(problem: string, line: number | null = null) {
    super(problem);
    this.name = 'FormatProblem';
    this.line = line;
  }
}
