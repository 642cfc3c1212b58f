import { symlinkSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { loadConfiguration } from '../../src/config/load.ts';
import { exitCodes } from '../../src/errors.ts';
import { project } from '../support/project.ts';

const node = '{ "name": "@scope/tool", "devDependencies": { "tinybench": "^6.0.0" } }';
const rust =
  '[package]\nname = "parser"\n\n[dev-dependencies]\ncriterion = "0.5"\n\n[[bench]]\nname = "b"\nharness = false\n';

describe('perfwatch init', () => {
  it.each(['yaml', 'json'])('writes a configuration that can be read: %s', async (format) => {
    const { perfwatch, folder, read } = project(null, {
      'package.json': node,
      'crates/parser/Cargo.toml': rust,
      'crates/parser/benches/b.rs': '',
    });
    const result = await perfwatch(['init', '--format', format]);
    expect(result).toMatchObject({ exitCode: exitCodes.ok, err: '' });
    expect(result.out).toContain('Found 2 suites:');
    expect(result.out).toContain(`Wrote perfwatch.config.${format}.`);
    const { configuration } = await loadConfiguration(folder, undefined);
    const suites = Object.values(configuration.suites);
    expect(suites.map(({ harness }) => harness).sort()).toEqual(['criterion', 'tinybench']);
    expect(suites.find(({ harness }) => harness === 'criterion')?.folder).toBe('crates/parser');
    if (format === 'yaml') expect(read('perfwatch.config.yaml')).toMatch(/^# yaml-language-server/);
  });

  it.each(['json', 'yaml', 'ts', 'mjs', 'js', 'yml', 'mts'])(
    'never overwrites, nor writes beside, a configuration: .%s',
    async (extension) => {
      const file = `perfwatch.config.${extension}`;
      const { perfwatch, read, list } = project(null, { 'package.json': node, [file]: 'mine' });
      const before = list();
      const result = await perfwatch(['init']);
      expect(result).toMatchObject({ exitCode: exitCodes.usage, out: '' });
      expect(result.err).toContain(file);
      expect(read(file)).toBe('mine');
      expect(list()).toEqual(before);
    },
  );

  it('says what to do when there is nothing to measure', async () => {
    const { perfwatch, list } = project(null, { 'package.json': '{}' });
    const result = await perfwatch(['init']);
    expect(result).toMatchObject({ exitCode: exitCodes.usage, out: '' });
    expect(result.err).toMatch(
      /^perfwatch: No benchmarks of a harness that is known were found in [^\n]+\n$/,
    );
    expect(list()).toEqual(['package.json']);
  });

  it('passes over manifests that are broken, huge, or lead nowhere', async () => {
    const { perfwatch, path } = project(null, {
      'package.json': node,
      'broken/package.json': '{ "devDependencies": { "tinybench"',
      'broken/Cargo.toml': '[package',
      'huge/package.json': `{ "devDependencies": { "tinybench": "6" }, "x": "${'x'.repeat(2_000_000)}" }`,
      'node_modules/dependency/package.json': node,
      'lost/.keep': '',
    });
    symlinkSync('/nowhere/package.json', path('lost/package.json'));
    const result = await perfwatch(['init']);
    expect(result.exitCode).toBe(exitCodes.ok);
    expect(result.out).toContain('Found 1 suite:');
  });

  it('gives hostile and equal names a safe one each', async () => {
    const named = (name: string) =>
      JSON.stringify({ name, devDependencies: { tinybench: '^6.0.0' } });
    const { perfwatch, folder } = project(null, {
      'a/package.json': named('../../etc'),
      'b/package.json': named('../../etc'),
      'c/package.json': named('x: {}\n  evil: 1 #'),
      'd/package.json': named('\u001B[31m'),
      'e/package.json': named('__proto__'),
      'f/package.json': named('x'.repeat(500)),
    });
    const result = await perfwatch(['init']);
    expect(result.exitCode).toBe(exitCodes.ok);
    expect(result.out).not.toContain('\u001B');
    const { configuration } = await loadConfiguration(folder, undefined);
    const names = Object.keys(configuration.suites);
    expect(names).toHaveLength(6);
    for (const name of names) expect(name).toMatch(/^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$/);
    expect(Object.values(configuration.suites).map(({ folder: below }) => below)).toEqual(
      expect.arrayContaining(['a', 'b', 'c', 'd', 'e', 'f']),
    );
  });

  it('writes workflows for GitHub beside the configuration, at the root of the repository', async () => {
    const { perfwatch, list, read } = project(null, { 'package.json': node, '.git/HEAD': '' });
    const result = await perfwatch(['init', '--github']);
    expect(result).toMatchObject({ exitCode: exitCodes.ok, err: '' });
    expect(list()).toContain('perfwatch.config.yaml');
    for (const name of ['perfwatch.yml', 'perfwatch-comment.yml', 'perfwatch-nightly.yml']) {
      expect(result.out).toContain(`Wrote .github/workflows/${name}`);
      expect(read(`.github/workflows/${name}`)).toContain('permissions:');
    }
  });

  const alone = 'npm install --no-save --no-audit --no-fund perfwatch@0.0.0-test';
  const has = JSON.stringify({ devDependencies: { perfwatch: '^1' } });
  it.each([
    ['npm', { 'package.json': has, 'package-lock.json': '{}' }, ['npm ci']],
    ['npm without a lock file', { 'package.json': has }, ['npm install']],
    [
      'pnpm',
      { 'package.json': has, 'pnpm-lock.yaml': '' },
      ['corepack enable', 'pnpm install --frozen-lockfile'],
    ],
    [
      'yarn',
      { 'package.json': has, 'yarn.lock': '__metadata:\n' },
      ['corepack enable', 'yarn install --immutable'],
    ],
    [
      'an older yarn',
      { 'package.json': has, 'yarn.lock': '# yarn lockfile v1\n' },
      ['corepack enable', 'yarn install --frozen-lockfile'],
    ],
    ['npm beside the rest', { 'package.json': '{}', 'package-lock.json': '{}' }, ['npm ci', alone]],
    ['npm alone', {}, ['echo /node_modules >> .git/info/exclude', alone]],
    ['npm, whatever the manifest is', { 'package.json': '{' }, ['npm install', alone]],
  ])('installs perfwatch in jobs with %s', async (_, files, commands) => {
    const { perfwatch, read } = project(null, {
      'perfwatch.config.yaml': 'mine',
      '.git/HEAD': '',
      ...files,
    });
    const { exitCode } = await perfwatch(['init', '--github']);
    expect(exitCode).toBe(exitCodes.ok);
    const lines = [...read('.github/workflows/perfwatch.yml').matchAll(/- run: (.*)/g)];
    const version = /perfwatch@[\w.-]+/;
    expect(lines.map(([, line]) => line?.replace(version, 'perfwatch@0.0.0-test'))).toEqual(
      commands,
    );
  });

  it('says what to add where another package manager is used, and where the configuration is', async () => {
    const { perfwatch, path, read } = project(null, {
      '.git/HEAD': '',
      'package.json': '{}',
      'pnpm-lock.yaml': '',
      'packages/parser/perfwatch.config.yaml': 'mine',
    });
    const argv = ['init', '--github', '--gitlab'];
    const result = await perfwatch(argv, { cwd: path('packages/parser') });
    expect(result.out).toContain(
      'First add perfwatch to the project: pnpm add --save-dev perfwatch',
    );
    expect(read('.github/workflows/perfwatch.yml')).toContain(
      'config: packages/parser/perfwatch.config.yaml\n',
    );
  });

  it('says what newer versions of yarn need', async () => {
    const files = { '.git/HEAD': '', 'perfwatch.config.yaml': 'mine', 'package.json': has };
    const bare = project(null, { ...files, 'yarn.lock': '__metadata:\n' });
    const linked = project(null, {
      ...files,
      'yarn.lock': '__metadata:\n',
      '.yarnrc.yml': 'nodeLinker: node-modules\n',
    });
    const said = async ({ perfwatch }: typeof bare) => (await perfwatch(['init', '--github'])).out;
    expect(await said(bare)).toContain('Put `nodeLinker: node-modules` into .yarnrc.yml');
    expect(await said(linked)).not.toContain('yarnrc');
  });

  it('keeps a configuration and workflows that are there, and says so', async () => {
    const { perfwatch, read } = project(null, {
      'package.json': node,
      'perfwatch.config.yaml': 'mine',
      '.github/workflows/perfwatch.yml': 'mine too',
    });
    const result = await perfwatch(['init', '--github', '--gitlab']);
    expect(result).toMatchObject({ exitCode: exitCodes.ok, err: '' });
    expect(result.out).toMatch(/^Kept {2}\.github\/workflows\/perfwatch\.yml /);
    expect(result.out).toContain('Wrote .github/workflows/perfwatch-comment.yml');
    expect(result.out).toContain('Wrote .gitlab/perfwatch.gitlab-ci.yml');
    expect(read('perfwatch.config.yaml')).toBe('mine');
    expect(read('.github/workflows/perfwatch.yml')).toBe('mine too');
  });

  it('says where a workflow could not be written', async () => {
    const { perfwatch } = project(null, {
      'package.json': node,
      'perfwatch.config.yaml': 'mine',
      '.github': 'a file',
    });
    const result = await perfwatch(['init', '--github']);
    expect(result).toMatchObject({ exitCode: exitCodes.failed, out: '' });
    expect(result.err).toContain('.github/workflows/perfwatch.yml');
  });
});
