/** What are the values of a baseline, and how far do its launches and runs lie apart? Pure. */
import type { BaselineEntry } from '../../model/baseline.ts';
import type { MetricName, Unit } from '../../model/metric.ts';
import { launchValues, type MetricSummary } from '../../model/summary.ts';
import { relativeSpread } from '../../stats/spread.ts';
import { typicalValue } from '../../stats/typical.ts';

/** The runs of one suite in one environment, oldest first; at least one. */
export type RunsOfSuite = readonly [BaselineEntry, ...BaselineEntry[]];

/** Baselines are sorted, so that runs of one place stand together. */
export function groupRuns(entries: readonly BaselineEntry[]): RunsOfSuite[] {
  const groups = new Map<string, [BaselineEntry, ...BaselineEntry[]]>();
  for (const entry of entries) {
    const place = `${entry.fingerprint} ${entry.suite}`;
    const group = groups.get(place);
    if (group) group.push(entry);
    else groups.set(place, [entry]);
  }
  return [...groups.values()];
}

export interface StoredValue {
  readonly id: string;
  readonly metric: MetricName;
  readonly unit: Unit;
  /** In `unit`: the typical value of the runs' typical values. */
  readonly value: number;
  /** How many runs hold it. */
  readonly runs: number;
  /** Relative standard deviation between the launches of a run; null with one launch in each. */
  readonly betweenLaunches: number | null;
  /** Relative standard deviation between runs; null with one run. */
  readonly betweenRuns: number | null;
}

/** Of several runs as one: the root of the mean of squares, each weighted by its launches less one. */
function pooledSpread(runs: readonly (readonly number[])[]): number | null {
  const parts = runs.flatMap((values) => {
    const spread = relativeSpread(values);
    return spread === null ? [] : [{ squares: spread ** 2, weight: values.length - 1 }];
  });
  const weight = parts.reduce((sum, part) => sum + part.weight, 0);
  const squares = parts.reduce((sum, part) => sum + part.squares * part.weight, 0);
  return weight > 0 ? Math.sqrt(squares / weight) : null;
}

function storedValue(id: string, summaries: readonly [MetricSummary, ...MetricSummary[]]) {
  const [{ metric, unit }] = summaries;
  const runs = summaries.map(launchValues);
  const typical = runs.map(typicalValue);
  return {
    id,
    metric,
    unit,
    value: typicalValue(typical),
    runs: runs.length,
    betweenLaunches: pooledSpread(runs),
    betweenRuns: relativeSpread(typical),
  };
}

/** One for each metric of what the newest run measured, in its order. */
export function storedValues(group: RunsOfSuite): StoredValue[] {
  const newest = group.at(-1)?.benchmarks ?? [];
  const older = group.slice(0, -1);
  return newest.flatMap(({ id, metrics }) =>
    metrics.map((summary): StoredValue => {
      const before = older.flatMap(({ benchmarks }) =>
        benchmarks
          .filter((benchmark) => benchmark.id === id)
          .flatMap((benchmark) => benchmark.metrics)
          .filter(({ metric, unit }) => metric === summary.metric && unit === summary.unit),
      );
      return storedValue(id, [summary, ...before]);
    }),
  );
}
