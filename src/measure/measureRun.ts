/** The heart of `perfwatch run`: prepares the suites, launches them in turn, returns the run. */
import { join } from 'node:path';
import type { Harness, Preparation, PreparedSuite, Suite } from '../harnesses/harness.ts';
import type { Io } from '../io.ts';
import type { Run } from '../model/run.ts';
import type { LaunchRecord, SuiteResult } from '../model/suiteResult.ts';
import { describeCommit } from './commit.ts';
import { describeEnvironment, fingerprintOf } from './environment.ts';
import { launchSuite } from './launch.ts';
import { type NumberedReading, normalize } from './normalize.ts';
import { planLaunches } from './plan.ts';
import { runProcess } from './processes.ts';
import { type ProgressListener, TimeLeft } from './progress.ts';
import { suiteTools } from './suiteTools.ts';

/** A configured suite with the harness that runs it. */
export interface RunnableSuite {
  readonly suite: Suite;
  readonly harness: Harness;
}

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

/** A suite on its way through the run. */
interface SuiteProgress {
  readonly suite: Suite;
  readonly preparation: Preparation;
  readonly records: LaunchRecord[];
  readonly readings: NumberedReading[];
  /** Set when no further launch makes sense. */
  stopped: boolean;
}

async function prepareSuite(
  { suite, harness }: RunnableSuite,
  request: MeasureRequest,
): Promise<SuiteProgress> {
  request.onProgress({ kind: 'preparing', suite: suite.name });
  const tools = suiteTools({
    suite,
    repositoryFolder: request.repositoryFolder,
    logFolder: join(request.rawFolder, suite.name, 'prepare'),
    interrupt: request.interrupt,
    io: request.io,
  });
  const preparation = await harness.prepare(suite, tools);
  return { suite, preparation, records: [], readings: [], stopped: false };
}

async function launchOnce(
  progress: SuiteProgress,
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
  progress.readings.push({ launch, reading });
  // What hangs once, or cannot measure anything at all, will do so again: spare the user the wait.
  const nothingMeasured = !reading.benchmarks.some(({ state }) => state === 'measured');
  progress.stopped =
    record.state === 'incomplete' || (record.state === 'failed' && nothingMeasured);
  return record;
}

function missingSuite(
  suite: string,
  state: 'skipped' | 'failed' | 'incomplete',
  message: string,
): SuiteResult {
  return {
    suite,
    harness: null,
    toolchain: {},
    fingerprint: null,
    state,
    message,
    launches: [],
    benchmarks: [],
    notices: [],
  };
}

function suiteResult(progress: SuiteProgress, run: Pick<Run, 'environment'>): SuiteResult {
  const { suite, preparation, records, readings } = progress;
  if (preparation.state === 'missing') {
    return missingSuite(
      suite.name,
      'skipped',
      `${preparation.what} was not found. To install it: ${preparation.install}`,
    );
  }
  if (preparation.state === 'failed') {
    return missingSuite(suite.name, 'failed', preparation.message);
  }
  const { harness, toolchain, notices } = preparation.suite;
  const benchmarks = normalize(suite.name, readings);
  const bad = records.find(({ state }) => state !== 'complete');
  const measured = benchmarks.some(({ measurements }) => measurements.length > 0);
  const state =
    records.length === 0 || bad?.state === 'incomplete'
      ? 'incomplete'
      : bad && !measured
        ? 'failed'
        : bad
          ? 'incomplete'
          : 'measured';
  const message = bad?.message ?? (records.length === 0 ? 'It was interrupted.' : undefined);
  return {
    suite: suite.name,
    harness,
    toolchain,
    fingerprint: fingerprintOf(run.environment.machine, toolchain, harness),
    state,
    ...(message ? { message } : {}),
    launches: records,
    benchmarks,
    notices: [...new Set([...notices, ...readings.flatMap(({ reading }) => reading.notices)])],
  };
}

/**
 * Measures all suites. Never rejects for what suites do: a missing toolchain, a broken build, a
 * crash, the time limit and an interrupt are states of the suites in the run that is returned.
 *
 * @throws when the raw folder cannot be written.
 */
export async function measureRun(request: MeasureRequest): Promise<Run> {
  const { io, interrupt } = request;
  const startedAt = io.now().toISOString();
  const startedSeconds = io.monotonicSeconds();
  const git = (gitArguments: readonly string[]) =>
    runProcess({
      argv: ['git', ...gitArguments],
      cwd: request.repositoryFolder,
      env: io.env,
      timeoutSeconds: 60,
      logFolder: join(request.rawFolder, '_git', gitArguments[0] ?? ''),
      interrupt,
      io,
      wholeOutput: true,
    });
  const [environment, commit] = await Promise.all([describeEnvironment(io), describeCommit(git)]);

  const suites: SuiteProgress[] = [];
  for (const runnable of request.suites) {
    if (!interrupt.aborted) suites.push(await prepareSuite(runnable, request));
  }
  const ready = suites.filter(({ preparation }) => preparation.state === 'ready');
  const bySuite = new Map(ready.map((progress) => [progress.suite.name, progress]));
  const plan = planLaunches(ready.map(({ suite }) => suite));
  const timeLeft = new TimeLeft(request.expectedLaunchSeconds);
  for (const [position, { suite: name, launch }] of plan.entries()) {
    const progress = bySuite.get(name);
    if (progress?.preparation.state !== 'ready' || progress.stopped || interrupt.aborted) continue;
    request.onProgress({
      kind: 'launching',
      suite: name,
      launch,
      launches: progress.suite.launches,
      secondsLeft: timeLeft.of(
        plan
          .slice(position)
          .map((planned) => planned.suite)
          .filter((planned) => !bySuite.get(planned)?.stopped),
      ),
    });
    const record = await launchOnce(progress, progress.preparation.suite, launch, request);
    timeLeft.note(name, record.durationSeconds);
  }
  request.onProgress({ kind: 'ended' });

  const results = request.suites.map(({ suite }) => {
    const progress = suites.find((candidate) => candidate.suite === suite);
    return progress
      ? suiteResult(progress, { environment })
      : missingSuite(suite.name, 'incomplete', 'It was interrupted.');
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
    filter: request.filter?.source ?? null,
    selection: request.selection ? [...request.selection] : null,
    suites: results,
  };
}
