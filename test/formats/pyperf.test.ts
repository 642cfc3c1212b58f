import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { headOf } from '../../src/formats/head.ts';
import { pyperf } from '../../src/formats/pyperf.ts';
import { readAs, recordingsFolder } from './recordedFiles.ts';

const file = (benchmarks: readonly unknown[], metadata: unknown = {}) =>
  JSON.stringify({ benchmarks, metadata, version: '1.0' });

const samplesIn = (text: string) =>
  readAs(pyperf, text).benchmarks.map(({ metrics }) =>
    metrics[0]?.launches.map(({ samples }) => samples),
  );

describe('pyperf', () => {
  it("reads what pyperf itself prints: 6.06 us, and 11.8 MiB of a whole process's memory", () => {
    const mean = (version: string, name: string) => {
      const text = readFileSync(join(recordingsFolder, 'pyperf', version, 'old.json'), 'utf8');
      const read = readAs(pyperf, text).benchmarks.find(({ path }) => path[0] === name);
      const values = read?.metrics[0]?.launches.flatMap(({ samples }) => samples) ?? [];
      return values.reduce((sum, value) => sum + value, 0) / values.length;
    };
    expect((mean('2.11.0', 'split') * 1e6).toFixed(2)).toBe('6.06');
    expect((mean('2.11.0', 'join') * 1e6).toFixed(2)).toBe('1.06');
    // With an inner loop of five.
    expect((mean('2.11.0', 'format') * 1e9).toFixed(1)).toBe('16.1');
    expect((mean('2.11.0-memory', 'format') / 2 ** 20).toFixed(1)).toBe('11.8');
  });

  it('takes each process for a launch, and neither warm-ups nor calibrations', () => {
    const runs = [
      { metadata: { calibrate_loops: 8 }, warmups: [[8, 9e-6]] },
      { values: [1e-6, 2e-6], warmups: [[8, 9e-6]] },
      { values: [3e-6], metadata: { loops: 16 } },
    ];
    expect(samplesIn(file([{ metadata: { name: 'a' }, runs }]))).toEqual([[[1e-6, 2e-6], [3e-6]]]);
  });

  it('finds name and unit wherever they are common', () => {
    const text = file([{ runs: [{ values: [4096] }] }], { name: 'alone', unit: 'byte' });
    const [read] = readAs(pyperf, text).benchmarks;
    expect(read?.path).toEqual(['alone']);
    expect(read?.metrics[0]?.metric).toMatchObject({ name: 'memory', unit: 'B' });
    const counted = file([{ metadata: { name: 'n', unit: 'integer' }, runs: [{ values: [8] }] }]);
    expect(readAs(pyperf, counted).benchmarks[0]?.metrics[0]?.metric).toEqual({
      name: 'value',
      unit: '1',
      direction: null,
    });
  });

  it('reads what older versions called samples', () => {
    const runs = [{ samples: [0.5], warmups: [[1, 0.25]] }];
    expect(samplesIn(file([{ metadata: { name: 'a' }, runs }]))).toEqual([[[0.5]]]);
  });

  it('counts what it does not read', () => {
    const named = (name: string, runs: unknown, more = {}) => ({
      metadata: { name, ...more },
      runs,
    });
    const { passedOver, rows } = readAs(
      pyperf,
      file([
        named('a', [{ values: [1] }]),
        named('a', [{ values: [2] }]),
        named('b', [{ warmups: [[1, 2]] }]),
        named('c', [{ values: [1] }], { unit: 'parsec' }),
        { runs: [{ values: [1] }] },
      ]),
    );
    expect(passedOver.map(({ why }) => why)).toEqual([
      'two benchmarks have the same name; the first one is read',
      'a benchmark has no runs with values, only calibrations',
      'a unit is not known: parsec',
      'a benchmark has no name',
    ]);
    expect(rows).toBe(1);
  });

  it('is not taken for other files with benchmarks that have runs', () => {
    const others = [
      { benchmarks: [{ alias: 'x', runs: [{ stats: { avg: 1 } }] }] },
      { benchmarks: [{ name: 'BM_x', run_name: 'BM_x', real_time: 1 }] },
    ];
    expect(others.map((one) => pyperf.detect(headOf(JSON.stringify(one))))).toEqual([false, false]);
  });
});
