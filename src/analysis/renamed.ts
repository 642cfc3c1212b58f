/** What are the benchmarks of a base called now? Pure. */
import type { BenchmarkSummary, SuiteSummary } from '../model/summary.ts';

type Renames = Readonly<Record<string, string>>;

/**
 * The new id of a benchmark: that of the whole id if there is one, else by the longest beginning that
 * has one; the old id where nothing was renamed.
 */
export function renamedId(id: string, renames: Renames): string {
  if (Object.hasOwn(renames, id)) return renames[id] ?? id;
  const [longest] = Object.keys(renames)
    .filter((old) => old.endsWith('/') && id.startsWith(old))
    .sort((a, b) => b.length - a.length);
  return longest === undefined ? id : (renames[longest] ?? '') + id.slice(longest.length);
}

/** A suite's name holds no slash, so it is what stands before the first one. */
const suiteOf = (id: string) => id.split('/', 1)[0] ?? id;

interface Placed {
  readonly suite: string;
  readonly benchmark: BenchmarkSummary;
}

/** A benchmark that is there under its new name already is not replaced by the old one. */
function placed({ suite, benchmarks }: SuiteSummary, renames: Renames): Placed[] {
  const taken = new Set(benchmarks.map(({ id }) => id));
  return benchmarks.map((benchmark) => {
    const id = renamedId(benchmark.id, renames);
    if (id === benchmark.id || taken.has(id)) return { suite, benchmark };
    taken.add(id);
    return { suite: suiteOf(id), benchmark: { ...benchmark, id } };
  });
}

/**
 * The summaries with new ids. Benchmarks whose new id begins with the name of another suite become
 * part of that one, as measured by the same run. Linear in benchmarks times renames.
 */
export function renamed<Summary extends SuiteSummary>(
  summaries: readonly Summary[],
  renames: Renames,
): Summary[] {
  if (Object.keys(renames).length === 0) return [...summaries];
  const found = new Map<string, Summary>();
  for (const summary of summaries) {
    const all = placed(summary, renames);
    for (const suite of new Set(all.map((one) => one.suite))) {
      const own = all.filter((one) => one.suite === suite).map(({ benchmark }) => benchmark);
      const key = [suite, summary.fingerprint, summary.run.id].join(' ');
      const there = found.get(key);
      const benchmarks = there ? [...there.benchmarks, ...own] : own;
      found.set(key, { ...(there ?? summary), suite, benchmarks });
    }
  }
  return [...found.values()];
}
