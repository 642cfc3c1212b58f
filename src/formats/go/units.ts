/** What does a unit mean that Go prints, or what b.ReportMetric was given? Pure. */
import type { Metric } from '../format.ts';
import { allocated, allocations, byteRate, time } from '../metrics.ts';
import { metricName, printedUnit } from '../units.ts';
import type { UnitRecord } from './benchfmt.ts';

export interface GoMetric {
  readonly metric: Metric;
  toBase(value: number): number;
}

const same = (value: number) => value;

const known: ReadonlyMap<string, GoMetric> = new Map<string, GoMetric>([
  ['ns/op', { metric: time, toBase: (value) => value / 1e9 }],
  ['sec/op', { metric: time, toBase: same }],
  ['B/op', { metric: allocated, toBase: same }],
  ['allocs/op', { metric: allocations, toBase: same }],
  ['MB/s', { metric: byteRate, toBase: (value) => value * 1e6 }],
  ['B/s', { metric: byteRate, toBase: same }],
]);

/** What stands between the words of a unit: `p99-ns/op`, `heap-bytes`. */
const lastWord = /^(.+)[-_]([^-_]+)$/;

function derived(unit: string): GoMetric | null {
  const [above = '', below] = unit.split('/');
  const suffix = below === undefined ? '' : `/${below}`;
  const [, name, word] = lastWord.exec(above) ?? [];
  const printed = word === undefined ? null : printedUnit(`${word}${suffix}`);
  // `read-count/op` is a count; only times and amounts have a unit of their own before the slash.
  if (name !== undefined && printed && printed.unit !== '1' && printed.unit !== '1/s') {
    const metric = { name: metricName(name), unit: printed.unit, direction: printed.direction };
    return { metric, toBase: printed.toBase };
  }
  const whole = printedUnit(unit);
  if (!whole) return null;
  // Of its own, not the time or the throughput of the benchmark.
  const { direction } = whole;
  const named = unit.replace(/\/op$/, '');
  return { metric: { name: metricName(named), unit: whole.unit, direction }, toBase: whole.toBase };
}

/** What the file tells of a unit, put over what is known of it. */
function asTold(found: GoMetric, unit: string, told: readonly UnitRecord[]): GoMetric {
  const propertyOf = (key: string) =>
    told.findLast((one) => one.unit === unit && one.key === key)?.value;
  const better = propertyOf('better');
  return {
    ...found,
    metric: {
      ...found.metric,
      ...((better === 'higher' || better === 'lower') && {
        direction: `${better}-is-better` as const,
      }),
      ...(propertyOf('assume') === 'exact' && { isExact: true as const }),
    },
  };
}

const ownMetric = (unit: string): GoMetric =>
  derived(unit) ?? {
    metric: { name: metricName(unit), unit: '1', direction: null },
    toBase: same,
  };

/**
 * The metric of a unit. `X/op` is lower, `X/s` higher is better; of others only a `Unit` line of the
 * file tells, and that its values have no noise (`assume=exact`). A unit of nothing but signs gives an
 * empty name.
 */
export const goMetric = (unit: string, told: readonly UnitRecord[]): GoMetric =>
  asTold(known.get(unit) ?? ownMetric(unit), unit, told);

/** Metrics that several units may count: `ns/op` and `ms/op` are both the time. */
export interface UnitMetrics {
  /** As one that Go's own units count, however it is printed; null for any other unit. */
  readonly usual: GoMetric | null;
  /** As one of its own, for a benchmark that has the usual one besides. */
  readonly own: GoMetric;
}

/** Minutes and longer are left out: `m/op` may be metres, and nobody else prints them. */
const timePerOp = /^(?:[fpnum\u00B5\u03BC]?s|(?:nano|micro|milli)?seconds?|secs?)\/op$/;
const bytesPerOp = /^(?:k|[KMGTP]i?)?B\/op$/;

function usualMetric(unit: string): GoMetric | null {
  const found = known.get(unit);
  if (found) return found;
  const printed = timePerOp.test(unit) || bytesPerOp.test(unit) ? printedUnit(unit) : null;
  if (!printed) return null;
  const { toBase } = printed;
  return { metric: printed.unit === 's' ? time : allocated, toBase };
}

/** What a unit of a file means: other tools than Go print times and bytes in other units than Go. */
export function unitMetrics(unit: string, told: readonly UnitRecord[]): UnitMetrics {
  const usual = usualMetric(unit);
  return {
    usual: usual && asTold(usual, unit, told),
    own: asTold(ownMetric(unit), unit, told),
  };
}

/** Whether it is one that Go prints by itself. */
export const isOfGo = (unit: string) => known.has(unit);

/** What Go prints for a quotient that is none, and no name. */
export const isNoUnit = (unit: string) => /^[-+]?(?:NaN|Inf)(?:\/|$)/.test(unit);
