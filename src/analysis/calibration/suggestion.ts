/** Which configuration do these benchmarks need on this machine? Pure. */
import type { CalibratedMetric, Suggestion } from '../../model/calibration.ts';

/** Thresholds as people write them. */
const usualThresholds = [0.01, 0.02, 0.03, 0.05, 0.075, 0.1, 0.15, 0.2, 0.3, 0.5];

/** A wider threshold than this guards nothing: such benchmarks are to be mended, not configured. */
const widestThreshold = 0.3;

/** The smallest usual threshold that is not below the change; null where it guards nothing. */
export const usualThreshold = (change: number | null): number | null =>
  change === null
    ? null
    : (usualThresholds.find((usual) => usual >= change && usual <= widestThreshold) ?? null);

interface Configured {
  readonly threshold: number;
  readonly rounds: { readonly minimum: number; readonly maximum: number };
}

/** The glob that matches this id and no other; a star is the only wildcard. */
export const globOf = (id: string): string => id.replaceAll('*', '\\*');

/**
 * - The threshold of most is kept where most benchmarks can see it, else it becomes what the middle
 *   one can see.
 * - Benchmarks that cannot see that get one of their own, unless it would guard nothing.
 * - The rounds are the fewest that let all others see theirs, with what is configured as the most.
 */
export function suggest(metrics: readonly CalibratedMetric[], configured: Configured): Suggestion {
  const { minimum, maximum } = configured.rounds;
  const reachable = metrics
    .map(({ reachableThreshold }) => reachableThreshold ?? Number.POSITIVE_INFINITY)
    .sort((a, b) => a - b);
  const middle = reachable[Math.ceil(reachable.length / 2) - 1] ?? configured.threshold;
  const threshold = Number.isFinite(middle)
    ? Math.max(configured.threshold, middle)
    : configured.threshold;
  const wider = new Map<string, number>();
  for (const { id, reachableThreshold, threshold: own } of metrics) {
    if (reachableThreshold === null || reachableThreshold <= Math.max(threshold, own)) continue;
    wider.set(id, Math.max(reachableThreshold, wider.get(id) ?? 0));
  }
  const isRaised = threshold > configured.threshold || wider.size > 0;
  const needed = metrics.flatMap(({ roundsNeeded }) => roundsNeeded ?? []);
  const most = isRaised || needed.length === 0 ? maximum : Math.max(...needed);
  return {
    rounds: { minimum, maximum: Math.min(maximum, Math.max(minimum, most)) },
    threshold,
    benchmarks: [...wider].map(([id, own]) => ({ match: globOf(id), threshold: own })),
  };
}
