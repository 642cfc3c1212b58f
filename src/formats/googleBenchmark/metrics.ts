/** What do the numbers of a row mean? Metrics in base units; also of the counters that a program made up. Pure. */
import type { Metric } from '../format.ts';
import { allocations, byteRate, instructions, memory, rate, time } from '../metrics.ts';
import { metricName, printedUnit } from '../units.ts';
import type { Row } from './rows.ts';

/** One number of a row. */
export interface Figure {
  readonly metric: Metric;
  readonly value: number;
}

export type RowFigures =
  | { readonly figures: readonly Figure[]; readonly problems: readonly string[] }
  | { readonly problem: string };

/** Of user and kernel together, of the thread or of the whole process. */
const processorTime: Metric = { name: 'cpu-time', unit: 's', direction: 'lower-is-better' };

/** Where a benchmark tells bytes and items, each needs a name of its own. */
const items: Metric = { ...rate, name: 'items-per-second' };

/**
 * What a benchmark calls items per second.
 *
 * @param hasBytes whether any row of it tells bytes per second
 */
export const itemRate = (hasBytes: boolean): Metric => (hasBytes ? items : rate);

/** What the library itself counts, or has counted by the processor. */
const counted: ReadonlyMap<string, Metric> = new Map([
  ['max_bytes_used', memory],
  ['INSTRUCTIONS', instructions],
]);

/** JSON tells only the number of a counter; that it is a rate is said by its name, if at all. */
export function counterMetric(key: string): Metric {
  const isRate = /(?:\/s|[_ ]per_second)$/.test(key);
  return (
    counted.get(key) ?? {
      name: metricName(key),
      unit: isRate ? '1/s' : '1',
      direction: isRate ? 'higher-is-better' : null,
    }
  );
}

/** The time unit of a row; older versions print none for nanoseconds. */
const unitOf = ({ time_unit }: Row) => {
  const printed = printedUnit(time_unit ?? 'ns');
  return printed?.unit === 's' ? printed : null;
};

/**
 * The numbers of a row that were measured, or why there are none.
 *
 * @param hasBytes whether any row of the benchmark tells bytes per second
 */
export function figuresOf(row: Row, hasBytes: boolean): RowFigures {
  const unit = unitOf(row);
  if (!unit) return { problem: `the time unit of a row is not known: ${row.time_unit}` };
  if (row.real_time === undefined) return { problem: 'a row has no "real_time"' };
  const found = new Map<string, Figure>();
  const problems: string[] = [];
  const add = (metric: Metric, value: number | null) => {
    if (metric.name === '') problems.push('a counter has no name that can be kept');
    else if (found.has(metric.name)) {
      problems.push(`two metrics of a benchmark are called ${metric.name}`);
    } else found.set(metric.name, { metric, value: value ?? Number.NaN });
  };
  const seconds = (value: number | null) => (value === null ? null : unit.toBase(value));
  add(time, seconds(row.real_time));
  if (row.cpu_time !== undefined) add(processorTime, seconds(row.cpu_time));
  if (row.bytes_per_second !== undefined) add(byteRate, row.bytes_per_second);
  if (row.items_per_second !== undefined) add(itemRate(hasBytes), row.items_per_second);
  if (row.allocs_per_iter !== undefined) add(allocations, row.allocs_per_iter);
  for (const [key, value] of row.counters) add(counterMetric(key), value);
  return { figures: [...found.values()], problems };
}
