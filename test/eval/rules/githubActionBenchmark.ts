/** github-action-benchmark: is the number more than twice the one before? */
import { type Given, perBenchmark } from '../given.ts';
import type { DecisionRule } from '../rule.ts';

const alertThreshold = 2;

/**
 * The ratio of one number a side beyond 200 %, its default alert. It alerts of regressions only; an
 * improvement here is the mirror of that.
 *
 * @param given one number a side
 */
export function githubActionBenchmark(given: Given): DecisionRule {
  return perBenchmark('github-action-benchmark, 200 %', given, ([base = 0], [candidate = 0]) => {
    if (base === candidate) return null;
    if (candidate / base > alertThreshold) return 'regressed';
    return base / candidate > alertThreshold ? 'improved' : null;
  });
}
