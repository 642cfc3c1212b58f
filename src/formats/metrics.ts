/** The metrics that most formats have. Which way is better is the metric's business, not the format's. */
import type { Metric } from './format.ts';

export const time: Metric = { name: 'time', unit: 's', direction: 'lower-is-better' };
/** Bytes or things per second, measured and not computed from a time. */
export const byteRate: Metric = { name: 'throughput', unit: 'B/s', direction: 'higher-is-better' };
export const rate: Metric = { name: 'throughput', unit: '1/s', direction: 'higher-is-better' };
export const userTime: Metric = { name: 'user-time', unit: 's', direction: 'lower-is-better' };
export const systemTime: Metric = { name: 'system-time', unit: 's', direction: 'lower-is-better' };
export const memory: Metric = { name: 'memory', unit: 'B', direction: 'lower-is-better' };
export const instructions: Metric = {
  name: 'instructions',
  unit: '1',
  direction: 'lower-is-better',
};
export const allocated: Metric = { name: 'allocated', unit: 'B', direction: 'lower-is-better' };
export const allocations: Metric = { name: 'allocations', unit: '1', direction: 'lower-is-better' };
