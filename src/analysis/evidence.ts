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
  const whole: Round[] = [];
  const count = Math.min(rounds, base.length, candidate.length);
  for (let round = 0; round < count; round += 1) {
    const [before, after] = [base[round] ?? null, candidate[round] ?? null];
    if (before !== null && after !== null) whole.push({ base: before, candidate: after });
  }
  return whole;
}

/** How many rounds there were, whole or not. */
export const roundsOf = ({ base, candidate }: PairedEvidence) =>
  Math.max(base.length, candidate.length);

/** Logarithms of candidate ÷ base in the whole rounds among the first `rounds` ones. */
export function logRatios(evidence: PairedEvidence, rounds: number): number[] {
  return wholeRounds(evidence, rounds).map(({ base, candidate }) => Math.log(candidate / base));
}

function holdsZero(values: readonly (number | null)[]): boolean {
  return values.includes(0);
}

/** Whether any launch of either side gave zero, of which no ratio can be taken. */
export const hasZero = (evidence: Evidence) =>
  holdsZero(evidence.candidate) ||
  (evidence.kind === 'paired' ? holdsZero(evidence.base) : evidence.runs.some(holdsZero));
