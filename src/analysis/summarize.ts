/** Reduces a run to what a comparison needs and a baseline keeps. Pure. */
import type { Measurement } from '../model/measurement.ts';
import { keptDirection } from '../model/metric.ts';
import { machineOf, type Run } from '../model/run.ts';
import type { BenchmarkResult, SuiteResult } from '../model/suiteResult.ts';
import type { BenchmarkSummary, MetricSummary, SuiteSummary } from '../model/summary.ts';
import { fasterHalf } from '../stats/fasterHalf.ts';
import { median } from '../stats/location.ts';
import { withMeasurements } from './withMeasurements.ts';

/** One number for the samples of a launch, in their unit. */
export function locationOf(unit: Measurement['unit'], samples: readonly number[]): number {
  const [first] = samples;
  // As in a reduced run, see `reduceRun`.
  if (first !== undefined && samples.length === 1) return first;
  return unit === 's' ? fasterHalf(samples) : median(samples);
}

function summarizeMeasurement(measurement: Measurement): MetricSummary {
  const { metric, unit, sampleKind, launches } = measurement;
  const byLaunch = new Map(
    launches.map(({ launch, samples }) => [launch, locationOf(unit, samples)]),
  );
  const last = launches.at(-1)?.launch ?? -1;
  return {
    metric,
    unit,
    ...keptDirection(measurement),
    sampleKind,
    launches: Array.from({ length: last + 1 }, (_, launch) => byLaunch.get(launch) ?? null),
  };
}

/** The declared work, as it is told by the throughputs that were computed with it. */
function declaredWork(measurements: readonly Measurement[]): BenchmarkSummary['workPerIteration'] {
  const amount = (unit: Measurement['unit']) =>
    measurements.find((one) => one.workPerIteration !== undefined && one.unit === unit)
      ?.workPerIteration;
  const bytes = amount('B/s');
  const elements = amount('1/s');
  if (bytes === undefined && elements === undefined) return undefined;
  return { ...(bytes && { bytes }), ...(elements && { elements }) };
}

function summarizeBenchmark(result: BenchmarkResult): BenchmarkSummary[] {
  const { id, state, message } = result;
  // What its own suite skips is not there, as if it had not been written.
  if (state === 'skipped') return [];
  const workPerIteration = declaredWork(result.measurements);
  return [
    {
      id,
      state,
      ...(message === undefined ? {} : { message }),
      ...(workPerIteration && { workPerIteration }),
      metrics: result.measurements
        .filter((measurement) => measurement.workPerIteration === undefined)
        .map(summarizeMeasurement),
    },
  ];
}

/** One suite of a run as a summary; null when it was never launched. */
export function summarizeSuite(run: Run, result: SuiteResult): SuiteSummary | null {
  const { suite, harness, toolchain, fingerprint, launches } = result;
  if (!harness || !fingerprint || launches.length === 0) return null;
  return {
    suite,
    harness,
    toolchain,
    machine: machineOf(run, suite),
    fingerprint,
    run: { id: run.id, startedAt: run.startedAt, commit: run.commit },
    location: 'faster-half',
    launches: result.launchesPlanned,
    launchSeconds: median(launches.map(({ durationSeconds }) => durationSeconds)),
    sources: result.sources,
    benchmarks: result.benchmarks.flatMap(summarizeBenchmark),
  };
}

/** All suites of a run that were launched; linear in the number of samples. */
export function summarizeRun(run: Run): SuiteSummary[] {
  return run.suites.flatMap((result) => summarizeSuite(run, result) ?? []);
}

/**
 * The run with one sample a launch, its location: enough for everything but warnings, and small. A
 * report of it says the same. Linear in the number of samples.
 */
export function reduceRun(run: Run): Run {
  return withMeasurements(run, (measurement) => ({
    ...measurement,
    launches: measurement.launches.map(({ launch, sampleCount, samples }) => ({
      launch,
      sampleCount,
      samples: [locationOf(measurement.unit, samples)],
    })),
  }));
}
