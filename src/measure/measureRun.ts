/** The heart of `perfwatch run`: prepares the suites, launches them in turn, returns the run. */
import type { Io } from '../io.ts';
import type { Run } from '../model/run.ts';
import { describeEnvironment } from './environment.ts';
import { launchOnce, type OpenSuite, openSuite, type PlaceOfSuites } from './openSuite.ts';
import { planLaunches } from './plan.ts';
import type { RunnableSuite } from './prepare.ts';
import { type ProgressListener, TimeLeft } from './progress.ts';
import { commitIn, runRecord, startNow } from './runRecord.ts';
import { suiteResult, unlaunchedSuite } from './suiteResult.ts';

/** What single and paired runs are asked for alike. */
export interface CommonRequest {
  readonly suites: readonly RunnableSuite[];
  readonly repositoryFolder: string;
  /** Fresh and empty; the harnesses' own files and all logs go below it, by suite and launch. */
  readonly rawFolder: string;
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

export interface MeasureRequest extends CommonRequest {
  readonly launches: number;
}

async function prepareAll(request: MeasureRequest, place: PlaceOfSuites): Promise<OpenSuite[]> {
  const suites: OpenSuite[] = [];
  for (const runnable of request.suites) {
    if (request.interrupt.aborted) break;
    request.onProgress({ kind: 'preparing', suite: runnable.suite.name });
    suites.push(await openSuite(runnable, place));
  }
  return suites;
}

/** Launches what is ready, the suites in turn, until all is done or the user interrupts. */
async function launchAll(
  suites: readonly OpenSuite[],
  request: MeasureRequest,
  place: PlaceOfSuites,
): Promise<void> {
  const ready = suites.filter(({ preparation }) => preparation.state === 'ready');
  const bySuite = new Map(ready.map((progress) => [progress.suite.name, progress]));
  const plan = planLaunches(ready.map(({ suite }) => suite));
  const timeLeft = new TimeLeft(request.expectedLaunchSeconds);
  for (const [position, { suite: name, launch }] of plan.entries()) {
    if (request.interrupt.aborted) return;
    const progress = bySuite.get(name);
    if (!progress || progress.stopped) continue;
    const ahead = plan.slice(position).map((planned) => planned.suite);
    request.onProgress({
      kind: 'launching',
      suite: name,
      launch,
      launches: progress.suite.launches,
      secondsLeft: timeLeft.of(ahead.filter((planned) => !bySuite.get(planned)?.stopped)),
    });
    const order = { launch, filter: request.filter, only: null, startedBy: [] };
    const record = await launchOnce(progress, order, place);
    if (record) timeLeft.note(name, record.durationSeconds);
  }
}

/**
 * Measures all suites. Never rejects for what suites do, nor for a disk that becomes full: a
 * missing toolchain, a broken build, a crash, the time limit and an interrupt are states of the
 * suites in the run that is returned.
 */
export async function measureRun(request: MeasureRequest): Promise<Run> {
  const { io, interrupt, filter, repositoryFolder, rawFolder, launches, selection } = request;
  const start = startNow(io);
  const [environment, commit] = await Promise.all([
    describeEnvironment(io),
    commitIn(repositoryFolder, request),
  ]);
  const place = {
    repositoryFolder,
    rawFolder,
    buildFolder: null,
    otherSideFolder: null,
    interrupt,
    io,
  };
  const suites = await prepareAll(request, place);
  await launchAll(suites, request, place);
  request.onProgress({ kind: 'ended' });
  const results = request.suites.map(({ suite }) => {
    const progress = suites.find((candidate) => candidate.suite === suite);
    return progress
      ? suiteResult(progress, environment.machine, {
          narrowed: filter !== null,
          launches: suite.launches,
        })
      : unlaunchedSuite(suite, 'incomplete', 'It was interrupted.');
  });
  const { perfwatchVersion } = request;
  const facts = { perfwatchVersion, environment, commit, launches, filter, selection };
  return runRecord({ ...facts, id: io.uniqueId(), pairing: null }, start, results, request);
}
