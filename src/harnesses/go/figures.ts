/** What did the lines of one benchmark measure? Printed units → metrics in base units. */

import type { ResultRecord } from '../../formats/go/benchfmt.ts';
import type { KnownMetric, MetricReading } from '../harness.ts';
import { type ByteRange, bytesOf } from './declaredBytes.ts';

interface Source {
  readonly metric: KnownMetric;
  /** So many of the printed unit are one of the metric's base unit. */
  readonly perBaseUnit: number;
}

/** The units that are read, lower is better for each. Go counts what it allocates, all of it. */
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
  /** Units that are not read. */
  readonly otherUnits: readonly string[];
}

/**
 * The figures of one benchmark in one launch; `-count` gives it several lines.
 *
 * @param knownBytes what other launches have left open of the bytes that it declares
 */
export function figuresOf(records: readonly ResultRecord[], knownBytes?: ByteRange): Figures {
  const samples = new Map<KnownMetric, number[]>();
  const others = new Set<string>();
  let isSpeedTold = false;
  for (const { value, unit } of records.flatMap(({ values }) => values)) {
    const source = sources.get(unit);
    if (source) {
      const known = samples.get(source.metric) ?? [];
      samples.set(source.metric, [...known, value / source.perBaseUnit]);
    } else if (unit === speedUnit) isSpeedTold = true;
    else others.add(unit);
  }
  const bytes = isSpeedTold ? bytesOf(records, knownBytes) : null;
  return {
    metrics: [...samples].map(([metric, values]) => ({
      metric,
      sampleKind: 'batch',
      samples: values,
    })),
    ...(bytes && { bytes }),
    otherUnits: [...others],
  };
}
