/** Bencher Metric Format: JSON, by benchmark and measure. */
import { isInTable, type MeasuredMetric, type Unit } from '../model/metric.ts';
import { jsonText } from './jsonText.ts';
import {
  byBenchmark,
  type MeasuredValue,
  measuredValues,
  nanoseconds,
  valueInterval,
} from './measuredValues.ts';
import { distinctNames } from './metricNames.ts';
import type { Reporter } from './reporter.ts';

/** Tells metrics of other harnesses from perfwatch's own, and from each other. */
const unitWords: Readonly<Record<Unit, string>> = {
  s: 'seconds',
  B: 'bytes',
  'B/s': 'bytes-per-second',
  '1/s': 'per-second',
  '1': 'count',
};

/**
 * Bencher's slug of a measure. Two are its own, with a unit that is fixed: `latency` in nanoseconds and
 * `throughput` in operations per second; the others are made when they are first seen.
 */
function measureSlug(measured: MeasuredMetric, attempt: number): string {
  const { metric, unit } = measured;
  if (!isInTable(measured)) {
    const words = metric.split(/[-.]+/).filter(Boolean);
    const more = attempt > 2 ? [unitWords[unit], attempt] : attempt > 1 ? [unitWords[unit]] : [];
    return [...words, ...more].join('-');
  }
  if (metric === 'time') return 'latency';
  return unit === 'B/s' ? `${metric}-bytes` : metric;
}

interface Measure {
  readonly value: number;
  readonly lower_value?: number;
  readonly upper_value?: number;
}

function measureOf(measured: MeasuredValue): Measure {
  const isLatency = isInTable(measured) && measured.metric === 'time';
  const scaled = isLatency ? nanoseconds : (value: number) => value;
  const value = scaled(measured.value);
  const interval = valueInterval(measured);
  if (!interval) return { value };
  const [low, high] = interval.map(scaled);
  return low === undefined || high === undefined
    ? { value }
    : { value, lower_value: low, upper_value: high };
}

export const bencher: Reporter = {
  title: 'Bencher Metric Format, for `bencher run --adapter json`',
  render(report) {
    const measured = measuredValues(report);
    const slugOf = distinctNames(measured, measureSlug);
    const benchmarks = [...byBenchmark(measured)].map(
      ([id, values]): [string, Record<string, Measure>] => [
        id,
        Object.fromEntries(values.map((value) => [slugOf(value), measureOf(value)])),
      ],
    );
    return jsonText(Object.fromEntries(benchmarks));
  },
};
