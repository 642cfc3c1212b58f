/** Which Python runs a suite? The suite's own, so that it finds the suite's own packages. */
import { access, readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Tools } from '../harness.ts';

export interface Interpreter {
  readonly kind: 'virtual-environment' | 'setting' | 'uv' | 'path';
  /** Starts Python in a launch; nothing is installed or updated by it. */
  readonly argv: readonly [string, ...string[]];
  /** Starts Python for the first time, in preparation: uv brings its environment up to date here. */
  readonly firstArgv: readonly [string, ...string[]];
  /** As the user would write it, relative to the suite's folder: `.venv/bin/python`. */
  readonly title: string;
}

/** What of a suite decides about its Python. */
export interface InterpreterQuestion {
  /** The suite's folder, absolute. */
  readonly folder: string;
  /** The `python` setting: a path relative to the suite's folder or a program's name. */
  readonly python: string | undefined;
}

async function exists(file: string): Promise<boolean> {
  return access(file).then(
    () => true,
    () => false,
  );
}

/** The suite's folder and those above it, up to the repository's. */
export function foldersUpTo(folder: string, repositoryFolder: string): readonly string[] {
  const folders = [folder];
  const below = path.relative(repositoryFolder, folder);
  if (below === '' || below.startsWith('..') || path.isAbsolute(below)) return folders;
  for (let current = folder; current !== repositoryFolder; folders.push(current)) {
    current = path.dirname(current);
  }
  return folders;
}

/** The first of these files that is there, or null. */
export async function firstFile(
  folders: readonly string[],
  names: readonly string[],
): Promise<string | null> {
  for (const folder of folders) {
    for (const name of names) {
      const file = path.join(folder, name);
      if (await exists(file)) return file;
    }
  }
  return null;
}

function plain(kind: Interpreter['kind'], program: string, title: string): Interpreter {
  return { kind, argv: [program], firstArgv: [program], title };
}

async function fromSetting(
  python: string,
  folder: string,
  tools: Tools,
): Promise<Interpreter | null> {
  const isPath = /[/\\]/.test(python);
  const file = path.resolve(folder, python);
  const program = isPath ? ((await exists(file)) ? file : null) : await tools.findProgram(python);
  return program === null ? null : plain('setting', program, python);
}

/** Whether uv manages the suite: a lock file in or above its folder, or a table in its manifest. */
async function isUvProject(folder: string, tools: Tools): Promise<boolean> {
  const folders = foldersUpTo(folder, tools.repositoryFolder);
  if (await firstFile(folders, ['uv.lock'])) return true;
  const manifest = await readFile(path.join(folder, 'pyproject.toml'), 'utf8').catch(() => '');
  return /^[ \t]*\[+[ \t]*tool[ \t]*\.[ \t]*uv[ \t]*[\].]/m.test(manifest);
}

async function fromUv(folder: string, tools: Tools): Promise<Interpreter | null> {
  const uv = await tools.findProgram('uv');
  if (!uv || !(await isUvProject(folder, tools))) return null;
  return {
    kind: 'uv',
    argv: [uv, 'run', '--no-sync', 'python'],
    firstArgv: [uv, 'run', 'python'],
    title: 'uv run python',
  };
}

async function fromPath(tools: Tools): Promise<Interpreter | null> {
  const active = tools.env.VIRTUAL_ENV;
  const names = tools.platform === 'win32' ? ['python', 'python3'] : ['python3', 'python'];
  const inActive = active ? await firstFile([active], ['bin/python', 'Scripts/python.exe']) : null;
  if (inActive) return plain('path', inActive, 'python');
  for (const name of names) {
    const program = await tools.findProgram(name);
    if (program) return plain('path', program, name);
  }
  return null;
}

/**
 * The Python of a suite: `.venv` in its folder or above it up to the repository's, else the `python`
 * setting, else `uv run` in a project of uv, else the activated virtual environment, else the
 * program on the PATH. Null when there is none, also when the `python` setting names none.
 */
export async function findInterpreter(
  { folder, python }: InterpreterQuestion,
  tools: Tools,
): Promise<Interpreter | null> {
  const own = await firstFile(foldersUpTo(folder, tools.repositoryFolder), [
    '.venv/bin/python',
    '.venv/Scripts/python.exe',
  ]);
  if (own) {
    const title = path.relative(folder, own).replaceAll('\\', '/');
    return plain('virtual-environment', own, title);
  }
  if (python !== undefined) return fromSetting(python, folder, tools);
  return (await fromUv(folder, tools)) ?? (await fromPath(tools));
}
