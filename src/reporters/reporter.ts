/** What a reporter is: a pure function from a report to text. It decides and compares nothing. */
import type { LaunchValues } from '../model/launchValues.ts';
import type { Report } from '../model/report.ts';
import type { ReporterOptions } from './customReporter.ts';

/**
 * Where there is no terminal: wide enough for all names but very long ones, to be found and copied; not
 * unlimited, since all rows are padded to the longest name.
 */
export const columnsWithoutTerminal = 300;

export interface ReportOptions extends ReporterOptions {
  /** What was measured launch by launch, for those who draw it; without it, nothing is drawn. */
  readonly launches?: LaunchValues;
}

export interface Reporter {
  /** One line for help and documentation. */
  readonly title: string;
  /** The text of the report, ending in a line break. Linear in the size of the report. */
  render(report: Report, options: ReportOptions): string;
}
