/** What the pages about harnesses and reporters say of one's own repository, followed to the letter. */
import { readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { execa } from 'execa';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { libraryTypes } from '../../tsdown.types.ts';
import { type BuiltPackage, buildPackage } from '../support/package.ts';
import { type Project, project } from '../support/project.ts';
import { blocksOf } from './pages.ts';

const root = resolve(import.meta.dirname, '../..');
const pageOf = (name: string) => readFileSync(join(root, 'docs', name), 'utf8');

let built: BuiltPackage;

beforeAll(async () => {
  built = await buildPackage();
  writeFileSync(join(built.folder, 'dist/index.d.ts'), await libraryTypes());
});

afterAll(() => built.remove());

/** A repository with the files of a page, in which perfwatch is installed. */
function repositoryOf(page: string, files: readonly string[]): Project {
  const blocks = blocksOf(page);
  expect(blocks.map(({ file }) => file)).toEqual(files);
  expect(page).toContain(`test/documentation/${import.meta.filename.split(/[\\/]/).at(-1)}`);
  const made = project(null, {
    ...Object.fromEntries(blocks.map(({ file, text }) => [file, text])),
    'package.json': '{"private":true,"type":"module"}',
    'node_modules/.keep': '',
  });
  symlinkSync(built.folder, made.path('node_modules/perfwatch'), 'junction');
  return made;
}

/** What the compiler has to say of a file, as strict as it gets; nothing, if all is well. */
async function complaints({ folder }: Project, file: string): Promise<string> {
  const options = ['--noEmit', '--strict', '--exactOptionalPropertyTypes', '--target', 'es2023'];
  const { stdout } = await execa(
    process.execPath,
    [
      join(root, 'node_modules/typescript/bin/tsc'),
      ...options,
      '--noUncheckedIndexedAccess',
      ...['--module', 'nodenext', '--types', 'node'],
      ...['--typeRoots', join(root, 'node_modules/@types'), file],
    ],
    { cwd: folder, reject: false },
  );
  return stdout;
}

const env = { PATH: process.env.PATH };

it('a harness is taken by the compiler, and measures', async () => {
  const [, page = ''] = pageOf('adding-a-harness.md').split('\n## In your own repository\n');
  const files = ['benchmarks/harness.ts', 'benchmarks/shop.mjs', 'perfwatch.config.yaml'];
  const made = repositoryOf(page, files);
  const argv = ['run', '--no-against', '--launches', '2'];
  const [{ exitCode, err }, types] = await Promise.all([
    built.start(argv, { cwd: made.folder, env }).ended,
    complaints(made, 'benchmarks/harness.ts'),
  ]);
  expect(types).toBe('');
  expect(exitCode, err).toBe(0);
  const [suite] = made.run().suites;
  expect(suite).toMatchObject({ harness: { name: 'lines', version: '1' }, state: 'measured' });
  expect(suite?.benchmarks.map(({ id }) => id)).toEqual(['shop/sort']);
  const launches = suite?.benchmarks[0]?.measurements[0]?.launches ?? [];
  expect(launches.map(({ sampleCount }) => sampleCount)).toEqual([20, 20]);
  for (const [wrong, says] of [
    ['script: 3', 'script: name a JavaScript file'],
    ['script: shop.mjs\n    colour: red', 'colour: there is no such key'],
  ] as const) {
    const file = 'perfwatch.config.yaml';
    const text = made.read(file);
    made.write(file, text.replace('script: shop.mjs', wrong));
    expect((await made.perfwatch(['run', '--dry-run'])).err).toContain(says);
    made.write(file, text);
  }
});

it('a reporter is taken by the compiler, and renders', async () => {
  const page = pageOf('adding-a-reporter.md');
  const made = repositoryOf(page, ['ci/chat.ts', 'perfwatch.config.yaml']);
  const [, command = ''] = /^```sh\nnpx perfwatch (.*)\n```$/m.exec(page) ?? [];
  const argv = [...command.split(' '), '--no-against', '--launches', '1'];
  const [{ exitCode, out, err }, types] = await Promise.all([
    built.start(argv, { cwd: made.folder, env }).ended,
    complaints(made, 'ci/chat.ts'),
  ]);
  expect(types).toBe('');
  expect(exitCode, err).toBe(0);
  expect(out).toContain('cli/version');
  expect(JSON.parse(made.read('message.json'))).toEqual({ text: 'Benchmarks: no-baseline' });
});
