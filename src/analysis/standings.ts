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

/** The share of the error rates of each look, by the number of rounds at which it is. */
interface Shares {
  readonly byRounds: ReadonlyMap<number, number>;
  readonly last: number;
}

function sharesOf(evidence: Evidence, looks: readonly number[]): Shares {
  // Stored evidence is looked at once.
  if (evidence.kind === 'stored') return { byRounds: new Map([[1, 1]]), last: 1 };
  const rounds = roundsOf(evidence);
  const own = looksUntil(looks, rounds);
  const shares = errorShares(own, Math.max(rounds, looks.at(-1) ?? 1));
  const byRounds = new Map(own.map((look, index) => [look, shares[index] ?? 0]));
  return { byRounds, last: own.length > 0 ? (shares[own.length - 1] ?? 0) : 1 };
}

/** What is known after the looks so far. */
class Progress implements Standing {
  readonly evidence: Evidence;
  readonly #shares: Shares;
  known: Known | Unestimated = { reason: 'There was no launch of both sides.' };
  changeValue = 1;
  exceedanceValue = 1;

  constructor(evidence: Evidence, shares: Shares) {
    this.evidence = evidence;
    this.#shares = shares;
  }

  look(rounds: number, known: Known): void {
    this.known = known;
    const share = this.#shares.byRounds.get(rounds);
    if (share === undefined) return;
    const limit = Math.log1p(this.evidence.threshold);
    const change = 2 * tail(Math.abs(known.moderated.difference), known.moderated);
    const interval = shown(known);
    const exceedance = tail(limit - Math.abs(interval.difference), interval);
    this.changeValue = Math.min(this.changeValue, change / share);
    this.exceedanceValue = Math.min(this.exceedanceValue, exceedance / share);
  }

  get lastShare(): number {
    return this.#shares.last;
  }
}

/**
 * Goes through all looks in order; stored evidence is looked at once. O(n) per look.
 *
 * @param looks the rounds after which paired evidence was planned to be looked at, ascending
 */
export function standingsOf(all: readonly Evidence[], looks: readonly number[]): Standing[] {
  // Most benchmarks of a run went through the same looks.
  const known = new Map<number, Shares>();
  const progress = all.map((one) => {
    const rounds = one.kind === 'paired' ? roundsOf(one) : 0;
    const shares = known.get(rounds) ?? sharesOf(one, looks);
    known.set(rounds, shares);
    return new Progress(one, shares);
  });
  const moments = new Set([...known.values()].flatMap(({ byRounds }) => [...byRounds.keys()]));
  for (const rounds of [...moments].sort((a, b) => a - b)) {
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
  return progress;
}
