/**
 * The artifact folder of a run: `run.json`, `report.json`, `report.md` and `raw/`. It is prepared
 * beside its place and then renamed there, so that the last run's folder stays whole until the new
 * one is.
 */
import { mkdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { perfwatchError, problemOf } from '../errors.ts';
import { artifactNames } from '../model/artifacts.ts';

export interface ArtifactFolder {
  /** Absolute path of the folder as readers will find it. */
  readonly folder: string;
  /** Where the harnesses write while it is prepared: fresh and empty. */
  readonly rawFolder: string;
  /**
   * Puts these texts, by file name, and the raw files into place.
   *
   * @throws PerfwatchError `write-failed`; what was there before is then unchanged.
   */
  complete(texts: Readonly<Record<string, string>>): Promise<void>;
  /** Removes what was prepared; does nothing after `complete`. */
  discard(): Promise<void>;
}

const exists = (path: string) =>
  stat(path).then(
    () => true,
    () => false,
  );

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

/**
 * Starts a new artifact folder in the place of an old one, if there is one.
 *
 * @throws PerfwatchError `output-not-ours` when a `raw` folder is there without a `run.json`;
 * `write-failed` when the folder cannot be written, so that this is known before measuring.
 */
export async function startArtifactFolder(folder: string): Promise<ArtifactFolder> {
  const staging = join(folder, '.staging');
  const [hasRaw, hasRun] = await Promise.all(
    [artifactNames.raw, artifactNames.run].map((name) => exists(join(folder, name))),
  );
  if (hasRaw && !hasRun) throw perfwatchError('output-not-ours', { folder });
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
        for (const [name, text] of Object.entries(texts))
          await writeFile(join(staging, name), text);
        // From here on nothing needs space any more, so nothing is likely to fail halfway.
        await rm(join(folder, artifactNames.raw), { recursive: true, force: true });
        for (const name of [artifactNames.raw, ...Object.keys(texts)]) {
          await rename(join(staging, name), join(folder, name));
        }
        await rm(staging, { recursive: true, force: true });
      } catch (error) {
        throw writeFailed(folder, error);
      }
    },
    discard: () => rm(staging, { recursive: true, force: true }),
  };
}
