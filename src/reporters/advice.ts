/** What several rows have to say together, so that it is told once. */
import type { Report } from '../model/report.ts';
import { formatCount, formatNumberOf, formatThreshold } from './format.ts';
import type { Group, Row } from './rows.ts';

/** A reason that rows share. */
export interface SharedReason {
  readonly reason: string;
  /** How many rows give it: two or more. */
  readonly count: number;
}

/**
 * The reasons that rows of a group share, in the order of the rows. Of failures only one that all of
 * them share: which one said what is needed to mend them. O(n).
 */
export function sharedReasons({ verdict, rows }: Group): SharedReason[] {
  const counts = new Map<string, number>();
  for (const { reason } of rows) {
    if (reason.trim() !== '') counts.set(reason, (counts.get(reason) ?? 0) + 1);
  }
  return [...counts]
    .map(([reason, count]) => ({ reason, count }))
    .filter(({ count }) => count > 1 && (verdict !== 'failed' || count === rows.length));
}

/** How much more measuring would settle the undecided rows of a group; empty when unknown. O(n). */
export function settlingAdvice(rows: readonly Row[], { run, threshold }: Report): string {
  const counts = rows.flatMap(({ needed }) => needed ?? []);
  if (counts.length === 0) return '';
  const most = counts.reduce((a, b) => Math.max(a, b));
  const which =
    rows.length === 1
      ? 'it'
      : counts.length === rows.length
        ? 'all of them'
        : `${formatCount(counts.length)} of them`;
  return run.pairing
    ? `About ${formatNumberOf(most, 'more round', 'more rounds')} would settle ${which} for ${formatThreshold(threshold)}.`
    : `About ${formatNumberOf(most, 'launch', 'launches')} on each side would settle ${which}.`;
}
