/** Which rows the page's table has, in which order, and what they can be filtered by. Pure. */
import { type Verdict, verdicts } from '../../model/comparison.ts';
import { verdictSymbols } from '../headline.ts';
import type { Row } from '../rows.ts';
import type { AcceptedRow, ComparisonSections } from '../sections.ts';

/** What a row can be filtered by. */
export type Kind = Verdict | 'accepted' | 'derived';

export interface TableRow {
  readonly kind: Kind;
  readonly row: Row;
  /** Why it was accepted, and until when; empty for all others. */
  readonly accepted: Pick<AcceptedRow, 'acceptedBecause' | 'until'> | null;
}

/** All rows, in the order in which the other reporters tell of them. O(n). */
export function tableRows(sections: ComparisonSections): TableRow[] {
  const { attention, movedAlong, accepted, undecided, unchanged, derived } = sections;
  const byVerdict = (row: Row): TableRow => ({ kind: row.verdict, row, accepted: null });
  return [
    ...attention.flatMap(({ rows }) => rows.map(byVerdict)),
    ...(movedAlong?.rows ?? []).map(byVerdict),
    ...accepted.map((row): TableRow => ({ kind: 'accepted', row, accepted: row })),
    ...undecided.map(byVerdict),
    ...unchanged.map(byVerdict),
    ...derived.map((row): TableRow => ({ kind: 'derived', row, accepted: null })),
  ];
}

/** The words of a kind, with its symbol. */
export function kindWords(kind: Kind): readonly [symbol: string, word: string] {
  if (kind === 'accepted') return [verdictSymbols.regressed, 'accepted'];
  if (kind === 'derived') return ['', 'derived from time'];
  return [verdictSymbols[kind], kind];
}

const kinds: readonly Kind[] = [...verdicts.slice(0, -1), 'accepted', 'unchanged', 'derived'];

/** How many rows there are of each kind, most severe first; no count is 0. O(n). */
export function kindCounts(rows: readonly TableRow[]): (readonly [Kind, number])[] {
  const counts = new Map<Kind, number>();
  for (const { kind } of rows) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  return kinds.flatMap((kind) => {
    const count = counts.get(kind);
    return count === undefined ? [] : [[kind, count] as const];
  });
}
