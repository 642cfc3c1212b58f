/** Does a command of a checkout run a program of the user's own repository? For all harness plug-ins. */
import { realpath } from 'node:fs/promises';
import { basename, dirname, isAbsolute, join } from 'node:path';
import type { Argv } from './commandLine.ts';
import { isWithin } from './files.ts';
import type { Tools } from './harness.ts';

/** The last part stays as it is: a Python of an environment is a link to the system's. */
async function realFolderOf(program: string): Promise<string> {
  const folder = await realpath(dirname(program)).catch(() => dirname(program));
  return join(folder, basename(program));
}

/** A command with the name that messages call it by. */
interface NamedCommand {
  readonly name: string;
  readonly argv: Argv;
}

export interface SharedPrograms {
  /** The sentence that refuses the suite: a command is such a program; else null. */
  readonly problem: string | null;
  /** Arguments that are such paths: of a script, which would be as bad, or of input data. */
  readonly notices: readonly string[];
}

/**
 * Looks for absolute paths inside of the user's repository in the commands of a suite of another
 * checkout. Such a command would be one program for both sides.
 */
export async function sharedPrograms(
  commands: readonly NamedCommand[],
  { otherSideFolder }: Pick<Tools, 'otherSideFolder'>,
): Promise<SharedPrograms> {
  const notices = new Set<string>();
  if (otherSideFolder === null) return { problem: null, notices: [] };
  const root = await realpath(otherSideFolder);
  const isShared = async (word: string) =>
    isAbsolute(word) &&
    (isWithin(word, otherSideFolder) || isWithin(await realFolderOf(word), root));
  for (const { name, argv } of commands) {
    const [program, ...values] = argv;
    if (await isShared(program)) {
      const problem = `The command ${name} runs ${program}, which is a program of the working tree although the base was to be measured, so both sides would be measured with the same code. Write its path relative to the folder of the suite.`;
      return { problem, notices: [...notices] };
    }
    for (const value of values) {
      if (!(await isShared(value))) continue;
      notices.add(
        `The command ${name} gets ${value}, a file of the working tree, on both sides. If it is code, write its path relative to the folder of the suite.`,
      );
    }
  }
  return { problem: null, notices: [...notices] };
}
