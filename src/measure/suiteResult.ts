/** What became of a suite: its preparation and its launches → one result. Pure. */
import type { Preparation, Suite } from '../harnesses/harness.ts';
import type { Machine } from '../model/environment.ts';
import type { BenchmarkResult, LaunchRecord, SuiteResult } from '../model/suiteResult.ts';
import { fingerprintOf } from './environment.ts';
import { type NumberedReading, normalize } from './normalize.ts';
import { keptMessage } from './troubles.ts';

/** A suite on its way through the run. */
export interface SuiteProgress {
  readonly suite: Suite;
  readonly preparation: Preparation;
  /** The folder of the repository or of the checkout. */
  readonly repositoryFolder: string;
  /** Hashes of the files that hold the benchmarks, by path relative to the repository. */
  readonly sources: Readonly<Record<string, string>>;
  readonly records: readonly LaunchRecord[];
  readonly readings: readonly NumberedReading[];
}

/** A suite of which there is nothing but the reason. */
export function unlaunchedSuite(
  { name, launches }: Suite,
  state: 'skipped' | 'failed' | 'incomplete',
  message: string,
): SuiteResult {
  return {
    suite: name,
    harness: null,
    toolchain: {},
    fingerprint: null,
    state,
    message: keptMessage(message),
    launchesPlanned: launches,
    launches: [],
    benchmarks: [],
    sources: {},
    notices: [],
  };
}

type Ending = Pick<SuiteResult, 'state' | 'message'>;

/** What was asked of the suite. */
export interface Expectation {
  /** Only some of its benchmarks were wanted, so that it may have none of them. */
  readonly narrowed: boolean;
  /** Fewer launches than this mean that it was interrupted. */
  readonly launches: number;
}

function endingOf(
  { records }: SuiteProgress,
  benchmarks: readonly BenchmarkResult[],
  { narrowed, launches }: Expectation,
): Ending {
  const bad = records.find(({ state }) => state !== 'complete');
  if (bad) {
    const measured = benchmarks.some(({ measurements }) => measurements.length > 0);
    const state = bad.state === 'incomplete' || measured ? 'incomplete' : 'failed';
    return { state, ...(bad.message === undefined ? {} : { message: bad.message }) };
  }
  if (records.length < launches) {
    const done = records.length === 0 ? '' : ` after ${records.length} of ${launches} launches`;
    return { state: 'incomplete', message: `It was interrupted${done}.` };
  }
  // With a filter it is no wonder when nothing of a suite is wanted.
  if (benchmarks.length === 0 && !narrowed) {
    return {
      state: 'failed',
      message:
        'Its launches ended well, but there was no benchmark in them. See whether it has any, and which ones its configuration leaves out.',
    };
  }
  return { state: 'measured' };
}

/** The result of a suite, as far as it was launched. */
export function suiteResult(
  progress: SuiteProgress,
  machine: Machine,
  expectation: Expectation,
): SuiteResult {
  const { suite, preparation, repositoryFolder, records, readings } = progress;
  if (preparation.state === 'missing') {
    const { what, install } = preparation;
    return unlaunchedSuite(suite, 'skipped', `${what} was not found. To mend this: ${install}`);
  }
  if (preparation.state === 'failed') {
    return unlaunchedSuite(suite, 'failed', preparation.message);
  }
  const { harness, toolchain, notices } = preparation.suite;
  const { benchmarks, notices: leftOut } = normalize(suite.name, readings, repositoryFolder);
  return {
    suite: suite.name,
    harness,
    toolchain,
    fingerprint: fingerprintOf(machine, toolchain, harness),
    ...endingOf(progress, benchmarks, expectation),
    launchesPlanned: suite.launches,
    launches: [...records],
    benchmarks,
    sources: { ...progress.sources },
    notices: [
      ...new Set([...notices, ...readings.flatMap(({ reading }) => reading.notices), ...leftOut]),
    ],
  };
}
