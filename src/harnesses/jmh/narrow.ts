/** Which benchmarks need not run, when only some are wanted? Answered as expressions for JMH. */

import { pathOf } from '../../formats/jmh/names.ts';
import { type BenchmarkIdentity, benchmarkId } from '../../model/identity.ts';
import type { LaunchRequest } from '../harness.ts';
import type { ListedBenchmark } from './list.ts';

type Params = Readonly<Record<string, string>>;

/** More combinations are not tried one by one. */
const mostCombinations = 1000;

/** All combinations of its parameters; null where they are not certain or too many. */
function combinationsOf({ params, hasModes }: ListedBenchmark): readonly Params[] | null {
  // The mode becomes a parameter, and the list does not say which modes these are.
  if (hasModes) return null;
  let combinations: readonly Params[] = [{}];
  for (const [name, printed] of params) {
    // A value that holds a comma itself cannot be told from two.
    if (!/^[\w.+-]+(?:, [\w.+-]+)*$/.test(printed)) return null;
    const values = printed.split(', ');
    if (combinations.length * values.length > mostCombinations) return null;
    combinations = combinations.flatMap((one) =>
      values.map((value) => ({ ...one, [name]: value })),
    );
  }
  return combinations;
}

function mayMatch(filter: RegExp, suite: string, benchmark: ListedBenchmark): boolean {
  const path = [...pathOf(benchmark.name)];
  const combinations = combinationsOf(benchmark);
  return combinations?.some((params) => filter.test(benchmarkId({ suite, path, params }))) ?? true;
}

const keyOf = (path: readonly string[]) => JSON.stringify(path);

const wantedPaths = (only: readonly BenchmarkIdentity[]) =>
  new Set(only.map(({ path }) => keyOf(path)));

/** The names, as printed, of the benchmarks that a launch is to measure. Pure. */
export function wantedNames(
  suite: string,
  benchmarks: readonly ListedBenchmark[],
  { filter, only }: Pick<LaunchRequest, 'filter' | 'only'>,
): readonly string[] {
  const paths = only && wantedPaths(only);
  return benchmarks
    .filter((one) => paths?.has(keyOf(pathOf(one.name))) ?? true)
    .filter((one) => filter === null || mayMatch(filter, suite, one))
    .map(({ name }) => name);
}

/**
 * In characters. Windows takes 32,767 for all arguments of a process. The longer the list, the less
 * there is to save.
 */
const longestExpression = 16_000;

const quote = (name: string) => name.replaceAll(/[\\^$.*+?()[\]{}|]/g, '\\$&');

/** An expression that matches exactly these names; null when they are too many to be told. */
export function exactExpression(names: readonly string[]): string | null {
  const expression = `^(?:${names.map(quote).join('|')})$`;
  return expression.length <= longestExpression ? expression : null;
}
