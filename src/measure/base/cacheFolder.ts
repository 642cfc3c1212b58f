/**
 * Where does perfwatch keep what costs time to make again? Never inside of the repository: tools
 * that climb folders (cargo's workspaces, npm, pytest) would find the outer project from there.
 */
import { createHash } from 'node:crypto';
import { realpath } from 'node:fs/promises';
import { basename, dirname, isAbsolute, join, resolve } from 'node:path';
import { perfwatchError } from '../../errors.ts';
import type { Io } from '../../io.ts';
import { isWithin } from './paths.ts';

type CacheIo = Pick<Io, 'env' | 'platform' | 'cwd'>;

const absolute = (path: string | undefined) => (path && isAbsolute(path) ? path : null);

/**
 * The folder for caches by the custom of the platform: `$XDG_CACHE_HOME/perfwatch`, else
 * `~/.cache/perfwatch`; `~/Library/Caches/perfwatch` on macOS, `%LOCALAPPDATA%\perfwatch\Cache` on
 * Windows. Null where the environment names no home. Relative paths in XDG_CACHE_HOME are to be
 * ignored (XDG Base Directory Specification).
 */
function customaryFolder({ env, platform }: CacheIo): string | null {
  if (platform === 'win32') {
    const local = absolute(env.LOCALAPPDATA);
    return local && join(local, 'perfwatch', 'Cache');
  }
  const home = absolute(env.HOME);
  const xdg = absolute(env.XDG_CACHE_HOME);
  if (xdg) return join(xdg, 'perfwatch');
  return home && join(home, platform === 'darwin' ? 'Library/Caches' : '.cache', 'perfwatch');
}

/** As `os.tmpdir()` chooses it, of the environment that is passed in. */
function temporaryFolder({ env, platform }: CacheIo): string {
  if (platform === 'win32') return env.TEMP || env.TMP || join(env.SystemRoot ?? 'C:\\', 'temp');
  return env.TMPDIR || env.TMP || env.TEMP || '/tmp';
}

/** The path with links resolved, as far as it exists. */
async function realPath(path: string): Promise<string> {
  return realpath(path).catch(async () =>
    dirname(path) === path ? path : join(await realPath(dirname(path)), basename(path)),
  );
}

const isInside = async (folder: string, outer: string) =>
  isWithin(await realPath(folder), await realPath(outer));

/**
 * Absolute path of the cache folder for a repository: `PERFWATCH_CACHE` (relative to the current
 * folder), else the customary one, else, where that lies inside of the repository (as when a home
 * folder is one), a folder in the temporary files. It need not exist.
 *
 * @throws PerfwatchError `cache-inside-repository` when no folder outside of it is left.
 */
export async function cacheFolderOf(io: CacheIo, repositoryFolder: string): Promise<string> {
  const wanted = io.env.PERFWATCH_CACHE ? resolve(io.cwd, io.env.PERFWATCH_CACHE) : null;
  const temporary = join(temporaryFolder(io), 'perfwatch');
  const candidates = wanted ? [wanted] : [customaryFolder(io) ?? temporary, temporary];
  for (const folder of candidates) {
    if (!(await isInside(folder, repositoryFolder))) return folder;
  }
  const folder = candidates[0] ?? temporary;
  throw perfwatchError('cache-inside-repository', { folder, repositoryFolder });
}

/**
 * Absolute path of the folder in the cache that belongs to one checkout of a repository: its name,
 * so that people find it, and a hash of its path, since two clones may be measured at once.
 */
export async function repositoryCacheFolder(
  cacheFolder: string,
  repositoryFolder: string,
): Promise<string> {
  const path = await realPath(repositoryFolder);
  const hash = createHash('sha256').update(path).digest('hex').slice(0, 12);
  const name = basename(path)
    .replaceAll(/[^A-Za-z0-9._-]/g, '_')
    .slice(0, 40);
  return join(await realPath(cacheFolder), `${name}-${hash}`);
}

/** Whether a path is one that {@link repositoryCacheFolder} makes, of whatever repository. */
export const isRepositoryCacheFolder = (path: string) => /-[0-9a-f]{12}$/.test(basename(path));
