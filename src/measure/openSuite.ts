/** A suite on its way through a run: prepared once, then launched again and again. */
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import type { Preparation, PreparedSuite } from '../harnesses/harness.ts';
import type { Io } from '../io.ts';
import { type BenchmarkIdentity, benchmarkId } from '../model/identity.ts';
import type { LaunchRecord } from '../model/suiteResult.ts';
import { launchSuite } from './launch.ts';
import type { NumberedReading } from './normalize.ts';
import { prepareSuite, type RunnableSuite } from './prepare.ts';
import type { SuiteProgress } from './suiteResult.ts';

export interface OpenSuite extends SuiteProgress {
  readonly records: LaunchRecord[];
  readonly readings: NumberedReading[];
  /** Set when no further launch makes sense. */
  stopped: boolean;
}

/** Where and how suites of one side are prepared. */
export interface PlaceOfSuites {
  /** The folder of the repository or of the checkout. */
  readonly repositoryFolder: string;
  /** Logs and the harnesses' own files go below it, by suite and launch. */
  readonly rawFolder: string;
  /** As the harnesses' `Tools` have it; null for the user's own folder. */
  readonly buildFolder: string | null;
  readonly otherSideFolder: string | null;
  readonly interrupt: AbortSignal;
  readonly io: Io;
}

const longestSource = 16 * 1024 * 1024;

/** Hashes of the files that hold the benchmarks, by path from the repository; unreadable ones lack. */
async function hashSources(
  { sources }: PreparedSuite,
  repositoryFolder: string,
): Promise<Record<string, string>> {
  const hashes: Record<string, string> = {};
  for (const file of sources) {
    const content = await readFile(file).catch(() => null);
    if (content === null || content.length > longestSource) continue;
    const path = relative(repositoryFolder, file).replaceAll('\\', '/');
    hashes[path] = createHash('sha256').update(content).digest('hex').slice(0, 12);
  }
  return hashes;
}

/** Opens a suite whose preparation is known. */
export async function openPrepared(
  { suite }: RunnableSuite,
  preparation: Preparation,
  repositoryFolder: string,
): Promise<OpenSuite> {
  const sources =
    preparation.state === 'ready' ? await hashSources(preparation.suite, repositoryFolder) : {};
  return {
    suite,
    preparation,
    repositoryFolder,
    sources,
    records: [],
    readings: [],
    stopped: false,
  };
}

/** Finds the toolchain and builds. */
export async function openSuite(runnable: RunnableSuite, place: PlaceOfSuites): Promise<OpenSuite> {
  const { repositoryFolder, buildFolder, otherSideFolder, interrupt, io } = place;
  const { name } = runnable.suite;
  const preparation = await prepareSuite(runnable, {
    repositoryFolder,
    buildFolder: buildFolder && join(buildFolder, name),
    otherSideFolder,
    logFolder: join(place.rawFolder, name, 'prepare'),
    interrupt,
    io,
  });
  return openPrepared(runnable, preparation, repositoryFolder);
}

/** What one launch is asked for. */
export interface LaunchOrder {
  /** From 0. */
  readonly launch: number;
  readonly filter: RegExp | null;
  /** The benchmarks that are still wanted; null is all. */
  readonly only: readonly BenchmarkIdentity[] | null;
  /** What every process is started by, such as `taskset -c 1`; empty for nothing. */
  readonly startedBy: readonly string[];
}

/** Launches a ready suite once and keeps what it left. */
export async function launchOnce(
  progress: OpenSuite,
  { launch, filter, only, startedBy }: LaunchOrder,
  { rawFolder, interrupt, io }: Pick<PlaceOfSuites, 'rawFolder' | 'interrupt' | 'io'>,
): Promise<LaunchRecord | null> {
  const { suite, preparation } = progress;
  if (preparation.state !== 'ready') return null;
  const { record, reading } = await launchSuite(
    {
      folder: join(rawFolder, suite.name, `launch-${launch + 1}`),
      index: launch,
      launches: suite.launches,
      filter,
      only,
    },
    { suite, prepared: preparation.suite, startedBy, interrupt, io },
  );
  progress.records.push(record);
  progress.readings.push({
    launch,
    isComplete: record.state === 'complete',
    only: only && new Set(only.map(benchmarkId)),
    reading,
  });
  // What hangs once, or cannot measure anything at all, will do so again: spare the user the wait.
  const nothingMeasured = !reading.benchmarks.some(({ state }) => state === 'measured');
  progress.stopped =
    record.state === 'incomplete' || (record.state === 'failed' && nothingMeasured);
  return record;
}
