/**
 * The base commit in a folder of its own: a git worktree in the cache folder, always at the same
 * path so that build caches stay valid, and nothing else of the user's repository touched. Which
 * worktrees are perfwatch's own is told by that path and by the reason that they are locked with;
 * whether somebody still uses one, by a lock file beside it.
 */
import { mkdir, rm, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { PerfwatchError, perfwatchError, problemOf } from '../../errors.ts';
import { takeLock } from '../lock.ts';
import { isRepositoryCacheFolder, repositoryCacheFolder } from './cacheFolder.ts';
import { withDiskSpace } from './diskSpace.ts';
import { type Git, gitProblem } from './git.ts';
import { fillSubmodules, gitFoldersOf } from './submodules.ts';
import {
  pointsBack,
  removeEntry,
  sharedGitFolder,
  type WorktreeEntry,
  worktreeEntries,
  writeLockReason,
} from './worktreeEntries.ts';

export interface CheckoutPlace {
  /** In the root of the user's checkout. */
  readonly git: Git;
  /** Absolute path; see `cacheFolderOf`. Made when it is not there. */
  readonly cacheFolder: string;
  /** Of this perfwatch. */
  readonly processId: number;
}

export interface BaseCheckout {
  /** Absolute path of the checkout. */
  readonly folder: string;
  /**
   * Removes the checkout and what git knows of it. Works after an interrupt as well, and does
   * nothing when called again.
   *
   * @throws PerfwatchError `checkout-left`; the next run tries again.
   */
  remove(): Promise<void>;
}

const folderName = 'base';
const lockReason = 'perfwatch measures this commit, and removes the checkout by itself';
/** Large repositories and filters that download (Git LFS) take their time. */
const checkoutTimeoutSeconds = 3600;

const removeFolder = (folder: string) =>
  rm(folder, { recursive: true, force: true, maxRetries: 2, retryDelay: 50 });

const exists = (path: string) =>
  stat(path).then(
    () => true,
    () => false,
  );

const entriesAt = async (sharedFolder: string, folder: string) =>
  (await worktreeEntries(sharedFolder)).filter((entry) => entry.folder === folder);

/**
 * Removes the folder of our checkout and what git knows of it, whichever of both are there.
 *
 * @throws PerfwatchError `checkout-left`.
 */
async function removeCheckout(sharedFolder: string, folder: string): Promise<void> {
  try {
    for (const { entryFolder } of await entriesAt(sharedFolder, folder)) {
      await removeEntry(entryFolder);
    }
    await removeFolder(folder);
  } catch (error) {
    throw perfwatchError('checkout-left', { folder, problem: problemOf(error) }, error);
  }
}

/** @throws PerfwatchError `checkout-failed` in git's words; any other error of the file system. */
async function addWorktree(git: Git, sharedFolder: string, folder: string, sha: string) {
  const command = async (where: Git, gitArguments: readonly string[]) => {
    const outcome = await where.run(gitArguments, checkoutTimeoutSeconds);
    if (outcome.exitCode === 0 && outcome.ending === 'exited') return;
    const problem = await withDiskSpace(gitProblem(outcome), dirname(folder));
    throw perfwatchError('checkout-failed', { sha, folder, problem });
  };
  // Marked before it is filled, which may take long: a run that is killed then is recognized.
  const options = ['--quiet', '--detach', '--no-checkout', '--lock'];
  await command(git, ['worktree', 'add', ...options, folder, sha]);
  for (const { entryFolder } of await entriesAt(sharedFolder, folder)) {
    await writeLockReason(entryFolder, lockReason);
  }
  await command(git.at(folder), ['reset', '--quiet', '--hard', sha]);
}

/**
 * Checks a commit out into the cache folder, with those of its submodules that the user's checkout
 * has as well. Hooks do not run; HEAD, branches, index, stash and configuration stay as they are.
 * Whatever an earlier run left there is removed first.
 *
 * @throws PerfwatchError `run-in-progress` when another perfwatch uses this place,
 * `not-a-repository`, `git-missing`, `checkout-failed` (a full disk, an interrupt, …) or
 * `submodule-unavailable`; nothing is left then.
 */
export async function checkOutBase(place: CheckoutPlace, sha: string): Promise<BaseCheckout> {
  const { git, processId } = place;
  const ownFolder = await repositoryCacheFolder(place.cacheFolder, git.folder);
  const folder = join(ownFolder, folderName);
  const failed = (error: unknown) =>
    error instanceof PerfwatchError
      ? error
      : perfwatchError('checkout-failed', { sha, folder, problem: problemOf(error) }, error);
  const sharedFolder = await sharedGitFolder(git);
  if (!sharedFolder) {
    throw perfwatchError('not-a-repository', { folder: git.folder, problem: 'there is none' });
  }
  await mkdir(ownFolder, { recursive: true }).catch((error: unknown) => {
    throw failed(error);
  });
  const releaseLock = await takeLock(join(ownFolder, 'lock'), processId);
  const tearDown = () => removeCheckout(sharedFolder, folder).finally(releaseLock);
  try {
    await removeCheckout(sharedFolder, folder);
    await addWorktree(git, sharedFolder, folder, sha);
    await fillSubmodules({
      git: git.at(folder),
      userFolder: git.folder,
      gitFolders: await gitFoldersOf(git, git.folder),
    });
  } catch (error) {
    // What went wrong first is what the user needs to know.
    await tearDown().catch(() => undefined);
    throw failed(error);
  }
  let removal: Promise<void> | null = null;
  return {
    folder,
    remove() {
      // Once only: later, the place may be another run's.
      removal ??= tearDown();
      return removal;
    },
  };
}

/** Ours at another place: of another worktree of the user's, or of an earlier cache folder. */
const isOursElsewhere = ({ folder, lockReason: reason }: WorktreeEntry) =>
  reason === lockReason &&
  folder !== null &&
  basename(folder) === folderName &&
  isRepositoryCacheFolder(dirname(folder));

/** Does something unless a living perfwatch uses this folder of the cache; whether it was done. */
async function unlessInUse(ownFolder: string, processId: number, action: () => Promise<void>) {
  if (!(await exists(ownFolder))) {
    await action();
    return true;
  }
  let releaseLock: () => Promise<void>;
  try {
    releaseLock = await takeLock(join(ownFolder, 'lock'), processId);
  } catch (error) {
    if (error instanceof PerfwatchError && error.code === 'run-in-progress') return false;
    throw error;
  }
  await action().finally(releaseLock);
  return true;
}

/**
 * Removes checkouts that killed runs have left: the folder, what git knows of it, or whichever of
 * both is still there. Those of living processes and all other worktrees stay. To be called when a
 * run starts, whether or not it compares with a commit. Whether anything was removed.
 *
 * @throws PerfwatchError `checkout-left` or `write-failed` when it cannot be removed.
 */
export async function removeLeftCheckout(place: CheckoutPlace): Promise<boolean> {
  const { git, processId } = place;
  const ownFolder = await repositoryCacheFolder(place.cacheFolder, git.folder);
  const own = join(ownFolder, folderName);
  // Runs without git, and outside of repositories, have nothing to tidy up.
  const sharedFolder = await sharedGitFolder(git).catch(() => null);
  const entries = sharedFolder ? await worktreeEntries(sharedFolder) : [];
  let removed = false;
  if (sharedFolder && ((await exists(own)) || entries.some(({ folder }) => folder === own))) {
    removed = await unlessInUse(ownFolder, processId, () => removeCheckout(sharedFolder, own));
  }
  for (const entry of entries.filter(isOursElsewhere)) {
    const { folder, entryFolder } = entry;
    if (folder === null || folder === own) continue;
    const done = await unlessInUse(dirname(folder), processId, async () => {
      // Never on the word of the entry alone.
      if (await pointsBack(entry)) await removeFolder(folder);
      await removeEntry(entryFolder);
    });
    removed ||= done;
  }
  return removed;
}
