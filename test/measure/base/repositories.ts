/** Real repositories in temporary folders, and git as perfwatch runs it there. */
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { type Git, type GitContext, gitIn } from '../../../src/measure/base/git.ts';
import { temporaryFolder } from '../../support/project.ts';

/** Nothing of the machine's own configuration; submodules of the tests come from local folders. */
export const gitEnvironment = {
  PATH: process.env.PATH,
  GIT_AUTHOR_NAME: 'A',
  GIT_AUTHOR_EMAIL: 'a@example.org',
  GIT_COMMITTER_NAME: 'A',
  GIT_COMMITTER_EMAIL: 'a@example.org',
  GIT_CONFIG_GLOBAL: '/dev/null',
  GIT_CONFIG_SYSTEM: '/dev/null',
  GIT_CONFIG_COUNT: '1',
  GIT_CONFIG_KEY_0: 'protocol.file.allow',
  GIT_CONFIG_VALUE_0: 'always',
};

/** Git as a user types it. */
export function git(folder: string, ...gitArguments: string[]): string {
  return execFileSync('git', gitArguments, {
    cwd: folder,
    env: gitEnvironment,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  }).trim();
}

export function write(folder: string, file: string, text: string): void {
  mkdirSync(dirname(join(folder, file)), { recursive: true });
  writeFileSync(join(folder, file), text);
}

/** Commits these files, by path, and returns the SHA. */
export function commit(folder: string, files: Readonly<Record<string, string>>): string {
  for (const [file, text] of Object.entries(files)) write(folder, file, text);
  git(folder, 'add', '--all');
  git(folder, 'commit', '--quiet', '-m', 'change');
  return git(folder, 'rev-parse', 'HEAD');
}

/** An empty repository on branch `main`, at a path that wants quoting. */
export function emptyRepository(): string {
  const folder = join(temporaryFolder('base'), 'a répo with spaces');
  mkdirSync(folder);
  git(folder, 'init', '--quiet', '--initial-branch', 'main');
  return folder;
}

/** Git as perfwatch runs it. */
export function gitOf(folder: string, context: Partial<GitContext> = {}): Git {
  return gitIn(folder, {
    env: gitEnvironment,
    io: { platform: process.platform, monotonicSeconds: () => 0 },
    logFolder: temporaryFolder('logs'),
    interrupt: new AbortController().signal,
    ...context,
  });
}

const hash = (file: string) =>
  existsSync(file) ? createHash('sha256').update(readFileSync(file)).digest('hex') : null;

/** All of a user's state that perfwatch must leave as it is. */
export function stateOf(folder: string) {
  const gitFolder = resolve(folder, git(folder, 'rev-parse', '--git-common-dir'));
  const own = { hash: (name: string) => hash(join(gitFolder, name)) };
  // Before anything else: `git status` may refresh the index.
  const index = own.hash('index');
  return {
    index,
    status: git(folder, '--no-optional-locks', 'status', '--porcelain', '--ignored'),
    stash: git(folder, 'stash', 'list'),
    references: git(folder, 'for-each-ref'),
    worktrees: git(folder, 'worktree', 'list', '--porcelain'),
    head: readFileSync(join(gitFolder, 'HEAD'), 'utf8'),
    config: own.hash('config'),
    log: own.hash('logs/HEAD'),
    files: readdirSync(gitFolder).sort(),
  };
}
