/**
 * What git keeps about linked worktrees in a repository: one folder `worktrees/ID` each, see
 * gitrepository-layout(5). Read and removed by hand: `git worktree prune` would also drop entries
 * of the user's own whose folders are away for the moment, and after an interrupt, or once git
 * itself failed, tidying up must work all the same.
 */
import { readdir, readFile, realpath, rm, rmdir, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import type { Git } from './git.ts';

export interface WorktreeEntry {
  /** Absolute path of the entry, `worktrees/ID`. */
  readonly entryFolder: string;
  /** Absolute path of the worktree, which may be gone; null in a damaged entry. */
  readonly folder: string | null;
  /** Why it is locked; null when it is not. */
  readonly lockReason: string | null;
}

/**
 * Absolute path, links resolved, of what all worktrees of a repository share, usually `.git`; null
 * outside of one.
 */
export async function sharedGitFolder(git: Git): Promise<string | null> {
  const answer = await git.ask(['rev-parse', '--git-common-dir']);
  return answer === null ? null : realpath(resolve(git.folder, answer));
}

const textOf = (file: string) =>
  readFile(file, 'utf8').then(
    (text) => text.trim(),
    () => null,
  );

/** All linked worktrees that git knows of, in no certain order. */
export async function worktreeEntries(sharedFolder: string): Promise<WorktreeEntry[]> {
  const parent = join(sharedFolder, 'worktrees');
  const names = await readdir(parent).catch(() => []);
  return Promise.all(
    names.map(async (name) => {
      const entryFolder = join(parent, name);
      // Newer gits may write a path that is relative to the entry.
      const gitFile = await textOf(join(entryFolder, 'gitdir'));
      return {
        entryFolder,
        folder: gitFile ? dirname(resolve(entryFolder, gitFile)) : null,
        lockReason: await textOf(join(entryFolder, 'locked')),
      };
    }),
  );
}

/** Says why a worktree is locked; git neither prunes nor moves a locked one. */
export async function writeLockReason(entryFolder: string, reason: string): Promise<void> {
  await writeFile(join(entryFolder, 'locked'), `${reason}\n`);
}

/** Whether the worktree itself says, in its `.git` file, that it belongs to this entry. */
export async function pointsBack(entry: WorktreeEntry): Promise<boolean> {
  const text = entry.folder && (await textOf(join(entry.folder, '.git')));
  const path = /^gitdir: (.+)$/m.exec(text || '')?.[1];
  return !!entry.folder && !!path && resolve(entry.folder, path) === entry.entryFolder;
}

/** Removes one entry; git removes the folder of all entries with the last one, and so does this. */
export async function removeEntry(entryFolder: string): Promise<void> {
  await rm(entryFolder, { recursive: true, force: true, maxRetries: 3 });
  await rmdir(dirname(entryFolder)).catch(() => undefined);
}
