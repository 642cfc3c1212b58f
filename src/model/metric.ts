/**
 * What can be measured about a benchmark: metrics, their base units and which direction is better. Of
 * the known metrics this is a table; of those that only a harness knows, the measurement says it.
 */
import type { KnownMetricName } from './metricName.ts';

/** Base units: seconds, bytes, bytes per second, per second, and plain counts. */
export const units = ['s', 'B', 'B/s', '1/s', '1'] as const;
export type Unit = (typeof units)[number];

/** Of letters, digits, `.` and `-`, see src/model/metricName.ts. */
export type MetricName = string;

export const directions = ['lower-is-better', 'higher-is-better'] as const;
export type Direction = (typeof directions)[number];

interface KnownMetric {
  readonly title: string;
  /** The base units that its values have. */
  readonly units: readonly Unit[];
  readonly direction: Direction;
}

/** What each known metric means, whichever harness measured it. */
export const metrics: Readonly<Record<KnownMetricName, KnownMetric>> = {
  time: { title: 'time', units: ['s'], direction: 'lower-is-better' },
  throughput: { title: 'throughput', units: ['B/s', '1/s'], direction: 'higher-is-better' },
  'user-time': { title: 'user CPU time', units: ['s'], direction: 'lower-is-better' },
  'system-time': { title: 'system CPU time', units: ['s'], direction: 'lower-is-better' },
  memory: { title: 'peak memory', units: ['B'], direction: 'lower-is-better' },
  instructions: { title: 'instructions', units: ['1'], direction: 'lower-is-better' },
  allocated: { title: 'allocated memory', units: ['B'], direction: 'lower-is-better' },
  allocations: { title: 'allocations', units: ['1'], direction: 'lower-is-better' },
};

export const isKnownMetric = (metric: MetricName): metric is KnownMetricName =>
  Object.hasOwn(metrics, metric);

/** For readers: the name itself where the metric is not known. */
export const titleOf = (metric: MetricName): string =>
  isKnownMetric(metric) ? metrics[metric].title : metric;

/** A metric as measured. */
export interface MeasuredMetric {
  readonly metric: MetricName;
  readonly unit: Unit;
  /** What was told of it; absent, like null, where nobody told. */
  readonly direction?: Direction | null | undefined;
}

function knownAs(metric: MetricName, unit: Unit): KnownMetric | null {
  const known = isKnownMetric(metric) ? metrics[metric] : null;
  return known?.units.includes(unit) ? known : null;
}

/** Whether the table says what values of this metric in this unit mean. */
export const isInTable = ({ metric, unit }: MeasuredMetric): boolean =>
  knownAs(metric, unit) !== null;

/** Which values are better: as the table says, else as was told; null where nobody told. */
export const directionOf = ({ metric, unit, direction }: MeasuredMetric): Direction | null =>
  knownAs(metric, unit)?.direction ?? direction ?? null;

/** Of these, zero is no value but the failure to measure one. */
const neverZero: ReadonlySet<MetricName> = new Set<KnownMetricName>([
  'time',
  'memory',
  'instructions',
  'throughput',
]);

/**
 * Whether no value can truly be zero. CPU time is counted in ticks, much code allocates nothing, and
 * what only a harness knows may well be nothing.
 */
export const isNeverZero = (measured: MeasuredMetric): boolean =>
  isInTable(measured) && neverZero.has(measured.metric);

/** The direction as files keep it: only where the table does not say it. */
export function keptDirection(measured: MeasuredMetric): { direction?: Direction } {
  const direction = directionOf(measured);
  return direction === null || isInTable(measured) ? {} : { direction };
}
