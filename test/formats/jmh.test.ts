/** What JMH's JSON holds that other readers fell for. */
import { describe, expect, it } from 'vitest';
import { headOf } from '../../src/formats/head.ts';
import { jmh, jmhReader } from '../../src/formats/jmh.ts';
import { readAs } from './recordedFiles.ts';

const result = (changes: object = {}) => ({
  jmhVersion: '1.37',
  benchmark: 'example.Sorting.sort',
  mode: 'avgt',
  threads: 1,
  forks: 2,
  measurementBatchSize: 1,
  primaryMetric: { score: 2, scoreError: 'NaN', scoreUnit: 'us/op', rawData: [[2], [4]] },
  secondaryMetrics: {},
  ...changes,
});

const read = (...results: readonly unknown[]) => readAs(jmh, `${JSON.stringify(results)}\n`);

const metric = (scoreUnit: string, ...rawData: readonly unknown[][]) => ({
  score: 1,
  scoreUnit,
  rawData,
});

/** `name: values by launch`. */
const valuesOf = (reading: ReturnType<typeof read>) =>
  reading.benchmarks.flatMap(({ metrics }) =>
    metrics.map(
      ({ metric: { name, unit, direction }, kind, launches }) =>
        `${name} ${unit} ${direction?.split('-')[0] ?? '-'} ${kind}: ${launches.map(({ samples }) => samples.join(' ')).join(' | ')}`,
    ),
  );

describe('the unit of a score', () => {
  it.each([
    ['ns/op', 'time s lower batch: 2e-9 | 4e-9'],
    ['us/op', 'time s lower batch: 0.000002 | 0.000004'],
    ['ms/op', 'time s lower batch: 0.002 | 0.004'],
    ['s/op', 'time s lower batch: 2 | 4'],
    ['min/op', 'time s lower batch: 120 | 240'],
    ['hr/op', 'time s lower batch: 7200 | 14400'],
    ['ops/ns', 'throughput 1/s higher batch: 2000000000 | 4000000000'],
    ['ops/us', 'throughput 1/s higher batch: 2000000 | 4000000'],
    ['ops/s', 'throughput 1/s higher batch: 2 | 4'],
    ['ops/min', `throughput 1/s higher batch: ${2 / 60} | ${4 / 60}`],
  ])('%s says what is better', (unit, expected) => {
    expect(valuesOf(read(result({ primaryMetric: metric(unit, [2], [4]) })))).toEqual([expected]);
  });

  it('that is none is told', () => {
    const { benchmarks, passedOver } = read(
      result({ primaryMetric: metric('furlongs', [2]) }),
      result({ benchmark: 'a.B.c', primaryMetric: null }),
      { mode: 'avgt' },
      17,
      result({ benchmark: 'a.B.d', measurementBatchSize: 'x' }),
    );
    expect(benchmarks).toEqual([]);
    expect(passedOver).toEqual([
      { why: 'a result has no "benchmark" and "mode"', count: 1, line: 1 },
      { why: 'a row is no object', count: 1, line: 1 },
      { why: 'the unit of a score is not known: furlongs', count: 1, line: 1 },
      { why: 'a result has no "primaryMetric" with a "scoreUnit"', count: 1, line: 1 },
      { why: 'the batch size of a result is no whole number', count: 1, line: 1 },
    ]);
  });
});

describe('values', () => {
  it('that are texts or missing spoil no others', () => {
    const reading = read(
      result({ primaryMetric: metric('s/op', ['NaN', 2, '+INF'], [], [null, 3]) }),
      result({ benchmark: 'a.B.none', primaryMetric: metric('s/op', []) }),
      result({ benchmark: 'a.B.old', primaryMetric: { score: 5, scoreUnit: 's/op' } }),
    );
    expect(valuesOf(reading)).toEqual(['time s lower batch: 2 | 3', 'time s lower figure: 5']);
    expect(reading.passedOver).toEqual([
      { why: 'a value is no number', count: 3, line: 1 },
      { why: 'a result has no values', count: 1, line: 1 },
    ]);
    expect(reading.rows).toBe(2);
  });

  it('of an operation of several calls are told per call', () => {
    const secondaryMetrics = {
      '·gc.alloc.rate.norm': metric('B/op', [500]),
      found: metric('ops/ms', [7]),
      'gc.count': metric('counts', [3]),
    };
    const reading = read(
      result({ mode: 'ss', measurementBatchSize: 10, secondaryMetrics }),
      result({
        benchmark: 'a.B.c',
        measurementBatchSize: 10,
        primaryMetric: metric('ops/s', [2]),
      }),
    );
    expect(valuesOf(reading)).toEqual([
      'time s lower batch: 2e-7 | 4e-7',
      'allocated B lower batch: 50',
      'found 1/s higher batch: 70000',
      'gc.count 1 - batch: 3',
      'throughput 1/s higher batch: 20',
    ]);
    expect(reading.notices).toContain(
      'JMH counts 10 calls of example.Sorting/sort as one operation (its batch size); what is read is per call.',
    );
  });

  it('of single calls are as many as were counted', () => {
    const rawDataHistogram = [
      [
        [
          [1, 2],
          [3, 1],
        ],
        [[2, 1], [7, 'x'], [7, 0.5], [7]],
      ],
      [[[5, 3]]],
    ];
    const secondaryMetrics = { 'p0.50': metric('s/op', [1]), 'sort·p0.99': metric('s/op', [3]) };
    const reading = read(
      result({
        mode: 'sample',
        primaryMetric: { scoreUnit: 's/op', rawDataHistogram },
        secondaryMetrics,
      }),
    );
    expect(valuesOf(reading)).toEqual(['time s lower call: 1 1 3 2 | 5 5 5']);
    expect(reading.passedOver).toEqual([{ why: 'a value is no number', count: 3, line: 1 }]);
  });

  it('of very many single calls are chosen evenly', () => {
    const rawDataHistogram = [
      [
        [
          [4, 1e12],
          [2, 3e12],
        ],
        [['NaN', 'x']],
      ],
    ];
    const reading = read(
      result({ mode: 'sample', primaryMetric: { scoreUnit: 's/op', rawDataHistogram } }),
    );
    const { samples = [], sampleCount } = reading.benchmarks[0]?.metrics[0]?.launches[0] ?? {};
    expect(sampleCount).toBe(100_000);
    expect(samples.filter((value) => value === 2).length / samples.length).toBeCloseTo(0.75, 1);
    expect(reading.notices).toEqual([
      'example.Sorting/sort has more than 100,000 single calls in a fork: an even choice of them is read.',
    ]);
  });
});

describe('secondary metrics', () => {
  it('have the meaning that their unit and name have', () => {
    const secondaryMetrics = {
      '·gc.alloc.rate': metric('MB/sec', [2]),
      'gc.churn.G1_Eden_Space.norm': metric('B/op', [8]),
      'gc.time': metric('ms', [20]),
      'instructions:u': metric('#/op', [99]),
      time: metric('#/op', [1]),
      CPI: metric('clks/insn', [1]),
      '·stack': metric('---', ['NaN']),
      '··': metric('#', [1]),
    };
    const reading = read(result({ secondaryMetrics }));
    expect(valuesOf(reading)).toEqual([
      'time s lower batch: 0.000002 | 0.000004',
      'gc.alloc.rate B/s - batch: 2097152',
      'gc.churn.g1-eden-space.norm B lower batch: 8',
      'gc.time s - batch: 0.02',
      'instructions 1 lower batch: 99',
    ]);
    expect(reading.passedOver.map(({ why }) => why)).toEqual([
      'two metrics of a benchmark are called time',
      'the unit of a secondary metric is not known: clks/insn',
      'the unit of a secondary metric is not known: ---',
      'a secondary metric has no name that can be kept: ··',
    ]);
  });
});

describe('names', () => {
  const namesIn = (reading: ReturnType<typeof read>) =>
    reading.benchmarks.map(({ path, params }) => [path.join('/'), params]);

  it('have mode and threads only where these tell benchmarks apart', () => {
    const reading = read(
      result({ params: { size: '10' } }),
      result({ params: { size: '20' } }),
      result({ benchmark: 'a.B.both' }),
      result({ benchmark: 'a.B.both', mode: 'thrpt', primaryMetric: metric('ops/s', [1]) }),
      result({ benchmark: 'c', threads: 1 }),
      result({ benchmark: 'c', threads: 4 }),
    );
    expect(namesIn(reading)).toEqual([
      ['example.Sorting/sort', { size: '10' }],
      ['example.Sorting/sort', { size: '20' }],
      ['a.B/both', { 'jmh.mode': 'avgt' }],
      ['a.B/both', { 'jmh.mode': 'thrpt' }],
      ['c', { 'jmh.threads': '1' }],
      ['c', { 'jmh.threads': '4' }],
    ]);
  });

  it('that are there twice are told, and the first is kept', () => {
    const reading = read(result(), result({ primaryMetric: metric('s/op', [7]) }));
    expect(valuesOf(reading)).toEqual(['time s lower batch: 0.000002 | 0.000004']);
    expect(reading.passedOver).toEqual([
      {
        why: 'two benchmarks have the same name, mode and parameters: only the first is read',
        count: 1,
        line: 1,
      },
    ]);
  });

  it('have the mode where it is known that there are several', () => {
    const reader = jmhReader(new Set(['example.Sorting.sort']));
    const reading = readAs({ ...jmh, reader }, `${JSON.stringify([result()])}\n`);
    expect(namesIn(reading)).toEqual([['example.Sorting/sort', { 'jmh.mode': 'avgt' }]]);
  });
});

it('one document after another is one launch after another', () => {
  const reading = readAs(jmh, `${JSON.stringify([result()])}\n${JSON.stringify([result()])}\n`);
  expect(valuesOf(reading)).toEqual([
    'time s lower batch: 0.000002 | 0.000004 | 0.000002 | 0.000004',
  ]);
});

it('is told when nothing was forked', () => {
  expect(read(result({ forks: 0 })).notices).toEqual([
    'Some of it was measured without forks (-f 0), in the process of JMH itself, where benchmarks influence each other.',
  ]);
});

it.each([
  ['another list', [{ name: 'x', unit: 'ns', value: 1 }], false],
  ['a score without a unit', [{ ...result(), primaryMetric: { score: 1 } }], false],
  ['an object', result(), false],
  ['its list', [result()], true],
])('%s is recognised, or not', (_, value, expected) => {
  expect(jmh.detect(headOf(`${JSON.stringify(value)}\n`))).toBe(expected);
});
