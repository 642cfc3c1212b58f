/** What was measured launch by launch, as it was compared, for pictures of it. Pure. */
import {
  type History,
  type LaunchValue,
  measuredKey,
  type PastValue,
  type SideLaunches,
} from '../model/launchValues.ts';
import type { LaunchSamples, Measurement } from '../model/measurement.ts';
import type { Rule } from '../model/rule.ts';
import type { Run } from '../model/run.ts';
import { launchValues, type SuiteSummary } from '../model/summary.ts';
import { quantile, sorted } from '../stats/sorted.ts';
import { typicalValue } from '../stats/typical.ts';
import { chooseBase } from './compareSuite.ts';
import { renamedId } from './renamed.ts';
import { locationOf } from './summarize.ts';

/** Leaves one sample of ten out, half of them on either side. */
const shareBelow = 0.05;

function launchValue(unit: Measurement['unit'], { samples }: LaunchSamples): LaunchValue {
  const value = locationOf(unit, samples);
  if (samples.length < 2) return { value };
  const ascending = sorted(samples);
  return {
    value,
    low: quantile(ascending, shareBelow),
    high: quantile(ascending, 1 - shareBelow),
  };
}

/**
 * The launches of a run, each by the number that is compared and the range of its samples.
 * O(n log n) in the samples of a launch.
 *
 * @param renames of a base: what its benchmarks are called now
 */
export function launchesOfRun({ suites }: Run, renames: Rule['renames'] = {}): SideLaunches {
  return new Map(
    suites
      .flatMap(({ benchmarks }) => benchmarks)
      .flatMap(({ id, measurements }) =>
        measurements.map(({ metric, unit, launches }): [string, LaunchValue[]] => [
          measuredKey({ id: renamedId(id, renames), metric, unit }),
          launches.map((launch) => launchValue(unit, launch)),
        ]),
      ),
  );
}

/** In which order the harness has the parameters of a run's benchmarks, of which ids have them sorted. O(n). */
export function parameterOrderOf({ suites }: Run): ReadonlyMap<string, readonly string[]> {
  const order = new Map<string, readonly string[]>();
  for (const { benchmarks } of suites) {
    for (const { id, params } of benchmarks) {
      const names = Object.keys(params);
      if (names.length > 1) order.set(id, names);
    }
  }
  return order;
}

/**
 * The launches of what a run is compared with, without ranges; of a baseline of several runs, those
 * of all runs one after the other, the oldest first. O(n).
 *
 * @param base under the ids that its benchmarks have now
 */
export function launchesOfBase(base: readonly SuiteSummary[], { suites }: Run): SideLaunches {
  const found = new Map<string, LaunchValue[]>();
  for (const { suite, fingerprint } of suites) {
    const benchmarks = chooseBase(base, suite, fingerprint).flatMap((one) => one.benchmarks);
    for (const { id, metrics } of benchmarks) {
      for (const summary of metrics) {
        const key = measuredKey({ id, metric: summary.metric, unit: summary.unit });
        const values = launchValues(summary).map((value) => ({ value }));
        found.set(key, [...(found.get(key) ?? []), ...values]);
      }
    }
  }
  return found;
}

/**
 * What the runs of a baseline measured, the oldest first, of all that more than one of them measured. O(n).
 *
 * @param base under the ids that its benchmarks have now
 */
export function historyOfBase(base: readonly SuiteSummary[], { suites }: Run): History {
  const found = new Map<string, PastValue[]>();
  for (const { suite, fingerprint } of suites) {
    for (const { run, benchmarks } of chooseBase(base, suite, fingerprint)) {
      for (const { id, metrics } of benchmarks) {
        for (const summary of metrics) {
          const key = measuredKey({ id, metric: summary.metric, unit: summary.unit });
          const values = launchValues(summary);
          const [low, high] = [Math.min(...values), Math.max(...values)];
          const past = found.get(key) ?? [];
          past.push({ run, value: typicalValue(values), low, high });
          found.set(key, past);
        }
      }
    }
  }
  return new Map([...found].filter(([, past]) => past.length > 1));
}
