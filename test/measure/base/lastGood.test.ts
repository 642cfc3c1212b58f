import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { resolveLastGood } from '../../../src/measure/base/lastGood.ts';
import { temporaryFolder } from '../../support/project.ts';
import { commit, emptyRepository, git, gitEnvironment, gitOf } from './repositories.ts';

const tag = 'perfwatch-last-good';

/** Two commits on `main`. */
function nights() {
  const folder = emptyRepository();
  const one = commit(folder, { file: '1' });
  const two = commit(folder, { file: '2' });
  return { folder, one, two };
}

describe('the last good night', () => {
  it.each([
    ['a plain tag', []],
    ['an annotated one', ['-a', '-m', 'x']],
  ])('is where %s stands', async (_, options) => {
    const { folder, one } = nights();
    git(folder, 'tag', ...options, tag, one);
    expect(await resolveLastGood(gitOf(folder))).toEqual({
      sha: one,
      title: `last-good (${one.slice(0, 7)})`,
    });
  });

  it('is nothing to measure against on the first night, whatever branches there are', async () => {
    const { folder } = nights();
    git(folder, 'branch', 'last-good', 'HEAD~1');
    git(folder, 'branch', tag, 'HEAD~1');
    const found = await resolveLastGood(gitOf(folder));
    expect(found).toEqual({
      reason: `there is no tag ${tag} here, which the first good night sets`,
    });
  });

  it('is nothing to measure against where nothing was committed since', async () => {
    const { folder, two } = nights();
    git(folder, 'tag', tag);
    expect(await resolveLastGood(gitOf(folder))).toEqual({
      reason: `nothing was committed since the last good night, at ${two.slice(0, 7)}`,
    });
  });

  it('is nothing to measure against where it comes later', async () => {
    const { folder, two } = nights();
    git(folder, 'tag', tag, two);
    git(folder, 'checkout', '--quiet', '--detach', 'HEAD~1');
    expect(await resolveLastGood(gitOf(folder))).toEqual({
      reason: `the last good night's commit, ${two.slice(0, 7)}, does not come before this one`,
    });
  });

  it('may be missing in a shallow clone only, which is told with the command that fetches it', async () => {
    const { folder, one } = nights();
    git(folder, 'tag', tag, one);
    const clone = join(temporaryFolder('clone'), 'clone');
    git(folder, 'clone', '--quiet', '--depth=1', `file://${encodeURI(folder)}`, clone);
    const found = await resolveLastGood(gitOf(clone));
    const reason = 'reason' in found ? found.reason : '';
    expect(reason).toContain('fetch-depth: 0');
    const command = /`(git fetch [^`]+)`/.exec(reason)?.[1] ?? '';
    execFileSync('sh', ['-c', command], { cwd: clone, env: gitEnvironment, stdio: 'ignore' });
    expect(await resolveLastGood(gitOf(clone))).toMatchObject({ sha: one });
  });

  it('needs a repository with a commit', async () => {
    await expect(resolveLastGood(gitOf(temporaryFolder()))).rejects.toMatchObject({
      code: 'not-a-repository',
    });
    await expect(resolveLastGood(gitOf(emptyRepository()))).rejects.toMatchObject({
      code: 'no-commit',
    });
  });
});
