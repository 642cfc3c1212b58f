/** With which commit is compared, if with any? */
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { main } from '../../src/cli.ts';
import { exitCodes } from '../../src/errors.ts';
import { checkOutBase } from '../../src/measure/base/checkout.ts';
import { git, gitOf } from '../measure/base/repositories.ts';
import { fakeIo } from '../support/io.ts';
import { commandSuite, nodeCommand, project, temporaryFolder } from '../support/project.ts';
import { pause, type Repository, repository, script } from '../support/repository.ts';

const configuration = {
  threshold: '50%',
  launches: 2,
  rounds: { minimum: 2, maximum: 2 },
  suites: { cli: { ...commandSuite({ work: script('work.sh') }), launches: undefined } },
};

/** `main` and `feature` have left their fork; `feature` is checked out. */
async function forked(): Promise<Repository & { readonly fork: string; readonly main: string }> {
  const made = await repository(configuration, { 'work.sh': pause(0.01) });
  const fork = made.git('rev-parse', 'HEAD');
  made.git('checkout', '--quiet', '-b', 'feature');
  made.git('checkout', '--quiet', 'main');
  const main = made.commit({ 'work.sh': pause(0.011) });
  made.git('checkout', '--quiet', 'feature');
  made.commit({ 'work.sh': pause(0.012) });
  return { ...made, fork, main };
}

describe('the commit to compare with', () => {
  it.each([
    { what: 'none at all', env: {}, argv: [], title: null },
    {
      what: 'in a pull request the merge-base with its target',
      env: { GITHUB_BASE_REF: 'main' },
      argv: [],
      title: 'merge-base with main',
    },
    {
      what: 'in a pull request none where that is refused',
      env: { GITHUB_BASE_REF: 'main' },
      argv: ['--no-against'],
      title: null,
    },
    {
      what: 'in a pull request none where a baseline is asked for',
      env: { GITHUB_BASE_REF: 'main' },
      argv: ['--baseline', 'other'],
      title: null,
    },
    {
      what: 'in a pull request another one that is named',
      env: { GITHUB_BASE_REF: 'main' },
      argv: ['--against', 'main', '--baseline', 'other'],
      title: 'main',
    },
    {
      what: 'the merge-base',
      env: {},
      argv: ['--against', 'merge-base'],
      title: 'merge-base with main',
    },
  ])('is $what', async ({ env, argv, title }) => {
    const made = await forked();
    const result = await made.perfwatch(['run', ...argv], { env });
    expect(result.exitCode).toBe(exitCodes.ok);
    if (title === null) {
      expect(made.report()).toMatchObject({ outcome: 'no-baseline', base: null });
      expect(made.run().pairing).toBeNull();
      return;
    }
    const sha = title === 'main' ? made.main : made.fork;
    expect(made.report().base).toEqual({ title: `${title} (${sha.slice(0, 7)})`, commits: [sha] });
  });

  it('is the configured one, unless the command line says otherwise', async () => {
    const made = await forked();
    made.configure({ ...configuration, against: 'main' });
    const commitsFor = async (...argv: string[]) => {
      expect((await made.perfwatch(['run', ...argv])).exitCode).toBe(exitCodes.ok);
      return made.report().base?.commits ?? null;
    };
    expect(await commitsFor()).toEqual([made.main]);
    expect(await commitsFor('--against', made.fork)).toEqual([made.fork]);
    expect(await commitsFor('--no-against')).toBeNull();
    expect(await commitsFor('--baseline', 'main')).toBeNull();
  });

  it('is told by a dry run, which checks nothing out', async () => {
    const made = await forked();
    const result = await made.perfwatch(['run', '--dry-run'], { env: { GITHUB_BASE_REF: 'main' } });
    expect(result.exitCode).toBe(exitCodes.ok);
    expect(result.out).toContain('side by side with merge-base');
    expect(made.exists('.perfwatch/run.json')).toBe(false);
  });
});

describe('with 2, one sentence, and the last results kept', () => {
  it.each([
    {
      what: 'a commit that is not there',
      argv: ['--against', 'nope'],
      says: 'git knows no commit "nope" here.',
    },
    {
      what: 'a name that is empty, as of a variable that is not set',
      argv: ['--against', ''],
      says: 'git knows no commit "" here.',
    },
    {
      what: 'a name that git would take for an option',
      argv: ['--against', '--upload-pack=/bin/sh'],
      says: 'git knows no commit "--upload-pack=/bin/sh" here.',
    },
    {
      what: 'a cache in the repository',
      argv: ['--against', 'HEAD'],
      env: { PERFWATCH_CACHE: 'cache' },
      says: 'Set PERFWATCH_CACHE to a folder outside of the repository.',
    },
    {
      what: 'fewer rounds at most than at least',
      argv: ['--against', 'HEAD', '--min-rounds', '5', '--max-rounds', '4'],
      says: '--min-rounds cannot be "5". Give at most --max-rounds, which is 4.',
    },
  ])('is told: $what', async ({ argv, env = {}, says }) => {
    const made = await forked();
    await made.perfwatch(['run']);
    const [before, files] = [made.read('.perfwatch/run.json'), made.list()];
    const result = await made.perfwatch(['run', '--quiet', ...argv], { env });
    expect(result).toMatchObject({ exitCode: exitCodes.usage, out: '' });
    expect(result.err).toMatch(/^perfwatch: [^\n]+\n$/);
    expect(result.err).toContain(says);
    expect(made.read('.perfwatch/run.json')).toBe(before);
    expect(made.list()).toEqual(files);
  });

  it('is told: no repository, and no git', async () => {
    const made = project({ suites: { cli: commandSuite({ work: nodeCommand('0') }) } });
    const run = (PATH: string | undefined) =>
      made.perfwatch(['run', '--quiet', '--against', 'main'], {
        env: { PATH, PERFWATCH_CACHE: temporaryFolder('cache') },
      });
    const outside = await run(process.env.PATH);
    expect(outside).toMatchObject({ exitCode: exitCodes.usage, out: '' });
    expect(outside.err).toContain(`git cannot read ${made.folder} as a repository`);
    const without = await run('/nowhere');
    expect(without).toMatchObject({ exitCode: exitCodes.usage, out: '' });
    expect(without.err).toContain('Install git and put it on the PATH');
  });

  it('is told: no commit yet', async () => {
    const made = project({ suites: { cli: commandSuite({ work: nodeCommand('0') }) } });
    git(made.folder, 'init', '--quiet');
    const result = await made.perfwatch(['run', '--quiet', '--against', 'HEAD'], {
      env: { PATH: process.env.PATH, PERFWATCH_CACHE: temporaryFolder('cache') },
    });
    expect(result).toMatchObject({ exitCode: exitCodes.usage, out: '' });
    expect(result.err).toContain(`${made.folder} has no commit yet`);
  });

  it('is told: a shallow clone, with the command that mends it', async () => {
    const made = await forked();
    const clone = join(temporaryFolder('clone'), 'clone');
    git(made.folder, 'clone', '--quiet', '--depth=1', `file://${made.folder}`, clone);
    const env = { GITHUB_BASE_REF: 'main' };
    const options = { cwd: clone, env };
    const argv = ['run', '--quiet', '--config', join(clone, 'perfwatch.config.json')];
    const result = await made.perfwatch(argv, options);
    expect(result).toMatchObject({ exitCode: exitCodes.usage, out: '' });
    expect(result.err).toContain('this clone is shallow');
    const command = /Fetch it with `git ([^`]+)`/.exec(result.err)?.[1];
    git(clone, ...(command ?? '').split(' '));
    const shallower = await made.perfwatch(argv, options);
    expect(shallower).toMatchObject({ exitCode: exitCodes.usage, out: '' });
    const unshallow = /`git (fetch --unshallow [^`]+)`/.exec(shallower.err)?.[1] ?? '';
    git(clone, ...unshallow.replaceAll('"', '').split(' '));
    expect((await made.perfwatch(argv, options)).exitCode).toBe(exitCodes.ok);
  });
});

it('removes what a killed run has left, also when it compares with nothing', async () => {
  const made = await forked();
  // As of a process that is gone: no process id is that large.
  const place = { git: gitOf(made.folder), cacheFolder: made.cache, processId: 2 ** 30 };
  const left = await checkOutBase(place, made.main);
  expect(made.git('worktree', 'list')).toContain(left.folder);
  const io = fakeIo({ cwd: made.folder, env: made.env });
  expect(await main(['run', '--no-against'], io)).toBe(exitCodes.ok);
  expect(io.err()).toContain('removed a checkout that a run which was killed had left');
  expect(made.git('worktree', 'list').split('\n')).toHaveLength(1);
  expect(made.cached()).toEqual([]);
});
