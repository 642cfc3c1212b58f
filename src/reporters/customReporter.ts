/** What a reporter of the repository's own is: the default export of a module that a configuration names. */
import type { Report } from '../model/report.ts';

/** What the medium of a report can show; a reporter ignores what its own has not. */
export interface ReporterOptions {
  /** Width of the terminal in characters; 300 where there is none. */
  readonly columns: number;
  /** Whether ANSI colours may be used; they never carry meaning alone. */
  readonly color: boolean;
  /** Show every row, and where it was measured. */
  readonly details: boolean;
  /** Address of the repository in a browser, without a slash at the end: commits are linked with it. */
  readonly repositoryUrl?: string;
}

/** A reporter of the repository's own, as `defineReporter` takes it. */
export interface CustomReporter {
  /** The text of the report. It decides and compares nothing; what it changes of the report is lost. */
  render(report: Report, options: ReporterOptions): string;
}

/** Why something is no reporter, in words; null when it is one. */
export function reporterProblem(value: unknown): string | null {
  if (typeof value !== 'object' || value === null) {
    return value === undefined
      ? 'it has no default export'
      : `its default is ${value === null ? 'null' : `a ${typeof value}`}`;
  }
  return 'render' in value && typeof value.render === 'function' ? null : '`render` is no function';
}

/** Whether a value is a reporter: what {@link reporterProblem} finds nothing wrong with. */
export function isReporter(value: unknown): value is CustomReporter {
  return reporterProblem(value) === null;
}
