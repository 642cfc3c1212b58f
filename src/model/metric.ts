/**
 * What can be measured about a benchmark: the closed list of metrics, their base units and which
 * direction is better. The direction belongs to the metric, never to the harness that measured it.
 */
import * as z from 'zod';

/** Base units: seconds, bytes, bytes per second, per second, and plain counts. */
export const unitSchema = z.enum(['s', 'B', 'B/s', '1/s', '1']);
export type Unit = z.infer<typeof unitSchema>;

export const metricNames = [
  'time',
  'throughput',
  'user-time',
  'system-time',
  'memory',
  'instructions',
  'allocated',
  'allocations',
] as const;
export const metricNameSchema = z.enum(metricNames);
export type MetricName = z.infer<typeof metricNameSchema>;

export const directionSchema = z.enum(['lower-is-better', 'higher-is-better']);
export type Direction = z.infer<typeof directionSchema>;

/** What each metric means; `units` are the base units that its values may have. */
export const metrics: Record<
  MetricName,
  { readonly title: string; readonly units: readonly Unit[]; readonly direction: Direction }
> = {
  time: { title: 'time', units: ['s'], direction: 'lower-is-better' },
  throughput: { title: 'throughput', units: ['B/s', '1/s'], direction: 'higher-is-better' },
  'user-time': { title: 'user CPU time', units: ['s'], direction: 'lower-is-better' },
  'system-time': { title: 'system CPU time', units: ['s'], direction: 'lower-is-better' },
  memory: { title: 'peak memory', units: ['B'], direction: 'lower-is-better' },
  instructions: { title: 'instructions', units: ['1'], direction: 'lower-is-better' },
  allocated: { title: 'allocated memory', units: ['B'], direction: 'lower-is-better' },
  allocations: { title: 'allocations', units: ['1'], direction: 'lower-is-better' },
};
