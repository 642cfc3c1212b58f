/** Bencher Metric Format: JSON, by benchmark and measure. */
import type { MetricName, Unit } from '../model/metric.ts';
import { jsonText } from './jsonText.ts';
import {
  byBenchmark,
  type MeasuredValue,
  measuredValues,
  nanoseconds,
  valueInterval,
} from './measuredValues.ts';
import type { Reporter } from './reporter.ts';

/**
 * Bencher's slug of a measure. Two are its own, with a unit that is fixed: `latency` in nanoseconds and
 * `throughput` in operations per second; the others are made when they are first seen.
 */
function measureSlug(metric: MetricName, unit: Unit): string {
  if (metric === 'time') return 'latency';
  return unit === 'B/s' ? `${metric}-bytes` : metric;
}

interface Measure {
  readonly value: number;
  readonly lower_value?: number;
  readonly upper_value?: number;
}

function measureOf(measured: MeasuredValue): Measure {
  const scaled = measured.metric === 'time' ? nanoseconds : (value: number) => value;
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
    const benchmarks = [...byBenchmark(measuredValues(report))].map(
      ([id, values]): [string, Record<string, Measure>] => [
        id,
        Object.fromEntries(
          values.map((value) => [measureSlug(value.metric, value.unit), measureOf(value)]),
        ),
      ],
    );
    return jsonText(Object.fromEntries(benchmarks));
  },
};
