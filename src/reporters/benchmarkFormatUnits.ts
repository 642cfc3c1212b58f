/** How are metrics called in Go's benchmark format? As benchstat writes and scales units. Pure. */
import {
  type Direction,
  isInTable,
  type MeasuredMetric,
  type MetricName,
  type Unit,
} from '../model/metric.ts';
import { distinctNames, keyOf } from './metricNames.ts';

/** Base units. */
const unitNames: Readonly<Record<Unit, string>> = {
  s: 'sec',
  B: 'B',
  'B/s': 'B/s',
  '1/s': '1/s',
  '1': '',
};

/** Units of Go's own tools. */
const unitsByMetric: ReadonlyMap<MetricName, string> = new Map([
  ['time', 'sec/op'],
  ['allocated', 'B/op'],
  ['allocations', 'allocs/op'],
]);

/** What `b.ReportMetric` was given, as far as that is certain: `fields/op`, `requests/s`. */
function goUnit({ metric, unit, direction }: MeasuredMetric): string | null {
  if (unit === '1' && direction === 'lower-is-better') return `${metric}/op`;
  return unit === '1/s' && /.-s$/.test(metric) ? metric.replace(/-s$/, '/s') : null;
}

/**
 * `sec/op`, `B/s`; where metrics share a unit, the name tells which it is: `user-sec/op`. Of a metric that
 * only its harness knows it is not known whether it is per iteration: `first-paint-sec`, `l1-hits`.
 */
function unitOf(measured: MeasuredMetric, attempt: number): string {
  const { metric, unit } = measured;
  if (!isInTable(measured)) {
    return [metric, ...(attempt > 1 ? [attempt] : []), unitNames[unit]].filter(Boolean).join('-');
  }
  const known = unitsByMetric.get(metric);
  if (known !== undefined) return known;
  if (metric === 'throughput' || metric === 'memory') return unitNames[unit];
  return `${[metric.replace(/-time$/, ''), unitNames[unit]].filter(Boolean).join('-')}/op`;
}

/** A metric that was measured, and by whom. */
export interface MetricUse extends MeasuredMetric {
  readonly direction: Direction | null;
  /** Whether it was read from the text of Go's benchmarks. */
  readonly isOfGo: boolean;
}

export interface FormatUnits {
  unitOf(measured: MeasuredMetric): string;
  /** Which values are better, by unit, as far as somebody told. */
  readonly directions: ReadonlyMap<string, Direction>;
}

/** A unit for each metric, no two alike. O(n). */
export function formatUnits(uses: readonly MetricUse[]): FormatUnits {
  const metrics = new Map<string, MetricUse>();
  for (const use of uses) {
    const key = keyOf(use);
    const known = metrics.get(key);
    metrics.set(
      key,
      known
        ? {
            ...known,
            direction: known.direction ?? use.direction,
            isOfGo: known.isOfGo && use.isOfGo,
          }
        : use,
    );
  }
  const names = distinctNames([...metrics.values()], (one, attempt) => {
    const use = metrics.get(keyOf(one));
    const go = attempt === 1 && use?.isOfGo && !isInTable(use) ? goUnit(use) : null;
    return go ?? unitOf(one, attempt);
  });
  const directions = new Map<string, Direction>();
  for (const use of metrics.values()) {
    if (use.direction !== null) directions.set(names(use), use.direction);
  }
  return { unitOf: names, directions };
}
