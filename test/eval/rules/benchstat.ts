/** benchstat (golang.org/x/perf): is the difference of two samples significant? */
import { median } from '../../../src/stats/location.ts';
import { type Given, perBenchmark } from '../given.ts';
import type { DecisionRule } from '../rule.ts';
import { mannWhitney } from '../statistics/mannWhitney.ts';

/** Its default `-alpha`. */
const alpha = 0.05;

/**
 * Two-sided test of Mann and Whitney, p ≤ 0.05 for each benchmark by itself; the delta is the ratio
 * of the medians. Documented use is ten counts or more a side.
 */
export function benchstat(given: Given): DecisionRule {
  return perBenchmark('benchstat', given, (base, candidate) => {
    if (mannWhitney(base, candidate) > alpha) return null;
    const delta = median(candidate) - median(base);
    if (delta === 0) return null;
    return delta > 0 ? 'regressed' : 'improved';
  });
}
