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
 * - `inconclusive`: neither is shown, which is said with about how many launches would show one of
 *   them, or why that cannot be told.
 */
import type { Effect, Verdict } from '../model/comparison.ts';
import type { Direction } from '../model/metric.ts';
import type { Rule } from '../model/rule.ts';
import { holm } from '../stats/holm.ts';
import { studentTQuantile, studentTUpperTail } from '../stats/studentT.ts';
import { type Welch, welch } from '../stats/welch.ts';

/** One number per launch and side, none negative, in the same unit. */
export interface Pair {
  readonly direction: Direction;
  /**
   * Whether the values are counted (bytes, instructions) and not timed: then launches that agree
   * leave no doubt. A timer that gives the same value again and again has reached its resolution.
   */
  readonly counted: boolean;
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

/** Nothing can be estimated, for this reason. */
interface Unestimated {
  readonly reason: string;
}

/** The chance of a difference so far beyond `limit` when the truth is at the limit. */
function tailBeyond(difference: number, limit: number, { standardError, degreesOfFreedom }: Welch) {
  if (standardError === 0) return difference > limit ? 0 : 1;
  return studentTUpperTail((difference - limit) / standardError, degreesOfFreedom);
}

function estimate({ base, candidate, counted }: Pair, rule: Rule): Estimate | Unestimated {
  if ([...base, ...candidate].some((value) => value === 0)) {
    return { reason: 'Some launches measured zero, of which no ratio can be taken.' };
  }
  const found = welch(base.map(Math.log), candidate.map(Math.log));
  if (!found) return { reason: 'At least 2 launches on each side are needed; 5 are usual.' };
  if (found.standardError === 0 && !counted) {
    return {
      reason:
        'All launches gave the same value, which is the resolution of the timer: let one iteration do more work.',
    };
  }
  const { difference, standardError, degreesOfFreedom } = found;
  const limit = Math.log1p(rule.threshold);
  const margin = studentTQuantile((1 + rule.confidence) / 2, degreesOfFreedom) * standardError;
  const effect = {
    ratio: Math.exp(difference),
    low: Math.exp(difference - margin),
    high: Math.exp(difference + margin),
    confidence: rule.confidence,
  };
  if (!Number.isFinite(effect.high)) {
    return { reason: 'The launches differ from each other by orders of magnitude.' };
  }
  return {
    ...found,
    above: tailBeyond(difference, limit, found),
    below: tailBeyond(-difference, limit, found),
    effect,
  };
}

/** More launches than this are not worth proposing. */
const mostLaunchesToPropose = 60;

/**
 * What would settle it: about how many launches narrow the interval until it no longer touches the
 * nearer threshold (the margin shrinks with the root of their number), or why that is not said.
 */
function whatItTakes(
  { base, candidate }: Pair,
  { effect, difference }: Estimate,
  rule: Rule,
  benchmarks: number,
): Omit<Decision, 'verdict' | 'effect'> {
  const limit = Math.log1p(rule.threshold);
  const distance = Math.abs(Math.abs(difference) - limit);
  const margin = Math.log(effect.high / effect.ratio);
  if (Math.abs(difference) > limit && margin < distance) {
    return {
      reason: `Beyond the threshold by itself, but not surely enough among ${benchmarks} results that share one error rate; more launches would settle it.`,
    };
  }
  const launches = Math.min(base.length, candidate.length);
  const needed = Math.max(launches + 1, Math.ceil(launches * (margin / distance) ** 2));
  return needed <= mostLaunchesToPropose
    ? { launchesNeeded: needed }
    : { reason: `Too near to the threshold: more than ${mostLaunchesToPropose} launches a side.` };
}

function decideOne(
  pair: Pair,
  found: Estimate | Unestimated,
  adjusted: number,
  rule: Rule,
  benchmarks: number,
): Decision {
  if (!('effect' in found)) return { verdict: 'inconclusive', effect: null, ...found };
  const { effect, above, below } = found;
  if (adjusted < 1 - rule.confidence) {
    const slower = above < below === (pair.direction === 'lower-is-better');
    return { verdict: slower ? 'regressed' : 'improved', effect };
  }
  if (effect.high <= 1 + rule.threshold && effect.low >= 1 / (1 + rule.threshold)) {
    return { verdict: 'unchanged', effect };
  }
  return { verdict: 'inconclusive', effect, ...whatItTakes(pair, found, rule, benchmarks) };
}

/** One decision per pair, in order, under one error rate for all of them. O(n log n). */
export function decide(pairs: readonly Pair[], rule: Rule): Decision[] {
  const found = pairs.map((pair) => ({ pair, estimate: estimate(pair, rule) }));
  const adjusted = holm(
    found.map(({ estimate: one }) =>
      'effect' in one ? Math.min(1, 2 * Math.min(one.above, one.below)) : 1,
    ),
  );
  return found.map(({ pair, estimate: one }, index) =>
    decideOne(pair, one, adjusted[index] ?? 1, rule, pairs.length),
  );
}
