/**
 * The artifact folder of a run: `run.json`, `report.json`, `report.md` and `raw/`. It is prepared
 * beside its place and then renamed there, so that the last run's folder stays whole until the new
 * one is.
 */
import { lstat, mkdir, open, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { perfwatchError, problemOf } from '../errors.ts';
import { artifactNames } from '../model/artifacts.ts';

export interface ArtifactFolder {
  /** Absolute path of the folder as readers will find it. */
  readonly folder: string;
  /** Where the harnesses write while it is prepared: fresh and empty. */
  readonly rawFolder: string;
  /**
   * Puts these texts, by file name, and the raw files into place. Of a long text, its pieces do.
   *
   * @throws PerfwatchError `write-failed`; what was there before is then unchanged.
   */
  complete(
    texts: Readonly<Record<string, string | Iterable<string> | AsyncIterable<string | Uint8Array>>>,
  ): Promise<void>;
  /** Removes what is left of the preparation; to be called at the end, also after `complete`. */
  discard(): Promise<void>;
}

const writeFailed = (folder: string, error: unknown) =>
  perfwatchError('write-failed', { file: folder, problem: problemOf(error) }, error);

/**
 * Makes a folder for results. One that was not there before is kept out of git: results are no
 * sources.
 *
 * @throws PerfwatchError `write-failed`.
 */
export async function makeOwnFolder(folder: string): Promise<void> {
  try {
    const created = await mkdir(folder, { recursive: true });
    if (created !== undefined) await writeFile(join(folder, '.gitignore'), '*\n');
  } catch (error) {
    throw writeFailed(folder, error);
  }
}

const exists = (path: string) =>
  lstat(path).then(
    () => true,
    () => false,
  );

/** How every run file begins, of this and of any other version of perfwatch. */
const runFileStart = '{"schema":"perfwatch/run"';

/** A cut one is ours as well, even if nothing is left: a machine that lost its power leaves it. */
async function isOwnRunFile(file: string): Promise<boolean> {
  const handle = await open(file, 'r').catch(() => null);
  if (!handle) return false;
  try {
    const start = Buffer.alloc(runFileStart.length);
    const { bytesRead } = await handle.read(start, 0, start.length, 0);
    return runFileStart.startsWith(start.toString('utf8', 0, bytesRead));
  } catch {
    return false;
  } finally {
    await handle.close();
  }
}

/** The first thing that stands where results are to be and that perfwatch did not write. */
async function inTheWay(folder: string): Promise<string | null> {
  const runFile = join(folder, artifactNames.run);
  if (await isOwnRunFile(runFile)) return null;
  for (const name of Object.values(artifactNames)) {
    if (await exists(join(folder, name))) return join(folder, name);
  }
  return null;
}

/**
 * Moves `names` from one folder into another, over what is there; what is not in the first one is
 * in neither then: a report beside another run would be stale. All of them or none: on an error
 * the old ones, kept in `asideFolder` until then, are put back.
 */
async function replaceAll(
  names: readonly string[],
  from: string,
  to: string,
  asideFolder: string,
): Promise<void> {
  await mkdir(asideFolder);
  const undo: (() => Promise<void>)[] = [];
  try {
    for (const name of names) {
      const place = join(to, name);
      if (await exists(place)) {
        const aside = join(asideFolder, name);
        await rename(place, aside);
        undo.push(() => rename(aside, place));
      }
      if (!(await exists(join(from, name)))) continue;
      await rename(join(from, name), place);
      undo.push(() => rm(place, { recursive: true, force: true }));
    }
  } catch (error) {
    for (const step of undo.reverse()) await step();
    throw error;
  }
}

/**
 * Starts a new artifact folder in the place of an old one, if there is one.
 *
 * @throws PerfwatchError `output-not-ours` when something of its names is there that perfwatch did
 * not write; `write-failed` when the folder cannot be written. Both are known before measuring.
 */
export async function startArtifactFolder(folder: string): Promise<ArtifactFolder> {
  const staging = join(folder, '.perfwatch-staging');
  const obstacle = await inTheWay(folder);
  if (obstacle !== null) throw perfwatchError('output-not-ours', { file: obstacle });
  await makeOwnFolder(folder);
  try {
    await rm(staging, { recursive: true, force: true });
    await mkdir(join(staging, artifactNames.raw), { recursive: true });
  } catch (error) {
    throw writeFailed(folder, error);
  }
  return {
    folder,
    rawFolder: join(staging, artifactNames.raw),
    async complete(texts) {
      try {
        for (const [name, text] of Object.entries(texts)) {
          await writeFile(join(staging, name), text);
        }
        // The run file comes first: whatever stands beside it is then known to be perfwatch's.
        const names = [...new Set([...Object.keys(texts), ...Object.values(artifactNames)])];
        await replaceAll(names, staging, folder, join(staging, 'replaced'));
      } catch (error) {
        throw writeFailed(folder, error);
      }
    },
    // What cannot be removed now is removed by the next run; it must not hide what went wrong.
    discard: () => rm(staging, { recursive: true, force: true }).catch(() => undefined),
  };
}
