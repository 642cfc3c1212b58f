/** What could more measuring show? How small a change this run can see, and what it would take. */
import { studentTQuantile, studentTUpperTail } from '../stats/studentT.ts';
import { ownAdvice } from './advice.ts';
import type { Decided } from './decide.ts';
import { type Estimate, standardError } from './estimate.ts';
import { roundsOf } from './evidence.ts';
import { shown } from './standings.ts';

/** Of runs like this one, the share in which a change of the detectable size would be found. */
export const detectionPower = 0.9;

/** Student's t of so many degrees of freedom is the normal distribution to all digits shown. */
const normal = 1e6;

/**
 * The smallest change that would have been found here in about nine of ten runs, as a share (0.05 is
 * 5 %), never below the threshold; null where nothing could be estimated. That the spread is itself
 * an estimate makes it larger: the quantile of noncentral t by the normal approximation of
 * N. L. Johnson and B. L. Welch (1940), Applications of the non-central t-distribution,
 * Biometrika 31, 362–389.
 */
export function detectableChange({
  known,
  evidence,
  neededValue,
  lastShare,
}: Pick<Decided, 'known' | 'evidence' | 'neededValue' | 'lastShare'>): number | null {
  if (!('own' in known)) return null;
  const of = known.moderated;
  if (of.variance === 0) return evidence.threshold;
  const { degreesOfFreedom } = of;
  const test = studentTQuantile(1 - (neededValue * lastShare) / 2, degreesOfFreedom);
  const power = studentTQuantile(detectionPower, normal);
  const errors = test + power * Math.sqrt(1 + test ** 2 / (2 * degreesOfFreedom));
  const change = Math.expm1(errors * standardError(of));
  return Number.isFinite(change) ? Math.max(evidence.threshold, change) : null;
}

/** More rounds than this are not worth proposing. */
const mostRoundsToPropose = 100;

export type Prospect =
  /** About so many rounds or launches in all, on each side. */
  { readonly launchesNeeded: number } | { readonly reason: string };

/**
 * What would settle an inconclusive result. A margin shrinks with the root of the number of rounds,
 * so their number grows with the square of margin over distance: the distance to the nearer
 * threshold where the estimate lies within (to show "unchanged"), else to "no change".
 */
export function whatItTakes(
  { known, evidence, effect, neededValue }: Decided,
  advice = ownAdvice,
): Prospect {
  if (!('own' in known) || effect === null) {
    return { reason: 'reason' in known ? known.reason : 'Nothing could be estimated.' };
  }
  const of = shown(known);
  if (of.noise === 'between-runs') {
    return { reason: `Runs on this machine differ too much to tell: ${advice.betweenRuns}` };
  }
  if (of.noise === 'between-launches' && evidence.kind === 'stored' && evidence.runs.length === 1) {
    return {
      reason: advice.oneRun,
    };
  }
  const limit = Math.log1p(evidence.threshold);
  const change = Math.abs(of.difference);
  const quantileOf = (value: number) =>
    studentTQuantile(1 - value / 2, Math.max(1, of.degreesOfFreedom));
  const isWithin = change < limit;
  const margin = isWithin
    ? Math.log(effect.high / effect.ratio)
    : quantileOf(neededValue) * standardError(known.moderated);
  const distance = isWithin ? limit - change : change;
  const launches = launchesOf(evidence);
  const needed = Math.max(launches + 1, Math.ceil(launches * (margin / distance) ** 2));
  if (needed <= mostRoundsToPropose) return { launchesNeeded: needed };
  const what = evidence.kind === 'paired' ? 'rounds' : 'launches';
  const spread = Math.sqrt(of.variance);
  // A third of the threshold is as much as a usual number of rounds can make out.
  return {
    reason:
      distance < limit / 3 && spread < 3 * limit
        ? `It is too near to the threshold: more than ${mostRoundsToPropose} ${what} would be needed.`
        : `Its ${what} spread by ±${Math.round(spread * 100)} %, too far for a threshold of ±${Number((evidence.threshold * 100).toPrecision(2))} %: quiet the machine, let it run longer in each launch, or raise its threshold.`,
  };
}

function launchesOf(evidence: Decided['evidence']): number {
  if (evidence.kind === 'paired') return roundsOf(evidence);
  return Math.min(evidence.candidate.length, ...evidence.runs.map((run) => run.length));
}

/** Below these chances of being decided by the last round, more rounds are not worth their time. */
const leastChanceOfChange = 0.05;
const leastChanceOfUnchanged = 0.2;

const normalTail = (z: number) => studentTUpperTail(z, normal);

/**
 * The chances that the benchmark is found changed, or shown unchanged, once `maximum` rounds are in,
 * from what is known after fewer: the mean of all rounds will lie about the present one, with the
 * variance σ²·(1/n − 1/N) (predictive power with a flat prior: D. J. Spiegelhalter, L. S. Freedman
 * and P. R. Blackburn 1986, Controlled Clinical Trials 7, 8–17). `lastShare` is the last look's
 * share of the error rates.
 */
function chances(
  decided: Decided,
  of: Estimate,
  maximum: number,
  lastShare: number,
  confidence: number,
) {
  const { evidence, neededValue } = decided;
  const limit = Math.log1p(evidence.threshold);
  const spread = Math.sqrt(of.variance * Math.max(0, 1 / of.size - 1 / maximum));
  const finalError = Math.sqrt(of.variance / maximum);
  const finalDegrees = of.degreesOfFreedom + maximum - of.size;
  const quantile = (value: number) => studentTQuantile(1 - value, finalDegrees);
  const change = Math.abs(of.difference);
  const needed = Math.max(limit, quantile((neededValue * lastShare) / 2) * finalError);
  const room = limit - quantile(((1 - confidence) / 2) * lastShare) * finalError;
  const between = (low: number, high: number) =>
    high <= low ? 0 : normalTail((low - change) / spread) - normalTail((high - change) / spread);
  return {
    change: normalTail((needed - change) / spread) + normalTail((needed + change) / spread),
    unchanged: between(-room, room),
  };
}

/**
 * Whether more rounds may settle it: it is inconclusive, and not so far from any decision that the
 * rounds up to `maximum` would hardly bring one. Stopping for that reason can only make findings
 * rarer, so it needs no share of the error rate (non-binding futility: C. Jennison and
 * B. W. Turnbull 2000, Group Sequential Methods, §10.2).
 */
export function isWorthMoreRounds(
  decided: Decided,
  { maximum, lastShare, confidence }: { maximum: number; lastShare: number; confidence: number },
): boolean {
  const { verdict, known, evidence } = decided;
  if (verdict !== 'inconclusive' || evidence.kind !== 'paired') return false;
  if (roundsOf(evidence) >= maximum) return false;
  // What could not be estimated yet may be with more rounds.
  if (!('own' in known)) return true;
  const of = known.moderated;
  if (of.size >= maximum) return false;
  const { change, unchanged } = chances(decided, of, maximum, lastShare, confidence);
  return change >= leastChanceOfChange || unchanged >= leastChanceOfUnchanged;
}
