/** How an action shows a report on standard output. */
import type { Io } from '../../io.ts';
import type { Report } from '../../model/report.ts';
import { reporters } from '../../reporters/index.ts';
import { writeTextFile } from '../../stores/document.ts';
import type { ViewOptions } from '../options.ts';

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

function reportText(report: Report, options: ViewOptions, { columns, color }: Medium): string {
  const name = options.json ? 'json' : (options.reporter ?? 'terminal');
  const text = reporters[name].render(report, {
    // Without a width names are whole, to be found and copied.
    columns: columns ?? 300,
    color: name === 'terminal' && color,
    details: options.details ?? false,
  });
  return text.endsWith('\n') ? text : `${text}\n`;
}

/** Renders a report with the wanted reporter and writes it to standard output. */
export function showReport(report: Report, options: ViewOptions, io: Io): void {
  const columns = io.stdout.isTerminal ? io.stdout.columns : null;
  io.stdout.write(reportText(report, options, { columns, color: wantsColor(io, options.color) }));
}

/**
 * Renders a report into a file, which is the old one or the new one at any time.
 *
 * @throws PerfwatchError `write-failed`.
 */
export async function saveReport(
  report: Report,
  options: ViewOptions,
  file: string,
): Promise<void> {
  await writeTextFile(file, reportText(report, options, { columns: null, color: false }));
}
