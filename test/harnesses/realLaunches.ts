/** Suites prepared and launched for real, by perfwatch's own process runner. */
import { mkdtempSync, realpathSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type {
  Harness,
  LaunchReading,
  LaunchRequest,
  Preparation,
  PreparedSuite,
  Suite,
  Tools,
} from '../../src/harnesses/harness.ts';
import { processIo } from '../../src/io.ts';
import { type LaunchResult, launchSuite } from '../../src/measure/launch.ts';
import { suiteTools } from '../../src/measure/suiteTools.ts';

/** One for all: each one listens to the standard streams. */
const io = processIo();

export function temporaryFolder(): string {
  return realpathSync(mkdtempSync(join(tmpdir(), 'perfwatch-harness-')));
}

/** The Python helpers where they lie in the sources, so that no build is needed. */
export function pythonHelper(name: string): string {
  const folder = name.includes('pytest') ? 'pytestBenchmark' : 'command';
  return fileURLToPath(new URL(`../../src/harnesses/${folder}/${name}`, import.meta.url));
}

export function suiteOf<Settings>(
  folder: string,
  settings: Settings,
  changes: Partial<Suite<Settings>> = {},
): Suite<Settings> {
  return {
    name: 'suite',
    folder,
    // Nothing is to be left beside the sources.
    env: { PYTHONDONTWRITEBYTECODE: '1' },
    launches: 10,
    timeoutSeconds: 60,
    prepareTimeoutSeconds: 300,
    measurementSeconds: null,
    warmupSeconds: null,
    settings,
    ...changes,
  };
}

export function toolsFor(suite: Suite, changes: Partial<Tools> = {}): Tools {
  return {
    ...suiteTools({
      suite,
      repositoryFolder: suite.folder,
      logFolder: temporaryFolder(),
      interrupt: new AbortController().signal,
      io,
    }),
    helperFile: pythonHelper,
    ...changes,
  };
}

export function ready(preparation: Preparation): PreparedSuite {
  if (preparation.state !== 'ready') throw new Error(JSON.stringify(preparation));
  return preparation.suite;
}

export function requestOf(changes: Partial<LaunchRequest> = {}): LaunchRequest {
  return { folder: '/launch', index: 0, launches: 10, filter: null, only: null, ...changes };
}

export interface RealLaunch extends LaunchResult {
  readonly prepared: PreparedSuite;
  /** Where the launch wrote. */
  readonly folder: string;
}

/** Prepares a suite and launches it once. */
export async function launchOnce<Settings>(
  harness: Harness<Settings>,
  suite: Suite<Settings>,
  tools: Tools = toolsFor(suite),
  changes: Partial<LaunchRequest> = {},
): Promise<RealLaunch> {
  const prepared = ready(await harness.prepare(suite, tools));
  const folder = join(temporaryFolder(), 'launch');
  const result = await launchSuite(requestOf({ folder, ...changes }), {
    suite,
    prepared,
    startedBy: [],
    interrupt: new AbortController().signal,
    io,
  });
  return { ...result, prepared, folder };
}

/** A reading in few words: `path[params]` → samples' count, or the state and message. */
export function wordsOf(reading: LaunchReading): Record<string, string> {
  return Object.fromEntries(
    reading.benchmarks.map((benchmark) => {
      const params = Object.entries(benchmark.params).map(([name, value]) => `${name}=${value}`);
      const name = `${benchmark.path.join(' > ')}${params.length > 0 ? ` [${params.join(', ')}]` : ''}`;
      return [
        name,
        benchmark.state === 'measured'
          ? benchmark.metrics.map((it) => `${it.samples.length} ${it.metric}`).join(', ')
          : `${benchmark.state}: ${benchmark.message}`,
      ];
    }),
  );
}
