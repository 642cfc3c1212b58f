import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { ProcessOutcome } from '../../src/harnesses/harness.ts';
import { describeCommit } from '../../src/measure/commit.ts';
import { runProcess } from '../../src/measure/processes.ts';
import { temporaryFolder } from '../support/project.ts';

const identity = {
  GIT_AUTHOR_NAME: 'A',
  GIT_AUTHOR_EMAIL: 'a@example.org',
  GIT_COMMITTER_NAME: 'A',
  GIT_COMMITTER_EMAIL: 'a@example.org',
  GIT_COMMITTER_DATE: '2026-01-02T03:04:05+02:00',
  GIT_CONFIG_GLOBAL: '/dev/null',
  GIT_CONFIG_SYSTEM: '/dev/null',
};

function git(folder: string, ...gitArguments: string[]): string {
  const env = { ...process.env, ...identity };
  return execFileSync('git', gitArguments, {
    cwd: folder,
    env,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  }).trim();
}

function repository(): string {
  const folder = temporaryFolder('repository');
  git(folder, 'init', '--initial-branch', 'trunk');
  return folder;
}

function withCommit(folder = repository()): string {
  writeFileSync(join(folder, 'file'), '1');
  git(folder, 'add', '.');
  git(folder, 'commit', '-m', 'one');
  return folder;
}

/** Asks as a run does. */
const commitIn = (folder: string, path = process.env.PATH) =>
  describeCommit((gitArguments) =>
    runProcess({
      argv: ['git', ...gitArguments],
      cwd: folder,
      env: { PATH: path, GIT_CEILING_DIRECTORIES: join(folder, '..') },
      timeoutSeconds: 60,
      logFolder: join(temporaryFolder('logs'), 'git'),
      interrupt: new AbortController().signal,
      io: { platform: process.platform, monotonicSeconds: () => 0 },
      wholeOutput: true,
    }),
  );

describe('the commit', () => {
  it('is told with its branch and time', async () => {
    const folder = withCommit();
    expect(await commitIn(folder)).toEqual({
      sha: git(folder, 'rev-parse', 'HEAD'),
      branch: 'trunk',
      dirty: false,
      committedAt: '2026-01-02T03:04:05+02:00',
    });
  });

  it.each([
    {
      what: 'a tracked file was changed',
      change: (folder: string) => writeFileSync(join(folder, 'file'), '2'),
    },
    {
      what: 'an untracked file is there',
      change: (folder: string) => writeFileSync(join(folder, 'new'), ''),
    },
  ])('is dirty when $what', async ({ change }) => {
    const folder = withCommit();
    change(folder);
    expect((await commitIn(folder))?.dirty).toBe(true);
  });

  it('has no branch with a detached HEAD', async () => {
    const folder = withCommit();
    git(folder, 'checkout', '--detach');
    expect(await commitIn(folder)).toMatchObject({
      sha: git(folder, 'rev-parse', 'HEAD'),
      branch: null,
    });
  });

  it('is told in a shallow clone', async () => {
    const folder = withCommit();
    writeFileSync(join(folder, 'file'), '2');
    git(folder, 'commit', '-am', 'two');
    const clone = join(temporaryFolder('clone'), 'shallow');
    git(folder, 'clone', '--depth', '1', `file://${folder}`, clone);
    expect(git(clone, 'rev-list', '--count', 'HEAD')).toBe('1');
    expect(await commitIn(clone)).toMatchObject({
      sha: git(folder, 'rev-parse', 'HEAD'),
      branch: 'trunk',
      dirty: false,
    });
  });

  it.skipIf(process.platform === 'win32')(
    'is told although signatures are configured to be shown',
    async () => {
      const folder = withCommit();
      const signer = join(temporaryFolder('signer'), 'gpg');
      writeFileSync(signer, '#!/bin/sh\necho "gpg: Good signature" >&2\n', { mode: 0o755 });
      const text = git(folder, 'cat-file', 'commit', 'HEAD').replace(
        '\n\n',
        '\ngpgsig -----BEGIN PGP SIGNATURE-----\n \n abc\n -----END PGP SIGNATURE-----\n\n',
      );
      const object = join(temporaryFolder('object'), 'commit');
      writeFileSync(object, `${text}\n`);
      const sha = git(folder, 'hash-object', '-t', 'commit', '-w', object);
      git(folder, 'reset', '--hard', sha);
      git(folder, 'config', 'gpg.program', signer);
      git(folder, 'config', 'log.showSignature', 'true');
      git(folder, 'config', 'color.ui', 'always');
      // So it is as hostile as it should be.
      expect(git(folder, 'log', '-1', '--format=%H')).not.toBe(sha);
      expect((await commitIn(folder))?.sha).toBe(sha);
    },
  );
});

it('says that it does not know, where git cannot tell what has changed', async () => {
  const known = `${'a'.repeat(40)} 2026-01-02T03:04:05Z`;
  const commit = await describeCommit(async ([command]) => ({
    exitCode: command === 'status' ? 128 : 0,
    ending: 'exited',
    durationSeconds: 0,
    stdout: command === 'log' ? known : '',
    stderr: '',
  }));
  expect(commit?.dirty).toBeNull();
});

describe('there is no commit', () => {
  it('outside of a repository', async () => {
    expect(await commitIn(temporaryFolder())).toBeNull();
  });

  it('before the first one', async () => {
    expect(await commitIn(repository())).toBeNull();
  });

  it('without git', async () => {
    expect(await commitIn(withCommit(), '/nowhere')).toBeNull();
  });

  it('in a repository that is damaged', async () => {
    const folder = withCommit();
    writeFileSync(join(folder, '.git', 'HEAD'), 'rubbish');
    expect(await commitIn(folder)).toBeNull();
  });

  it.each(['', 'abc', 'abc yesterday', `${'a'.repeat(40)} 2026-99-99T00:00:00Z`])(
    'in what git never says: %j',
    async (stdout) => {
      const outcome: ProcessOutcome = {
        exitCode: 0,
        ending: 'exited',
        durationSeconds: 0,
        stdout,
        stderr: '',
      };
      expect(await describeCommit(async () => outcome)).toBeNull();
    },
  );
});
