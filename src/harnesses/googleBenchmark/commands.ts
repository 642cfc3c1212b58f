/** Which programs does a suite run, and what are they called? Answered from its commands and folder. */
import { stat } from 'node:fs/promises';
import { basename, resolve } from 'node:path';
import type { Argv } from '../commandLine.ts';
import type { Suite, Tools } from '../harness.ts';
import type { GoogleBenchmarkSettings } from './settings.ts';

/** A program that was found, with the arguments of its command. */
export interface BenchCommand {
  /** The program as an absolute path, then its arguments. */
  readonly argv: Argv;
  /** As in the configuration, for the user. */
  readonly line: string;
  /** What the paths of its benchmarks begin with. */
  readonly label: string;
  /** Names its step: safe as a file name, unique also where case does not count. */
  readonly stepName: string;
}

const lineOf = (words: Argv) => words.join(' ');

const isPath = (word: string) => /[/\\]/.test(word);

const isFile = (file: string) =>
  stat(file).then(
    (found) => found.isFile(),
    () => false,
  );

/** A path in the suite's folder, else a program on the PATH; null when there is none. */
async function findCommand(
  [program]: Argv,
  folder: string,
  { findProgram, platform }: Pick<Tools, 'findProgram' | 'platform'>,
): Promise<string | null> {
  if (!isPath(program)) return findProgram(program);
  const file = resolve(folder, program);
  const candidates = platform === 'win32' ? [file, `${file}.exe`] : [file];
  for (const candidate of candidates) if (await isFile(candidate)) return candidate;
  return null;
}

const plainName = (file: string) => basename(file.replaceAll('\\', '/')).replace(/\.exe$/i, '');

/** Programs that run the one that holds the benchmarks. */
const interpreter = /^(?:python|pypy)[\d.]*$/i;

/** The word that names the benchmarks: the last one in `.venv/bin/python bench.py` and `taskset -c 1 build/bench`. */
async function labelOf(words: Argv, folder: string): Promise<string> {
  for (const word of words) {
    if (word.startsWith('-') || interpreter.test(plainName(word))) continue;
    if (isPath(word) || (await isFile(resolve(folder, word)))) return plainName(word);
  }
  return plainName(words[0]);
}

/** Where programs are called the same, their whole commands tell them apart. */
function distinct(labels: readonly string[], lines: readonly string[]): readonly string[] {
  return labels.map((label, index) =>
    labels.indexOf(label) === labels.lastIndexOf(label) ? label : (lines[index] ?? label),
  );
}

export type FoundCommands =
  | { readonly state: 'found'; readonly commands: readonly BenchCommand[] }
  | { readonly state: 'failed'; readonly message: string };

/** Finds the program of each command, which the build has made if there is one. */
export async function findCommands(
  { folder, settings }: Pick<Suite<GoogleBenchmarkSettings>, 'folder' | 'settings'>,
  tools: Pick<Tools, 'findProgram' | 'platform'>,
): Promise<FoundCommands> {
  const { executables, prepare } = settings;
  const labels = distinct(
    await Promise.all(executables.map((words) => labelOf(words, folder))),
    executables.map(lineOf),
  );
  const commands: BenchCommand[] = [];
  for (const [index, words] of executables.entries()) {
    const file = await findCommand(words, folder, tools);
    const [program, ...rest] = words;
    if (file === null) {
      const where = isPath(program) ? `in ${folder}` : 'on the PATH';
      const advice = !isPath(program)
        ? `For a file in the folder of the suite write "./${program}".`
        : prepare === undefined
          ? 'Build it first, or give the suite the command that does as `prepare`.'
          : 'Its `prepare` ended well but did not make it: look at the path, and at the build.';
      return { state: 'failed', message: `There is no program ${program} ${where}. ${advice}` };
    }
    const label = labels[index] ?? program;
    const safe = label.replaceAll(/[^A-Za-z0-9_-]+/g, '-').slice(0, 50);
    const stepName = `${index + 1}-${safe}`;
    commands.push({ argv: [file, ...rest], line: lineOf(words), label, stepName });
  }
  return { state: 'found', commands };
}
