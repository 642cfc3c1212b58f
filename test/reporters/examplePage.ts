/** What the HTML report is tried and shown with: both sides of a run, with all samples of their launches. */
import { historyOfBase, launchesOfBase, launchesOfRun } from '../../src/analysis/launchValues.ts';
import { buildReport } from '../../src/analysis/report.ts';
import { summarizeRun } from '../../src/analysis/summarize.ts';
import { withMeasurements } from '../../src/analysis/withMeasurements.ts';
import type { LaunchValues } from '../../src/model/launchValues.ts';
import type { Report } from '../../src/model/report.ts';
import { defaultRule } from '../../src/model/rule.ts';
import type { Run } from '../../src/model/run.ts';
import { normalSource } from '../stats/random.ts';
import {
  baseSha,
  candidateSha,
  commitOf,
  runOf,
  type Suites,
  seededValues,
} from './analysedRuns.ts';

const suites: Suites = {
  rust: [
    { path: ['rank', 'top_words'], seconds: 1.46e-3, ratio: 1.12, noise: 0.02, bytes: 600_000 },
    { path: ['rank', 'merge'], seconds: 2.1e-4, ratio: 0.91, noise: 0.02 },
    { path: ['tokenize', 'ascii'], seconds: 9.8e-7, ratio: 0.84, bytes: 1000 },
    { path: ['tokenize', 'unicode'], seconds: 2.2e-6 },
    { path: ['csv', 'parse_quoted'], seconds: 3.2e-5, ratio: 1.05, noise: 0.08 },
  ],
  node: [
    { path: ['tokenize', 'unicode-aware tokenizer'], seconds: 1.23e-5, ratio: 1.06, noise: 0.015 },
    { path: ['csv', 'parse'], seconds: 8.1e-4 },
    { path: ['csv', 'stringify'], seconds: 6.4e-4 },
    { path: ['rank', 'merge'], seconds: 2.1e-4, ratio: 0.99, noise: 0.05 },
  ],
  python: [
    { path: ['test_wordrank.py', 'test_tokenize'], seconds: 2.13e-2, noise: 0.015 },
    { path: ['test_wordrank.py', 'test_merge'], seconds: 2.2e-7 },
    { path: ['test_wordrank.py', 'test_rank'], seconds: 2.9e-5 },
  ],
};

const rounds = 12;
const samplesPerLaunch = 25;

/** Samples around each launch's value, most of them above it: what disturbs a program slows it down. */
function withSamples(run: Run, seed: number): Run {
  const normal = normalSource(seed);
  return withMeasurements(run, (measurement) => ({
    ...measurement,
    launches: measurement.launches.map(({ launch, samples: [value = 1] }) => ({
      launch,
      sampleCount: samplesPerLaunch,
      samples: Array.from(
        { length: samplesPerLaunch },
        () => value * (0.99 + 0.012 * Math.abs(normal()) + 0.004 * normal()),
      ),
    })),
  }));
}

function side(name: 'base' | 'candidate', more: Partial<Run>): Run {
  const seed = name === 'base' ? 1 : 2;
  return withSamples(runOf(suites, rounds, seededValues(seed, rounds, name), more), seed);
}

/** The run with a place in its sources for each benchmark. */
function withPlaces(run: Run): Run {
  return {
    ...run,
    suites: run.suites.map((suite) => ({
      ...suite,
      benchmarks: suite.benchmarks.map((benchmark, index) => ({
        ...benchmark,
        source: { file: `benches/${benchmark.path[0]}`, line: 12 + 9 * index },
      })),
    })),
  };
}

export interface ExamplePage {
  readonly report: Report;
  readonly launches: LaunchValues;
}

/** The same whenever it is made. */
export function examplePage(): ExamplePage {
  const base = side('base', { id: 'base', commit: commitOf(baseSha) });
  const candidate = withPlaces(
    side('candidate', {
      id: 'candidate',
      commit: commitOf(candidateSha),
      pairing: {
        side: 'candidate',
        with: 'base',
        base: 'main (f93cc5b)',
        design: 'alternating',
        looks: [rounds],
      },
    }),
  );
  const report = buildReport({
    run: candidate,
    base: { title: 'main', suites: summarizeRun(base) },
    rule: defaultRule,
    allowMissing: false,
  });
  const launches = { base: launchesOfRun(base), candidate: launchesOfRun(candidate) };
  return { report, launches };
}

const storedLaunches = 5;

/** What one run of a baseline is like: as a whole, it is a little faster or slower than others. */
function storedRun(number: number, pace: number): Run {
  const values = seededValues(10 + number, storedLaunches, 'base');
  return runOf(suites, storedLaunches, (behaviour) => values(behaviour).map((one) => one * pace), {
    id: `stored-${number}`,
    startedAt: `2025-02-2${number}T03:17:0${number}.000Z`,
    commit: commitOf(`${number}${baseSha.slice(1)}`, number === 4),
  });
}

/** A run that is compared with a baseline of five runs, which is a benchmark's history. */
export function examplePageOfBaseline(): ExamplePage {
  const stored = [1, 1.012, 0.991, 1.006, 0.997].map((pace, number) => storedRun(number, pace));
  const base = stored.flatMap(summarizeRun);
  const values = seededValues(2, storedLaunches, 'candidate');
  const run = withSamples(
    runOf(suites, storedLaunches, values, { id: 'candidate', commit: commitOf(candidateSha) }),
    2,
  );
  const report = buildReport({
    run,
    base: { title: 'main', suites: base },
    rule: defaultRule,
    allowMissing: false,
  });
  const launches = {
    base: launchesOfBase(base, run),
    candidate: launchesOfRun(run),
    history: historyOfBase(base, run),
  };
  return { report, launches };
}
