/** docs/adding-a-harness.md, followed to the letter in a copy of the sources. */
import { cpSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { execa } from 'execa';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { temporaryFolder } from '../harnesses/realLaunches.ts';
import { blocksOf } from './pages.ts';

const root = resolve(import.meta.dirname, '../..');

/** Adds the lines that a diff adds; what stands around them must be in the file, once. */
function applied(diff: string, text: string): string {
  return diff.split(/^@@\n/m).reduce((changed, hunk) => {
    const lines = hunk.trimEnd().split('\n');
    const block = (marks: string) =>
      lines
        .filter((line) => marks.includes(line.charAt(0)))
        .map((line) => `${line.slice(1)}\n`)
        .join('');
    const parts = changed.split(block(' '));
    expect(parts, `${hunk} fits in one place`).toHaveLength(2);
    return parts.join(block(' +'));
  }, text);
}

/** The page's suite, run as anybody would, by the copied sources. */
const use = `
import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { project } from './support/project.ts';

it('measures', async () => {
  const { perfwatch, run } = project(null, {
    'perfwatch.config.yaml': readFileSync('perfwatch.config.yaml', 'utf8'),
    'bench.js': 'for (const ms of [20, 21, 22]) console.log("parse 0.0" + ms);',
  });
  const { exitCode, err } = await perfwatch(['run', '--no-against'], {
    env: { PATH: process.env.PATH },
  });
  expect(exitCode, err).toBe(0);
  const benchmarks = run().suites.flatMap((suite) => suite.benchmarks);
  expect(benchmarks).toMatchObject([{ id: 'shop/parse', measurements: [{ metric: 'time' }] }]);
  expect(benchmarks[0]?.measurements[0]?.launches[0]?.samples).toEqual([0.02, 0.021, 0.022]);
});
`;

const whole = readFileSync(join(root, 'docs/adding-a-harness.md'), 'utf8');
/** What is said of one's own repository is tried in `yourOwnRepository.e2e.test.ts`. */
const [page = ''] = whole.split('\n## In your own repository\n');
const blocks = blocksOf(page);
let copy = '';

/** A program of the copy's own dependencies, run in it. */
const run = (script: string, ...words: string[]) =>
  execa(process.execPath, [join(copy, 'node_modules', script), ...words], {
    cwd: copy,
    reject: false,
    all: true,
  });

beforeAll(() => {
  copy = temporaryFolder();
  for (const part of [
    'package.json',
    'biome.json',
    'tsconfig.json',
    'vitest.config.ts',
    'src',
    'test/support',
    'test/structure',
    'test/harnesses/realLaunches.ts',
  ]) {
    cpSync(join(root, part), join(copy, part), { recursive: true });
  }
  symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'), 'junction');
  for (const { file, language, text } of blocks) {
    const target = join(copy, file);
    const content = language === 'diff' ? applied(text, readFileSync(target, 'utf8')) : text;
    writeFileSync(target, content);
  }
});

afterAll(() => rmSync(copy, { recursive: true, force: true }));

describe('docs/adding-a-harness.md', () => {
  it('has no block of code that is not tried here', () => {
    expect(page.match(/^```\w+$/gm)).toHaveLength(blocks.length);
    expect(blocks.map(({ file }) => file)).toEqual([
      'src/harnesses/lines.ts',
      'src/harnesses/index.ts',
      'src/config/schema.ts',
      'test/harnesses/lines.test.ts',
      'perfwatch.config.yaml',
    ]);
    expect(page).toContain(`test/documentation/${import.meta.filename.split(/[\\/]/).at(-1)}`);
  });

  it('gives a harness that the compiler takes', async () => {
    const files = ['src/config/schema.ts', 'test/harnesses/lines.test.ts'];
    const project = join(copy, 'tsconfig.lines.json');
    writeFileSync(project, JSON.stringify({ extends: './tsconfig.json', include: [], files }));
    const { all } = await run('typescript/bin/tsc', '-p', project);
    expect(all).toBe('');
  });

  it('gives code that looks like all other', async () => {
    const files = blocks.flatMap(({ file, language }) => (language === 'ts' ? [file] : []));
    const { all, exitCode } = await run(
      '@biomejs/biome/bin/biome',
      'check',
      '--vcs-enabled=false',
      ...files,
    );
    expect(exitCode, all).toBe(0);
  });

  it('gives tests that pass, a suite that is measured, and keeps to who may import whom', async () => {
    writeFileSync(join(copy, 'test/use.test.ts'), use);
    const { all, exitCode } = await run('vitest/vitest.mjs', 'run', '--no-cache');
    expect(exitCode, all).toBe(0);
    for (const name of ['harnesses/lines', 'structure/layering', 'use']) {
      expect(all).toContain(`test/${name}.test.ts`);
    }
  });
});
