/** The heart of `perfwatch run`: prepares the suites, launches them in turn, returns the run. */
import { join } from 'node:path';
import type { PreparedSuite } from '../harnesses/harness.ts';
import type { Io } from '../io.ts';
import type { Run } from '../model/run.ts';
import type { LaunchRecord } from '../model/suiteResult.ts';
import { describeCommit } from './commit.ts';
import { describeEnvironment } from './environment.ts';
import { launchSuite } from './launch.ts';
import type { NumberedReading } from './normalize.ts';
import { planLaunches } from './plan.ts';
import { prepareSuite, type RunnableSuite } from './prepare.ts';
import { runProcess } from './processes.ts';
import { type ProgressListener, TimeLeft } from './progress.ts';
import { type SuiteProgress, suiteResult, unlaunchedSuite } from './suiteResult.ts';

export interface MeasureRequest {
  readonly suites: readonly RunnableSuite[];
  readonly repositoryFolder: string;
  /** Fresh and empty; the harnesses' own files and all logs go below it, by suite and launch. */
  readonly rawFolder: string;
  readonly launches: number;
  readonly filter: RegExp | null;
  /** Suites chosen by name; null when all of the configuration were. */
  readonly selection: readonly string[] | null;
  /** Seconds that one launch took in an earlier run, by suite; may be empty. */
  readonly expectedLaunchSeconds: ReadonlyMap<string, number>;
  readonly perfwatchVersion: string;
  readonly interrupt: AbortSignal;
  readonly onProgress: ProgressListener;
  readonly io: Io;
}

interface OpenSuite extends SuiteProgress {
  readonly records: LaunchRecord[];
  readonly readings: NumberedReading[];
  /** Set when no further launch makes sense. */
  stopped: boolean;
}

async function openSuite(runnable: RunnableSuite, request: MeasureRequest): Promise<OpenSuite> {
  const { suite } = runnable;
  request.onProgress({ kind: 'preparing', suite: suite.name });
  const preparation = await prepareSuite(runnable, {
    repositoryFolder: request.repositoryFolder,
    logFolder: join(request.rawFolder, suite.name, 'prepare'),
    interrupt: request.interrupt,
    io: request.io,
  });
  return { suite, preparation, records: [], readings: [], stopped: false };
}

async function launchOnce(
  progress: OpenSuite,
  prepared: PreparedSuite,
  launch: number,
  request: MeasureRequest,
): Promise<LaunchRecord> {
  const { suite } = progress;
  const { record, reading } = await launchSuite(
    {
      folder: join(request.rawFolder, suite.name, `launch-${launch + 1}`),
      index: launch,
      launches: suite.launches,
      filter: request.filter,
    },
    { suite, prepared, interrupt: request.interrupt, io: request.io },
  );
  progress.records.push(record);
  progress.readings.push({ launch, isComplete: record.state === 'complete', reading });
  // What hangs once, or cannot measure anything at all, will do so again: spare the user the wait.
  const nothingMeasured = !reading.benchmarks.some(({ state }) => state === 'measured');
  progress.stopped =
    record.state === 'incomplete' || (record.state === 'failed' && nothingMeasured);
  return record;
}

/** The commit, or null where git cannot be asked. */
function commitOf({ rawFolder, repositoryFolder, interrupt, io }: MeasureRequest) {
  const git = (gitArguments: readonly string[]) =>
    runProcess({
      argv: ['git', ...gitArguments],
      cwd: repositoryFolder,
      // Looking is no reason to write into the repository.
      env: { ...io.env, GIT_OPTIONAL_LOCKS: '0' },
      timeoutSeconds: 60,
      logFolder: join(rawFolder, '_git', gitArguments[0] ?? ''),
      interrupt,
      io,
      wholeOutput: true,
    });
  return describeCommit(git).catch(() => null);
}

async function prepareAll(request: MeasureRequest): Promise<OpenSuite[]> {
  const suites: OpenSuite[] = [];
  for (const runnable of request.suites) {
    if (request.interrupt.aborted) break;
    suites.push(await openSuite(runnable, request));
  }
  return suites;
}

/** Launches what is ready, the suites in turn, until all is done or the user interrupts. */
async function launchAll(suites: readonly OpenSuite[], request: MeasureRequest): Promise<void> {
  const ready = suites.filter(({ preparation }) => preparation.state === 'ready');
  const bySuite = new Map(ready.map((progress) => [progress.suite.name, progress]));
  const plan = planLaunches(ready.map(({ suite }) => suite));
  const timeLeft = new TimeLeft(request.expectedLaunchSeconds);
  for (const [position, { suite: name, launch }] of plan.entries()) {
    if (request.interrupt.aborted) return;
    const progress = bySuite.get(name);
    if (progress?.preparation.state !== 'ready' || progress.stopped) continue;
    const ahead = plan.slice(position).map((planned) => planned.suite);
    request.onProgress({
      kind: 'launching',
      suite: name,
      launch,
      launches: progress.suite.launches,
      secondsLeft: timeLeft.of(ahead.filter((planned) => !bySuite.get(planned)?.stopped)),
    });
    const record = await launchOnce(progress, progress.preparation.suite, launch, request);
    timeLeft.note(name, record.durationSeconds);
  }
}

/**
 * Measures all suites. Never rejects for what suites do, nor for a disk that becomes full: a
 * missing toolchain, a broken build, a crash, the time limit and an interrupt are states of the
 * suites in the run that is returned.
 */
export async function measureRun(request: MeasureRequest): Promise<Run> {
  const { io, interrupt, filter } = request;
  const startedAt = io.now().toISOString();
  const startedSeconds = io.monotonicSeconds();
  const [environment, commit] = await Promise.all([describeEnvironment(io), commitOf(request)]);
  const suites = await prepareAll(request);
  await launchAll(suites, request);
  request.onProgress({ kind: 'ended' });
  const results = request.suites.map(({ suite }) => {
    const progress = suites.find((candidate) => candidate.suite === suite);
    return progress
      ? suiteResult(progress, environment.machine, filter !== null)
      : unlaunchedSuite(suite, 'incomplete', 'It was interrupted.');
  });
  return {
    schema: 'perfwatch/run',
    version: 1,
    id: io.uniqueId(),
    perfwatchVersion: request.perfwatchVersion,
    startedAt,
    durationSeconds: io.monotonicSeconds() - startedSeconds,
    state: interrupt.aborted ? 'interrupted' : 'complete',
    environment,
    commit,
    launches: request.launches,
    filter: filter?.source ?? null,
    selection: request.selection ? [...request.selection] : null,
    suites: results,
  };
}
