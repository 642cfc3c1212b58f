/** What did the benchmark programs of one launch count, and what went wrong? */

import { gungraun } from '../../formats/gungraun.ts';
import { readText, type TextRead } from '../../formats/readText.ts';
import { readStepOutput } from '../files.ts';
import { benchmarksOf } from '../formatReading.ts';
import type { BenchmarkReading, LaunchReading, LaunchRequest, ProcessOutcome } from '../harness.ts';
import { howItEnded } from '../processText.ts';
import { complaintOf, failedBenchmark } from './complaint.ts';
import type { BenchProgram } from './launch.ts';
import { unknownMetrics, withWantedMetrics } from './metrics.ts';
import { pathOf } from './narrow.ts';
import type { GungraunSettings } from './settings.ts';

interface ProgramReading {
  readonly benchmarks: readonly BenchmarkReading[];
  readonly failure: string | null;
  readonly notices: readonly string[];
}

/** The runner's exit code where a benchmark exceeds a limit that its own code or arguments set. */
const limitExceeded = 3;

async function* onePiece(text: string): AsyncGenerator<string> {
  yield text;
}

/** What a program printed without what it printed of a benchmark that failed, which is no result. */
function resultsIn(stdout: string, failed: string | null): string {
  if (failed === null) return stdout;
  return stdout
    .split('\n')
    .filter((line) => line.startsWith('{"') && line.includes('"module_path":'))
    .join('\n');
}

function problemOf(read: TextRead): string | null {
  if (read.kind === 'unreadable') return `its results could not be read: ${read.problem.message}`;
  return read.kind === 'read' && read.reading.benchmarks.length > 0 ? null : 'it measured nothing';
}

/** How the program ended, in words that follow its name; null when it ended well or was ended. */
function failureOf(
  outcome: ProcessOutcome,
  failed: string | null,
  problem: string | null,
): string | null {
  const { ending, exitCode } = outcome;
  if (ending === 'timed-out' || ending === 'interrupted') return null;
  if (exitCode === 0 || exitCode === limitExceeded) {
    return problem === null ? null : `ended well, but ${problem}`;
  }
  const how = howItEnded(outcome, 0);
  const where = failed === null ? '' : ` in benchmark "${failed}", and ran none behind it`;
  return `${how}${where}: ${complaintOf(outcome)}`;
}

async function readProgram(
  program: BenchProgram,
  metrics: GungraunSettings['metrics'],
  request: LaunchRequest,
  outcome: ProcessOutcome,
): Promise<ProgramReading> {
  const stdout = await readStepOutput(request, program.stepName, outcome);
  const failed = outcome.exitCode === 0 ? null : failedBenchmark(stdout, program.names);
  const title = `Bench target "${program.target}"`;
  const text = onePiece(resultsIn(stdout, failed));
  const read = await readText(`what bench target "${program.target}" printed`, text, [gungraun]);
  const { benchmarks, notices } = benchmarksOf('reading' in read ? [read.reading] : []);
  const all: BenchmarkReading[] = benchmarks.map((benchmark) =>
    withWantedMetrics(benchmark, metrics),
  );
  if (failed !== null) {
    const message = complaintOf(outcome);
    all.push({ path: pathOf(failed), params: {}, state: 'failed', message });
  }
  const failure = failureOf(outcome, failed, problemOf(read));
  const exceeded =
    outcome.exitCode === limitExceeded
      ? [`${title} reports benchmarks beyond limits of its own, which perfwatch does not judge by.`]
      : [];
  return {
    benchmarks: all.map((one) => ({ ...one, path: [...program.packagePath, ...one.path] })),
    failure: failure === null ? null : `${title} ${failure}`,
    notices: [...notices, ...exceeded],
  };
}

/** Reads a launch; a program that was not launched, since nothing of it was wanted, is passed over. */
export async function readLaunch(
  programs: readonly BenchProgram[],
  metrics: GungraunSettings['metrics'],
  request: LaunchRequest,
  outcomes: ReadonlyMap<string, ProcessOutcome>,
): Promise<LaunchReading> {
  const benchmarks: BenchmarkReading[] = [];
  const failures: string[] = [];
  const notices = new Set<string>();
  for (const program of programs) {
    const outcome = outcomes.get(program.stepName);
    if (outcome === undefined) continue;
    const reading = await readProgram(program, metrics, request, outcome);
    benchmarks.push(...reading.benchmarks);
    if (reading.failure !== null) failures.push(reading.failure);
    for (const notice of reading.notices) notices.add(notice);
  }
  const isNarrowed = request.filter !== null || request.only !== null;
  const hasEnded = [...outcomes.values()].every(({ ending }) => ending === 'exited');
  const isWhole = !isNarrowed && hasEnded && failures.length === 0 && benchmarks.length > 0;
  if (isWhole) for (const notice of unknownMetrics(benchmarks, metrics)) notices.add(notice);
  return {
    benchmarks,
    failure: failures.length > 0 ? failures.join('; ') : null,
    notices: [...notices],
  };
}
