/** Which files does a path on the command line mean? A file, a folder with all below it, or a glob. */
import { stat } from 'node:fs/promises';
import { isAbsolute, join, relative, sep } from 'node:path';
import { PerfwatchError, perfwatchError } from '../errors.ts';

/** Enough for the results of years; what is more is most likely another folder than was meant. */
const mostFiles = 20_000;

export interface PathFiles {
  /** The folder that `files` are in; null for a single file. */
  readonly folder: string | null;
  /** Absolute, in natural order: `run-9` before `run-10`. */
  readonly files: readonly string[];
  /** Whether nothing has the path as its name, so that it is a pattern. */
  readonly isGlob: boolean;
}

const byNaturalOrder = (a: string, b: string) => a.localeCompare(b, 'en', { numeric: true });

async function globbed(
  pattern: string,
  cwd: string,
  what: 'files' | 'folders' = 'files',
): Promise<string[]> {
  const { glob } = await import('tinyglobby');
  const found = await glob([pattern], {
    cwd,
    absolute: true,
    dot: true,
    onlyDirectories: what === 'folders',
    ignore: ['**/node_modules/**', '**/.git/**'],
    followSymbolicLinks: false,
    expandDirectories: false,
  });
  return found.sort(byNaturalOrder);
}

const withSlashes = (pattern: string) => pattern.replaceAll('\\', '/');

function requireFew(path: string, found: readonly string[]): void {
  if (found.length > mostFiles) {
    throw perfwatchError('results-too-many', { path, count: found.length, most: mostFiles });
  }
}

/**
 * The files of a path. Links inside a folder are not followed.
 *
 * @throws PerfwatchError `results-missing` when there is nothing, `results-folder-empty`, `results-too-many` for a folder of
 * more than 20,000 files
 */
export async function filesOfPath(path: string, cwd: string): Promise<PathFiles> {
  const absolute = isAbsolute(path) ? path : join(cwd, path);
  const found = await stat(absolute).catch(() => null);
  if (found && !found.isDirectory()) return { folder: null, files: [absolute], isGlob: false };
  const files = found ? await globbed('**/*', absolute) : await globbed(withSlashes(path), cwd);
  if (files.length === 0) {
    throw perfwatchError(found ? 'results-folder-empty' : 'results-missing', { path });
  }
  requireFew(path, files);
  return { folder: found ? absolute : null, files, isGlob: found === null };
}

/** As a format sees it: relative to the folder, with `/`. */
export const inFolder = (folder: string, file: string) =>
  relative(folder, file).replaceAll(sep, '/');

/** Folders that a glob matches, relative to `cwd` with `/`, in natural order; none for what is no glob. */
async function foldersOfGlob(pattern: string, cwd: string): Promise<string[]> {
  const folders = await globbed(withSlashes(pattern), cwd, 'folders');
  requireFew(pattern, folders);
  return folders.map((folder) => inFolder(cwd, folder).replace(/\/$/, ''));
}

/**
 * The files of a path; where a glob matches none, the folders that it matches, relative to `cwd` with `/`.
 *
 * @throws PerfwatchError as `filesOfPath` does
 */
export async function filesOrFolders(
  path: string,
  cwd: string,
): Promise<PathFiles | readonly string[]> {
  try {
    return await filesOfPath(path, cwd);
  } catch (error) {
    const isMissing = error instanceof PerfwatchError && error.code === 'results-missing';
    const folders = isMissing ? await foldersOfGlob(path, cwd) : [];
    if (folders.length === 0) throw error;
    return folders;
  }
}

/** `a/b/c` lies where paths begin, in `a`, and in `a/b`. */
function foldersAbove(name: string): string[] {
  const parts = name.split('/');
  return parts.map((_, count) => parts.slice(0, count).join('/'));
}

/**
 * Folders that a glob matches besides these files, and that hold none of them, relative to `cwd` with `/`. Linear.
 *
 * @throws PerfwatchError `results-too-many`
 */
export async function foldersLeft(
  pattern: string,
  cwd: string,
  files: readonly string[],
): Promise<string[]> {
  const holding = new Set(files.flatMap((file) => foldersAbove(inFolder(cwd, file))));
  return (await foldersOfGlob(pattern, cwd)).filter((folder) => !holding.has(folder));
}
