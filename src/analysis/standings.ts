/**
 * What have the looks so far shown of each benchmark? Evidence → p-values, moderated by each other's
 * noise and paid for by each look's share of the error rate.
 */
import { errorShares } from '../stats/errorSpending.ts';
import { studentTUpperTail } from '../stats/studentT.ts';
import {
  type Estimate,
  estimate,
  moderated,
  noisePriors,
  standardError,
  type Unestimated,
} from './estimate.ts';
import { type Evidence, roundsOf } from './evidence.ts';
import { looksUntil } from './looks.ts';

/** An estimate by itself, and with its variance seen in the light of the others'. */
export interface Known {
  readonly own: Estimate;
  readonly moderated: Estimate;
}

export interface Standing {
  readonly evidence: Evidence;
  /** From all of its rounds. */
  readonly known: Known | Unestimated;
  /** Two-sided, of "no change", over all looks. */
  readonly changeValue: number;
  /** Of "the change lies beyond the threshold", the larger of both directions, over all looks. */
  readonly exceedanceValue: number;
  /** The share of the error rates that its last look had. */
  readonly lastShare: number;
}

/** P(the estimate lies further than `distance` above the truth). */
function tail(distance: number, of: Estimate): number {
  const error = standardError(of);
  if (error === 0) return distance > 0 ? 0 : 1;
  return studentTUpperTail(distance / error, of.degreesOfFreedom);
}

/**
 * The estimate whose uncertainty readers are shown. Its own, whose coverage is exact; but between few
 * stored runs, or against one, that would say next to nothing.
 */
export const shown = (known: Known) =>
  known.own.noise === 'between-rounds' ? known.own : known.moderated;

class Progress {
  readonly evidence: Evidence;
  /** The share of the error rates of each look, by the number of rounds at which it is. */
  readonly shares: ReadonlyMap<number, number>;
  known: Known | Unestimated = { reason: 'There was no launch of both sides.' };
  changeValue = 1;
  exceedanceValue = 1;

  constructor(evidence: Evidence, looks: readonly number[], largest: number) {
    this.evidence = evidence;
    const shares = errorShares(looks, largest);
    this.shares = new Map(looks.map((look, index) => [look, shares[index] ?? 0]));
  }

  look(rounds: number, known: Known): void {
    this.known = known;
    const share = this.shares.get(rounds);
    if (share === undefined) return;
    const limit = Math.log1p(this.evidence.threshold);
    const change = 2 * tail(Math.abs(known.moderated.difference), known.moderated);
    const interval = shown(known);
    const exceedance = tail(limit - Math.abs(interval.difference), interval);
    this.changeValue = Math.min(this.changeValue, change / share);
    this.exceedanceValue = Math.min(this.exceedanceValue, exceedance / share);
  }

  standing(): Standing {
    const { evidence, known, changeValue, exceedanceValue, shares } = this;
    const lastShare = [...shares.values()].at(-1) ?? 1;
    return { evidence, known, changeValue, exceedanceValue, lastShare };
  }
}

/**
 * Goes through all looks in order; stored evidence is looked at once. O(n) per look.
 *
 * @param looks the rounds after which paired evidence was planned to be looked at, ascending
 */
export function standingsOf(all: readonly Evidence[], looks: readonly number[]): Standing[] {
  const own = all.map((one) => (one.kind === 'paired' ? looksUntil(looks, roundsOf(one)) : [1]));
  const planned = looks.at(-1) ?? 1;
  const progress = all.map((one, index) => {
    const ends = own[index] ?? [];
    const largest = one.kind === 'paired' ? Math.max(planned, roundsOf(one)) : 1;
    return new Progress(one, ends, largest);
  });
  for (const rounds of [...new Set(own.flat())].sort((a, b) => a - b)) {
    const found = all.map((one) => estimate(one, rounds));
    const priorOf = noisePriors(found.filter((one) => 'difference' in one));
    for (const [index, one] of found.entries()) {
      const of = progress[index];
      if (!of) continue;
      if ('difference' in one) {
        of.look(rounds, { own: one, moderated: moderated(one, priorOf(one)) });
      } else {
        of.known = one;
      }
    }
  }
  return progress.map((one) => one.standing());
}
