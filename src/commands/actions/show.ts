/** How an action shows a report on standard output, and writes it into the files that were asked for. */
import { resolve } from 'node:path';
import { PerfwatchError } from '../../errors.ts';
import type { Io } from '../../io.ts';
import type { LaunchValues } from '../../model/launchValues.ts';
import type { Report } from '../../model/report.ts';
import { type ReporterName, reporters } from '../../reporters/index.ts';
import { columnsWithoutTerminal } from '../../reporters/reporter.ts';
import { writeTextFile } from '../../stores/document.ts';
import { printable } from '../../text.ts';
import type { ViewOptions } from '../options.ts';

/** These are told, beside the report, of its launches: one draws them, one has a line for each. */
export const launchReporters: ReadonlySet<ReporterName> = new Set(['html', 'benchfmt']);

/** How a report is shown, and what reporters show beside it. */
export interface ShowOptions extends ViewOptions {
  /** Only for {@link launchReporters}. */
  readonly launches?: LaunchValues;
  readonly repositoryUrl?: string;
}

/** Colours when a person reads along, unless told otherwise (https://no-color.org, FORCE_COLOR). */
export function wantsColor(io: Io, allowed: boolean): boolean {
  if (!allowed || io.env.NO_COLOR) return false;
  if (io.env.FORCE_COLOR !== undefined) return io.env.FORCE_COLOR !== '0';
  return io.stdout.isTerminal && io.env.TERM !== 'dumb';
}

/** What a medium can show; a file or a pipe has no width. */
interface Medium {
  readonly columns: number | null;
  readonly color: boolean;
}

/** What was rendered for files already, without details; of a large report, that takes a while. */
type Rendered = Readonly<Partial<Record<Exclude<ReporterName, 'terminal'>, string>>>;

/** The reporter for standard output. */
const shownReporter = ({ json, reporter }: ViewOptions): ReporterName =>
  json ? 'json' : (reporter?.find(({ file }) => file === null)?.name ?? 'terminal');

function reportText(
  report: Report,
  name: ReporterName,
  options: ShowOptions,
  { columns, color }: Medium,
  rendered: Rendered,
): string {
  const known = name === 'terminal' || options.details ? undefined : rendered[name];
  const render = () =>
    reporters[name].render(report, {
      columns: columns ?? columnsWithoutTerminal,
      color: name === 'terminal' && color,
      details: options.details ?? false,
      ...(options.repositoryUrl !== undefined && { repositoryUrl: options.repositoryUrl }),
      ...(options.launches && launchReporters.has(name) && { launches: options.launches }),
    });
  const text = known ?? render();
  return text.endsWith('\n') ? text : `${text}\n`;
}

/** Renders a report with the wanted reporter and writes it to standard output. */
export function showReport(
  report: Report,
  options: ShowOptions,
  io: Io,
  rendered: Rendered = {},
): void {
  const columns = io.stdout.isTerminal ? io.stdout.columns : null;
  const medium = { columns, color: wantsColor(io, options.color) };
  io.stdout.write(reportText(report, shownReporter(options), options, medium, rendered));
}

const fileMedium: Medium = { columns: null, color: false };

/**
 * Writes the report into the file of each reporter that has one, all that can be written; resolves to
 * why others could not be.
 */
export async function saveReports(
  report: Report,
  options: ShowOptions,
  io: Io,
  rendered: Rendered = {},
): Promise<PerfwatchError[]> {
  const problems: PerfwatchError[] = [];
  for (const { name, file } of options.reporter ?? []) {
    if (file === null) continue;
    const text = reportText(report, name, options, fileMedium, rendered);
    try {
      await writeTextFile(resolve(io.cwd, file), text);
    } catch (error) {
      if (!(error instanceof PerfwatchError)) throw error;
      problems.push(error);
    }
  }
  return problems;
}

/**
 * For the end, when all else is done: one problem ends the program, the others are told before.
 *
 * @throws PerfwatchError the last one of the problems, if there are any.
 */
export function failWith(problems: readonly PerfwatchError[], io: Io): void {
  for (const { message } of problems.slice(0, -1)) {
    io.stderr.write(`perfwatch: ${printable(message)}\n`);
  }
  const last = problems.at(-1);
  if (last) throw last;
}

/**
 * Shows the report, and writes it into the files of its reporters.
 *
 * @throws PerfwatchError `write-failed`, once all else is shown and written.
 */
export async function showAndSave(report: Report, options: ShowOptions, io: Io): Promise<void> {
  showReport(report, options, io);
  failWith(await saveReports(report, options, io), io);
}

/**
 * Renders the report of standard output into a file instead, which is the old one or the new one at any time.
 *
 * @throws PerfwatchError `write-failed`.
 */
export async function saveReport(
  report: Report,
  options: ShowOptions,
  file: string,
): Promise<void> {
  const text = reportText(report, shownReporter(options), options, fileMedium, {});
  await writeTextFile(file, text);
}
