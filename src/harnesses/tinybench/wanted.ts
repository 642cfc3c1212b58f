/** What need not run, when only some benchmarks of a suite are still of interest? */
import type { LaunchRequest } from '../harness.ts';
import type { BenchFile } from './benchFiles.ts';

/**
 * In characters. The runner gets the tasks in an argument, and Windows takes 32,767 characters for
 * all of them. The longer the list, the less there is to save.
 */
const longestList = 16_000;

function isOf({ names }: BenchFile, path: readonly string[]): boolean {
  return names.every((name, index) => path[index] === name);
}

/** The files that may hold a benchmark of `only`, by the names that their paths give. Pure. */
export function wantedFiles<File extends BenchFile>(
  files: readonly File[],
  only: LaunchRequest['only'],
): readonly File[] {
  return only === null ? files : files.filter((file) => only.some(({ path }) => isOf(file, path)));
}

/**
 * The names of the wanted tasks of one file, from the bench to the task, behind those of the file;
 * null when all are to run, also since they are too many to be told. Pure.
 */
export function wantedTasks(
  file: BenchFile,
  only: LaunchRequest['only'],
): readonly (readonly string[])[] | null {
  if (only === null) return null;
  const tasks = only
    .filter(({ path }) => isOf(file, path))
    .map(({ path }) => path.slice(file.names.length));
  return JSON.stringify(tasks).length > longestList ? null : tasks;
}
