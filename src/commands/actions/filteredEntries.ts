/** Which of the results of `perfwatch compare` were asked about? */
import { keptFailures } from '../../analysis/table/failures.ts';
import { fieldNames, nameOf } from '../../analysis/table/fields.ts';
import { parseFilter } from '../../analysis/table/filter.ts';
import { perfwatchError } from '../../errors.ts';
import type { FailedEntry, TableEntry, TableSide } from '../../model/tableEntry.ts';
import { withinSeconds } from './timeLimit.ts';

export interface MeasuredEntries {
  readonly entries: readonly TableEntry[];
  readonly failed: readonly FailedEntry[];
}

/** A million results take one second. */
const longestFilterSeconds = 10;

/**
 * What a filter keeps. Its expression is the user's own, but the names are those of any file: some expressions
 * try more ways to match 50 letters than anybody has time for.
 *
 * @throws PerfwatchError `filter-invalid`, `field-unknown`, `filter-keeps-nothing`, `filter-too-slow`
 */
export function filteredEntries(
  { entries, failed }: MeasuredEntries,
  sides: readonly TableSide[],
  filter: string,
  limitSeconds = longestFilterSeconds,
): MeasuredEntries {
  const keeps = parseFilter(filter, sides, fieldNames(entries, sides));
  const found = withinSeconds(limitSeconds, () => ({
    entries: entries.filter(keeps),
    failed: keptFailures(failed, entries, keeps),
  }));
  if (!found) throw perfwatchError('filter-too-slow', { filter, seconds: limitSeconds });
  if (found.value.entries.length > 0) return found.value;
  const [first] = entries;
  const example = first
    ? `"${nameOf(first.benchmark)}" is a name, "${first.metric}" a metric, "${first.benchmark.suite}" a suite`
    : 'none';
  throw perfwatchError('filter-keeps-nothing', { filter, example });
}
