/**
 * The package as users get it: packed, installed into an empty project with three suites of its own,
 * and driven by the very commands of the README.
 */
import { mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { execa } from 'execa';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import * as z from 'zod';
import { commit, git } from '../measure/base/repositories.ts';

const root = resolve(import.meta.dirname, '../..');
let project = '';
let tarball = '';
let cache = '';

/** Lines of the shell blocks of a text. */
const commandsIn = (text: string): string[] =>
  [...text.matchAll(/^```sh\n(.*?)^```/gms)].flatMap((match) => match[1]?.trim().split('\n') ?? []);

const readReadme = () => readFile(join(root, 'README.md'), 'utf8');

/** Lines of the README's shell blocks below a heading. */
async function readmeCommands(heading: string): Promise<string[]> {
  const sections = (await readReadme()).split(/^## /m);
  return commandsIn(sections.find((part) => part.startsWith(heading)) ?? '');
}

const workflowSchema = z.object({
  jobs: z.object({
    benchmarks: z.object({
      steps: z.array(
        z.object({
          run: z.string().optional(),
          uses: z.string().optional(),
          with: z.record(z.string(), z.unknown()).optional(),
        }),
      ),
    }),
  }),
});

/** What the README's workflow runs, and what it tells the action. */
async function workflow() {
  const [, block = ''] = /```yaml\n(on: pull_request[\s\S]*?)```/.exec(await readReadme()) ?? [];
  const { steps } = workflowSchema.parse(parse(block)).jobs.benchmarks;
  const action = steps.find(({ uses }) => uses === './node_modules/perfwatch');
  return [steps.flatMap(({ run }) => run ?? []), action?.with] as const;
}

/** A command line in the project, as in a shell; nothing in it is quoted. */
async function type(line: string, env: Readonly<Record<string, string>> = {}) {
  const [program = '', ...words] = line.split(' ');
  const packed = words.map((word) => (word === 'perfwatch' && program === 'npm' ? tarball : word));
  const { all, exitCode } = await execa(program, packed, {
    cwd: project,
    env: { PERFWATCH_CACHE: cache, ...env },
    reject: false,
    all: true,
  });
  return { all, exitCode };
}

async function bytesBelow(folder: string): Promise<number> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const sizes = await Promise.all(
    entries
      .filter((entry) => entry.isFile())
      .map(async (entry) => (await stat(join(entry.parentPath, entry.name))).size),
  );
  return sizes.reduce((sum, size) => sum + size, 0);
}

async function writeFiles(files: Record<string, string>): Promise<void> {
  for (const [name, text] of Object.entries(files)) {
    await mkdir(resolve(project, name, '..'), { recursive: true });
    await writeFile(join(project, name), text);
  }
}

/** A small shop in three languages: a price with tax, summed over a basket. */
const files = {
  '.gitignore': 'node_modules\n.venv\ntarget\n.perfwatch\n__pycache__\n.benchmarks\n',
  'package.json': JSON.stringify({ name: 'shop', private: true, type: 'module' }),
  'src/total.ts': `export function total(basket: readonly number[]): number {
  let sum = 0;
  for (const price of basket) sum += Math.round(price * 119) / 100;
  return sum;
}
`,
  'bench/total.bench.ts': `import { Bench } from 'tinybench';
import { total } from '../src/total.ts';

const basket = Array.from({ length: 50_000 }, (_, index) => (index % 977) / 10);
export default new Bench().add('total of a basket', () => total(basket));
`,
  'pricing/Cargo.toml': `[package]
name = "pricing"
version = "0.1.0"
edition = "2021"

[lib]
bench = false

[dev-dependencies]
criterion = { version = "0.8", default-features = false }

[[bench]]
name = "total"
harness = false
`,
  'pricing/src/lib.rs': `pub fn total(basket: &[f64]) -> f64 {
    basket.iter().map(|price| (price * 119.0).round() / 100.0).sum()
}
`,
  'pricing/benches/total.rs': `use criterion::{criterion_group, criterion_main, Criterion};
use std::hint::black_box;

fn total(criterion: &mut Criterion) {
    let basket: Vec<f64> = (0..50_000).map(|index| f64::from(index % 977) / 10.0).collect();
    criterion.bench_function("total", |bencher| {
        bencher.iter(|| pricing::total(black_box(&basket)))
    });
}

criterion_group!(benches, total);
criterion_main!(benches);
`,
  'model/requirements-dev.txt': 'pytest\npytest-benchmark\n',
  'model/test_total.py': `def total(basket):
    return sum(round(price * 119) / 100 for price in basket)


def test_total(benchmark):
    basket = [index % 977 / 10 for index in range(2000)]
    assert benchmark(total, basket) > 0
`,
};

beforeAll(async () => {
  project = await mkdtemp(join(tmpdir(), 'perfwatch-package-'));
  cache = await mkdtemp(join(tmpdir(), 'perfwatch-cache-'));
  const { stdout } = await execa(
    'npm',
    ['pack', '--json', '--ignore-scripts', '--pack-destination', cache],
    { cwd: root },
  );
  const filename = /"filename":\s*"([^"]+)"/.exec(stdout)?.[1];
  tarball = join(cache, filename ?? '');
  await writeFiles(files);
  await execa('npm', ['install', '--save-dev', 'tinybench', tarball], { cwd: project });
  const model = join(project, 'model');
  await execa('python3', ['-m', 'venv', '.venv'], { cwd: model });
  await execa('.venv/bin/python', ['-m', 'pip', 'install', '-q', '-r', 'requirements-dev.txt'], {
    cwd: model,
  });
  git(project, 'init', '--quiet', '--initial-branch', 'main');
  commit(project, {});
});

afterAll(async () => {
  for (const folder of [project, cache]) await rm(folder, { recursive: true, force: true });
});

describe('the README', () => {
  it('has no commands but those that tests run', async () => {
    // The first two are run by the continuous integration and by demo.e2e.test.ts.
    expect(await readmeCommands('See it work')).toEqual([
      'npm ci && npm run demo',
      'npm ci && npm test',
    ]);
    expect(commandsIn(await readReadme())).toEqual([
      ...(await readmeCommands('See it work')),
      ...(await readmeCommands('Use it')),
      ...(await readmeCommands('Compare what you have')),
    ]);
  });

  it('tells commands that work in a project of one’s own, one after the other', async () => {
    const commands = await readmeCommands('Use it');
    expect(commands.length).toBeGreaterThan(5);
    const outputs = new Map<string, string>();
    for (const line of commands) {
      const { all, exitCode } = await type(line);
      // On a noisy machine a comparison may be red, and the gate may be shown to miss changes.
      const codes = /^npx perfwatch (run|compare)/.test(line) ? [0, 1] : [0];
      const allowed = line === 'npx perfwatch selftest' ? [0, 3] : codes;
      expect(allowed, `${line} ended with ${exitCode}:\n${all}`).toContain(exitCode);
      outputs.set(line, all ?? '');
    }
    expect(outputs.get('npx perfwatch init')).toContain('Found 3 suites');
    expect(outputs.get('npx perfwatch run')).toContain('3 benchmarks measured');
    expect(outputs.get('npx perfwatch run --against main')).toContain('side by side with main (');
    // Which of the two depends on how noisy this machine is just now.
    expect(outputs.get('npx perfwatch selftest')).toMatch(/turns? red|The gate is blind/);
    expect(outputs.get('npx perfwatch report --details')).toContain('5 launches');
    // What is to be committed; all else ignores itself.
    expect(git(project, 'status', '--porcelain', '--untracked-files=all').split('\n')).toEqual([
      '?? baselines/main.json',
      '?? perfwatch.config.yaml',
      '?? pricing/Cargo.lock',
    ]);
  });

  it('is right about what a run leaves', async () => {
    expect((await readdir(join(project, '.perfwatch'))).sort()).toEqual([
      '.gitignore',
      'calibration',
      'junit.xml',
      'raw',
      'report.html',
      'report.json',
      'report.md',
      'run.json',
    ]);
    const { stdout } = await execa('npx', ['perfwatch', 'baseline', 'list'], { cwd: project });
    expect(stdout).toContain('main');
  });

  it('tells a workflow that measures pull requests against their merge-base', async () => {
    const [commands, inputs] = await workflow();
    expect(commands).toEqual(['npm ci']);
    expect(inputs).toEqual({ 'time-budget': '10m' });
    const env = { GITHUB_BASE_REF: 'main', 'INPUT_TIME-BUDGET': '10m', INPUT_ARTIFACT: 'none' };
    const { all, exitCode } = await type('node node_modules/perfwatch/bin/action.js', env);
    expect([0, 1], all).toContain(exitCode);
    expect(all).toContain('side by side with merge-base with main (');
    expect(await readdir(join(project, '.perfwatch'))).toContain('base.json');
  });
});

describe('the README on results of other tools', () => {
  it('tells commands that work on what Go prints', async () => {
    const lines = (time: number) =>
      Array.from({ length: 10 }, (_, count) => `BenchmarkSum-2 100 ${time + count / 10} ns/op`);
    await writeFiles({
      'old.txt': `${lines(100).join('\n')}\n`,
      'new.txt': `${lines(150).join('\n')}\n`,
    });
    for (const line of await readmeCommands('Compare what you have')) {
      const { all, exitCode } = await type(line);
      const expected = line.includes(' compare ') ? 1 : 0;
      expect(exitCode, `${line} ended with ${exitCode}:\n${all}`).toBe(expected);
      if (expected === 1) expect(all).toMatch(/Sum.*\+49\.8 % {2}✗ slower/);
    }
  });
});

describe('the installed package', () => {
  it('takes at most 30 MB with its dependencies', async () => {
    const alone = await mkdtemp(join(tmpdir(), 'perfwatch-size-'));
    try {
      await writeFile(join(alone, 'package.json'), '{"private":true}');
      await execa('npm', ['install', '--omit=dev', tarball], { cwd: alone });
      expect(await bytesBelow(join(alone, 'node_modules'))).toBeLessThan(30e6);
    } finally {
      await rm(alone, { recursive: true, force: true });
    }
  });

  it('types `defineConfig`, and a TypeScript configuration runs', async () => {
    const folder = join(project, 'typed');
    await mkdir(folder);
    await writeFile(
      join(folder, 'perfwatch.config.ts'),
      `import { defineConfig } from 'perfwatch';

const runs: number = 2;
export default defineConfig({
  launches: 2,
  suites: { version: { harness: 'command', commands: { node: ['node', '--version'] }, runs } },
});
`,
    );
    const compiler = join(root, 'node_modules/typescript/bin/tsc');
    await execa(
      'node',
      [compiler, '--noEmit', '--strict', '--module', 'nodenext', 'perfwatch.config.ts'],
      { cwd: folder },
    );
    const { stdout } = await execa('npx', ['perfwatch', 'run', '--json'], { cwd: folder });
    expect(JSON.parse(stdout)).toMatchObject({ suites: [{ suite: 'version', state: 'measured' }] });
  });
});
