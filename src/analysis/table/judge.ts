/** Did it change? The verdicts of a table's cells against its first column, by perfwatch's rule. Pure. */

import type { Cell, Change, TableVerdict } from '../../model/comparisonTable.ts';
import type { Direction, Unit } from '../../model/metric.ts';
import type { TableEntry } from '../../model/tableEntry.ts';
import { type Certainty, type Decided, decide } from '../decide.ts';
import type { Evidence } from '../evidence.ts';
import { settledByZeros } from '../zeroCounts.ts';

/** A cell and the one in the first column of its row. */
export interface Pair {
  readonly base: Cell;
  readonly candidate: Cell;
  readonly metric: Pick<TableEntry, 'metric' | 'unit' | 'direction' | 'isExact'>;
}

export interface Judging extends Certainty {
  readonly threshold: number;
  /** Values of the same place on both sides were measured next to each other, in turns. */
  readonly paired: boolean;
}

const isCounted = (unit: Unit) => unit === 'B' || unit === '1';

function allEqual(values: readonly number[]): boolean {
  const first = values[0];
  for (const value of values) if (value !== first) return false;
  return true;
}

/** The words for a change that is shown. */
function changeWord(
  isMore: boolean,
  unit: Unit,
  direction: Direction | null,
): Extract<TableVerdict, 'slower' | 'worse' | 'faster' | 'better' | 'changed'> {
  if (direction === null) return 'changed';
  const isWorse = isMore === (direction === 'lower-is-better');
  const isSpeed = unit === 's' || unit === 'B/s' || unit === '1/s';
  if (isSpeed) return isWorse ? 'slower' : 'faster';
  return isWorse ? 'worse' : 'better';
}

function ratioOf({ base, candidate }: Pair): number | null {
  if (base.value === candidate.value) return 1;
  return base.value > 0 ? candidate.value / base.value : null;
}

/** Whether values that agree leave no doubt: of a count that was taken twice, or is the same by nature. */
function isCertain({ base, candidate, metric }: Pair): boolean {
  if (!metric.isExact && !isCounted(metric.unit)) return false;
  const fewest = metric.isExact ? 1 : 2;
  return (
    Math.min(base.values.length, candidate.values.length) >= fewest &&
    allEqual(base.values) &&
    allEqual(candidate.values)
  );
}

/** Of very many counts, most are the same. */
const same: Change = {
  ratio: 1,
  interval: { ratio: 1, low: 1, high: 1 },
  verdict: 'unchanged',
};

/** What is settled without statistics; null for what is not. */
function settled(pair: Pair, { threshold }: Judging): Change | null {
  if (!isCertain(pair)) return null;
  const { base, candidate, metric } = pair;
  if (base.value === candidate.value) return same;
  const ratio = ratioOf(pair);
  const isWithin = ratio !== null && ratio > 0 && Math.abs(Math.log(ratio)) < Math.log1p(threshold);
  return {
    ratio,
    interval: ratio === null || ratio === 0 ? null : { ratio, low: ratio, high: ratio },
    verdict: isWithin
      ? 'unchanged'
      : changeWord(candidate.value > base.value, metric.unit, metric.direction),
  };
}

function evidenceOf({ base, candidate, metric }: Pair, { threshold, paired }: Judging): Evidence {
  const judged = {
    // Of a metric without a direction, what is found is only told as a change.
    direction: metric.direction ?? ('lower-is-better' as const),
    counted: isCounted(metric.unit),
    threshold,
  };
  return paired && base.valuesAre === 'launches' && candidate.valuesAre === 'launches'
    ? { kind: 'paired', base: base.values, candidate: candidate.values, ...judged }
    : { kind: 'stored', runs: [base.values], candidate: candidate.values, ...judged };
}

/** The word for a verdict of perfwatch's rule on this pair. */
function verdictWord(
  { metric: { unit, direction } }: Pair,
  verdict: Decided['verdict'],
  isMore: boolean,
): TableVerdict {
  if (verdict === 'unchanged') return verdict;
  return verdict === 'inconclusive' ? 'undecided' : changeWord(isMore, unit, direction);
}

const inTurns =
  'say --paired if the sides were measured in turns, else measure them so by `npx perfwatch run --against REF`.';

/** Why an estimate does not tell, and what would. */
function undecidedReason({ evidence, effect }: Decided): string {
  const isPaired = evidence.kind === 'paired';
  const cure = isPaired ? 'more launches would tell.' : inTurns;
  if (effect === null || (effect.low <= 1 && effect.high >= 1)) {
    return isPaired
      ? `The launches lie too far apart for the threshold: ${cure}`
      : `Only larger changes can be told from what happened to the machine between the sides: ${cure}`;
  }
  return Math.abs(Math.log(effect.ratio)) >= Math.log1p(evidence.threshold)
    ? `The interval leaves out "no change", but not clearly enough among all that is compared (docs/verdicts.md): ${cure}`
    : `It changed by about the threshold: ${cure}`;
}

function reasonOf(decided: Decided): { reason?: string } {
  if ('reason' in decided.known) return { reason: decided.known.reason };
  return decided.verdict === 'inconclusive' ? { reason: undecidedReason(decided) } : {};
}

function decidedChange(pair: Pair, decided: Decided): Change {
  const { verdict, effect } = decided;
  const isMore = effect !== null && effect.ratio > 1;
  return {
    ratio: ratioOf(pair),
    interval: effect && { ratio: effect.ratio, low: effect.low, high: effect.high },
    verdict: verdictWord(pair, verdict, isMore),
    ...reasonOf(decided),
  };
}

/** Counts of zero have a rule of their own; null where it does not apply. */
function byZeros(pair: Pair, judging: Judging): Change | null {
  if (!isCounted(pair.metric.unit)) return null;
  const found = settledByZeros(evidenceOf(pair, judging), judging.confidence);
  if (!found) return null;
  const { verdict, reason } = found;
  const isMore = pair.candidate.value > pair.base.value;
  return {
    ratio: ratioOf(pair),
    interval: null,
    verdict: verdictWord(pair, verdict, isMore),
    ...(reason !== undefined && verdict === 'inconclusive' && { reason }),
  };
}

/**
 * One change per pair, in order, all under one error rate. O(n log n).
 *
 * Sides that were not measured in turns are judged as a run against a stored one: by how far their
 * values lie apart, taking it that sides do so as well.
 */
export function judgePairs(pairs: readonly Pair[], judging: Judging): Change[] {
  const certain = pairs.map((pair) => settled(pair, judging) ?? byZeros(pair, judging));
  const open = pairs.filter((_, index) => certain[index] === null);
  const decisions = decide(
    open.map((pair) => evidenceOf(pair, judging)),
    judging,
  );
  let next = 0;
  return pairs.map((pair, index) => {
    const known = certain[index];
    if (known) return known;
    const decided = decisions[next];
    next += 1;
    if (!decided) throw new Error('every pair has a decision');
    return decidedChange(pair, decided);
  });
}
