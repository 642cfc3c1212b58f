/** What did the programs of one launch measure, and what went wrong? */
import type { BenchmarkReading, LaunchReading, LaunchRequest, ProcessOutcome } from '../harness.ts';
import { howItEnded, lastLines } from '../processText.ts';
import { resultFile, wantedNames } from './launch.ts';
import type { BenchProgram } from './probe.ts';
import { type ResultReading, readResults } from './resultFile.ts';
import { identityOf, type RowsReading, readRows } from './rows.ts';

interface ProgramReading {
  readonly benchmarks: readonly BenchmarkReading[];
  readonly failure: string | null;
  readonly notices: readonly string[];
}

/** What the library itself writes to standard error before it begins. */
const banner =
  /^(?:\d{4}-\d\d-\d\d[T ]\S*|Running .*|Run on \(.*|CPU Caches:|\s+L\d .*|Load Average: .*|\*\*\*WARNING\*\*\* .*|-- LOG\(\d+\): .*)$/;

/** What went wrong, in the program's words, or nothing. */
function complaint(outcome: ProcessOutcome): string {
  const lines = outcome.stderr.split(/\r?\n/).filter((line) => !banner.test(line));
  return lastLines({ stderr: lines.join('\n'), stdout: '' });
}

/** Why a program's results are not what they should be, or null. */
function failureOf(
  { line }: BenchProgram,
  results: ResultReading,
  outcome: ProcessOutcome,
): string | null {
  if (outcome.ending === 'timed-out' || outcome.ending === 'interrupted') return null;
  if (outcome.exitCode !== 0) {
    const lines = complaint(outcome);
    return `${line} ${howItEnded(outcome, 0)}${lines === '' ? '' : `:\n${lines}`}`;
  }
  if (results.state === 'absent') return `${line} ended well, but left no results.`;
  if (results.state === 'unreadable') {
    return `The results of ${line} could not be read: ${results.problem}.`;
  }
  if (results.unreadable > 0) {
    return `${results.unreadable} of the results of ${line} could not be read: they have another shape than Google Benchmark's.`;
  }
  return results.isWhole ? null : `${line} ended well, but its results have no end.`;
}

/**
 * The benchmark that a program died in. Each row is written when its benchmark has ended, in the
 * order of the list, so it is the one after the last that has any.
 */
function crashed(
  wanted: readonly string[],
  results: ResultReading,
  { printed }: RowsReading,
  { ending, exitCode }: ProcessOutcome,
): string | null {
  if (ending !== 'exited' || exitCode === 0) return null;
  if (results.state !== 'read' || results.isWhole || printed.size === 0) return null;
  return wanted[wanted.findLastIndex((name) => printed.has(name)) + 1] ?? null;
}

/** Puts together what one program left. Pure. */
export function programReading(
  program: BenchProgram,
  wanted: readonly string[],
  results: ResultReading,
  outcome: ProcessOutcome,
): ProgramReading {
  const rows = readRows(program, results.state === 'read' ? results.rows : []);
  const failure = failureOf(program, results, outcome);
  const dead = crashed(wanted, results, rows, outcome);
  const last: readonly BenchmarkReading[] =
    dead === null
      ? []
      : [
          {
            ...identityOf(program, dead),
            state: 'failed',
            message: complaint(outcome) || howItEnded(outcome, 0),
          },
        ];
  return { benchmarks: [...rows.benchmarks, ...last], failure, notices: rows.notices };
}

/**
 * Reads a launch. A program that was not launched, since the launch ended before its turn or since
 * nothing of it was wanted, is passed over.
 */
export async function readLaunch(
  suite: string,
  programs: readonly BenchProgram[],
  request: LaunchRequest,
  outcomes: ReadonlyMap<string, ProcessOutcome>,
): Promise<LaunchReading> {
  const readings: ProgramReading[] = [];
  for (const program of programs) {
    const outcome = outcomes.get(program.stepName);
    if (outcome === undefined) continue;
    const results = await readResults(resultFile(request, program));
    readings.push(programReading(program, wantedNames(suite, program, request), results, outcome));
  }
  const failures = readings.flatMap(({ failure }) => failure ?? []);
  return {
    benchmarks: readings.flatMap(({ benchmarks }) => benchmarks),
    failure: failures.length > 0 ? failures.join('; ') : null,
    notices: [...new Set(readings.flatMap(({ notices }) => notices))],
  };
}
