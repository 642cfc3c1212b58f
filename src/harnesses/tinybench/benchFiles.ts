/** Which files of a suite hold benchmarks, and what are they called? */
import { isAbsolute } from 'node:path';
import { glob } from 'tinyglobby';

/** One bench file of a suite. */
export interface BenchFile {
  /** Relative to the suite's folder, with `/`. */
  readonly path: string;
  /** The names that its path gives to benchmarks: `bench/parse.bench.ts` → `bench`, `parse`. */
  readonly names: readonly string[];
  /** Names its step in a launch: a safe and unique file name. */
  readonly step: string;
}

function namesOf(path: string): string[] {
  return path.replace(/(\.bench)?\.[cm]?[jt]s$/, '').split('/');
}

/** Pure: names and steps of the files, in the order given. */
export function benchFiles(paths: readonly string[]): BenchFile[] {
  return paths.map((path, index) => {
    const names = namesOf(path);
    const readable = names
      .join('-')
      .replaceAll(/[^A-Za-z0-9_-]+/g, '_')
      .slice(-60);
    return { path, names, step: `${index + 1}-${readable}` };
  });
}

/**
 * The files below a folder that match any of the patterns, sorted. Dotfolders, `node_modules`
 * and linked folders are never searched, `dist` only by a pattern that names it.
 * @returns also those matches that lie outside of the folder, which are not bench files.
 */
export async function findBenchFiles(
  folder: string,
  patterns: readonly string[],
): Promise<{ readonly files: BenchFile[]; readonly outside: string[] }> {
  const namesDist = patterns.some((pattern) => pattern.split('/').includes('dist'));
  const paths = await glob([...patterns], {
    cwd: folder,
    ignore: ['**/node_modules/**', ...(namesDist ? [] : ['**/dist/**'])],
    expandDirectories: false,
    onlyFiles: true,
    followSymbolicLinks: false,
  });
  const isOutside = (path: string) => path.split('/').includes('..') || isAbsolute(path);
  return {
    files: benchFiles(paths.filter((path) => !isOutside(path)).sort()),
    outside: paths.filter(isOutside).sort(),
  };
}
