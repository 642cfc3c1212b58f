/** Which benchmark functions does a Go file declare, and on which lines? */

/** A `func BenchmarkX(b *testing.B)`. */
export interface BenchmarkFunction {
  readonly name: string;
  /** Absolute path. */
  readonly file: string;
  /** From 1. */
  readonly line: number;
}

/** Comments and literals, in which there may be anything. */
const notCode =
  /\/\/[^\n]*|\/\*[\s\S]*?(?:\*\/|$)|`[^`]*(?:`|$)|"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'/g;

/** As the testing package knows them: what follows `Benchmark` is no lower-case letter. */
const declaration =
  /^func\s+(Benchmark(?:[^\p{Ll}\s(][^\s(]*)?)\s*\(\s*\w+\s+\*\s*(?:\w+\s*\.\s*)?B\s*\)/gmu;

/** The benchmark functions in the text of a file, in order. Pure. */
export function benchmarkFunctions(text: string, file: string): readonly BenchmarkFunction[] {
  const code = text.replace(notCode, (literal) => literal.replace(/[^\n]/g, ' '));
  const found: BenchmarkFunction[] = [];
  let line = 1;
  let counted = 0;
  for (const match of code.matchAll(declaration)) {
    line += code.slice(counted, match.index).split('\n').length - 1;
    counted = match.index;
    found.push({ name: match[1] ?? '', file, line });
  }
  return found;
}
