import { rmSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { sameInputs } from '../../../src/measure/base/sameInputs.ts';
import { temporaryFolder } from '../../support/project.ts';
import {
  commit,
  emptyRepository,
  git,
  gitEnvironment,
  gitOf,
  stateOf,
  write,
} from './repositories.ts';

function twoPackages() {
  const folder = emptyRepository();
  const sha = commit(folder, { '.gitignore': '*.log\n', 'a/src/x': '1', 'b/ü [1]*/y': '1' });
  return { folder, sha };
}

interface Change {
  readonly what: string;
  readonly change: (folder: string) => unknown;
}

const changes: readonly Change[] = [
  { what: 'a file was changed', change: (folder) => write(folder, 'a/src/x', '2') },
  {
    what: 'a change is staged',
    change: (folder) => {
      write(folder, 'a/src/x', '2');
      git(folder, 'add', '.');
    },
  },
  { what: 'a change is committed', change: (folder) => commit(folder, { 'a/src/x': '2' }) },
  { what: 'a file was removed', change: (folder) => rmSync(join(folder, 'a/src/x')) },
  { what: 'a new file is not tracked', change: (folder) => write(folder, 'a/new', '') },
  { what: 'a new file is tracked', change: (folder) => commit(folder, { 'a/new': '' }) },
];

describe('inputs', () => {
  it.each(changes)('differ where $what, and only there', async ({ change }) => {
    const { folder, sha } = twoPackages();
    expect(await sameInputs(gitOf(folder), sha, null)).toBe(true);
    change(folder);
    const same = (patterns: readonly string[] | null) => sameInputs(gitOf(folder), sha, patterns);
    for (const patterns of [
      null,
      ['a'],
      ['a/'],
      ['a/**'],
      ['./a'],
      ['b', 'a/**/*'],
      ['.'],
      ['a*'],
      ['*'],
      ['[a]/'],
    ]) {
      expect({ patterns, same: await same(patterns) }).toEqual({ patterns, same: false });
    }
    for (const patterns of [[], ['b'], ['b/**'], ['*.js'], ['a/src/none'], ['nowhere']]) {
      expect({ patterns, same: await same(patterns) }).toEqual({ patterns, same: true });
    }
  });

  it('are the same when only ignored files are new, or a file was touched', async () => {
    const { folder, sha } = twoPackages();
    write(folder, 'a/x.log', '');
    // Another second: many a git compares no finer.
    utimesSync(join(folder, 'a/src/x'), 1, 1);
    const before = stateOf(folder);
    expect(await sameInputs(gitOf(folder), sha, null)).toBe(true);
    expect(stateOf(folder)).toEqual(before);
  });

  it('are the same again when a change was taken back', async () => {
    const { folder, sha } = twoPackages();
    commit(folder, { 'a/src/x': '2' });
    commit(folder, { 'a/src/x': '1' });
    expect(await sameInputs(gitOf(folder), sha, null)).toBe(true);
  });

  it.each(['../x', '..', '/etc', 'a/../../x'])('outside of the repository: %s', async (pattern) => {
    const { folder, sha } = twoPackages();
    expect(await sameInputs(gitOf(folder), sha, [pattern])).toBe(false);
  });

  it('are told whatever the user has configured', async () => {
    const { folder, sha } = twoPackages();
    git(folder, 'config', 'diff.external', 'true');
    git(folder, 'config', 'status.showUntrackedFiles', 'no');
    write(folder, 'a/src/x', '2');
    const env = { ...gitEnvironment, GIT_LITERAL_PATHSPECS: '1', GIT_EXTERNAL_DIFF: 'true' };
    expect(await sameInputs(gitOf(folder, { env }), sha, ['a/**'])).toBe(false);
  });
});

describe('a submodule', () => {
  function withSubmodule() {
    const library = emptyRepository();
    commit(library, { x: '1' });
    const folder = emptyRepository();
    git(folder, 'submodule', '--quiet', 'add', library, 'lib');
    git(folder, 'config', 'submodule.lib.ignore', 'all');
    git(folder, 'config', 'diff.ignoreSubmodules', 'all');
    return { folder, sha: commit(folder, { file: '1' }) };
  }

  it.each<Change>([
    { what: 'has a changed file', change: (folder) => write(folder, 'lib/x', '2') },
    { what: 'has a new file', change: (folder) => write(folder, 'lib/new', '') },
    { what: 'is at another commit', change: (folder) => commit(join(folder, 'lib'), { x: '2' }) },
  ])('is an input that differs when it $what', async ({ change }) => {
    const { folder, sha } = withSubmodule();
    expect(await sameInputs(gitOf(folder), sha, null)).toBe(true);
    change(folder);
    expect(await sameInputs(gitOf(folder), sha, null)).toBe(false);
    expect(await sameInputs(gitOf(folder), sha, ['lib/**', 'lib'])).toBe(false);
    expect(await sameInputs(gitOf(folder), sha, ['file'])).toBe(true);
  });
});

describe('it cannot be told', () => {
  it('for a commit that is not there', async () => {
    const { folder } = twoPackages();
    await expect(sameInputs(gitOf(folder), 'a'.repeat(40), null)).rejects.toMatchObject({
      code: 'git-failed',
      exitCode: 3,
    });
  });

  it('outside of a repository', async () => {
    await expect(sameInputs(gitOf(temporaryFolder()), 'HEAD', null)).rejects.toMatchObject({
      code: 'git-failed',
    });
  });

  it('without git', async () => {
    const { folder, sha } = twoPackages();
    const broken = gitOf(folder, { env: { PATH: '/nowhere' } });
    await expect(sameInputs(broken, sha, null)).rejects.toMatchObject({ code: 'git-missing' });
  });
});
