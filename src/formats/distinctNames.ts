/** Is the name of a benchmark there for the first time? For formats in which a second one is no repetition. */
import type { BenchmarkName, Results } from './format.ts';

/**
 * Gives a function that says yes to each name once; any further one is told as passed over.
 *
 * @example
 *   const isFirst = distinctNames(results);
 *   isFirst({ path: ['parse'] }, 3); // true, and false from then on
 */
export function distinctNames(results: Results): (name: BenchmarkName, line?: number) => boolean {
  const known = new Set<string>();
  return ({ path, params = {} }, line) => {
    const key = JSON.stringify([path, Object.entries(params)]);
    if (known.has(key)) {
      results.passOver('two benchmarks have the same name; the first one is read', line);
      return false;
    }
    known.add(key);
    return true;
  };
}
