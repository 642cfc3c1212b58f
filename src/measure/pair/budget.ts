/** How long may a paired run measure, and is that enough for the fewest rounds? */
import { type PerfwatchError, perfwatchError } from '../../errors.ts';

/** Seconds that one launch of each suite is expected to take; both sides take as long. */
export function expectedRoundSeconds(
  suites: readonly string[],
  launchSeconds: ReadonlyMap<string, number>,
): number | null {
  const each = suites.map((suite) => launchSeconds.get(suite));
  if (each.some((seconds) => seconds === undefined)) return null;
  return 2 * each.reduce<number>((sum, seconds) => sum + (seconds ?? 0), 0);
}

/** The error for a budget that the fewest rounds exceed by far; null when it may suffice. */
export function budgetProblem(
  budgetSeconds: number | null,
  roundSeconds: number | null,
  minimum: number,
): PerfwatchError | null {
  if (budgetSeconds === null || roundSeconds === null) return null;
  const neededSeconds = roundSeconds * minimum;
  return neededSeconds > budgetSeconds
    ? perfwatchError('budget-too-small', { budgetSeconds, neededSeconds, minimum })
    : null;
}
