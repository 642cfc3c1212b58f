/** Runs for reports: seeded launches of benchmarks that behave in a known way. */
import { benchmarkId } from '../../src/model/identity.ts';
import type { Measurement } from '../../src/model/measurement.ts';
import type { Run } from '../../src/model/run.ts';
import type { BenchmarkResult } from '../../src/model/suiteResult.ts';
import { measurement, run, suiteResult } from '../analysis/runs.ts';
import { normalSource } from '../stats/random.ts';

export const commitOf = (sha: string, dirty = false) => ({
  sha,
  dirty,
  branch: null,
  committedAt: '2025-03-04T08:00:00.000Z',
});
export const baseSha = 'f93cc5b2d07e15c4a9b86f3d1e70c2a45b98d6e3';
const startedAt = '2025-03-04T09:12:31.204Z';
export const candidateSha = '4edeb1e9c0a4b6f0d2b7f3a85c61e97d20f4b8a1';

const environment: Run['environment'] = {
  machine: {
    cpuModel: 'AMD EPYC 7763 64-Core Processor',
    cpuCount: 4,
    os: 'ubuntu 24.04',
    architecture: 'x64',
  },
  memoryBytes: 15.6 * 2 ** 30,
  kernel: '6.11.0-1018-azure',
  loadAverage: 0.42,
  ci: 'GitHub Actions',
};

const harnesses: Readonly<Record<string, Run['suites'][number]['harness']>> = {
  rust: { name: 'criterion', version: '0.8.2' },
  node: { name: 'tinybench', version: '6.2.3' },
  python: { name: 'pytest-benchmark', version: '5.1.0' },
  cli: { name: 'command', version: '1' },
};

/** How a benchmark behaves: typical seconds, change of the candidate, noise between launches. */
export interface Behaviour {
  readonly path: readonly string[];
  readonly seconds: number;
  /** Candidate divided by base; 1 by default. */
  readonly ratio?: number;
  /** Relative standard deviation of a launch; 0.01 by default. */
  readonly noise?: number;
  /** How many launches there are; all by default. */
  readonly launches?: number;
  /** Bytes that an iteration processes. */
  readonly bytes?: number;
}

/** The values of one side of a benchmark, one a launch. */
export type Values = (behaviour: Behaviour) => readonly number[];

function results(
  suite: string,
  behaviours: readonly Behaviour[],
  measurementOf: (behaviour: Behaviour) => Measurement,
): BenchmarkResult[] {
  return behaviours.map((behaviour) => {
    const identity = { suite, path: [...behaviour.path], params: {} };
    const { bytes } = behaviour;
    return {
      ...identity,
      id: benchmarkId(identity),
      state: 'measured',
      measurements: [measurementOf(behaviour)],
      ...(bytes !== undefined && { workPerIteration: { bytes } }),
    };
  });
}

export type Suites = Readonly<Record<string, readonly Behaviour[]>>;

function measuredSuite(suite: string, benchmarks: BenchmarkResult[], launches: number) {
  return suiteResult(suite, benchmarks, {
    harness: harnesses[suite] ?? null,
    launchesPlanned: launches,
    launches: Array.from({ length: launches }, (_, launch) => ({
      launch,
      startedAt,
      durationSeconds: 2,
      state: 'complete',
    })),
  });
}

const measuredBy = { startedAt, durationSeconds: 312, environment };

export function runOf(suites: Suites, launches: number, values: Values, more: Partial<Run>): Run {
  const all = Object.entries(suites).map(([suite, behaviours]) => {
    const measured = results(suite, behaviours, (one) => measurement(values(one)));
    return measuredSuite(suite, measured, launches);
  });
  return run(all, { ...measuredBy, launches, ...more });
}

export function seededValues(seed: number, launches: number, side: 'base' | 'candidate'): Values {
  const normal = normalSource(seed);
  return ({ seconds, ratio = 1, noise = 0.01, launches: own = launches }) =>
    Array.from(
      { length: own },
      () => seconds * (side === 'base' ? 1 : ratio) * Math.exp(noise * normal()),
    );
}

/** A doubtful benchmark: what its samples are like in one launch after the other. */
type Sampling = (sample: number, normal: () => number) => number;

const doubtful: Readonly<Record<string, Sampling>> = {
  'clock tick': () => 1e-6,
  'clock ticks': (sample) => 1e-6 * (1 + (sample % 3)),
  'cold start': (sample, normal) => 1e-3 * (1 + 0.4 * Math.exp(-sample / 10) + 0.005 * normal()),
  'cold cache': (sample, normal) => 1e-3 * (1 + 0.2 * Math.exp(-sample / 12) + 0.005 * normal()),
  ...Object.fromEntries(
    Array.from({ length: 10 }, (_, index): [string, Sampling] => [
      `leak ${index}`,
      (sample, normal) => 1e-3 * (1 + (0.002 + 0.001 * index) * sample + 0.005 * normal()),
    ]),
  ),
  'two paths': (sample, normal) => 1e-3 * (sample % 3 === 0 ? 1.5 : 1) * (1 + 0.01 * normal()),
  'two caches': (sample, normal) => 1e-3 * (sample % 4 === 0 ? 1.3 : 1) * (1 + 0.01 * normal()),
  interrupted: (sample, normal) =>
    1e-3 * (sample % 5 === 0 ? 1.4 + sample / 20 : 1 + 0.01 * normal()),
  quiet: (_, normal) => 1e-3 * (1 + 0.01 * normal()),
};

/** One side of benchmarks whose samples are to be doubted, measured side by side. */
export function doubtfulRun(seed: number, more: Partial<Run>): Run {
  const normal = normalSource(seed);
  const behaviours = Object.keys(doubtful).map((name) => ({ path: ['queue', name], seconds: 1 }));
  const launches = 10;
  const benchmarks = results('node', behaviours, ({ path: [, name = ''] }) =>
    measurement([], 'time', {
      launches: Array.from({ length: launches }, (_, launch) => {
        const level = name.startsWith('clock') ? 1 : Math.exp(0.005 * normal());
        const samples = Array.from(
          { length: 40 },
          (_, sample) => level * (doubtful[name]?.(sample, normal) ?? 1),
        );
        return { launch, sampleCount: samples.length, samples };
      }),
    }),
  );
  return run([measuredSuite('node', benchmarks, launches)], { ...measuredBy, launches, ...more });
}
