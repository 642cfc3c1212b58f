/** What is known about one metric of one benchmark on both sides, before anything is decided. */
import type { Direction } from '../model/metric.ts';

interface Judged {
  readonly direction: Direction;
  /**
   * Whether the values are counted (bytes, instructions) and not timed: then launches that agree
   * leave no doubt. A timer that gives the same value again and again has reached its resolution.
   */
  readonly counted: boolean;
  /** Changes within ± this share do not matter: 0.03 is 3 %. */
  readonly threshold: number;
}

/** Both sides were launched next to each other, round by round, in alternating order. */
export interface PairedEvidence extends Judged {
  readonly kind: 'paired';
  /** One number per round, in the metric's unit, none negative; null where a launch gave none. */
  readonly base: readonly (number | null)[];
  readonly candidate: readonly (number | null)[];
}

/** The candidate was measured by itself, some time after the runs that it is compared with. */
export interface StoredEvidence extends Judged {
  readonly kind: 'stored';
  /** One number per launch, run by run, oldest run first; at least one run, none empty. */
  readonly runs: readonly (readonly number[])[];
  readonly candidate: readonly number[];
}

export type Evidence = PairedEvidence | StoredEvidence;

/** A round that was measured on both sides. */
export interface Round {
  readonly base: number;
  readonly candidate: number;
}

/** The whole rounds among the first `rounds` ones. */
export function wholeRounds({ base, candidate }: PairedEvidence, rounds: number): Round[] {
  return base.slice(0, rounds).flatMap((before, round) => {
    const after = candidate[round] ?? null;
    return before === null || after === null ? [] : [{ base: before, candidate: after }];
  });
}

/** How many rounds there were, whole or not. */
export const roundsOf = ({ base, candidate }: PairedEvidence) =>
  Math.max(base.length, candidate.length);

/** All numbers of both sides. */
export function allValues(evidence: Evidence): number[] {
  return evidence.kind === 'paired'
    ? [...evidence.base, ...evidence.candidate].filter((value) => value !== null)
    : [...evidence.runs.flat(), ...evidence.candidate];
}
