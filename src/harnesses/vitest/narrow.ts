/** What need not run, when only some benchmarks of a suite are still of interest? */
import type { BenchmarkIdentity } from '../../model/identity.ts';
import type { BenchFile } from './benchFiles.ts';
import { isRewritten } from './overrides.ts';

/** What one launch is told to run. */
export interface Narrowing {
  /** Absolute paths; null is all of the suite. */
  readonly files: readonly string[] | null;
  /** For vitest's own `--testNamePattern`; null is all. */
  readonly testNamePattern: string | null;
}

/**
 * In characters. The launcher gets all in an argument, and Windows takes 32,767 for all of them. The
 * longer the list, the less there is to save.
 */
const longestList = 8_000;

const quote = (text: string) => text.replaceAll(/[\\^$.*+?()[\]{}|]/g, '\\$&');

/** The names of what vitest chooses by: from vitest 5 on the test, with its benchmarks below it. */
function fullNames(names: readonly string[], version: string): string[] {
  const chosen = isRewritten(version) ? names.slice(0, -1) : names;
  const separator = isRewritten(version) ? ' > ' : ' ';
  // A failed test has no benchmark below it, and a repeated name is numbered.
  const candidates = isRewritten(version) ? [chosen, names] : [chosen];
  return candidates
    .filter((one) => one.length > 0)
    .map((one) => one.join(separator))
    .flatMap((name) => [name, name.replace(/#\d+$/, '')]);
}

/**
 * The files that may hold a benchmark of `only`, and a pattern of full names. Vitest 1 and 2 measure all
 * of a file whatever the pattern says. Pure.
 */
export function narrow(
  files: readonly BenchFile[],
  only: readonly BenchmarkIdentity[] | null,
  version: string,
): Narrowing {
  if (only === null) return { files: null, testNamePattern: null };
  const wanted = files.flatMap((file) => {
    const of = only.filter(({ path }) => file.names.every((name, index) => path[index] === name));
    const names = of.flatMap(({ path }) => fullNames(path.slice(file.names.length), version));
    return of.length > 0 ? [{ path: file.path, names }] : [];
  });
  const paths = wanted.map(({ path }) => path);
  const names = [...new Set(wanted.flatMap((one) => one.names))];
  const pattern = `^(?:${names.map(quote).join('|')})$`;
  return {
    files: JSON.stringify(paths).length > longestList ? null : paths,
    testNamePattern: names.length === 0 || pattern.length > longestList ? null : pattern,
  };
}
