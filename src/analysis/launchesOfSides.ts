/** What do the launches of one metric on both sides amount to: as evidence, and for readers? Pure. */
import type { Comparison } from '../model/comparison.ts';
import type { Direction, Unit } from '../model/metric.ts';
import { typicalValue } from '../stats/typical.ts';
import { type Evidence, wholeRounds } from './evidence.ts';

/** One number per launch, null where one gave none, run by run on the base's side. */
export interface Launches {
  readonly runs: readonly (readonly (number | null)[])[];
  readonly candidate: readonly (number | null)[];
}

/** Of the launches that gave one. */
export const known = (launches: readonly (number | null)[]) =>
  launches.filter((value) => value !== null);

const isCounted = (unit: Unit) => unit === 'B' || unit === '1';

export function evidenceOf(
  { runs, candidate }: Launches,
  paired: boolean,
  { unit, direction }: { readonly unit: Unit; readonly direction: Direction },
  threshold: number,
): Evidence {
  const judged = { direction, counted: isCounted(unit), threshold };
  const [base] = runs;
  return paired && base
    ? { kind: 'paired', base, candidate, ...judged }
    : { kind: 'stored', runs: runs.map(known), candidate: known(candidate), ...judged };
}

/** What readers are shown of the sides: typical values, of whole rounds only where rounds count. */
export function valuesOf(evidence: Evidence): Pick<Comparison, 'base' | 'candidate'> {
  if (evidence.kind === 'stored') {
    const { runs, candidate } = evidence;
    const launches = runs.reduce((sum, run) => sum + run.length, 0);
    return {
      base: {
        value: typicalValue(runs.map(typicalValue)),
        launches,
        ...(runs.length > 1 && { runs: runs.length }),
      },
      candidate: { value: typicalValue(candidate), launches: candidate.length },
    };
  }
  const whole = wholeRounds(evidence, Number.POSITIVE_INFINITY);
  const sideOf = (values: readonly number[], all: readonly (number | null)[]) => {
    const shown = values.length > 0 ? values : known(all);
    return shown.length > 0 ? { value: typicalValue(shown), launches: shown.length } : null;
  };
  return {
    base: sideOf(
      whole.map(({ base }) => base),
      evidence.base,
    ),
    candidate: sideOf(
      whole.map(({ candidate }) => candidate),
      evidence.candidate,
    ),
  };
}
