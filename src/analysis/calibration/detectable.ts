/** What would a run of so many rounds see, of a benchmark as noisy as was measured? */
import type { Rule } from '../../model/rule.ts';
import { errorShares } from '../../stats/errorSpending.ts';
import type { VariancePrior } from '../../stats/moderatedVariance.ts';
import type { Decided } from '../decide.ts';
import { moderated } from '../estimate.ts';
import { looksOf } from '../looks.ts';
import { detectableChange } from '../prospects.ts';

/** How runs are measured and judged. */
export interface RunPlan {
  /** After how many rounds a run looks at its data for the first time. */
  readonly minimum: number;
  readonly rule: Pick<Rule, 'falseAlarmRate'>;
  /** How many metrics of benchmarks share the rate of false alarms. */
  readonly tests: number;
  /** What the noise of the other benchmarks lets expect; null with too few of them. */
  readonly prior: VariancePrior | null;
}

/**
 * The smallest change that a run of so many rounds would find in nine of ten cases, as a share and
 * never below the threshold; null where nothing can be estimated. The formula is the one that reports
 * use, with the variance that was measured and the certainty that so many rounds would give.
 */
export function detectableWith(decided: Decided, rounds: number, plan: RunPlan): number | null {
  if (!('own' in decided.known)) return null;
  const own = { ...decided.known.own, size: rounds, degreesOfFreedom: rounds - 1 };
  const looks = looksOf({ minimum: Math.min(plan.minimum, rounds), maximum: rounds });
  return detectableChange({
    ...decided,
    known: { own, moderated: moderated(own, plan.prior) },
    neededValue: plan.rule.falseAlarmRate / Math.max(1, plan.tests),
    lastShare: errorShares(looks, rounds).at(-1) ?? 1,
  });
}

/**
 * The fewest rounds that see a change as small as the threshold; null where the most there may be do
 * not. O(log of the most rounds).
 */
export function roundsNeeded(decided: Decided, maximum: number, plan: RunPlan): number | null {
  const isEnough = (rounds: number) => {
    const change = detectableWith(decided, rounds, plan);
    return change !== null && change <= decided.evidence.threshold;
  };
  let [low, high] = [2, maximum + 1];
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if (isEnough(middle)) high = middle;
    else low = middle + 1;
  }
  return low > maximum ? null : low;
}
