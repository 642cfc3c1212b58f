import { chmodSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { exitCodes } from '../../src/errors.ts';
import { git } from '../measure/base/repositories.ts';
import { commandSuite, nodeCommand, project, smallProject } from '../support/project.ts';
import { pathOf, repository } from '../support/repository.ts';

describe('perfwatch doctor', () => {
  it('is content when every suite can be launched, and leaves nothing behind', async () => {
    const { perfwatch, list } = smallProject();
    const before = list();
    const result = await perfwatch(['doctor']);
    expect(result).toMatchObject({ exitCode: exitCodes.ok, err: '' });
    expect(result.out).toMatch(
      /^Machine\n.*\n\nSide by side\n.*\n\nToolchains\n.*\n\nSuites\n {2}✓ cli: command 1/s,
    );
    expect(list()).toEqual(before);
  });

  it('tells which toolchains are missing and how to install them', async () => {
    const { perfwatch } = project(
      {
        suites: { node: { harness: 'tinybench' } },
      },
      { 'a.bench.js': '', 'package.json': '{}' },
    );
    const result = await perfwatch(['doctor']);
    expect(result.exitCode).toBe(exitCodes.failed);
    expect(result.out).toMatch(/✗ cargo not found\. To mend this: /);
    expect(result.out).toMatch(/✗ node: tinybench in \S+ not found\. To mend this: npm install/);
  });

  it.each([
    ['openjdk version "17.0.15" 2025-04-15', 'java 17.0.15'],
    ['openjdk version "21" 2023-09-19', 'java 21'],
  ])('knows the version in %s', async (line, expected) => {
    const { perfwatch, path, write } = project();
    write('bin/java', `#!/bin/sh\necho '${line}' >&2\n`);
    chmodSync(path('bin/java'), 0o755);
    const result = await perfwatch(['doctor'], { env: { PATH: path('bin') } });
    expect(result.out.split('\n')).toContain(`  ✓ ${expected}`);
  });

  it('shows the last words of what cannot be prepared', async () => {
    const prepare = nodeCommand('console.error("\\u001b[31mwhy"); process.exit(1)');
    const { perfwatch } = project({
      suites: { cli: commandSuite({ a: nodeCommand('0') }, { prepare }) },
    });
    const result = await perfwatch(['doctor']);
    expect(result.exitCode).toBe(exitCodes.failed);
    expect(result.out).toContain('why');
    expect(result.out).not.toContain('\u001B');
  });

  it('works without a configuration, but not with a broken one', async () => {
    const none = await project().perfwatch(['doctor']);
    expect(none.exitCode).toBe(exitCodes.ok);
    expect(none.out).toContain('npx perfwatch init');
    const broken = await project(null, { 'perfwatch.config.json': '{' }).perfwatch(['doctor']);
    expect(broken).toMatchObject({ exitCode: exitCodes.usage, out: '' });
    expect(broken.err).toContain('perfwatch.config.json');
  });

  it('tells what can be compared with, in a clone that has it', async () => {
    const {
      perfwatch,
      git: gitHere,
      commit,
    } = await repository({
      suites: { cli: commandSuite({ a: nodeCommand('0') }) },
    });
    const [first, second] = [gitHere('rev-parse', '--short=7', 'HEAD'), commit({ more: '' })];
    const asked = await perfwatch(['doctor']);
    expect(asked.out).toContain(
      `  ✓ --against: possible, for instance with merge-base with main (${second.slice(0, 7)})`,
    );
    gitHere('checkout', '--quiet', '-b', 'topic', first);
    const other = await perfwatch(['doctor']);
    expect(other.out).toContain(`merge-base with main (${first})`);
    expect(other.out).toMatch(/^ {2}✓ pairing duet: possible, on|^ {2}! .*not possible, since/m);
  });

  it('tells whether there was a good night to compare with', async () => {
    const made = await repository({
      against: 'last-good',
      suites: { cli: commandSuite({ a: nodeCommand('0') }) },
    });
    const first = await made.perfwatch(['doctor']);
    expect(first.out).toContain('  ! --against: by itself for now, since there is no tag');
    made.git('tag', 'perfwatch-last-good');
    const sha = made.git('rev-parse', '--short=7', 'HEAD');
    made.commit({ more: '' });
    const later = await made.perfwatch(['doctor']);
    expect(later.out).toContain(`  ✓ --against: possible, for instance with last-good (${sha})`);
  });

  it('tells what a shallow clone lacks, which is no failure', async () => {
    const origin = await repository({ suites: { cli: commandSuite({ a: nodeCommand('0') }) } });
    origin.commit({ more: '' });
    const { perfwatch, folder } = project();
    git(folder, 'clone', '--quiet', '--depth', '1', `file://${origin.folder}`, '.');
    const env = { PATH: await pathOf('git') };
    const known = await perfwatch(['doctor'], { env });
    expect(known.out).toMatch(/! --against: possible.*shallow.*`git fetch --unshallow`/);
    const unknown = await perfwatch(['doctor'], { env: { ...env, GITHUB_BASE_REF: 'release' } });
    expect(unknown.out).toContain('! --against: git knows no commit "release" here');
    expect(unknown.out).toContain('git fetch origin release');
    expect(unknown.exitCode).toBe(exitCodes.ok);
  });

  it('tells that there is no repository, no git, no `taskset`', async () => {
    const { perfwatch } = smallProject();
    const noGit = await perfwatch(['doctor']);
    expect(noGit.out).toContain('  ! --against: git could not be started');
    expect(noGit.out).toContain('  ! pairing duet: not possible, since');
    const noRepository = await perfwatch(['doctor'], { env: { PATH: await pathOf('git') } });
    expect(noRepository.out).toMatch(/ {2}! --against: git cannot read .* as a repository/);
    expect(noRepository.exitCode).toBe(exitCodes.ok);
  });
});
