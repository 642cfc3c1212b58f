/** What did the rows of one benchmark measure? Times, allocations, what an iteration processes, and counters. */
import { counterMetric, itemRate } from '../../formats/googleBenchmark/metrics.ts';
import type { Row } from '../../formats/googleBenchmark/rows.ts';
import { byteRate } from '../../formats/metrics.ts';
import type { DeclaredWork, MetricReading } from '../harness.ts';
import { type OwnFigures, type OwnMetricsReading, ownMetrics } from '../ownMetrics.ts';
import { isAtLeast } from './probe.ts';

const secondsPer: ReadonlyMap<string, number> = new Map([
  ['ns', 1e-9],
  ['us', 1e-6],
  ['ms', 1e-3],
  ['s', 1],
]);

/** A time of a row in seconds, an average over its iterations; null when it tells none. */
function secondsOf(row: Row, key: 'real_time' | 'cpu_time'): number | null {
  const value = row[key];
  const factor = secondsPer.get(row.time_unit ?? 'ns');
  return typeof value === 'number' && value >= 0 && factor !== undefined ? value * factor : null;
}

/** Metrics of the rows that measured, one sample each; null when one of them tells no time. */
export function metricsOf(rows: readonly Row[]): readonly MetricReading[] | null {
  const times = rows.flatMap((row) => secondsOf(row, 'real_time') ?? []);
  if (times.length < rows.length) return null;
  const allocations = rows.flatMap((row) => row.allocs_per_iter ?? []);
  return [
    { metric: 'time', sampleKind: 'batch', samples: times },
    ...(allocations.length === rows.length
      ? [{ metric: 'allocations', sampleKind: 'batch', samples: allocations } as const]
      : []),
  ];
}

/** The whole number that a product of two rounded ones stands for; null when it stands for none. */
function wholeNumber(value: number): number | null {
  const whole = Math.round(value);
  const isWhole = whole >= 1 && Math.abs(value - whole) <= Math.max(1e-6, value * 1e-12);
  return isWhole && Number.isSafeInteger(whole) ? whole : null;
}

/**
 * What one iteration of a row processes, of what a rate counts. The library divides what all
 * iterations processed by its own choice of time: processor time, unless the benchmark uses real or
 * manual time. The name often tells which, but only the right one gives a whole number.
 */
function workOf(row: Row, rate: number, version: string | null): number | null {
  // A rate is for all threads together; their times are added up since this version.
  const threads = isAtLeast(version, [1, 9, 5]) ? (row.threads ?? 1) : 1;
  const isRealTime = /\/(?:real|manual)_time(?:\/threads:\d+)?$/.test(row.run_name ?? row.name);
  const times = [secondsOf(row, 'cpu_time'), secondsOf(row, 'real_time')];
  const ordered = isRealTime ? times.reverse() : times;
  return ordered
    .map((seconds) => (seconds === null ? null : wholeNumber((rate * seconds) / threads)))
    .reduce((found, one) => found ?? one, null);
}

const rates = [
  { key: 'bytes_per_second', work: 'bytes' },
  { key: 'items_per_second', work: 'elements' },
] as const;

type RateKey = (typeof rates)[number]['key'];

export interface WorkReading {
  readonly work: DeclaredWork;
  /** Rates from which the work of an iteration cannot be told. */
  readonly unclear: readonly RateKey[];
}

/** What one iteration of a benchmark processes, as all of its rows tell. */
export function declaredWork(rows: readonly Row[], version: string | null): WorkReading {
  const work: { bytes?: number; elements?: number } = {};
  const unclear: RateKey[] = [];
  for (const { key, work: kind } of rates) {
    if (!rows.some((row) => row[key] !== undefined && row[key] !== 0)) continue;
    const found = new Set(rows.map((row) => workOf(row, row[key] ?? 0, version)));
    const [only] = found;
    if (found.size === 1 && typeof only === 'number') work[kind] = only;
    else unclear.push(key);
  }
  return { work, unclear };
}

function counterFigures(rows: readonly Row[]): OwnFigures[] {
  const values = new Map<string, number[]>();
  for (const [key, value] of rows.flatMap((row) => [...row.counters])) {
    values.set(key, [...(values.get(key) ?? []), value]);
  }
  return [...values].map(([key, of]) => ({
    title: `The counter "${key}"`,
    metric: counterMetric(key),
    values: of,
  }));
}

/**
 * Rates as the library computed them where they tell no work, and the benchmark's own counters.
 *
 * @param taken the metrics that are read otherwise
 */
export function ownMetricsOf(
  rows: readonly Row[],
  taken: readonly MetricReading[],
  { work, unclear }: WorkReading,
): OwnMetricsReading {
  const hasBytes = rows.some((row) => row.bytes_per_second !== undefined);
  const asMeasured = unclear.map((key) => ({
    title: `The rate "${key}"`,
    metric: key === 'bytes_per_second' ? byteRate : itemRate(hasBytes),
    values: rows.flatMap((row) => (row[key] === undefined ? [] : (row[key] ?? Number.NaN))),
  }));
  const names = new Set<string>(taken.map(({ metric }) => metric));
  // A throughput is computed from work; of bytes and items, each has its unit.
  const hasWork = Object.keys(work).length > 0;
  if (hasWork && !unclear.includes('bytes_per_second')) names.add('throughput');
  return ownMetrics([...asMeasured, ...counterFigures(rows)], names);
}
