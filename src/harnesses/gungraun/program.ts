/** Is this program a benchmark of gungraun, and which benchmarks does it have? */
import { problemOf } from '../../errors.ts';
import { type Artifact, executableOf, packageOfId } from '../cargo/build.ts';
import { containsText } from '../cargo/containsText.ts';
import { type BenchTarget, packageFolder } from '../cargo/packages.ts';
import type { Preparation, ProcessOutcome, Tools } from '../harness.ts';
import { howItEnded } from '../processText.ts';
import { complaintOf } from './complaint.ts';
import { installRunner } from './installation.ts';
import { type Library, libraries } from './library.ts';
import { mismatchIn, parseList, takesPatterns } from './list.ts';

/** A target whose program turned out to be a benchmark of gungraun. */
export interface Recognised {
  readonly state: 'recognised';
  readonly target: BenchTarget;
  readonly executable: string;
  readonly library: Library;
  /** As the program lists them. */
  readonly names: readonly string[];
  readonly takesPatterns: boolean;
}

/** The versions of a library that were built; several in one workspace. */
export function versionsOf({ name }: Library, artifacts: readonly Artifact[]): readonly string[] {
  const built = artifacts.flatMap(({ package_id }) => packageOfId(package_id) ?? []);
  const versions = built.filter((one) => one.name === name).map(({ version }) => version);
  return [...new Set(versions)].sort();
}

async function libraryOf(executable: string): Promise<Library | null> {
  for (const library of libraries) {
    if (await containsText(executable, library.runner)) return library;
  }
  return null;
}

/** It starts the runner, which asks Cargo where the workspace is. */
const answerTimeoutSeconds = 30;

type Missing = Exclude<Preparation, { readonly state: 'ready' }>;

/** Why a program cannot list its benchmarks, for the user. */
async function listProblem(
  title: string,
  library: Library,
  version: string | null,
  listed: ProcessOutcome,
  { findProgram }: Pick<Tools, 'findProgram'>,
): Promise<Missing> {
  const { name, runner } = library;
  const mismatch = mismatchIn(listed.stderr);
  if (mismatch) {
    const message = `${runner} is of version ${mismatch.runner} and ${name} of ${mismatch.library}, which must be the same: ${installRunner(library, mismatch.library)}`;
    return { state: 'failed', message };
  }
  // Where the benchmarks know of a runner elsewhere, they have started it.
  if ((await findProgram(runner)) === null) {
    return { state: 'missing', what: runner, install: installRunner(library, version) };
  }
  const how = howItEnded(listed, answerTimeoutSeconds);
  const message = `${title} did not list its benchmarks: it ${how}: ${complaintOf(listed)}`;
  return { state: 'failed', message };
}

async function ask(
  target: BenchTarget,
  executable: string,
  library: Library,
  version: string | null,
  tools: Tools,
): Promise<Recognised | Missing> {
  const options = { timeoutSeconds: answerTimeoutSeconds, cwd: packageFolder(target.package) };
  const listed = await tools.run([executable, '--bench', '--list'], options);
  if (listed.exitCode !== 0) {
    return listProblem(`Bench target "${target.name}"`, library, version, listed, tools);
  }
  const help = await tools.run([executable, '--bench', '--help'], options);
  return {
    state: 'recognised',
    target,
    executable,
    library,
    names: parseList(listed.stdout),
    takesPatterns: takesPatterns(help.stdout),
  };
}

/** Looks at the program of a target; the answer is a sentence for the user when it is another. */
export async function recognise(
  target: BenchTarget,
  artifacts: readonly Artifact[],
  tools: Tools,
): Promise<Recognised | Missing | string> {
  const title = `Bench target "${target.name}" of package "${target.package.name}"`;
  const executable = executableOf(target, artifacts);
  if (executable === null) return `${title} was left out: Cargo built no program for it.`;
  try {
    const library = await libraryOf(executable);
    if (library === null) return `${title} was left out: it is no benchmark of gungraun.`;
    const [version = null] = versionsOf(library, artifacts);
    return await ask(target, executable, library, version, tools);
  } catch (error) {
    return `${title} was left out: its program could not be read (${problemOf(error)}).`;
  }
}
