/** Where do the benchmarks stand that were compared? Pure. */
import type { Comparison } from '../model/comparison.ts';
import type { Run } from '../model/run.ts';

/** The comparisons with the places that their benchmarks have in the run, the candidate. O(n). */
export function withSources(comparisons: readonly Comparison[], { suites }: Run): Comparison[] {
  const sources = new Map(
    suites.flatMap(({ benchmarks }) => benchmarks.map(({ id, source }) => [id, source])),
  );
  return comparisons.map((comparison) => {
    const source = sources.get(comparison.id);
    return source ? { ...comparison, source } : comparison;
  });
}
