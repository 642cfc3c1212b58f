/** Keeps the artifact folder as an artifact of the workflow run. */
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';

export interface UploadRequest {
  /** Absolute path. */
  readonly folder: string;
  readonly name: string;
  /** Names to try when another job of the same run has taken that name. */
  readonly otherNames: readonly string[];
  /** Null: as the repository has it. */
  readonly retentionDays: number | null;
}

export interface UploadedArtifact {
  readonly name: string;
  readonly id: number | null;
  /** Files that no artifact may hold, for their names. */
  readonly leftOut: readonly string[];
}

/** What GitHub refuses in paths. Windows cannot have such files. */
const impossible = /[":<>|*?\r\n]/;

/** Regular files below a folder; a link, which a benchmark may have left, could lead anywhere. */
async function filesIn(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name))
    .sort();
}

const isTaken = (error: unknown) =>
  error instanceof Error && /\(409\)|already exists/i.test(error.message);

/**
 * Uploads all files of the folder, hidden ones too, under the first of the names that is free.
 *
 * @throws Error when there are no files, no name is free, or the service cannot be reached; it was
 * tried several times then.
 */
export async function uploadFolder(request: UploadRequest): Promise<UploadedArtifact> {
  const { folder, name, otherNames, retentionDays } = request;
  const all = await filesIn(folder);
  const files = all.filter((file) => !impossible.test(file.slice(folder.length)));
  const leftOut = all.filter((file) => !files.includes(file));
  const { DefaultArtifactClient } = await import('@actions/artifact');
  const client = new DefaultArtifactClient();
  const options = retentionDays === null ? {} : { retentionDays };
  let taken: unknown = null;
  for (const candidate of [name, ...otherNames]) {
    try {
      const { id } = await client.uploadArtifact(candidate, files, folder, options);
      return { name: candidate, id: id ?? null, leftOut };
    } catch (error) {
      if (!isTaken(error)) throw error;
      taken = error;
    }
  }
  throw taken;
}
