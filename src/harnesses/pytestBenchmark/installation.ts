/** How does one get pytest-benchmark into this Python? The commands, to be typed as they are. */
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { shellWord } from '../../text.ts';
import type { Tools } from '../harness.ts';
import { firstFile, foldersUpTo, type Interpreter } from './interpreter.ts';

/** Names of files that list what developers need, the most telling first. */
export const requirementsFiles = [
  'requirements-dev.txt',
  'dev-requirements.txt',
  'requirements.txt',
];

/** Whether a manifest names pytest-benchmark outside of comments. */
export function namesBenchmark(manifest: string): boolean {
  return /^[^#\n]*(?<![\w-])pytest[-_.]benchmark(?![\w-])/im.test(manifest);
}

async function text(file: string): Promise<string> {
  return readFile(file, 'utf8').catch(() => '');
}

/** What to give to `pip install`: the suite's own list if it has one, else the bare name. */
async function whatToInstall(folder: string): Promise<string> {
  for (const name of requirementsFiles) {
    if (namesBenchmark(await text(path.join(folder, name)))) return `-r ${name}`;
  }
  return 'pytest-benchmark';
}

function newEnvironment(what: string, tools: Tools): string {
  return tools.platform === 'win32'
    ? `python -m venv .venv && .venv\\Scripts\\python -m pip install ${what}`
    : `python3 -m venv .venv && .venv/bin/python -m pip install ${what}`;
}

async function command(
  folder: string,
  interpreter: Interpreter | null,
  hasPip: boolean,
  tools: Tools,
): Promise<string> {
  const lock = await firstFile(foldersUpTo(folder, tools.repositoryFolder), ['uv.lock']);
  if (lock || interpreter?.kind === 'uv') {
    // The lock may know it in a group or extra that a plain sync leaves out.
    return lock && namesBenchmark(await text(lock))
      ? 'uv sync --all-groups --all-extras'
      : 'uv add --dev pytest-benchmark';
  }
  const what = await whatToInstall(folder);
  if (!interpreter || (interpreter.kind === 'path' && !tools.env.VIRTUAL_ENV)) {
    return newEnvironment(what, tools);
  }
  // Environments that uv made hold no pip.
  return hasPip
    ? `${interpreter.title} -m pip install ${what}`
    : `uv pip install --python ${interpreter.title} ${what}`;
}

/** One line for the shell that installs pytest-benchmark, from the repository's folder. */
export async function installCommand(
  folder: string,
  interpreter: Interpreter | null,
  hasPip: boolean,
  tools: Tools,
): Promise<string> {
  const below = path.relative(tools.repositoryFolder, folder).replaceAll('\\', '/');
  const line = await command(folder, interpreter, hasPip, tools);
  return below === '' ? line : `cd ${shellWord(below)} && ${line}`;
}
