/** What did the lines of one benchmark measure? Printed units → metrics in base units. */

import type { ResultRecord, UnitRecord } from '../../formats/go/benchfmt.ts';
import { goMetric } from '../../formats/go/units.ts';
import type { KnownMetric, MetricReading } from '../harness.ts';
import { ownMetrics } from '../ownMetrics.ts';
import { type ByteRange, bytesOf } from './declaredBytes.ts';

interface Source {
  readonly metric: KnownMetric;
  /** So many of the printed unit are one of the metric's base unit. */
  readonly perBaseUnit: number;
}

/** Go's own units, lower is better for each. Go counts what it allocates, all of it. */
const sources: ReadonlyMap<string, Source> = new Map([
  ['ns/op', { metric: 'time', perBaseUnit: 1e9 }],
  ['B/op', { metric: 'allocated', perBaseUnit: 1 }],
  ['allocs/op', { metric: 'allocations', perBaseUnit: 1 }],
]);

/** Derived from the bytes that a benchmark declares, and its time. */
const speedUnit = 'MB/s';

export interface Figures {
  readonly metrics: readonly MetricReading[];
  /** The bytes that it may declare; absent when it declares none. */
  readonly bytes?: ByteRange;
  /** What is left out of the units of `b.ReportMetric`, with reasons. */
  readonly notices: readonly string[];
}

/**
 * The figures of one benchmark in one launch; `-count` gives it several lines.
 *
 * @param units what the program tells of its units
 * @param knownBytes what other launches have left open of the bytes that it declares
 */
export function figuresOf(
  records: readonly ResultRecord[],
  units: readonly UnitRecord[],
  knownBytes?: ByteRange,
): Figures {
  const samples = new Map<KnownMetric, number[]>();
  const others = new Map<string, number[]>();
  let isSpeedTold = false;
  for (const { value, unit } of records.flatMap(({ values }) => values)) {
    const source = sources.get(unit);
    if (source) {
      const known = samples.get(source.metric) ?? [];
      samples.set(source.metric, [...known, value / source.perBaseUnit]);
    } else if (unit === speedUnit) isSpeedTold = true;
    else others.set(unit, [...(others.get(unit) ?? []), value]);
  }
  const bytes = isSpeedTold ? bytesOf(records, knownBytes) : null;
  const own = ownMetrics(
    [...others].map(([unit, values]) => {
      const { metric, toBase } = goMetric(unit, units);
      return { title: `The unit "${unit}"`, metric, values: values.map(toBase) };
    }),
    new Set([...samples.keys(), ...(isSpeedTold ? ['throughput'] : [])]),
  );
  const ofGo = [...samples].map(
    ([metric, values]) => ({ metric, sampleKind: 'batch', samples: values }) as const,
  );
  return {
    metrics: [...ofGo, ...own.metrics],
    ...(bytes && { bytes }),
    notices: own.notices,
  };
}
