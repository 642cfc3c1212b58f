/** What do a name and a unit of JMH mean? Base units, and values per call. Pure. */
import type { Metric } from '../format.ts';
import { allocated, instructions, rate, time } from '../metrics.ts';
import { metricName, type PrintedUnit, printedUnit } from '../units.ts';

export interface JmhMetric {
  readonly metric: Metric;
  /** A printed value → the base unit, per call. */
  toBase(value: number): number;
}

/** Counts that JMH names without a `/`, and the one unit in which its MB are of 2^20 bytes. */
const ownUnits: ReadonlyMap<string, PrintedUnit> = new Map([
  ['counts', { unit: '1', direction: null, toBase: (value: number) => value }],
  ['#', { unit: '1', direction: null, toBase: (value: number) => value }],
  ['MB/sec', { unit: 'B/s', direction: null, toBase: (value: number) => value * 1024 * 1024 }],
]);

/** An operation is so many calls as the batch size says. */
function perCall(text: string, { toBase }: PrintedUnit, batchSize: number) {
  if (batchSize === 1) return toBase;
  if (text.endsWith('/op')) return (value: number) => toBase(value) / batchSize;
  return text.startsWith('ops/') ? (value: number) => toBase(value) * batchSize : toBase;
}

/** Time or throughput, as the unit of the score says; null for a unit that is neither. */
export function primaryMetric(text: string, batchSize: number): JmhMetric | null {
  const printed = printedUnit(text);
  const metric = printed?.unit === 's' ? time : printed?.unit === '1/s' ? rate : null;
  return printed && metric && { metric, toBase: perCall(text, printed, batchSize) };
}

const known: ReadonlyMap<string, Metric> = new Map([
  ['gc.alloc.rate.norm', allocated],
  ['instructions', instructions],
  ['instructions-u', instructions],
]);

/** Of the single calls that are read themselves: `sort·p0.50`, since 1.37 `p0.50`. */
const percentile = /^(?:.*\u00B7)?p[01]\.\d+$/;

/** Of the collector, about a whole iteration: neither more nor less of it is better by itself. */
const isOfIteration = (name: string) => name.startsWith('gc.') && !name.endsWith('.norm');

/** A secondary metric, or why it is not read; null when it follows from the values of the primary one. */
export function secondaryMetric(
  key: string,
  text: string,
  mode: string,
  batchSize: number,
): JmhMetric | { readonly problem: string } | null {
  if (mode === 'sample' && percentile.test(key)) return null;
  const printed = ownUnits.get(text) ?? printedUnit(text);
  if (!printed)
    return { problem: `the unit of a secondary metric is not known: ${text || 'none'}` };
  const name = metricName(key);
  if (name === '') return { problem: `a secondary metric has no name that can be kept: ${key}` };
  const { unit, direction } = printed;
  const same = known.get(name);
  return {
    metric:
      same?.unit === unit
        ? same
        : { name, unit, direction: isOfIteration(name) ? null : direction },
    toBase: perCall(text, printed, batchSize),
  };
}
