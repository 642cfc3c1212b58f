/** What did this run measure? Its values, compared or not, for those who write numbers for programs. */
import type { Comparison, Effect } from '../model/comparison.ts';
import { measuredKey } from '../model/launchValues.ts';
import { type Direction, directionOf, type MetricName, type Unit } from '../model/metric.ts';
import { knownMetricNames } from '../model/metricName.ts';
import type { Report, ReportMeasurement } from '../model/report.ts';

/** One metric of a benchmark, typical of its launches. */
export interface MeasuredValue {
  readonly id: string;
  readonly suite: string;
  readonly metric: MetricName;
  /** Base unit. */
  readonly unit: Unit;
  /** Which values are better; null where nobody told. */
  readonly direction: Direction | null;
  /** In `unit`. */
  readonly value: number;
  readonly launches: number;
  /** Against the base; null where it was not compared. */
  readonly effect: Effect | null;
  /** Relative standard deviation between launches; null where it is not told. */
  readonly spread: number | null;
}

function ofComparison(comparison: Comparison): MeasuredValue[] {
  const { id, suite, metric, unit, candidate, effect } = comparison;
  if (!metric || !unit || !candidate) return [];
  const { value, launches } = candidate;
  const direction = directionOf({ metric, unit, direction: comparison.direction });
  return [{ id, suite, metric, unit, direction, value, launches, effect, spread: null }];
}

function ofMeasurement({ side, ...of }: ReportMeasurement): MeasuredValue {
  const { id, suite, metric, unit, spread } = of;
  const { value, launches } = side;
  const direction = directionOf(of);
  return { id, suite, metric, unit, direction, value, launches, effect: null, spread };
}

const metricOrder = new Map<MetricName, number>(
  knownMetricNames.map((metric, index) => [metric, index]),
);
const placeOf = ({ metric }: MeasuredValue) => metricOrder.get(metric) ?? metricOrder.size;

function inOrder(a: MeasuredValue, b: MeasuredValue): number {
  if (a.id !== b.id) return a.id < b.id ? -1 : 1;
  const places = placeOf(a) - placeOf(b);
  if (places !== 0) return places;
  if (a.metric !== b.metric) return a.metric < b.metric ? -1 : 1;
  return a.unit < b.unit ? -1 : 1;
}

/**
 * All values of the candidate, sorted by id and metric, the known ones first, so that two runs can be laid side by side. Whatever
 * a report file says, no metric of a benchmark comes twice. O(n log n).
 */
export function measuredValues({ comparisons, measurements }: Report): MeasuredValue[] {
  const values = new Map<string, MeasuredValue>();
  for (const value of [...comparisons.flatMap(ofComparison), ...measurements.map(ofMeasurement)]) {
    const key = measuredKey(value);
    if (!values.has(key)) values.set(key, value);
  }
  return [...values.values()].sort(inOrder);
}

/** The values by the id of their benchmark. O(n). */
export function byBenchmark(values: readonly MeasuredValue[]): Map<string, MeasuredValue[]> {
  const benchmarks = new Map<string, MeasuredValue[]>();
  for (const value of values) {
    const known = benchmarks.get(value.id);
    if (known) known.push(value);
    else benchmarks.set(value.id, [value]);
  }
  return benchmarks;
}

/** Where the value may lie, by the interval of its change; null where it was not compared. */
export function valueInterval({
  value,
  effect,
}: MeasuredValue): [low: number, high: number] | null {
  if (!effect) return null;
  return [(value * effect.low) / effect.ratio, (value * effect.high) / effect.ratio];
}

/**
 * Seconds as nanoseconds, by moving the decimal point of the shortest text: 1.2e-7 is 120, where
 * multiplying gives 119.99999999999999.
 */
export function nanoseconds(seconds: number): number {
  const [digits, exponent = '0'] = String(seconds).split('e');
  return Number(`${digits}e${Number(exponent) + 9}`);
}
