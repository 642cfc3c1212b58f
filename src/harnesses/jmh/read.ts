/** What did the jar measure in one launch, and what went wrong? */

import { problemOf } from '../../errors.ts';
import { bytesOfFile } from '../../formats/bytesOfFile.ts';
import { modeKey, pathOf } from '../../formats/jmh/names.ts';
import { jmh, jmhReader } from '../../formats/jmh.ts';
import { readText, type TextRead } from '../../formats/readText.ts';
import { textPieces } from '../../formats/textOfFile.ts';
import { readStepOutput } from '../files.ts';
import { benchmarksOf } from '../formatReading.ts';
import type { BenchmarkReading, LaunchReading, LaunchRequest, ProcessOutcome } from '../harness.ts';
import { howItEnded, withLines } from '../processText.ts';
import { type Failure, failuresIn } from './failures.ts';
import { resultFile, stepName } from './launch.ts';
import type { ListedBenchmark } from './list.ts';

const fileName = 'the JSON of JMH';

async function readResults(
  file: string,
  severalModes: ReadonlySet<string>,
): Promise<TextRead | { readonly kind: 'absent'; readonly problem: string }> {
  const format = { ...jmh, reader: jmhReader(severalModes) };
  try {
    return await readText(fileName, textPieces(bytesOfFile(file)), [format]);
  } catch (error) {
    return { kind: 'absent', problem: problemOf(error) };
  }
}

/** Why there are no results although the jar ended well; null when there are. */
function resultProblem(read: Awaited<ReturnType<typeof readResults>>): string | null {
  if (read.kind === 'read' || read.kind === 'nothing') return null;
  if (read.kind === 'unreadable') return `its results could not be read: ${read.problem.message}`;
  return 'left no results';
}

function failedReading(
  { benchmark, params, mode, message }: Failure,
  severalModes: ReadonlySet<string>,
): BenchmarkReading {
  const hasMode = mode !== null && severalModes.has(benchmark);
  return {
    path: pathOf(benchmark),
    params: hasMode ? { ...params, [modeKey]: mode } : params,
    state: 'failed',
    message,
  };
}

const keyOf = ({ path, params }: BenchmarkReading) =>
  JSON.stringify([path, Object.entries(params).sort()]);

/** Puts together what JMH wrote and what it printed. Pure. */
function launchReading(
  read: Awaited<ReturnType<typeof readResults>>,
  failed: readonly BenchmarkReading[],
  outcome: ProcessOutcome,
): LaunchReading {
  const { benchmarks, notices } = benchmarksOf('reading' in read ? [read.reading] : []);
  const failedKeys = new Set(failed.map(keyOf));
  const all = [...benchmarks.filter((one) => !failedKeys.has(keyOf(one))), ...failed];
  const { ending, exitCode } = outcome;
  const wasEnded = ending === 'timed-out' || ending === 'interrupted';
  const problem = resultProblem(read);
  if (wasEnded) return { benchmarks: all, failure: null, notices };
  if (exitCode !== 0) {
    const failure = withLines(`The jar of the benchmarks ${howItEnded(outcome, 0)}`, outcome);
    return { benchmarks: all, failure, notices };
  }
  // Where all benchmarks have failed, JMH ends well and leaves an empty list.
  const hasNothing = problem !== null || all.length === 0;
  const failure = hasNothing
    ? `The jar of the benchmarks ended well, but ${problem ?? 'measured nothing'}.`
    : null;
  return { benchmarks: all, failure, notices };
}

/** Reads a launch; one in which nothing was wanted has nothing. */
export async function readLaunch(
  benchmarks: readonly ListedBenchmark[],
  request: LaunchRequest,
  outcomes: ReadonlyMap<string, ProcessOutcome>,
): Promise<LaunchReading> {
  const outcome = outcomes.get(stepName);
  if (outcome === undefined) return { benchmarks: [], failure: null, notices: [] };
  const severalModes = new Set(
    benchmarks.flatMap(({ name, hasModes }) => (hasModes ? [name] : [])),
  );
  const read = await readResults(resultFile(request), severalModes);
  const stdout = await readStepOutput(request, stepName, outcome);
  const failed = failuresIn(stdout, benchmarks).map((one) => failedReading(one, severalModes));
  return launchReading(read, failed, outcome);
}
