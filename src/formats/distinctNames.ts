/** Is the name of a benchmark there for the first time? For formats in which a second one is no repetition. */
import type { BenchmarkName, Results } from './format.ts';

/** Names of a group are there once for very many benchmarks; beyond this they are no names. */
const mostNames = 100;
const longestName = 10_000;

/**
 * Gives a function that says yes to each name once; any further one is told as passed over, as are names
 * without end.
 *
 * @example
 *   const isFirst = distinctNames(results);
 *   isFirst({ path: ['parse'] }, 3); // true, and false from then on
 */
export function distinctNames(results: Results): (name: BenchmarkName, line?: number) => boolean {
  const known = new Set<string>();
  return ({ path, params = {} }, line) => {
    if (path.length > mostNames || path.some(({ length }) => length > longestName)) {
      results.passOver('a name is too long', line);
      return false;
    }
    const key = JSON.stringify([path, Object.entries(params)]);
    if (known.has(key)) {
      results.passOver('two benchmarks have the same name; the first one is read', line);
      return false;
    }
    known.add(key);
    return true;
  };
}
