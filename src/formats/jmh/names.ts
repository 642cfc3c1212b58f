/** Who are the benchmarks of a file? Class and method, with mode and threads only where these tell them apart. */
import type { BenchmarkName } from '../format.ts';
import { textsOf } from '../shape.ts';
import type { Entry } from './entries.ts';

/** `example.Sorting.sort` → class and method: no name of Java holds a dot. */
export function pathOf(benchmark: string): readonly string[] {
  const dot = benchmark.lastIndexOf('.');
  const isSplit = dot > 0 && dot < benchmark.length - 1;
  return isSplit ? [benchmark.slice(0, dot), benchmark.slice(dot + 1)] : [benchmark];
}

/** No field of a Java class, which parameters are, can be called so. */
export const modeKey = 'jmh.mode';
const threadsKey = 'jmh.threads';

/** The benchmarks that are there with several values of something. */
function withSeveral(entries: readonly Entry[], settingOf: (entry: Entry) => string): Set<string> {
  const first = new Map<string, string>();
  const several = new Set<string>();
  for (const entry of entries) {
    const known = first.get(entry.benchmark) ?? settingOf(entry);
    first.set(entry.benchmark, known);
    if (known !== settingOf(entry)) several.add(entry.benchmark);
  }
  return several;
}

/**
 * One name an entry; null for one that has the name of another before it.
 *
 * @param severalModes benchmarks of which this is known beforehand
 */
export function namesOf(
  entries: readonly Entry[],
  severalModes: ReadonlySet<string>,
): readonly (BenchmarkName | null)[] {
  const modes = withSeveral(entries, ({ mode }) => mode);
  const threads = withSeveral(entries, (entry) => String(entry.threads));
  const taken = new Set<string>();
  return entries.map((entry) => {
    const { benchmark, mode, record } = entry;
    const hasModes = modes.has(benchmark) || severalModes.has(benchmark);
    const params = {
      ...textsOf(record.params),
      ...(hasModes && { [modeKey]: mode }),
      ...(threads.has(benchmark) && { [threadsKey]: String(entry.threads) }),
    };
    const key = JSON.stringify([benchmark, Object.entries(params).sort()]);
    if (taken.has(key)) return null;
    taken.add(key);
    return { path: pathOf(benchmark), params };
  });
}
