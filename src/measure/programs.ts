/** Which program does a name on the PATH stand for? */
import { constants } from 'node:fs';
import { access } from 'node:fs/promises';
import { delimiter, isAbsolute, join } from 'node:path';
import type { Io } from '../io.ts';

/** Absolute path of the program that a shell would start, or null; never looks into the cwd. */
export async function findProgram(
  name: string,
  io: Pick<Io, 'env' | 'platform'>,
): Promise<string | null> {
  const extensions =
    io.platform === 'win32' ? (io.env.PATHEXT ?? '.EXE;.CMD;.BAT').split(';') : [''];
  const folders = (io.env.PATH ?? io.env.Path ?? '').split(delimiter).filter(isAbsolute);
  for (const folder of folders) {
    for (const extension of extensions) {
      const candidate = join(folder, name + extension);
      const found = await access(candidate, constants.X_OK).then(
        () => true,
        () => false,
      );
      if (found) return candidate;
    }
  }
  return null;
}
