/** Which files hold the benchmarks of a suite? As far as that shows without running pytest. */
import { lstat, readFile, stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { glob } from 'tinyglobby';

/** What pytest collects by default (`python_files`). */
const patterns = ['**/test_*.py', '**/*_test.py'];

/** Installed packages; folders with a leading dot are never searched. */
const ignored = ['**/node_modules/**', '**/site-packages/**'];

const mostFiles = 2000;

/** Files below a folder that pytest collects by default and that speak of benchmarks. */
async function filesBelow(folder: string): Promise<string[]> {
  const files = await glob(patterns, {
    cwd: folder,
    ignore: ignored,
    absolute: true,
    expandDirectories: false,
    onlyFiles: true,
    followSymbolicLinks: false,
  });
  const found: string[] = [];
  for (const file of files.sort().slice(0, mostFiles)) {
    const isPlain = await lstat(file).then(
      (entry) => entry.isFile(),
      () => false,
    );
    const text = isPlain ? await readFile(file, 'utf8').catch(() => '') : '';
    if (/benchmark/.test(text)) found.push(resolve(file));
  }
  return found;
}

/**
 * Absolute paths of the files that `paths` name (relative to the folder of the suite), and of those
 * below the folders that they name, or else below the suite's own, that pytest collects by default
 * and that have the word `benchmark` in them. Links are not followed; at most 2000 files of a folder
 * are read.
 */
export async function benchmarkFiles(
  folder: string,
  paths: readonly string[],
): Promise<readonly string[]> {
  const found: string[] = [];
  for (const path of paths.length > 0 ? paths : ['.']) {
    // `file.py::TestClass::test_name` is one test of a file.
    const place = resolve(folder, path.split('::')[0] ?? '');
    const entry = await stat(place).catch(() => null);
    if (entry?.isDirectory()) found.push(...(await filesBelow(place)));
    else if (entry?.isFile()) found.push(place);
  }
  return [...new Set(found)].sort();
}
