/** Which comparisons of identical code can be made from the rounds that are recorded? Pure. */
import type { Run } from '../../model/run.ts';
import type { SuiteSummary } from '../../model/summary.ts';
import { summarizeRun } from '../summarize.ts';
import { type LaunchValues, valuesOf, withValues } from './launches.ts';
import { shuffled, type Uniform } from './randomSource.ts';

/** A run with what it is compared with; the code of both is the same. */
export interface Trial {
  readonly base: readonly SuiteSummary[];
  readonly run: Run;
}

export interface Recording {
  /** `paired`: both sides were launched round by round; `stored`: runs at different times. */
  readonly kind: 'paired' | 'stored';
  /** Rounds of a paired trial, or runs that a stored one is drawn from. */
  readonly depth: number;
  /** The launches as they are, on the sides that they were measured for. */
  readonly asRecorded: Trial;
  /** The launches once more, with chance deciding what was not decided by the code. */
  draw(uniform: Uniform): Trial;
}

/** Two sides of the same code, launch by launch; launches of the same number are one round. */
export interface Sides {
  readonly base: Run;
  readonly candidate: Run;
}

interface Round {
  readonly round: number;
  /** Whether the base's launch is taken for the candidate's, and the other way round. */
  readonly swapped: boolean;
}

const roundsOf = (all: ReadonlyMap<string, LaunchValues>) =>
  Math.max(0, ...[...all.values()].flatMap((launches) => [...launches.keys()].map((n) => n + 1)));

function pairing(side: 'base' | 'candidate', looks: readonly number[]): Run['pairing'] {
  const other = side === 'base' ? 'candidate' : 'base';
  return { side, with: other, base: 'the same code', design: 'alternating', looks: [...looks] };
}

/**
 * The recording of two sides that were measured round by round.
 *
 * A trial takes the rounds in random order, and in each, chance says which of the two launches was
 * the base's: for identical code both ways are equally likely, so the trials have no offset of their
 * own and as much noise as was recorded (a randomization test: R. A. Fisher 1935, The Design of
 * Experiments, §21). Rounds are not drawn twice: equal ones would look more certain than any are.
 *
 * @param plannedLooks after how many rounds a run looks at its data, the last one being the most
 *   rounds; null: once, after all that are recorded
 */
export function pairedRecording(
  { base, candidate }: Sides,
  plannedLooks: readonly number[] | null,
): Recording {
  const [before, after] = [valuesOf(base), valuesOf(candidate)];
  const recorded = Math.max(roundsOf(before), roundsOf(after));
  const looks = plannedLooks ?? [Math.max(1, recorded)];
  const most = Math.min(recorded, looks.at(-1) ?? recorded);
  const none: LaunchValues = new Map();
  const sides = (order: readonly Round[]): Trial => {
    const side = (own: ReadonlyMap<string, LaunchValues>, other: typeof own) => (key: string) =>
      order
        .flatMap(({ round, swapped }) => {
          const [mine, theirs] = [own.get(key) ?? none, other.get(key) ?? none];
          // Only whole rounds, so that what stopped early has all of its rounds at the start.
          const value = theirs.has(round) ? mine.get(round) : undefined;
          const swap = mine.has(round) ? theirs.get(round) : undefined;
          return (swapped ? swap : value) ?? [];
        })
        .slice(0, most);
    const trialBase = { ...base, id: 'base', pairing: pairing('base', looks) };
    const run = { ...candidate, id: 'candidate', pairing: pairing('candidate', looks) };
    return {
      base: summarizeRun(withValues(trialBase, side(before, after))),
      run: withValues(run, side(after, before)),
    };
  };
  const inOrder = Array.from({ length: recorded }, (_, round) => ({ round, swapped: false }));
  return {
    kind: 'paired',
    depth: most,
    asRecorded: sides(inOrder),
    draw: (uniform) =>
      sides(shuffled(inOrder, uniform).map(({ round }) => ({ round, swapped: uniform() < 0.5 }))),
  };
}

/** One run as two sides: its launches in turn, in the order A B B A, so that drift touches both. */
export function splitInTwo(run: Run): Sides {
  const values = valuesOf(run);
  const rounds = Math.floor(roundsOf(values) / 2);
  const side = (offset: 0 | 1) =>
    withValues(run, (key) => {
      const launches = values.get(key) ?? new Map();
      return Array.from({ length: rounds }, (_, round) => round).flatMap((round) => {
        const first = launches.get(2 * round);
        const second = launches.get(2 * round + 1);
        // Half a round on one side would move all later ones against the other's.
        if (first === undefined || second === undefined) return [];
        return round % 2 === offset ? first : second;
      });
    });
  return { base: side(0), candidate: side(1) };
}
