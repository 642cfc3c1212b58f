/** How the packages that the user has installed serve another checkout of the same repository. */
import { copyFile, lstat, mkdir, readdir, realpath, stat, symlink } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { counterpart, isWithin, type SidePair } from './paths.ts';

/** Caches of tools, which would be written through a link. */
const isCache = (name: string) => name === '.cache' || name.startsWith('.vite');

/** Folders whose entries are what packages and programs are elsewhere. */
const isFolderOfEntries = (name: string) => name === '.bin' || name.startsWith('@');

/**
 * The repository's own code that an entry of the user's `node_modules` is a link to (a workspace, a
 * `file:` dependency, a program of one), or null. What package managers keep in stores of their own
 * (`node_modules/.pnpm`) lies within the repository as well, but is installed.
 */
async function ownCode(entry: string, { from }: SidePair): Promise<string | null> {
  const path = await realpath(entry).catch(() => null);
  if (path === null || !isWithin(path, from)) return null;
  return relative(from, path).split(/[\\/]/).includes('node_modules') ? null : path;
}

/**
 * Makes a `node_modules` at `to` of that at `from`: a real folder, so that caches which tools keep
 * there are each side's own, with one link for each package. Links to the repository's own code
 * lead to the same place of the other side, else both sides would measure the user's. Files are
 * copied, so that nobody writes through a link. Linear in the number of packages.
 *
 * Returns absolute paths of the user's folders whose counterparts are linked: what they import is
 * looked for from there. A package of others that imports the repository's own still finds the
 * user's; that cannot be told without reading its code.
 *
 * @throws the file system's error.
 */
export async function linkNodeModules(
  from: string,
  to: string,
  sides: SidePair,
): Promise<string[]> {
  const own: string[] = [];
  await mkdir(to, { recursive: true });
  for (const name of await readdir(from)) {
    const entry = join(from, name);
    const place = join(to, name);
    const found = await lstat(entry);
    if (isCache(name)) continue;
    if (found.isFile()) {
      await copyFile(entry, place);
    } else if (found.isDirectory() && isFolderOfEntries(name)) {
      own.push(...(await linkNodeModules(entry, place, sides)));
    } else {
      const code = await ownCode(entry, sides);
      const isFolder = await stat(entry).then(
        (target) => target.isDirectory(),
        () => false,
      );
      if (code !== null && isFolder) own.push(code);
      // On Windows a junction needs no privilege, and only folders can have one.
      const target = code === null ? entry : counterpart(code, sides);
      await symlink(target, place, isFolder ? 'junction' : 'file');
    }
  }
  return own;
}
