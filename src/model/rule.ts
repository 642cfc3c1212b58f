/** What counts as a change, and how sure one must be. */
import type { MetricName } from './metric.ts';

export interface Rule {
  /** Changes within ± this share do not matter: 0.03 is 3 %. */
  readonly threshold: number;
  /** Coverage of the intervals; 1 - confidence is the error rate of the run as a whole. */
  readonly confidence: number;
  /** Which metrics get a verdict; others are recorded only. */
  readonly metrics: readonly MetricName[];
}

export const defaultRule: Rule = {
  threshold: 0.03,
  confidence: 0.95,
  // CPU times are left out: they explain a change of time, and as tests they would cost power.
  metrics: ['time', 'throughput', 'memory', 'instructions'],
};
