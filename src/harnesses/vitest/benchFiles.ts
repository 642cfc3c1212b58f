/** What are the bench files of a suite called? */
import { relative } from 'node:path';

/** One bench file of a suite. */
export interface BenchFile {
  /** Absolute, as vitest writes it: with `/` on every platform. */
  readonly path: string;
  /** The names that its path gives to benchmarks: `bench/parse.bench.ts` → `bench`, `parse`. */
  readonly names: readonly string[];
}

const partsOf = (path: string, folder: string) => relative(folder, path).split(/[\\/]/);

const ending = /(?:\.(?:bench|benchmark))?\.[cm]?[jt]sx?$/;

const shortNames = (parts: readonly string[]) =>
  parts.map((part, index) => (index === parts.length - 1 ? part.replace(ending, '') : part));

/**
 * The files by their names, in the order given; those that would be named alike keep their endings. Pure.
 *
 * @param folder of the suite; absolute, links resolved
 */
export function benchFiles(paths: readonly string[], folder: string): BenchFile[] {
  const counts = new Map<string, number>();
  const named = paths.map((path) => {
    const parts = partsOf(path, folder);
    const names = shortNames(parts);
    const key = JSON.stringify(names);
    counts.set(key, (counts.get(key) ?? 0) + 1);
    return { path, parts, names, key };
  });
  return named.map(({ path, parts, names, key }) => ({
    path,
    names: (counts.get(key) ?? 0) > 1 ? parts : names,
  }));
}
