import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { pytestBenchmark } from '../../src/formats/pytestBenchmark.ts';
import { benchmarkId } from '../../src/model/identity.ts';
import { readAs, recordingsFolder } from './recordedFiles.ts';

const entry = (fullname: string, params: unknown, stats: unknown = { median: 1 }) => ({
  fullname,
  params,
  stats,
});

const reading = (...benchmarks: readonly unknown[]) =>
  readAs(pytestBenchmark, JSON.stringify({ machine_info: {}, benchmarks }));

const namesIn = (read: ReturnType<typeof reading>) =>
  read.benchmarks.map(({ path, params }) => benchmarkId({ suite: 'p', path: [...path], params }));

describe('pytest-benchmark', () => {
  it.each(['3.2.2', '4.0.0', '5.3.0'])(
    '%s: data are seconds a call, of which its median is',
    (version) => {
      const text = readFileSync(
        join(recordingsFolder, 'pytest-benchmark', version, 'new.json'),
        'utf8',
      );
      const told = readAs(pytestBenchmark, text);
      const without = readAs(
        pytestBenchmark,
        JSON.stringify(JSON.parse(text), (key, value: unknown) =>
          key === 'data' ? undefined : value,
        ),
      );
      const medians = without.benchmarks.map(({ metrics }) => metrics[0]?.launches[0]?.samples[0]);
      for (const [index, { metrics }] of told.benchmarks.entries()) {
        const samples = [...(metrics[0]?.launches[0]?.samples ?? [])].sort((a, b) => a - b);
        // The recordings keep the first 40 rounds; their median is near that of all.
        const middle = samples[Math.floor(samples.length / 2)] ?? Number.NaN;
        const ratio = middle / (medians[index] ?? Number.NaN);
        expect(ratio).toBeGreaterThan(0.9);
        expect(ratio).toBeLessThan(1.1);
      }
      expect(without.benchmarks.map(({ metrics }) => metrics[0]?.kind)).toEqual(
        Array(3).fill('figure'),
      );
    },
  );

  it('names tests by folders, file, class, function and parameters', () => {
    expect(
      namesIn(
        reading(
          entry('tests/test_x.py::TestA::test_it[1-a]', { n: 1, word: 'a' }),
          entry('tests/test_x.py::test_it', null),
        ),
      ),
    ).toEqual(['p/tests/test_x.py/TestA/test_it[n=1,word=a]', 'p/tests/test_x.py/test_it']);
  });

  it("names by pytest's id what has no text of its own, and what looks alike", () => {
    expect(
      namesIn(
        reading(
          entry('t.py::test_object[o0]', { o: 'UNSERIALIZABLE[<object object at 0x7f1>]' }),
          entry('t.py::test_list[n0]', { n: [1, 2] }),
          entry('t.py::test_list[n1]', { n: [3] }),
          entry('t.py::test_alike[1]', { n: 1 }),
          entry('t.py::test_alike[True]', { n: '1' }),
          entry('t.py::test_colons[a::b]', { word: 'a::b' }),
        ),
      ),
    ).toEqual([
      'p/t.py/test_object[id=o0]',
      'p/t.py/test_list[id=n0]',
      'p/t.py/test_list[id=n1]',
      'p/t.py/test_alike[id=1]',
      'p/t.py/test_alike[id=True]',
      'p/t.py/test_colons[word=a::b]',
    ]);
  });

  it('counts every entry that it does not read', () => {
    const read = reading(
      entry('t.py::a', null),
      entry('t.py::a', null, { median: 2 }),
      entry('t.py::b', null, { data: [] }),
      entry('', null),
      entry('t.py::c', null, { data: [1, 'x', -1] }),
    );
    expect(read.passedOver.map(({ why, count }) => [why, count])).toEqual([
      ['two benchmarks have the same name; the first one is read', 1],
      ['an entry of "benchmarks" has neither data nor a median', 1],
      ['an entry of "benchmarks" has no name', 1],
      ['a value is no number', 1],
      ['a value is negative', 1],
    ]);
    expect(read.benchmarks.map(({ metrics }) => metrics[0]?.launches[0]?.samples)).toEqual([
      [1],
      [1],
    ]);
  });

  it('takes times for UTC where older versions do not say so, and what is unknown for untold', () => {
    const { facts } = readAs(
      pytestBenchmark,
      JSON.stringify({
        machine_info: { cpu: { brand: 'unknown' } },
        commit_info: { id: 'unversioned' },
        benchmarks: [],
        datetime: '2020-01-02T03:04:05.678',
      }),
    );
    expect([...facts]).toEqual([['started-at', '2020-01-02T03:04:05.678Z']]);
  });
});
