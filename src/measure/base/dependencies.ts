/**
 * A fresh checkout has neither `node_modules` nor `.venv`. Where both sides ask for the same
 * dependencies, those that the user has installed serve both.
 */
import { lstat, realpath, stat, symlink } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { differingLockFile, type Ecosystem } from './lockFiles.ts';
import { linkNodeModules } from './nodeModules.ts';
import { counterpart, type SidePair, upwards } from './paths.ts';
import { ownPythonCode, sitePackagesIn } from './pythonPath.ts';

/** Why dependencies that the user has installed cannot serve the other checkout. */
export type DependencyObstacle =
  | {
      readonly kind: 'lock-file-differs';
      /** From the root of the repository, with `/`; `.` is the root. */
      readonly folder: string;
      /** From that folder. */
      readonly lockFile: string;
    }
  | {
      /** A Python package is imported from the user's checkout whatever PYTHONPATH says. */
      readonly kind: 'editable-install';
      readonly folder: string;
      /** From the root of the repository: the code that both sides would import. */
      readonly path: string;
    };

export interface ReusedDependencies {
  readonly obstacles: readonly DependencyObstacle[];
  /** Absolute paths in the other checkout, to stand first on the PYTHONPATH of its processes. */
  readonly pythonPath: readonly string[];
}

const exists = (path: string) =>
  lstat(path).then(
    () => true,
    () => false,
  );

const isFolder = (path: string) =>
  stat(path).then(
    (found) => found.isDirectory(),
    () => false,
  );

const nameIn = (path: string, root: string) => relative(root, path).replaceAll('\\', '/') || '.';

/** That both sides of a folder ask for other dependencies, if they do. */
async function lockObstacle(
  ecosystem: Ecosystem,
  folder: string,
  sides: SidePair,
): Promise<DependencyObstacle[]> {
  const lockFile = await differingLockFile(ecosystem, folder, counterpart(folder, sides));
  return lockFile
    ? [{ kind: 'lock-file-differs', folder: nameIn(folder, sides.from), lockFile }]
    : [];
}

/** Links the `node_modules` of these folders and of the workspaces that those link to. */
async function reuseNodeModules(
  folders: readonly string[],
  sides: SidePair,
): Promise<DependencyObstacle[]> {
  const obstacles: DependencyObstacle[] = [];
  const open = [...folders];
  const seen = new Set<string>();
  for (let folder = open.shift(); folder !== undefined; folder = open.shift()) {
    if (seen.has(folder)) continue;
    seen.add(folder);
    const modules = join(folder, 'node_modules');
    const place = counterpart(modules, sides);
    const isWanted = (await isFolder(modules)) && (await isFolder(counterpart(folder, sides)));
    if (!isWanted || (await exists(place))) continue;
    const found = await lockObstacle('node', folder, sides);
    obstacles.push(...found);
    // Code of a workspace looks for its packages from where it stands.
    if (found.length === 0) open.push(...(await linkNodeModules(modules, place, sides)));
  }
  return obstacles;
}

/** Links the `.venv` of a folder, where there is one and nothing speaks against it. */
async function reuseEnvironment(folder: string, sides: SidePair): Promise<ReusedDependencies> {
  const environment = join(folder, '.venv');
  const place = counterpart(environment, sides);
  const nothing = { obstacles: [], pythonPath: [] };
  const isWanted = (await isFolder(environment)) && (await isFolder(counterpart(folder, sides)));
  if (!isWanted) return nothing;
  const isThere = await exists(place);
  // One of its own is left alone; one that was linked for another suite is told about again.
  if (isThere && (await realpath(place)) !== (await realpath(environment))) return nothing;
  const found = await lockObstacle('python', folder, sides);
  if (found.length > 0) return { obstacles: found, pythonPath: [] };
  const { pythonPath, shared } = await ownPythonCode(await sitePackagesIn(environment), sides);
  const name = nameIn(folder, sides.from);
  const obstacles = shared.map((path): DependencyObstacle => {
    return { kind: 'editable-install', folder: name, path: nameIn(path, sides.from) };
  });
  if (obstacles.length > 0) return { obstacles, pythonPath: [] };
  // A junction, on Windows, needs no privilege.
  if (!isThere) await symlink(environment, place, 'junction');
  return { obstacles, pythonPath };
}

/**
 * Lets a suite in `suiteFolder` (relative to the root) of the checkout `to` use what the user has
 * installed in `from`: every `node_modules` and `.venv` from that folder up to the root, and the
 * `node_modules` of workspaces. Not where `to` has its own or lacks the folder, nor where something
 * speaks against it: that is returned, and nothing is linked there. Nothing in `from` is written
 * to. May be called for several suites of the same checkout.
 *
 * A `.venv` is one link: who installs something on the other side must not reuse it, since that
 * would change the user's own.
 *
 * @throws the file system's error.
 */
export async function reuseDependencies(request: {
  readonly from: string;
  readonly to: string;
  readonly suiteFolder: string;
}): Promise<ReusedDependencies> {
  const sides: SidePair = { from: await realpath(request.from), to: await realpath(request.to) };
  const folders = upwards(join(sides.from, request.suiteFolder), sides.from);
  const obstacles = await reuseNodeModules(folders, sides);
  const pythonPath: string[] = [];
  for (const folder of folders) {
    const reused = await reuseEnvironment(folder, sides);
    obstacles.push(...reused.obstacles);
    pythonPath.push(...reused.pythonPath);
  }
  return { obstacles, pythonPath };
}
