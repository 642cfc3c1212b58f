/** Which benchmarks need not run, when only some are wanted? Pure. */
import { benchmarkId } from '../../model/identity.ts';
import type { LaunchRequest } from '../harness.ts';

/** The names of a benchmark's path as its program lists it: `file::group::function::id`. */
export const pathOf = (name: string): readonly string[] => name.split('::');

const keyOf = (path: readonly string[]) => JSON.stringify(path);

/** The names, as listed, of the benchmarks that a launch is to measure. */
export function wantedNames(
  suite: string,
  packagePath: readonly string[],
  names: readonly string[],
  { filter, only }: Pick<LaunchRequest, 'filter' | 'only'>,
): readonly string[] {
  const paths = only && new Set(only.map(({ path }) => keyOf(path)));
  return names.filter((name) => {
    const path = [...packagePath, ...pathOf(name)];
    if (paths && !paths.has(keyOf(path))) return false;
    return filter === null || filter.test(benchmarkId({ suite, path, params: {} }));
  });
}

function commonBeginning(names: readonly string[]): string {
  let common = names[0] ?? '';
  for (const name of names) while (!name.startsWith(common)) common = common.slice(0, -1);
  return common;
}

/**
 * The pattern that leaves out most of the others; null where it leaves out none. A program takes one
 * pattern, for whole names: that of one benchmark, or of all that begin alike.
 */
export function patternOf(wanted: readonly string[], names: readonly string[]): string | null {
  const common = commonBeginning(wanted);
  const isExact = wanted.length === 1;
  const others = names.filter((name) => (isExact ? name !== common : !name.startsWith(common)));
  // Names are those of Rust; whatever else there is might mean something in a pattern.
  if (others.length === 0 || !/^[\p{L}\p{N}_:]+$/u.test(common)) return null;
  return isExact ? common : `${common}*`;
}
