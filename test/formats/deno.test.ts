import { describe, expect, it } from 'vitest';
import { deno } from '../../src/formats/deno.ts';
import { readAs } from './recordedFiles.ts';

const reading = (...benches: readonly unknown[]) =>
  readAs(deno, JSON.stringify({ version: 1, runtime: 'Deno/2.9.6 aarch64-apple-darwin', benches }));

const ok = { ok: { n: 10, min: 1, avg: 2500, p75: 3 } };
const origin = 'file:///project/bench/sum.ts';

describe('deno bench', () => {
  it('names by file, group and benchmark; a mean is in nanoseconds', () => {
    const read = reading(
      { origin, group: 'lists', name: 'copy', results: [ok] },
      { origin: 'file:///project/other/sum.ts', group: null, name: 'copy', results: [ok] },
    );
    expect(
      read.benchmarks.map(({ path, metrics }) => [
        path.join('/'),
        metrics[0]?.launches[0]?.samples,
      ]),
    ).toEqual([
      ['bench/sum.ts/lists/copy', [2.5e-6]],
      ['other/sum.ts/copy', [2.5e-6]],
    ]);
    expect(read.facts.get('architecture')).toBe('aarch64');
  });

  it('counts every result that it does not read, and keeps the failed', () => {
    const read = reading(
      { origin, name: 'twice', results: [ok, ok] },
      { origin, results: [ok] },
      { origin, name: 'never run', results: [] },
      { origin, name: 'odd', results: [{ ok: { n: 1, avg: '3' } }] },
      {
        origin,
        name: 'boom',
        results: [{ failed: { message: '', exceptionMessage: 'Uncaught' } }],
      },
    );
    expect(read.passedOver.map(({ why, count }) => [why, count])).toEqual([
      ['two benchmarks have the same name; the first one is read', 1],
      ['a benchmark has no name', 1],
      ['a result has neither a mean nor a failure', 2],
    ]);
    expect(read.benchmarks.map(({ state, message }) => [state, message])).toEqual([
      ['measured', undefined],
      ['failed', 'Uncaught'],
    ]);
  });
});
