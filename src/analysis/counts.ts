/** How many benchmarks have which verdict? Pure. */
import type { Comparison, Verdict } from '../model/comparison.ts';

export interface Counts {
  readonly counts: Record<Verdict, number>;
  /** Benchmarks of which nothing is worse than an accepted regression; in none of the others. */
  readonly accepted: number;
}

/** A benchmark counts once, with the most severe verdict of its metrics; comparisons are sorted. */
export function countVerdicts(comparisons: readonly Comparison[]): Counts {
  const worst = new Map<string, Comparison>();
  for (const comparison of comparisons) {
    if (!worst.has(comparison.id)) worst.set(comparison.id, comparison);
  }
  const counts: Record<Verdict, number> = {
    regressed: 0,
    failed: 0,
    missing: 0,
    improved: 0,
    incomparable: 0,
    inconclusive: 0,
    added: 0,
    unchanged: 0,
  };
  let accepted = 0;
  for (const comparison of worst.values()) {
    if (comparison.accepted) accepted += 1;
    else counts[comparison.verdict] += 1;
  }
  return { counts, accepted };
}
