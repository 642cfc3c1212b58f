/** Where did a benchmark program leave results? Folder names are as hostile as benchmark names. */
import type { Dirent } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';

/** A folder that criterion named after a benchmark, with a result in its `new`. */
export interface ResultFolder {
  /** Absolute path of the `new` folder. */
  readonly folder: string;
  /** Names of the folders that lead to the benchmark's, which are near to its group and function. */
  readonly names: readonly string[];
  readonly hasSample: boolean;
  /** Written last: a result without it is not whole. */
  readonly hasBenchmark: boolean;
  /**
   * Whether criterion compared this result with an earlier one. In a fresh home that is another
   * benchmark of the same program with the same folder.
   */
  readonly hasPredecessor: boolean;
}

/** `group/function/value/new`: criterion nests no deeper. */
const deepest = 4;

async function entriesOf(folder: string): Promise<readonly Dirent[]> {
  try {
    return await readdir(folder, { withFileTypes: true });
  } catch {
    // Not there, or not readable: no results, which the caller tells of.
    return [];
  }
}

function hasFile(entries: readonly Dirent[], name: string): boolean {
  return entries.some((entry) => entry.name === name && entry.isFile());
}

/**
 * All results below a CRITERION_HOME, sorted by folder. A result is known by its files in a folder
 * `new`, and never by where that lies: benchmarks nest, and one may itself be called `new` or
 * `base`. Symbolic links and special files are passed over. Cost: one listing per folder.
 */
export async function findResults(home: string): Promise<readonly ResultFolder[]> {
  const found: ResultFolder[] = [];

  async function visit(folder: string, names: readonly string[]): Promise<void> {
    const entries = await entriesOf(folder);
    if (names.at(-1) === 'new') {
      const hasSample = hasFile(entries, 'sample.json');
      const hasBenchmark = hasFile(entries, 'benchmark.json');
      if (hasSample || hasBenchmark) {
        const change = await entriesOf(join(folder, '..', 'change'));
        found.push({
          folder,
          names: names.slice(0, -1),
          hasSample,
          hasBenchmark,
          hasPredecessor: hasFile(change, 'estimates.json'),
        });
      }
    }
    if (names.length === deepest) return;
    for (const entry of entries) {
      if (entry.isDirectory()) await visit(join(folder, entry.name), [...names, entry.name]);
    }
  }

  await visit(home, []);
  return found.sort((a, b) => (a.folder < b.folder ? -1 : 1));
}
