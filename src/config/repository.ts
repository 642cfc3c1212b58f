/** Where does the repository begin that a folder belongs to? */
import { stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';

/** The nearest folder upwards that holds `.git`; the folder itself where there is none. */
export async function repositoryRoot(folder: string): Promise<string> {
  for (let current = folder; ; current = dirname(current)) {
    // In a worktree and in a submodule it is a file.
    const found = await stat(join(current, '.git')).catch(() => null);
    if (found) return current;
    if (dirname(current) === current) return folder;
  }
}
