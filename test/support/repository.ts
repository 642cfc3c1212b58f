/**
 * A git repository in a temporary folder, and perfwatch run in it with git on its PATH. Each run is
 * held to leave the user's state as it was, and nothing but build results in the cache.
 */
import { existsSync, readdirSync, readFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import { findProgram } from '../../src/measure/programs.ts';
import type { Comparison } from '../../src/model/comparison.ts';
import { type Run, runSchema } from '../../src/model/run.ts';
import { commit, git, gitEnvironment, stateOf } from '../measure/base/repositories.ts';
import { type Project, project, temporaryFolder } from './project.ts';

export interface Repository extends Project {
  /** Runs perfwatch without looking at what it leaves behind. */
  readonly unchecked: Project['perfwatch'];
  /** Absolute path of the cache folder. */
  readonly cache: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  git(...gitArguments: string[]): string;
  /** Writes and commits these files, by path; the SHA. */
  commit(files: Readonly<Record<string, string>>): string;
  configure(configuration: Readonly<Record<string, unknown>>): string;
  /** The other side of the last run. */
  base(): Run;
  /** Verdicts of the last run by id, times only; of whole benchmarks where they have none. */
  verdicts(): Record<string, Comparison['verdict']>;
  /** What the suites have written into `$NOTES`, line by line, since the last time. */
  notes(): string[];
  /** All that is in the cache, below the folders of repositories. */
  cached(): string[];
}

/** A folder with nothing but links to these programs, to be the PATH. */
export async function pathOf(...names: string[]): Promise<string> {
  const folder = temporaryFolder('bin');
  for (const name of names) {
    const found = await findProgram(name, { env: process.env, platform: process.platform });
    if (!found) throw new Error(`${name} is needed for this test`);
    symlinkSync(found, join(folder, name));
  }
  return folder;
}

/** With one commit of these files, on `main`. */
export async function repository(
  configuration: Readonly<Record<string, unknown>>,
  files: Readonly<Record<string, string>> = {},
): Promise<Repository> {
  const made = project(configuration, {
    ...files,
    // As an earlier run leaves it.
    '.perfwatch/.gitignore': '*\n',
  });
  const { folder, read, report } = made;
  git(folder, 'init', '--quiet', '--initial-branch', 'main');
  commit(folder, {});
  const cache = temporaryFolder('cache');
  const notesFile = join(temporaryFolder('notes'), 'notes');
  const env = {
    ...gitEnvironment,
    PATH: await pathOf('git', 'taskset'),
    PERFWATCH_CACHE: cache,
    NOTES: notesFile,
  };
  let told = 0;
  const cached = () =>
    readdirSync(cache).flatMap((name) =>
      readdirSync(join(cache, name)).filter((one) => one !== 'build'),
    );
  const unchecked: Project['perfwatch'] = (argv, options, watch) =>
    made.perfwatch(argv, { ...options, env: { ...env, ...options?.env } }, watch);
  return {
    ...made,
    cache,
    env,
    git: (...gitArguments) => git(folder, ...gitArguments),
    commit: (changed) => commit(folder, changed),
    configure: (changed) => commit(folder, { 'perfwatch.config.json': JSON.stringify(changed) }),
    unchecked,
    async perfwatch(argv, options, watch) {
      const before = stateOf(folder);
      const result = await unchecked(argv, options, watch);
      // Of all commands here, only this one writes into the repository.
      if (argv[0] !== 'baseline') expect(stateOf(folder)).toEqual(before);
      expect(cached()).toEqual([]);
      return result;
    },
    base: () => runSchema.parse(JSON.parse(read('.perfwatch/base.json'))),
    verdicts: () =>
      Object.fromEntries(
        report()
          .comparisons.filter(({ metric }) => metric === 'time' || metric === null)
          .map(({ id, verdict }) => [id, verdict]),
      ),
    notes() {
      const text = existsSync(notesFile) ? readFileSync(notesFile, 'utf8') : '';
      const lines = text.split('\n').slice(0, -1);
      const fresh = lines.slice(told);
      told = lines.length;
      return fresh;
    },
    cached,
  };
}

/** A command that runs these lines of a shell script, kept in a file of the repository. */
export const script = (file: string) => ['/bin/sh', file];

/** Takes so long whatever the machine does, or a little longer. */
export const pause = (seconds: number) => `/bin/sleep ${seconds}\n`;
