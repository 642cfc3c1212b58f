/** What failed on the sides of a comparison, as far as it was asked about? Pure. */
import type { TableFailure } from '../../model/comparisonTable.ts';
import type { FailedEntry, TableEntry, TableSide } from '../../model/tableEntry.ts';
import { idOf } from './fields.ts';
import type { Keeps } from './filter.ts';

/**
 * The failures that a filter keeps: those that it would keep with any of the metrics that were
 * measured, for of which metrics a failed benchmark has no values nobody knows.
 *
 * @param entries all that was measured, unfiltered
 */
export function keptFailures(
  failed: readonly FailedEntry[],
  entries: readonly TableEntry[],
  keeps: Keeps,
): readonly FailedEntry[] {
  if (failed.length === 0) return failed;
  const metrics = new Map<string, TableEntry>();
  for (const entry of entries) metrics.set(`${entry.metric} ${entry.unit}`, entry);
  return failed.filter(({ benchmark, side }) => {
    for (const entry of metrics.values()) if (keeps({ ...entry, benchmark, side })) return true;
    return false;
  });
}

/** The same failure of several files of a side once, in order. Linear. */
export function failuresOf(
  failed: readonly FailedEntry[],
  sides: readonly TableSide[],
): TableFailure[] {
  const found = new Map<string, TableFailure>();
  for (const { benchmark, side, message } of failed) {
    const id = benchmark.path.length === 0 ? benchmark.suite : idOf(benchmark);
    const key = JSON.stringify([side, id, message]);
    const count = (found.get(key)?.count ?? 0) + 1;
    found.set(key, { side: sides[side]?.title ?? '', id, message, count });
  }
  return [...found.values()];
}
