import { describe, expect, it } from 'vitest';
import { githubActionBenchmark } from '../../src/formats/githubActionBenchmark.ts';
import { headOf } from '../../src/formats/head.ts';
import { readAs } from './recordedFiles.ts';

const read = (value: unknown) => readAs(githubActionBenchmark, JSON.stringify(value));

const valuesOf = (reading: ReturnType<typeof readAs>) =>
  reading.benchmarks.flatMap(({ path, metrics }) =>
    metrics.map(({ metric: { name, unit, direction }, launches: [launch] }) => [
      path.join('/'),
      `${name} ${unit} ${direction}`,
      launch?.samples[0],
    ]),
  );

describe('entries of a custom tool', () => {
  it.each([
    ['ns', 'time s lower-is-better', 12e-9],
    ['us/iter', 'time s lower-is-better', 12e-6],
    ['ops/sec', 'throughput 1/s higher-is-better', 12],
    ['MB/s', 'throughput B/s higher-is-better', 12e6],
    ['KiB', 'size B lower-is-better', 12_288],
    ['allocs/op', 'allocs-op 1 lower-is-better', 12],
    ['Percent', 'percent 1 null', 12],
    ['%', 'value 1 null', 12],
    ['', 'value 1 null', 12],
    ['time', 'time-value 1 null', 12],
  ])('in "%s" are of %s', (unit, metric, value) => {
    const [found] = valuesOf(read([{ name: 'x', unit, value: 12 }]));
    expect(found?.slice(0, 2)).toEqual(['x', metric]);
    expect(found?.[2]).toBeCloseTo(value, 15);
  });

  it('may have texts as values; what is none is told', () => {
    const entry = (value: unknown, name = 'x') => ({ name, unit: 's', value });
    const reading = read([entry('1.5'), entry('a lot', 'y'), entry(null, 'z'), entry(1, ''), 7]);
    expect(valuesOf(reading)).toEqual([['x', 'time s lower-is-better', 1.5]]);
    expect(reading.passedOver).toEqual([
      { why: 'an entry has no name or no value', count: 3, line: 1 },
      { why: 'a row is no object', count: 1, line: 1 },
    ]);
  });

  it('are read once by name and metric', () => {
    const entry = (value: number, unit: string) => ({ name: 'x', unit, value });
    const reading = read([entry(1, 's'), entry(2, 'ms'), entry(3, 'MB')]);
    expect(valuesOf(reading)).toEqual([
      ['x', 'time s lower-is-better', 1],
      ['x', 'size B lower-is-better', 3e6],
    ]);
    expect(reading.passedOver.map(({ count }) => count)).toEqual([1]);
  });

  it('are not taken for those of perfwatch because of a word', () => {
    const names = ['Sorting time', 'run a 1', 'go throughput s'];
    const reading = read(names.map((name) => ({ name, unit: 'points', value: 1 })));
    expect(reading.benchmarks.map(({ path }) => path)).toEqual(names.map((name) => [name]));
  });
});

describe('a history', () => {
  const run = (date: number, tool: string, ...benches: object[]) => ({
    commit: { id: `c${date}` },
    date,
    tool,
    benches,
  });
  const history = (entries: object) =>
    `window.BENCHMARK_DATA = ${JSON.stringify({ lastUpdate: 1, repoUrl: '', entries })}`;
  const bench = (value: number, unit: string) => ({ name: 'x', unit, value });

  it('is read up to its newest run, whatever the order', () => {
    const runs = [2, 3, 1].map((date) => run(date, 'go', bench(date, 's')));
    const reading = readAs(githubActionBenchmark, history({ Suite: runs }));
    expect(valuesOf(reading)).toEqual([['Suite/x', 'time s lower-is-better', 3]]);
    expect(reading.notices).toEqual(['Of 3 runs of "Suite" the newest is read.']);
    expect(reading.facts.get('commit')).toBe('c3');
  });

  it('says by its tool which way is better, even where the unit would say otherwise', () => {
    const reading = readAs(
      githubActionBenchmark,
      history({
        a: [run(1, 'customBiggerIsBetter', bench(1, 'points'))],
        b: [run(1, 'customSmallerIsBetter', bench(1, 'points'))],
        c: [run(1, 'customBiggerIsBetter', bench(1, 's'))],
        d: [run(1, 'cargo', bench(1, 'points'))],
      }),
    );
    expect(valuesOf(reading).map(([path, metric]) => [path, metric])).toEqual([
      ['a/x', 'points 1 higher-is-better'],
      ['b/x', 'points 1 lower-is-better'],
      ['c/x', 'value s higher-is-better'],
      ['d/x', 'points 1 null'],
    ]);
  });

  it('has dates that may be anything', () => {
    const entries = { a: [run(1e300, 'go', bench(1, 's')), run(-1, 'go')], b: [], c: 5 };
    expect(valuesOf(readAs(githubActionBenchmark, history(entries)))).toHaveLength(1);
  });

  it('is told by its first words', () => {
    expect(githubActionBenchmark.detect(headOf(history({})))).toBe(true);
    expect(githubActionBenchmark.detect(headOf('{"BENCHMARK_DATA": []}'))).toBe(false);
  });
});

it('is no list of other things', () => {
  const detect = (value: unknown) => githubActionBenchmark.detect(headOf(JSON.stringify(value)));
  expect(detect([{ name: 'x', unit: 's', value: 1 }])).toBe(true);
  expect(detect([{ name: 'x', value: 1 }])).toBe(false);
  expect(detect([{ benchmark: 'x', mode: 'thrpt' }])).toBe(false);
  expect(detect({ name: 'x', unit: 's', value: 1 })).toBe(false);
  expect(detect([])).toBe(false);
});
