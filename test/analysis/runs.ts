/** Runs for tests, made from one number per launch. */
import { benchmarkId } from '../../src/model/identity.ts';
import type { Measurement } from '../../src/model/measurement.ts';
import { isKnownMetric, type MetricName, metrics } from '../../src/model/metric.ts';
import type { Run } from '../../src/model/run.ts';
import type { BenchmarkResult, SuiteResult } from '../../src/model/suiteResult.ts';

interface Values {
  readonly [name: string]: readonly number[];
}

/** Of a metric that is not known, in seconds and without a direction if `more` says nothing else. */
export function measurement(
  values: readonly number[],
  metric: MetricName = 'time',
  more: Partial<Measurement> = {},
): Measurement {
  const known = isKnownMetric(metric) ? metrics[metric] : null;
  return {
    metric,
    unit: known?.units[0] ?? 's',
    direction: known?.direction ?? null,
    sampleKind: 'batch',
    launches: values.map((value, launch) => ({ launch, sampleCount: 1, samples: [value] })),
    ...more,
  };
}

export function benchmark(
  suite: string,
  name: string,
  measurements: Measurement[],
  more: Partial<BenchmarkResult> = {},
): BenchmarkResult {
  const identity = { suite, path: [name], params: {} };
  return { ...identity, id: benchmarkId(identity), state: 'measured', measurements, ...more };
}

export function suiteResult(
  suite: string,
  benchmarks: BenchmarkResult[],
  more: Partial<SuiteResult> = {},
): SuiteResult {
  return {
    suite,
    harness: { name: 'criterion', version: '0.8.2' },
    toolchain: { rustc: '1.95.0' },
    fingerprint: 'f00dfeed0001',
    state: 'measured',
    launchesPlanned: 3,
    launches: [
      { launch: 0, startedAt: '2026-01-01T00:00:00.000Z', durationSeconds: 2, state: 'complete' },
    ],
    benchmarks,
    sources: {},
    notices: [],
    ...more,
  };
}

export function run(suites: SuiteResult[], more: Partial<Run> = {}): Run {
  return {
    schema: 'perfwatch/run',
    version: 1,
    id: 'run-1',
    perfwatchVersion: '0.1.0',
    startedAt: '2026-01-01T00:00:00.000Z',
    durationSeconds: 10,
    state: 'complete',
    environment: {
      machine: { cpuModel: 'Test CPU', cpuCount: 4, os: 'debian 12', architecture: 'x64' },
      memoryBytes: 8e9,
      kernel: '6.1',
      loadAverage: 0,
      ci: null,
    },
    commit: null,
    pairing: null,
    launches: 5,
    filter: null,
    selection: null,
    plan: null,
    suites,
    ...more,
  };
}

/** A run of one suite, from the launch values of its benchmarks' time. */
export function timeRun(values: Values, more: Partial<SuiteResult> = {}): Run {
  const benchmarks = Object.entries(values).map(([name, times]) =>
    benchmark('rust', name, [measurement(times)]),
  );
  return run([suiteResult('rust', benchmarks, more)]);
}
