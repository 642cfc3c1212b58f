/** Which program does a name on the PATH stand for? */
import { constants } from 'node:fs';
import { access, stat } from 'node:fs/promises';
import { delimiter, isAbsolute, join } from 'node:path';
import type { Io } from '../io.ts';

/** A folder may have the permission to be run as well, in another sense. */
async function isProgram(file: string): Promise<boolean> {
  try {
    await access(file, constants.X_OK);
    return (await stat(file)).isFile();
  } catch {
    return false;
  }
}

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
      if (await isProgram(candidate)) return candidate;
    }
  }
  return null;
}
