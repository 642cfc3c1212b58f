import { describe, expect, it } from 'vitest';
import { detect } from '../../src/formats/detect.ts';
import { headBytes } from '../../src/formats/format.ts';
import { headOf } from '../../src/formats/head.ts';
import { formats } from '../../src/formats/index.ts';
import { mitata } from '../../src/formats/mitata.ts';
import { benchmarkId } from '../../src/model/identity.ts';
import { readAs } from './recordedFiles.ts';

const document = (...benchmarks: readonly unknown[]) =>
  JSON.stringify({
    layout: [{ name: null }, { name: 'sorting' }],
    benchmarks,
    context: { runtime: 'bun', version: '1.3.0', arch: 'x64-linux', cpu: { name: 'CPU' } },
  });

const stats = { kind: 'fn', samples: null, p50: 2000, avg: 3000 };

describe('mitata', () => {
  it('is told where the samples of its first run are longer than what is looked at', () => {
    const samples = Array.from({ length: 30_000 }, (_, index) => 2000 + (index % 7));
    const run = { stats: { kind: 'fn', samples }, name: 'sum', args: {} };
    const text = document({ runs: [run], alias: 'sum', group: 0 });
    expect(text.indexOf('"alias"')).toBeGreaterThan(headBytes);
    expect(detect(headOf(text), formats)).toEqual({ kind: 'known', format: mitata });
  });

  it('names by group, name and arguments', () => {
    const read = readAs(
      mitata,
      document(
        { alias: 'sum', group: 0, runs: [{ name: 'sum', args: {}, stats }] },
        {
          alias: 'sort $n',
          group: 1,
          runs: [
            { name: 'sort 1', args: { n: 1 }, stats },
            { name: 'sort 2', args: { n: 2 }, stats },
          ],
        },
        { alias: 'sum', group: 1, runs: [{ name: 'sum', args: {}, stats }] },
      ),
    );
    expect(
      read.benchmarks.map(({ path, params }) =>
        benchmarkId({ suite: 'm', path: [...path], params }),
      ),
    ).toEqual(['m/sum', 'm/sorting/sort $n[n=1]', 'm/sorting/sort $n[n=2]', 'm/sorting/sum']);
    expect(read.facts.get('runtime')).toBe('bun 1.3.0');
  });

  it('takes the median in nanoseconds where samples were not printed, and counts of the processor', () => {
    const counted = {
      ...stats,
      heap: { avg: 120 },
      counters: { instructions: { avg: 4000 }, cycles: { avg: 1000, stalls: { avg: 1 } } },
    };
    const [read] = readAs(
      mitata,
      document({ alias: 'sum', group: 0, runs: [{ stats: counted }] }),
    ).benchmarks;
    expect(
      read?.metrics.map(({ metric, kind, launches }) => [
        metric.name,
        metric.unit,
        kind,
        launches[0]?.samples,
      ]),
    ).toEqual([
      ['time', 's', 'figure', [2e-6]],
      ['allocated', 'B', 'figure', [120]],
      ['instructions', '1', 'figure', [4000]],
      ['cycles', '1', 'figure', [1000]],
    ]);
  });

  it('is recognised although its first samples fill the head of the file', () => {
    const samples = Array.from({ length: 20_000 }, (_, index) => index * 1000);
    const long = { kind: 'fn', debug: '', samples };
    for (const text of [
      document({ kind: 'static', args: {}, alias: 'sum', group: 0, runs: [{ stats: long }] }),
      JSON.stringify({
        benchmarks: [
          {
            name: 'sum',
            group: null,
            time: 500,
            warmup: true,
            baseline: false,
            async: false,
            stats: long,
          },
        ],
      }),
    ]) {
      expect(detect(headOf(text), formats)).toMatchObject({
        kind: 'known',
        format: { name: 'mitata' },
      });
    }
  });

  it('counts every run that it does not read, and keeps the failed', () => {
    const read = readAs(
      mitata,
      document(
        { alias: 'a', group: 0, runs: [{ stats }, { stats }, { args: { n: 1 }, stats: {} }] },
        { group: 0, runs: [{ stats }] },
        { alias: 'never run', group: 0, runs: [] },
        { alias: 'b', group: 7, runs: [{ error: {} }] },
      ),
    );
    expect(read.passedOver.map(({ why, count }) => [why, count])).toEqual([
      ['two benchmarks have the same name; the first one is read', 1],
      ['a run has neither samples nor a median', 2],
      ['a benchmark has no name', 1],
    ]);
    expect(read.benchmarks.map(({ state, message }) => [state, message])).toEqual([
      ['measured', undefined],
      ['failed', 'it failed without a message'],
    ]);
  });
});
