/** Was it the disk? git says that it could not write a file, but not that there was no space. */
import { statfs } from 'node:fs/promises';

/** Where less is left after something could not be written, that is most likely why. */
const scarceBytes = 16 * 1024 * 1024;

/** A problem in words, with what is left on the disk of an existing folder where that is little. */
export async function withDiskSpace(problem: string, folder: string): Promise<string> {
  // Some file systems cannot tell.
  const disk = await statfs(folder).catch(() => null);
  if (!disk || disk.blocks === 0) return problem;
  const freeBytes = disk.bavail * disk.bsize;
  if (freeBytes < scarceBytes) {
    return `${problem} (the disk is full: ${Math.floor(freeBytes / 1024)} KiB are left)`;
  }
  // File systems without a fixed number of files say that there are none.
  const noFiles = disk.files > 0 && disk.ffree === 0;
  return noFiles ? `${problem} (the disk is full: it has no room for more files)` : problem;
}
