/** Runs with other numbers in the place of those that were measured: one number per launch. Pure. */
import type { Measurement } from '../../model/measurement.ts';
import type { MetricName } from '../../model/metric.ts';
import type { Run } from '../../model/run.ts';
import { locationOf } from '../summarize.ts';
import { withMeasurements } from '../withMeasurements.ts';

/** A measurement with each launch reduced to one number, by the number of the launch. */
export type LaunchValues = ReadonlyMap<number, number>;

/** What is measured, as one word: the same on both sides. */
const keyOf = (id: string, { metric, unit }: Measurement) => `${metric} ${unit} ${id}`;

/** The numbers of all measurements of a run. O(n log n) in the samples of a launch. */
export function valuesOf(run: Run): Map<string, LaunchValues> {
  return new Map(
    run.suites
      .flatMap(({ benchmarks }) => benchmarks)
      .flatMap(({ id, measurements }) =>
        measurements.map((measurement) => [
          keyOf(id, measurement),
          new Map(
            measurement.launches.map(({ launch, samples }) => [
              launch,
              locationOf(measurement.unit, samples),
            ]),
          ),
        ]),
      ),
  );
}

/**
 * The run with these numbers, in this order, as its launches; a measurement of none is left out.
 * One sample is what every location of a launch gives back unchanged.
 */
export function withValues(run: Run, valuesOfKey: (key: string) => readonly number[]): Run {
  return withMeasurements(run, (measurement, id) => ({
    ...measurement,
    launches: valuesOfKey(keyOf(id, measurement)).map((value, launch) => ({
      launch,
      sampleCount: 1,
      samples: [value],
    })),
  }));
}

/** The run as it would be had each metric of each benchmark come out larger by a factor. */
export function multiplied(run: Run, factorOf: (id: string, metric: MetricName) => number): Run {
  return withMeasurements(run, (measurement, id) => {
    const factor = factorOf(id, measurement.metric);
    if (factor === 1) return measurement;
    return {
      ...measurement,
      launches: measurement.launches.map((launch) => ({
        ...launch,
        samples: launch.samples.map((sample) => sample * factor),
      })),
    };
  });
}
