/**
 * Did a count change that was zero? Of zero no ratio can be taken, and code that allocates nothing is
 * usual. Pure.
 */
import type { Effect } from '../model/comparison.ts';
import { typicalValue } from '../stats/typical.ts';
import { type Evidence, hasZero, wholeRounds } from './evidence.ts';

export interface Settled {
  readonly verdict: 'unchanged' | 'regressed' | 'improved' | 'inconclusive';
  readonly reason?: string;
  readonly effect: Effect | null;
}

/** What zero stands for in a ratio: counts are rounded down, so it is anything below one. */
const standsForZero = 0.5;

const ratio = (candidate: number, base: number) =>
  Math.max(candidate, standsForZero) / Math.max(base, standsForZero);

function sidesOf(evidence: Evidence): { base: readonly number[]; candidate: readonly number[] } {
  if (evidence.kind === 'stored') {
    return { base: evidence.runs.flat(), candidate: evidence.candidate };
  }
  const rounds = wholeRounds(evidence, Number.POSITIVE_INFINITY);
  return {
    base: rounds.map(({ base }) => base),
    candidate: rounds.map(({ candidate }) => candidate),
  };
}

const isNone = (value: number) => value === 0;

const isMostlyNone = (values: readonly number[]) =>
  values.filter(isNone).length * 2 > values.length;

/** The least launches of each side that settle anything. */
const fewestLaunches = 2;

/** From so many on, sides of one distribution hardly ever lie apart as a whole: 2 in 252 at most. */
const fewestUnequalLaunches = 5;

/**
 * What counts with zeros among them come to; null where there are none, or too few launches, so that
 * statistics decide or ask for more. O(n).
 *
 * - Mostly zero on both sides is unchanged: an allocation of the runtime now and then is not the
 *   benchmark's.
 * - All launches of one side above all of the other, which has zeros, is a change: of counts that agree
 *   on each side at once, of others from five launches on.
 * - Everything else is inconclusive.
 */
export function settledByZeros(evidence: Evidence, confidence: number): Settled | null {
  if (!evidence.counted || !hasZero(evidence)) return null;
  const { base, candidate } = sidesOf(evidence);
  if (Math.min(base.length, candidate.length) < fewestLaunches) return null;
  if (isMostlyNone(base) && isMostlyNone(candidate)) {
    return { verdict: 'unchanged', effect: { ratio: 1, low: 1, high: 1, confidence } };
  }
  const [leastBase, mostBase] = [Math.min(...base), Math.max(...base)];
  const [least, most] = [Math.min(...candidate), Math.max(...candidate)];
  const effect = {
    ratio: ratio(typicalValue(candidate), typicalValue(base)),
    low: ratio(least, mostBase),
    high: ratio(most, leastBase),
    confidence,
  };
  const isEqual = leastBase === mostBase && least === most;
  const isEnough = isEqual || Math.min(base.length, candidate.length) >= fewestUnequalLaunches;
  const isSeparate = isEnough && (least > mostBase || most < leastBase);
  if (!isSeparate || Math.abs(Math.log(effect.ratio)) < Math.log1p(evidence.threshold)) {
    return {
      verdict: 'inconclusive',
      reason: isEnough
        ? 'Only some launches counted none.'
        : 'Too few launches for counts that differ between them.',
      effect: null,
    };
  }
  const isWorse = least > mostBase === (evidence.direction === 'lower-is-better');
  const reason = 'In the ratio, zero stands for half of one.';
  return { verdict: isWorse ? 'regressed' : 'improved', reason, effect };
}

/**
 * The same of a metric of which only its harness knows whether its counts are whole (a layout shift of
 * 0.05 is not) and whether its times may be zero (a blocking time may): its values tell. Zero stands for
 * half of one only among whole ones; where all are zero, nothing changed. O(n).
 */
export function settledByForeignZeros(evidence: Evidence, confidence: number): Settled | null {
  const { base, candidate } = sidesOf(evidence);
  const values = [...base, ...candidate];
  if (values.every(isNone)) return settledByZeros({ ...evidence, counted: true }, confidence);
  return values.every(Number.isInteger) ? settledByZeros(evidence, confidence) : null;
}
