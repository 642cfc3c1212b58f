/** How are the test programs built, and what did the compiler say? */
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import type { ProcessOutcome, Suite, Tools } from '../harness.ts';
import { type BenchProgram, stepNames } from './launch.ts';
import { type BenchPackage, tagArguments } from './packages.ts';
import type { GoSettings } from './settings.ts';

const shownLines = 15;

/** Why a run of Go gave nothing, for the user, in Go's own words. */
export function goProblem(what: string, outcome: ProcessOutcome, limitSeconds: number): string {
  if (outcome.ending === 'timed-out') {
    return `${what} took more than ${limitSeconds} s and was ended: raise \`prepareTimeoutSeconds\` of the suite.`;
  }
  if (outcome.ending === 'interrupted') return `${what} was interrupted.`;
  const lines = stripVTControlCharacters(outcome.stderr || outcome.stdout)
    .trim()
    .split(/\r?\n/)
    // What it fetches on the way says nothing of what went wrong.
    .filter((line) => !/^go: (?:downloading|finding) /.test(line))
    .slice(0, shownLines);
  return `${what} failed:\n${lines.join('\n').trim() || 'no reason was given'}`;
}

/** Where the programs go; whatever was there is gone, so that none is an older one. */
async function emptyFolder(
  suite: string,
  { buildFolder, repositoryFolder }: Pick<Tools, 'buildFolder' | 'repositoryFolder'>,
): Promise<string> {
  // Below the folder in which perfwatch keeps its own files, since Go has none for programs.
  const own = join(repositoryFolder, '.perfwatch');
  const folder = buildFolder ?? join(own, 'build', suite);
  await rm(folder, { recursive: true, force: true });
  const created = await mkdir(folder, { recursive: true });
  if (created === own) await writeFile(join(own, '.gitignore'), '*\n');
  return folder;
}

export type Build =
  | { readonly state: 'built'; readonly programs: readonly BenchProgram[] }
  | { readonly state: 'failed'; readonly message: string };

/**
 * Builds the test program of each package, one by one: all of them at once works only since Go 1.21.
 * Go's own cache keeps what need not be compiled again.
 */
export async function buildPrograms(
  packages: readonly BenchPackage[],
  go: string,
  suite: Suite<GoSettings>,
  tools: Pick<Tools, 'run' | 'platform' | 'buildFolder' | 'repositoryFolder'>,
): Promise<Build> {
  const folder = await emptyFolder(suite.name, tools);
  const names = stepNames(packages.map(({ importPath }) => importPath));
  const programs: BenchProgram[] = [];
  for (const [index, one] of packages.entries()) {
    const stepName = names[index] ?? one.importPath;
    const extension = tools.platform === 'win32' ? '.test.exe' : '.test';
    const executable = join(folder, `${stepName}${extension}`);
    const built = await tools.run(
      [
        go,
        'test',
        '-c',
        `-o=${executable}`,
        ...tagArguments(suite.settings),
        ...suite.settings.goArguments,
        one.importPath,
      ],
      { timeoutSeconds: suite.prepareTimeoutSeconds },
    );
    if (built.exitCode !== 0) {
      const message = goProblem('`go test -c`', built, suite.prepareTimeoutSeconds);
      return { state: 'failed', message };
    }
    programs.push({ ...one, executable, stepName });
  }
  return { state: 'built', programs };
}
