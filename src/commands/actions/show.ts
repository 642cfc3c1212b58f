/** How an action shows a report on standard output, and writes it into the files that were asked for. */
import { resolve } from 'node:path';
import { PerfwatchError, perfwatchError, problemOf } from '../../errors.ts';
import type { Io } from '../../io.ts';
import type { LaunchValues } from '../../model/launchValues.ts';
import type { Report } from '../../model/report.ts';
import type { CustomReporter } from '../../reporters/customReporter.ts';
import { type ReporterName, reporters } from '../../reporters/index.ts';
import { isReporterName } from '../../reporters/names.ts';
import { columnsWithoutTerminal, type ReportOptions } from '../../reporters/reporter.ts';
import { writeTextFile } from '../../stores/document.ts';
import { printable } from '../../text.ts';
import type { ReporterChoice, ViewOptions } from '../options.ts';
import { wantsColor } from './wantsColor.ts';

/** These are told, beside the report, of its launches: one draws them, one has a line for each. */
export const launchReporters: ReadonlySet<string> = new Set(['html', 'benchfmt']);

/** How a report is shown, and what reporters show beside it. */
export interface ShowOptions extends ViewOptions {
  /** Only for {@link launchReporters}. */
  readonly launches?: LaunchValues;
  readonly repositoryUrl?: string;
}

/** What a medium can show; a file or a pipe has no width. */
interface Medium {
  readonly columns: number | null;
  readonly color: boolean;
}

/** What was rendered for files already, without details; of a large report, that takes a while. */
type Rendered = Readonly<Partial<Record<ReporterName, string>>>;

/** The reporter for standard output. */
const shownReporter = ({ json, reporter }: ViewOptions): ReporterChoice =>
  (json ? undefined : reporter?.find(({ file }) => file === null)) ?? {
    name: json ? 'json' : 'terminal',
    file: null,
  };

/**
 * The text of a reporter of the repository's own, which gets a report of its own: others render it, too.
 *
 * @throws PerfwatchError `reporter-failed`.
 */
function customText(
  { name, custom }: ReporterChoice & { readonly custom: CustomReporter },
  report: Report,
  { columns, color, details, repositoryUrl }: ReportOptions,
): string {
  let text: unknown;
  try {
    text = custom.render(structuredClone(report), {
      columns,
      color,
      details,
      ...(repositoryUrl !== undefined && { repositoryUrl }),
    });
  } catch (error) {
    throw perfwatchError('reporter-failed', { name, problem: problemOf(error) }, error);
  }
  if (typeof text === 'string') return text;
  const given = text instanceof Promise ? 'a promise' : typeof text;
  const problem = `\`render\` gave no text but ${given}`;
  throw perfwatchError('reporter-failed', { name, problem });
}

function reportText(
  report: Report,
  { name, custom }: ReporterChoice,
  options: ShowOptions,
  { columns, color }: Medium,
  rendered: Rendered,
): string {
  const details = options.details ?? false;
  const render = () => {
    const common = {
      columns: columns ?? columnsWithoutTerminal,
      color: (custom !== undefined || name === 'terminal') && color,
      details,
      ...(options.repositoryUrl !== undefined && { repositoryUrl: options.repositoryUrl }),
      ...(options.launches && launchReporters.has(name) && { launches: options.launches }),
    };
    if (custom) return customText({ name, file: null, custom }, report, common);
    if (isReporterName(name)) return reporters[name].render(report, common);
    throw perfwatchError('reporter-unknown', { name, names: Object.keys(reporters) });
  };
  const known =
    name === 'terminal' || details || !isReporterName(name) ? undefined : rendered[name];
  const text = known ?? render();
  return text.endsWith('\n') ? text : `${text}\n`;
}

/** What a reporter or the disk refused; all else that is thrown is a defect. */
function refusal(thrown: unknown): PerfwatchError {
  if (thrown instanceof PerfwatchError) return thrown;
  throw thrown;
}

/**
 * Renders a report with the wanted reporter and writes it to standard output; gives why that was not
 * possible, or null.
 */
export function showReport(
  report: Report,
  options: ShowOptions,
  io: Io,
  rendered: Rendered = {},
): PerfwatchError | null {
  const columns = io.stdout.isTerminal ? io.stdout.columns : null;
  const medium = { columns, color: wantsColor(io, options.color) };
  try {
    io.stdout.write(reportText(report, shownReporter(options), options, medium, rendered));
    return null;
  } catch (error) {
    return refusal(error);
  }
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
  for (const choice of options.reporter ?? []) {
    if (choice.file === null) continue;
    try {
      const text = reportText(report, choice, options, fileMedium, rendered);
      await writeTextFile(resolve(io.cwd, choice.file), text);
    } catch (error) {
      problems.push(refusal(error));
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
 * @throws PerfwatchError `write-failed` or `reporter-failed`, once all else is shown and written.
 */
export async function showAndSave(report: Report, options: ShowOptions, io: Io): Promise<void> {
  const unshown = showReport(report, options, io);
  failWith([...(unshown ? [unshown] : []), ...(await saveReports(report, options, io))], io);
}

/**
 * Renders the report of standard output into a file instead, which is the old one or the new one at any time.
 *
 * @throws PerfwatchError `write-failed` or `reporter-failed`.
 */
export async function saveReport(
  report: Report,
  options: ShowOptions,
  file: string,
): Promise<void> {
  const text = reportText(report, shownReporter(options), options, fileMedium, {});
  await writeTextFile(file, text);
}
