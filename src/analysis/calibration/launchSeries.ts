/** How long did each launch of a benchmark take, in the order of time, whichever its side? Pure. */
import type { Run } from '../../model/run.ts';
import type { SuiteResult } from '../../model/suiteResult.ts';
import type { Sides } from '../selftest/recording.ts';
import { locationOf } from '../summarize.ts';

interface Launch {
  readonly startedAt: string;
  readonly values: ReadonlyMap<string, number>;
}

/** The launches of a suite on one side, with the logarithm of each benchmark's time. */
function launchesOf({ launches, benchmarks }: SuiteResult): Launch[] {
  return launches.map(({ launch, startedAt }) => ({
    startedAt,
    values: new Map(
      benchmarks.flatMap(({ id, measurements }) =>
        measurements
          .filter(({ metric }) => metric === 'time')
          .flatMap(({ unit, launches: measured }) =>
            measured
              .filter((one) => one.launch === launch)
              .map(({ samples }) => [id, Math.log(locationOf(unit, samples))] as const),
          ),
      ),
    ),
  }));
}

const suiteOf = ({ suites }: Run, name: string) => suites.find(({ suite }) => suite === name);

/**
 * For each suite, one series for each of its benchmarks that every launch measured, on the
 * logarithmic scale. O(n²) in the launches of a benchmark, of which there are few.
 */
export function launchSeries({ base, candidate }: Sides): number[][][] {
  return candidate.suites.map((result) => {
    const other = suiteOf(base, result.suite);
    const launches = [result, ...(other ? [other] : [])]
      .flatMap(launchesOf)
      .filter(({ values }) => values.size > 0)
      .sort((a, b) => (a.startedAt < b.startedAt ? -1 : a.startedAt > b.startedAt ? 1 : 0));
    return result.benchmarks
      .map(({ id }) => launches.flatMap(({ values }) => values.get(id) ?? []))
      .filter(
        (values) =>
          values.length > 0 && values.length === launches.length && values.every(Number.isFinite),
      );
  });
}
