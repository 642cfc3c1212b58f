/** What a comparison as tables means for CI. Pure. */
import { exitCodes } from '../../errors.ts';
import { type ComparisonTables, comparesNothing } from '../../model/comparisonTable.ts';

/**
 * As for reports: 1 a regression, 3 something failed or is missing, or nothing could be compared; with
 * `strict` 4 where something is undecided. Regressions are of sides: of columns that are none, nobody
 * knows which way they were to go.
 */
export function exitCodeOfTables(
  comparison: ComparisonTables,
  { isOfSides, strict }: { readonly isOfSides: boolean; readonly strict: boolean },
): number {
  const { counts, failures, missing } = comparison;
  if (isOfSides && (counts.slower ?? 0) + (counts.worse ?? 0) > 0) return exitCodes.regressed;
  if (failures.length > 0 || missing > 0 || comparesNothing(comparison)) return exitCodes.failed;
  return isOfSides && strict && (counts.undecided ?? 0) > 0 ? exitCodes.undecided : exitCodes.ok;
}
