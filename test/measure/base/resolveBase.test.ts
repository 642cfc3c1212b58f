import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { PerfwatchError } from '../../../src/errors.ts';
import { resolveBase } from '../../../src/measure/base/resolveBase.ts';
import { temporaryFolder } from '../../support/project.ts';
import { commit, emptyRepository, git, gitEnvironment, gitOf } from './repositories.ts';

/** `main` has one and two; `feature`, which is checked out, left it at one. */
function branched() {
  const folder = emptyRepository();
  const one = commit(folder, { file: '1' });
  git(folder, 'tag', 'v1');
  git(folder, 'checkout', '--quiet', '-b', 'feature');
  const feature = commit(folder, { file: 'f' });
  git(folder, 'checkout', '--quiet', 'main');
  const two = commit(folder, { file: '2' });
  git(folder, 'checkout', '--quiet', 'feature');
  return { folder, one, two, feature };
}

function cloneOf(folder: string, ...options: string[]): string {
  const clone = join(temporaryFolder('clone'), 'clone');
  git(folder, 'clone', '--quiet', ...options, `file://${encodeURI(folder)}`, clone);
  return clone;
}

const resolve = (folder: string, wanted: string, target: string | null = null) =>
  resolveBase(gitOf(folder), wanted, target);

/** The refusal as the user reads it. */
async function refusal(folder: string, wanted: string, target: string | null = null) {
  const error: unknown = await resolve(folder, wanted, target).catch((thrown: unknown) => thrown);
  if (!(error instanceof PerfwatchError)) throw new Error(`no refusal but ${String(error)}`);
  return { code: error.code, exitCode: error.exitCode, message: error.message };
}

/** Runs the commands between backticks that a message tells to type, those of git. */
function obey(folder: string, message: string): void {
  const commands = [...message.matchAll(/`(git [^`]+)`/g)].map((match) => match[1] ?? '');
  expect(commands).not.toEqual([]);
  for (const command of commands) {
    execFileSync('sh', ['-c', command], { cwd: folder, env: gitEnvironment, stdio: 'ignore' });
  }
}

describe('the commit that is meant', () => {
  it('is that of a branch, a tag, a SHA or an expression, with a title for readers', async () => {
    const { folder, one, two, feature } = branched();
    const titled = (sha: string, name: string) => ({ sha, title: `${name} (${sha.slice(0, 7)})` });
    expect(await resolve(folder, 'main')).toEqual(titled(two, 'main'));
    expect(await resolve(folder, 'v1')).toEqual(titled(one, 'v1'));
    expect(await resolve(folder, 'HEAD')).toEqual(titled(feature, 'HEAD'));
    expect(await resolve(folder, 'HEAD~1')).toEqual(titled(one, 'HEAD~1'));
    expect(await resolve(folder, one)).toEqual({ sha: one, title: one.slice(0, 7) });
    expect(await resolve(folder, one.slice(0, 9).toUpperCase())).toEqual({
      sha: one,
      title: one.slice(0, 7),
    });
  });

  it('is that of an annotated tag, not the tag itself', async () => {
    const { folder, two } = branched();
    git(folder, 'tag', '-a', '-m', 'x', 'annotated', 'main');
    expect((await resolve(folder, 'annotated')).sha).toBe(two);
  });

  it('is found at the remote when only that has the branch', async () => {
    const { folder, two } = branched();
    const clone = cloneOf(folder);
    expect(await resolve(clone, 'main')).toEqual({
      sha: two,
      title: `origin/main (${two.slice(0, 7)})`,
    });
  });

  it('is found in an orphan branch without commits, when its name says which', async () => {
    const { folder, two } = branched();
    git(folder, 'checkout', '--quiet', '--orphan', 'fresh');
    expect((await resolve(folder, 'main')).sha).toBe(two);
  });

  it('is found under odd names', async () => {
    const { folder, one } = branched();
    for (const name of ['a/b', 'é-ü', '日本', "it's", 'a$(id)', 'a;b', 'a&b', '%PATH%', '#1']) {
      git(folder, 'branch', name, 'v1');
      expect((await resolve(folder, name)).sha).toBe(one);
    }
  });
});

describe('the merge-base', () => {
  it('is where HEAD left the default branch', async () => {
    const { folder, one } = branched();
    expect(await resolve(folder, 'merge-base')).toEqual({
      sha: one,
      title: `merge-base with main (${one.slice(0, 7)})`,
    });
    const clone = cloneOf(folder);
    expect((await resolve(clone, 'merge-base')).title).toMatch(/^merge-base with origin\/feature /);
    git(clone, 'remote', 'set-head', 'origin', 'main');
    expect((await resolve(clone, 'merge-base')).title).toMatch(/^merge-base with origin\/main /);
    git(clone, 'remote', 'set-head', 'origin', '--delete');
    expect((await resolve(clone, 'merge-base')).sha).toBe(one);
  });

  it('is where HEAD left the branch that is named, or that a pull request goes into', async () => {
    const { folder, one, feature } = branched();
    git(folder, 'branch', 'release/1', 'feature');
    expect((await resolve(folder, 'merge-base:release/1')).sha).toBe(feature);
    expect((await resolve(folder, 'merge-base:main', 'release/1')).sha).toBe(one);
    expect((await resolve(folder, 'merge-base', 'release/1')).sha).toBe(feature);
    const clone = cloneOf(folder);
    expect((await resolve(clone, 'merge-base:main')).title).toMatch(/origin\/main/);
    // A local branch of the same name that is behind does not count in a pull request.
    git(clone, 'branch', 'release/1', 'v1');
    expect(await resolve(clone, 'merge-base', 'release/1')).toMatchObject({
      sha: feature,
      title: expect.stringContaining('origin/release/1'),
    });
  });

  it('is HEAD itself on the default branch', async () => {
    const { folder, two } = branched();
    git(folder, 'checkout', '--quiet', 'main');
    expect((await resolve(folder, 'merge-base')).sha).toBe(two);
  });

  it('is refused where there is none', async () => {
    const { folder } = branched();
    git(folder, 'checkout', '--quiet', '--orphan', 'other');
    commit(folder, { file: 'other' });
    expect(await refusal(folder, 'merge-base')).toMatchObject({
      code: 'merge-base-missing',
      exitCode: 2,
      message: expect.stringContaining('HEAD and main have no commit in common'),
    });
  });

  it('is refused where no default branch can be told', async () => {
    const { folder } = branched();
    git(folder, 'branch', '--move', 'main', 'trunk');
    const { code, message } = await refusal(folder, 'merge-base');
    expect(code).toBe('default-branch-unknown');
    expect(message).toContain('origin/main, origin/master, main, master');
    expect(message).toContain('--against merge-base:BRANCH');
  });
});

describe('in a shallow clone', () => {
  it.each([
    { what: 'an unknown branch', wanted: 'main', target: null, meant: 'two' },
    { what: 'a SHA', wanted: 'two', target: null, meant: 'two' },
    { what: 'an ancestor', wanted: 'HEAD~1', target: null, meant: 'one' },
    { what: 'the target of a pull request', wanted: 'merge-base', target: 'main', meant: 'one' },
    { what: 'an unknown default branch', wanted: 'merge-base', target: null, meant: 'one' },
  ] as const)('$what is refused with the command that mends it', async (example) => {
    const { folder, ...shas } = branched();
    git(folder, 'config', 'uploadpack.allowAnySHA1InWant', 'true');
    const clone = cloneOf(folder, '--depth', '1');
    // As after actions/checkout.
    git(clone, 'remote', 'set-head', 'origin', '--delete');
    const wanted = example.wanted === 'two' ? shas.two : example.wanted;
    let refused = 0;
    // There may be two steps to it: first the branch, then its history.
    while (!(await resolve(clone, wanted, example.target).catch(() => null)) && refused < 2) {
      const { exitCode, message } = await refusal(clone, wanted, example.target);
      expect(exitCode).toBe(2);
      expect(message).toContain('shallow');
      expect(message).toContain('fetch-depth: 0');
      obey(clone, message);
      refused += 1;
    }
    expect(refused).toBeGreaterThan(0);
    expect((await resolve(clone, wanted, example.target)).sha).toBe(shas[example.meant]);
  });
});

describe('there is no commit to compare with', () => {
  it('outside of a repository', async () => {
    expect(await refusal(temporaryFolder(), 'main')).toMatchObject({
      code: 'not-a-repository',
      exitCode: 2,
      message: expect.stringContaining('fatal: not a git repository'),
    });
  });

  it('in a repository that is damaged', async () => {
    const { folder } = branched();
    writeFileSync(join(folder, '.git', 'config'), '[[[');
    expect((await refusal(folder, 'main')).code).toBe('not-a-repository');
  });

  it('without git', async () => {
    const { folder } = branched();
    const broken = gitOf(folder, { env: { PATH: '/nowhere' } });
    await expect(resolveBase(broken, 'main', null)).rejects.toMatchObject({
      code: 'git-missing',
      exitCode: 2,
    });
  });

  it.each(['HEAD', 'main', 'merge-base', 'merge-base:main'])(
    'before the first one: %s',
    async (wanted) => {
      expect(await refusal(emptyRepository(), wanted)).toMatchObject({
        code: 'no-commit',
        exitCode: 2,
      });
    },
  );

  it('once the user has interrupted', async () => {
    const { folder } = branched();
    const interrupted = gitOf(folder, { interrupt: AbortSignal.abort('SIGINT') });
    await expect(resolveBase(interrupted, 'main', null)).rejects.toMatchObject({
      code: 'git-failed',
      message: expect.stringContaining('it was interrupted'),
    });
  });

  it.each([
    'nope',
    '',
    ' ',
    '-',
    '--all',
    '--exec=touch x',
    '--end-of-options',
    '-h',
    '..',
    'HEAD~1..main',
    '^main',
    'HEAD^{tree}',
    'HEAD:file',
    'a\0b',
    'main\nv1',
    '$(touch x)',
    '0000000000000000000000000000000000000000',
    'merge-base:',
    'merge-base:--all',
    'merge-base:nope',
  ])('under the name %j', async (wanted) => {
    const { folder } = branched();
    const { code, exitCode } = await refusal(folder, wanted);
    expect({ code, exitCode }).toEqual({ code: 'base-unknown', exitCode: 2 });
    expect(git(folder, 'status', '--porcelain')).toBe('');
  });

  it('under a name that is longer than any', async () => {
    const { folder } = branched();
    expect((await refusal(folder, 'x'.repeat(100_000))).code).toBe('base-unknown');
  });
});

it('asks the repository of its own folder, whatever a hook’s environment names', async () => {
  const { folder, two } = branched();
  const other = emptyRepository();
  const env = {
    ...gitEnvironment,
    GIT_DIR: join(other, '.git'),
    GIT_WORK_TREE: other,
    GIT_INDEX_FILE: join(other, 'index'),
  };
  const { sha } = await resolveBase(gitOf(folder, { env }), 'main', null);
  expect(sha).toBe(two);
});

it('resolves in a linked worktree of the user’s', async () => {
  const { folder, two } = branched();
  const linked = join(temporaryFolder('linked'), 'worktree');
  git(folder, 'worktree', 'add', '--quiet', '--detach', linked, 'main');
  expect((await resolve(linked, 'HEAD')).sha).toBe(two);
});
