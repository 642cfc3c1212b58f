/** What does a benchmark program tell only in its text? Kept to what its files do not say. */
import { stripVTControlCharacters } from 'node:util';
import { complaint } from '../cargo/complaint.ts';
import type { ProcessOutcome } from '../harness.ts';

/** Titles of benchmarks that criterion gave up since a sample took no time; it still exits with 0. */
export function zeroTimeBenchmarks(stdout: string): readonly string[] {
  const pattern =
    /Criterion\.rs ERROR: At least one measurement of benchmark ([\s\S]+?) took zero time/g;
  return [...stripVTControlCharacters(stdout).matchAll(pattern)].map(([, title]) => title ?? '');
}

/** Other errors of criterion, such as files that it could not write; it still exits with 0. */
export function otherErrors(stdout: string): readonly string[] {
  return stripVTControlCharacters(stdout)
    .split('\n')
    .filter(
      (line) => line.startsWith('Criterion.rs ERROR: ') && !/ERROR: At least one meas/.test(line),
    )
    .map((line) => line.replace('Criterion.rs ERROR: ', '').trim());
}

/** Which results a program printed in seconds and which in other units, by the last line of the title. */
export interface PrintedUnits {
  readonly time: ReadonlySet<string>;
  /** Units of custom measurements, e.g. `cycles`; empty for most programs. */
  readonly other: ReadonlySet<string>;
}

const timeUnits: ReadonlySet<string> = new Set(['ps', 'ns', 'us', 'µs', 'μs', 'ms', 's']);

/**
 * The units of the results in criterion's text. Its files have none: they claim nanoseconds also
 * where the program counts processor cycles.
 */
export function printedUnits(stdout: string): PrintedUnits {
  const time = new Set<string>();
  const other = new Set<string>();
  const lines = stripVTControlCharacters(stdout).split(/\r?\n/);
  for (const [index, line] of lines.entries()) {
    const result = /^(.*?)\s*time: +\[\S+ (\S+) \S+ \S+ \S+ \S+\]/.exec(line);
    const unit = result?.[2];
    if (!result || unit === undefined) continue;
    // A long title stands alone on the line before.
    const title = result[1] || lines[index - 1]?.trim() || '';
    if (timeUnits.has(unit)) time.add(title);
    else other.add(unit);
  }
  return { time, other };
}

/** The benchmark that was running when the program ended, by criterion's status lines, or null. */
export function runningBenchmark(stderr: string): string | null {
  const status = [...stripVTControlCharacters(stderr).matchAll(/^Benchmarking (.+)$/gm)].at(
    -1,
  )?.[1];
  if (status === undefined || status.endsWith(': Analyzing')) return null;
  return status.replace(/: (?:Warming up for|Collecting) .*$/, '');
}

/** How a program failed, in words that follow its name; null when it ended well or was ended. */
export function programFailure(outcome: ProcessOutcome): string | null {
  if (outcome.ending === 'not-started') return `could not be started: ${complaint(outcome.stderr)}`;
  if (outcome.ending !== 'exited' || outcome.exitCode === 0) return null;
  const how = outcome.exitCode === null ? 'was killed' : `ended with exit code ${outcome.exitCode}`;
  const running = runningBenchmark(outcome.stderr);
  const when = running === null ? '' : ` in benchmark "${running}"`;
  return `${how}${when}: ${complaint(outcome.stderr)}`;
}
