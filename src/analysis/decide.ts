/**
 * Did it change? Many benchmarks at once, each with one number per launch on either side.
 *
 * Per benchmark: Welch's t-test on the logarithms of the launch medians, since effects are ratios
 * and the launch is the unit that is independent; the threshold τ is part of the hypotheses.
 *
 * - `regressed` / `improved`: the change is shown to exceed τ. The two one-sided p-values against
 *   the threshold are doubled (either direction may come out) and adjusted by Holm's method over
 *   all benchmarks of the run, so that the chance of any false one is at most 1 - `confidence`.
 * - `unchanged`: the interval of the effect lies within ±τ (equivalence by confidence interval:
 *   Schuirmann 1987, J. Pharmacokinet. Biopharm. 15(6)).
 * - `inconclusive`: neither is shown, which is said with about how many launches would show it.
 */
import type { Effect, Verdict } from '../model/comparison.ts';
import type { Direction } from '../model/metric.ts';
import type { Rule } from '../model/rule.ts';
import { holm } from '../stats/holm.ts';
import { studentTQuantile, studentTUpperTail } from '../stats/studentT.ts';
import { type Welch, welch } from '../stats/welch.ts';

/** One number per launch and side, all positive, in the same unit. */
export interface Pair {
  readonly direction: Direction;
  readonly base: readonly number[];
  readonly candidate: readonly number[];
}

export interface Decision {
  readonly verdict: Extract<Verdict, 'regressed' | 'improved' | 'unchanged' | 'inconclusive'>;
  readonly effect: Effect | null;
  readonly reason?: string;
  readonly launchesNeeded?: number;
}

interface Estimate extends Welch {
  /** p-value of "the logarithm of the ratio exceeds +τ" and of "it lies below -τ", one-sided. */
  readonly above: number;
  readonly below: number;
  readonly effect: Effect;
}

/** The chance of a difference so far beyond `limit` when the truth is at the limit. */
function tailBeyond(difference: number, limit: number, { standardError, degreesOfFreedom }: Welch) {
  // Launches that agree to the last digit leave no doubt: counters, or memory in whole pages.
  if (standardError === 0) return difference > limit ? 0 : 1;
  return studentTUpperTail((difference - limit) / standardError, degreesOfFreedom);
}

function estimate(pair: Pair, rule: Rule): Estimate | null {
  const difference = welch(pair.base.map(Math.log), pair.candidate.map(Math.log));
  if (!difference) return null;
  const limit = Math.log1p(rule.threshold);
  const quantile = studentTQuantile((1 + rule.confidence) / 2, difference.degreesOfFreedom);
  const margin = quantile * difference.standardError;
  return {
    ...difference,
    above: tailBeyond(difference.difference, limit, difference),
    below: tailBeyond(-difference.difference, limit, difference),
    effect: {
      ratio: Math.exp(difference.difference),
      low: Math.exp(difference.difference - margin),
      high: Math.exp(difference.difference + margin),
      confidence: rule.confidence,
    },
  };
}

/** More launches than this are not worth proposing. */
const mostLaunchesToPropose = 200;

/**
 * About how many launches a side narrow the interval until it no longer touches the nearer
 * threshold: the margin shrinks with the root of their number.
 */
function launchesNeeded(pair: Pair, { effect, difference }: Estimate, rule: Rule): number | null {
  const limit = Math.log1p(rule.threshold);
  const distance = Math.abs(Math.abs(difference) - limit);
  const margin = Math.log(effect.high / effect.ratio);
  const launches = Math.min(pair.base.length, pair.candidate.length);
  const needed = Math.ceil(launches * (margin / distance) ** 2);
  return needed > launches && needed <= mostLaunchesToPropose ? needed : null;
}

function decideOne(pair: Pair, found: Estimate | null, adjusted: number, rule: Rule): Decision {
  if (!found) {
    return {
      verdict: 'inconclusive',
      effect: null,
      reason: 'At least 2 launches on each side are needed.',
      launchesNeeded: 2,
    };
  }
  const { effect, above, below } = found;
  if (adjusted < 1 - rule.confidence) {
    const slower = above < below === (pair.direction === 'lower-is-better');
    return { verdict: slower ? 'regressed' : 'improved', effect };
  }
  if (effect.high <= 1 + rule.threshold && effect.low >= 1 / (1 + rule.threshold)) {
    return { verdict: 'unchanged', effect };
  }
  const needed = launchesNeeded(pair, found, rule);
  return { verdict: 'inconclusive', effect, ...(needed ? { launchesNeeded: needed } : {}) };
}

/** One decision per pair, in order, under one error rate for all of them. O(n log n). */
export function decide(pairs: readonly Pair[], rule: Rule): Decision[] {
  const estimates = pairs.map((pair) => estimate(pair, rule));
  const adjusted = holm(
    estimates.map((found) => (found ? Math.min(1, 2 * Math.min(found.above, found.below)) : 1)),
  );
  return pairs.map((pair, index) =>
    decideOne(pair, estimates[index] ?? null, adjusted[index] ?? 1, rule),
  );
}
