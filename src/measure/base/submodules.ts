/**
 * The submodules of a checkout, as the user's own checkout has them. By hand, since `git submodule
 * update --init` writes into the configuration that all worktrees share. Each becomes a repository
 * of its own that borrows the objects of the user's clones (gitrepository-layout(5),
 * `objects/info/alternates`): no network, no copies, and to remove the folder is to remove it all.
 */
import { readFile, stat, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { perfwatchError, problemOf } from '../../errors.ts';
import { withDiskSpace } from './diskSpace.ts';
import { type Git, gitProblem } from './git.ts';

export interface SubmoduleParent {
  /** In the fresh checkout of the parent. */
  readonly git: Git;
  /** Absolute path of the user's checkout of the parent; null where there is none. */
  readonly userFolder: string | null;
  /** Absolute paths of git folders of the parent's, in which `modules` may hold clones. */
  readonly gitFolders: readonly string[];
}

interface Submodule {
  readonly name: string;
  /** From the root of the parent. */
  readonly path: string;
  readonly sha: string;
}

const checkoutTimeoutSeconds = 3600;

const exists = (path: string) =>
  stat(path).then(
    () => true,
    () => false,
  );

/** What `.gitmodules` of the commit that is checked out names, and is a submodule there indeed. */
async function submodulesOf(git: Git): Promise<Submodule[]> {
  if (!(await git.ask(['ls-tree', 'HEAD', '.gitmodules']))) return [];
  const keys = '^submodule\\..*\\.path$';
  const answer = await git.ask(['config', '--blob=HEAD:.gitmodules', '-z', '--get-regexp', keys]);
  const nameByPath = new Map<string, string>();
  for (const item of (answer ?? '').split('\0')) {
    const [key = '', path] = item.split(/\n(.*)/s);
    if (path) nameByPath.set(path, key.slice('submodule.'.length, -'.path'.length));
  }
  const listing = await git.ask(['ls-tree', '-z', 'HEAD', '--', ...nameByPath.keys()]);
  return (listing ?? '').split('\0').flatMap((line): Submodule[] => {
    const [, sha, path = ''] = /^160000 commit ([0-9a-f]+)\t(.+)$/s.exec(line) ?? [];
    const name = nameByPath.get(path);
    return sha && name ? [{ name, path, sha }] : [];
  });
}

/** Git folders of the repository that stands in a folder of the user's; none where none does. */
export async function gitFoldersOf(git: Git, folder: string): Promise<string[]> {
  // Without `.git`, git would answer for the parent.
  if (!(await exists(join(folder, '.git')))) return [];
  const answer = await git.at(folder).ask(['rev-parse', '--git-dir', '--git-common-dir']);
  return [...new Set((answer ?? '').split('\n').filter(Boolean))].map((path) =>
    resolve(folder, path),
  );
}

/** The user's clones of a submodule: that of the checkout, and what git keeps of earlier ones. */
async function userClones(parent: SubmoduleParent, { name, path }: Submodule): Promise<string[]> {
  const { git, userFolder, gitFolders } = parent;
  const current = userFolder === null ? [] : await gitFoldersOf(git, join(userFolder, path));
  // A name that leads elsewhere is none that git would use, either.
  const steps = name.split('/');
  const kept = steps.includes('..')
    ? []
    : gitFolders.map((folder) => join(folder, 'modules', ...steps));
  const found: string[] = [];
  for (const folder of new Set([...current, ...kept])) {
    if (await exists(join(folder, 'objects'))) found.push(folder);
  }
  return found;
}

/** Whether the user's checkout names a submodule as well but never got it: neither side has it. */
async function isLeftOut({ git, userFolder }: SubmoduleParent, { path }: Submodule) {
  if (userFolder === null || (await exists(join(userFolder, path, '.git')))) return false;
  const listing = await git.at(userFolder).ask(['ls-tree', 'HEAD', '--', path]);
  return listing?.startsWith('160000 ') ?? false;
}

/** Makes a repository without commits of its own that reads the objects of others. */
async function borrowObjects(folder: string, clones: readonly string[]): Promise<void> {
  const own = join(folder, '.git');
  const objects = clones.map((clone) => `${join(clone, 'objects')}\n`);
  await writeFile(join(own, 'objects', 'info', 'alternates'), objects.join(''));
  // The oldest commits of a shallow clone have parents that are not there.
  const shallow = await Promise.all(
    clones.map((clone) => readFile(join(clone, 'shallow'), 'utf8').catch(() => '')),
  );
  const boundary = shallow.join('');
  if (boundary !== '') await writeFile(join(own, 'shallow'), boundary);
}

/** @throws PerfwatchError `submodule-unavailable`. */
async function checkOutSubmodule(git: Git, { path, sha }: Submodule, clones: readonly string[]) {
  const unavailable = (problem: string, cause?: unknown) =>
    perfwatchError('submodule-unavailable', { path, sha, problem, isCloned: true }, cause);
  const command = async (gitArguments: readonly string[]) => {
    const outcome = await git.run(gitArguments, checkoutTimeoutSeconds);
    if (outcome.exitCode === 0) return;
    throw unavailable(await withDiskSpace(gitProblem(outcome), git.folder));
  };
  const format = sha.length === 64 ? ['--object-format=sha256'] : [];
  await command(['init', '--quiet', '--template=', ...format]);
  try {
    await borrowObjects(git.folder, clones);
  } catch (error) {
    throw unavailable(problemOf(error), error);
  }
  if ((await git.ask(['cat-file', '-e', `${sha}^{commit}`])) === null) {
    throw unavailable('your clone of it lacks that commit');
  }
  await command(['checkout', '--quiet', '--detach', sha]);
}

/**
 * Checks out the submodules of a fresh checkout, and theirs, at the commits that the parent names.
 * One that the user's checkout has not initialised stays empty, as it is there. A few git processes
 * a submodule, one after another.
 *
 * @throws PerfwatchError `submodule-unavailable` when no clone of the user's has the commit, or it
 * cannot be checked out.
 */
export async function fillSubmodules(parent: SubmoduleParent): Promise<void> {
  const { git, userFolder } = parent;
  for (const module of await submodulesOf(git)) {
    const { path, sha } = module;
    const clones = await userClones(parent, module);
    if (await isLeftOut(parent, module)) continue;
    if (clones.length === 0) {
      const problem = 'there is no clone of it here';
      throw perfwatchError('submodule-unavailable', { path, sha, problem, isCloned: false });
    }
    const inside = git.at(join(git.folder, path));
    await checkOutSubmodule(inside, module, clones);
    const counterpart = userFolder === null ? null : join(userFolder, path);
    const isThere = counterpart !== null && (await exists(join(counterpart, '.git')));
    await fillSubmodules({
      git: inside,
      userFolder: isThere ? counterpart : null,
      gitFolders: clones,
    });
  }
}
