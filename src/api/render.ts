/** Turns a report into text. Pure. */
import { perfwatchError } from '../errors.ts';
import type { Report } from '../model/report.ts';
import { type ReporterName, reporters } from '../reporters/index.ts';
import { columnsWithoutTerminal } from '../reporters/reporter.ts';

/** How a report is shown; reporters ignore what their medium has not. */
export interface RenderOptions {
  /** Width of the terminal in characters: names are cut in the middle to fit. 300 by default. */
  readonly columns?: number;
  /** Whether the terminal reporter may use ANSI colours; by default it does not. */
  readonly color?: boolean;
  /** Show every row, and where it was measured. */
  readonly details?: boolean;
  /** Address of the repository in a browser, without a slash at the end: commits are linked with it. */
  readonly repositoryUrl?: string;
}

/**
 * The text of a report by one of the reporters, as `perfwatch report` writes it, ending in a line
 * break. Linear in the size of the report.
 *
 * @throws PerfwatchError `option-invalid` when there is no such reporter.
 */
export function render(
  report: Report,
  reporter: ReporterName,
  options: RenderOptions = {},
): string {
  if (!Object.hasOwn(reporters, reporter)) {
    const advice = `Choose among: ${Object.keys(reporters).join(', ')}.`;
    throw perfwatchError('option-invalid', { option: 'reporter', value: String(reporter), advice });
  }
  const {
    columns = columnsWithoutTerminal,
    color = false,
    details = false,
    repositoryUrl,
  } = options;
  const text = reporters[reporter].render(report, {
    columns,
    color: reporter === 'terminal' && color,
    details,
    ...(repositoryUrl !== undefined && { repositoryUrl }),
  });
  return text.endsWith('\n') ? text : `${text}\n`;
}
