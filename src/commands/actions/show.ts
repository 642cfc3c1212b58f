/** How an action shows a report on standard output. */
import type { Io } from '../../io.ts';
import type { Report } from '../../model/report.ts';
import { reporters } from '../../reporters/index.ts';
import type { ViewOptions } from '../options.ts';

/** Colours when a person reads along, unless told otherwise (https://no-color.org, FORCE_COLOR). */
export function wantsColor(io: Io, allowed: boolean): boolean {
  if (!allowed || io.env.NO_COLOR) return false;
  if (io.env.FORCE_COLOR !== undefined) return io.env.FORCE_COLOR !== '0';
  return io.stdout.isTerminal && io.env.TERM !== 'dumb';
}

/** Renders a report with the wanted reporter and writes it to standard output. */
export function showReport(report: Report, options: ViewOptions, io: Io): void {
  const name = options.json ? 'json' : (options.reporter ?? 'terminal');
  const text = reporters[name].render(report, {
    // A log or a pipe has no width: names are whole there, to be found and copied.
    columns: io.stdout.isTerminal ? io.stdout.columns : 300,
    color: name === 'terminal' && wantsColor(io, options.color),
    details: options.details ?? false,
  });
  io.stdout.write(text.endsWith('\n') ? text : `${text}\n`);
}
