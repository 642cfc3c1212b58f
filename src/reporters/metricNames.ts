/** How are the metrics of a report called in a format of others, no two alike? */
import { isInTable, type MeasuredMetric, metrics } from '../model/metric.ts';
import { knownMetricNames } from '../model/metricName.ts';

/** The metrics of the table, in each unit that they have. */
const tableMetrics: readonly MeasuredMetric[] = knownMetricNames.flatMap((metric) =>
  metrics[metric].units.map((unit) => ({ metric, unit })),
);

/** The same for what is the same metric in the same unit. */
export const keyOf = ({ metric, unit }: MeasuredMetric) => `${metric} ${unit}`;

/**
 * Each metric and unit once: the table's first, measured or not, so that the others never take their
 * names; then those that only harnesses know, sorted. O(n log n).
 */
export function everyMetric(measured: readonly MeasuredMetric[]): MeasuredMetric[] {
  const others = new Map(
    measured
      .filter((one) => !isInTable(one))
      .map(({ metric, unit }) => [keyOf({ metric, unit }), { metric, unit }]),
  );
  const sorted = [...others].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, one]) => one);
  return [...tableMetrics, ...sorted];
}

/**
 * A name for each metric. Formats allow fewer characters than names have, so that two may come out
 * alike; the later one is then asked for another.
 *
 * @param nameOf a name, and if that is taken another one, for each number from 1 on
 * @param taken what is called otherwise
 */
export function distinctNames(
  measured: readonly MeasuredMetric[],
  nameOf: (of: MeasuredMetric, attempt: number) => string,
  taken: readonly string[] = [],
): (of: MeasuredMetric) => string {
  const names = new Map<string, string>();
  const used = new Set(taken);
  /** The last attempt by the first one's name, so that many alike are no more work than others. */
  const attempts = new Map<string, number>();
  for (const one of everyMetric(measured)) {
    const wanted = nameOf(one, 1);
    let attempt = attempts.get(wanted) ?? 1;
    while (used.has(nameOf(one, attempt))) attempt += 1;
    const name = nameOf(one, attempt);
    used.add(name);
    attempts.set(wanted, attempt);
    names.set(keyOf(one), name);
  }
  return (of) => names.get(keyOf(of)) ?? nameOf(of, 1);
}
