/**
 * Did it change? Many benchmarks at once, looked at as often as the plan of the run says. Effects
 * are ratios, so everything happens on the logarithmic scale; the launch is the unit.
 *
 * - Each look tests "no change" for every benchmark by Student's t, with a variance that is moderated
 *   by the other benchmarks' (src/stats/moderatedVariance.ts), and at its share of the error rate
 *   (src/stats/errorSpending.ts).
 * - First question: did anything change at all? Only if Benjamini and Hochberg's procedure finds
 *   something at `falseAlarmRate`. So a run in which nothing changed is silent but for that rate.
 * - Second question: what? Everything that the same procedure finds at 1 - `confidence`, which
 *   bounds the expected share of wrong ones among the findings.
 * - `regressed` and `improved` are findings whose estimate exceeds the threshold and whose interval
 *   leaves out "no change". `unchanged`: the interval lies within the threshold (equivalence by
 *   confidence interval: D. J. Schuirmann 1987, J. Pharmacokinet. Biopharm. 15(6)), at the same
 *   shares of its error. `inconclusive`: neither is shown.
 */
import type { Effect, Verdict } from '../model/comparison.ts';
import type { Rule } from '../model/rule.ts';
import { benjaminiHochberg } from '../stats/falseDiscovery.ts';
import { studentTQuantile } from '../stats/studentT.ts';
import { type Estimate, standardError } from './estimate.ts';
import type { Evidence } from './evidence.ts';
import { type Standing, shown, standingsOf } from './standings.ts';

/** How sure one must be; the thresholds belong to the evidence. */
export type Certainty = Pick<Rule, 'confidence' | 'falseAlarmRate'>;

export interface Decided extends Standing {
  readonly verdict: Extract<Verdict, 'regressed' | 'improved' | 'unchanged' | 'inconclusive'>;
  readonly effect: Effect | null;
  /** How small `changeValue` has to be for a finding, as things stand; the same for all of a run. */
  readonly neededValue: number;
}

function effectOf(of: Estimate, confidence: number): Effect {
  const quantile = () => studentTQuantile((1 + confidence) / 2, of.degreesOfFreedom);
  const margin = of.variance === 0 ? 0 : quantile() * standardError(of);
  return {
    ratio: Math.exp(of.difference),
    low: Math.exp(of.difference - margin),
    // Few launches that lie far apart may leave the range of numbers.
    high: Math.min(Number.MAX_VALUE, Math.exp(of.difference + margin)),
    confidence,
  };
}

function verdictOf(
  { evidence, exceedanceValue }: Standing,
  effect: Effect,
  isFinding: boolean,
  { confidence }: Certainty,
): Decided['verdict'] {
  const { threshold, direction } = evidence;
  const slower = effect.ratio > 1 === (direction === 'lower-is-better');
  const leavesOutNoChange = effect.low > 1 || effect.high < 1;
  if (isFinding && leavesOutNoChange && Math.abs(Math.log(effect.ratio)) >= Math.log1p(threshold)) {
    return slower ? 'regressed' : 'improved';
  }
  const isWithin = effect.high <= 1 + threshold && effect.low >= 1 / (1 + threshold);
  return isWithin && exceedanceValue <= (1 - confidence) / 2 ? 'unchanged' : 'inconclusive';
}

/**
 * One decision per evidence, in order. O(n log n) per look.
 *
 * @param looks the rounds after which paired evidence was planned to be looked at, ascending
 */
export function decide(
  all: readonly Evidence[],
  certainty: Certainty,
  looks: readonly number[] = [],
): Decided[] {
  const { confidence, falseAlarmRate } = certainty;
  const standings = standingsOf(all, looks);
  const adjusted = benjaminiHochberg(standings.map(({ changeValue }) => changeValue));
  const anything = adjusted.some((value) => value <= falseAlarmRate);
  const findings = adjusted.filter((value) => anything && value <= 1 - confidence).length;
  const count = Math.max(1, all.length);
  const neededValue = anything
    ? ((1 - confidence) * Math.min(count, findings + 1)) / count
    : falseAlarmRate / count;
  return standings.map((standing, index): Decided => {
    const { evidence, known, changeValue, exceedanceValue, lastShare } = standing;
    const effect = 'own' in known ? effectOf(shown(known), confidence) : null;
    const isFinding = anything && (adjusted[index] ?? 1) <= 1 - confidence;
    const verdict = effect ? verdictOf(standing, effect, isFinding, certainty) : 'inconclusive';
    // Written out: spreading takes many times as long, of very many.
    return {
      verdict,
      effect,
      neededValue,
      evidence,
      known,
      changeValue,
      exceedanceValue,
      lastShare,
    };
  });
}
