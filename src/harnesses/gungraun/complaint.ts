/** What went wrong in a benchmark program, or in its runner? Pure. */
import { stripVTControlCharacters } from 'node:util';
import { complaint } from '../cargo/complaint.ts';
import type { ProcessOutcome } from '../harness.ts';

/** The panic of a benchmark, else the error of the runner without its stack. */
export function complaintOf({ stderr }: Pick<ProcessOutcome, 'stderr'>): string {
  const text = stripVTControlCharacters(stderr);
  if (/ panicked at /.test(text)) return complaint(text);
  // The library tells several below one heading, the runner one.
  const error = (/^--> Error in [^:\s]+: (.+)$/m.exec(text) ??
    /^(?:gungraun|iai_callgrind)_runner: Error: (.+)$/m.exec(text))?.[1];
  return error?.trim() ?? complaint(text);
}

/** How a benchmark is called where its output begins: `file::group::function id:(arguments)`. */
function isTitleOf(line: string, name: string): boolean {
  if (line === name) return true;
  const end = name.lastIndexOf('::');
  return line.startsWith(`${name.slice(0, end)} ${name.slice(end + 2)}:`);
}

/**
 * The benchmark that failed, by its title in front of what it printed, or null. What others print is
 * not shown, and their results have no title.
 */
export function failedBenchmark(stdout: string, names: readonly string[]): string | null {
  for (const line of stripVTControlCharacters(stdout).split(/\r?\n/)) {
    if (line.startsWith('{')) continue;
    const failed = names.find((name) => isTitleOf(line, name));
    if (failed !== undefined) return failed;
  }
  return null;
}
