/** A run with other measurements in the place of its own. Pure. */
import type { Measurement } from '../model/measurement.ts';
import type { Run } from '../model/run.ts';

/** The run with each measurement of each benchmark changed; one that has no launches is left out. */
export function withMeasurements(
  run: Run,
  change: (measurement: Measurement, id: string) => Measurement,
): Run {
  return {
    ...run,
    suites: run.suites.map((suite) => ({
      ...suite,
      benchmarks: suite.benchmarks.map((benchmark) => ({
        ...benchmark,
        measurements: benchmark.measurements
          .map((measurement) => change(measurement, benchmark.id))
          .filter(({ launches }) => launches.length > 0),
      })),
    })),
  };
}
