/** docs/exec.md: its examples measured as the page says, and a change found that one of them makes. */
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { expect, it } from 'vitest';
import { project } from '../support/project.ts';
import { pathOf, repository } from '../support/repository.ts';
import { blocksOf } from './pages.ts';

const page = readFileSync(resolve(import.meta.dirname, '../../docs/exec.md'), 'utf8');
const files = Object.fromEntries(blocksOf(page).map(({ file, text }) => [file, text]));

it('measures what the page tells', async () => {
  const { perfwatch, run } = project(null, files);
  const { exitCode, err } = await perfwatch(['run', '--no-against', '--launches', '2'], {
    env: { PATH: await pathOf('node') },
  });
  expect(exitCode, err).toBe(0);
  const benchmarks = run().suites.flatMap((suite) => suite.benchmarks);
  expect(benchmarks.map(({ id, state }) => [id, state])).toEqual([
    ['parser/Parse[items=500]', 'measured'],
    ['sorting/sort', 'measured'],
  ]);
  const samples = benchmarks.map(({ measurements: [time] }) =>
    time?.launches.map((one) => one.samples.length),
  );
  expect(samples).toEqual([
    [5, 5],
    [1, 1],
  ]);
  expect(page).toContain('knows `parser/Parse[items=500]` and `sorting/sort`');
});

it('finds what became slower, side by side with another commit', async () => {
  // Times that no machine is too busy for: a figure of the code, and a little of the process's own.
  const bench = `
    import { cost } from './cost.mjs';
    const noise = (process.pid % 7) / 10;
    console.log('BenchmarkSlow 1 ' + (cost + noise) + ' ns/op ' + cost + ' misses');
    console.log('BenchmarkSame 1 ' + (200 + noise) + ' ns/op');
  `;
  const made = await repository(
    {
      suites: {
        shop: { harness: 'exec', command: [process.execPath, 'bench.mjs'], results: 'stdout' },
      },
    },
    { 'bench.mjs': bench, 'cost.mjs': 'export const cost = 100;\n' },
  );
  made.commit({ 'cost.mjs': 'export const cost = 150;\n' });
  const result = await made.perfwatch(['run', '--against', 'HEAD~1', '--launches', '6']);
  expect(result.exitCode, result.err).toBe(1);
  expect(made.verdicts()).toEqual({
    'shop/Slow': 'regressed',
    'shop/Same': expect.not.stringContaining('regressed'),
  });
});
