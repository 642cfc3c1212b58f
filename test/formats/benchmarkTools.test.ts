/** What the JSON of BenchmarkTools.jl holds. */
import { expect, it } from 'vitest';
import { benchmarkTools } from '../../src/formats/benchmarkTools.ts';
import { headOf } from '../../src/formats/head.ts';
import { readAs } from './recordedFiles.ts';

const trial = (times: readonly unknown[]) => [
  'Trial',
  {
    params: ['Parameters', { evals: 10 }],
    times,
    gctimes: times.map(() => 0),
    memory: 64,
    allocs: 2,
  },
];

const group = (data: object, prefix = '') => [`${prefix}BenchmarkGroup`, { tags: [], data }];

const read = (...values: readonly unknown[]) =>
  readAs(
    benchmarkTools,
    `${JSON.stringify([{ Julia: '1.10.2', BenchmarkTools: '1.0.0' }, values])}\n`,
  );

const linesOf = ({ benchmarks }: ReturnType<typeof read>) =>
  benchmarks.flatMap(({ path, metrics }) =>
    metrics.map(
      ({ metric, kind, launches }) =>
        `${path.join(' > ')}: ${metric.name} ${metric.unit} ${kind} ${launches.map(({ samples }) => samples.join(' ')).join(' | ')}`,
    ),
  );

it('times are nanoseconds of an evaluation, in groups of groups', () => {
  const inner = group({ '(1, "a")': trial([30, 20]) }, 'BenchmarkTools.');
  expect(linesOf(read(group({ sum: inner })))).toEqual([
    'sum > (1, "a"): time s batch 3e-8 2e-8',
    'sum > (1, "a"): gc-time s batch 0 0',
    'sum > (1, "a"): allocated B figure 64',
    'sum > (1, "a"): allocations 1 figure 2',
  ]);
});

it('a sample of one evaluation is a single call', () => {
  const single = ['Trial', { params: ['Parameters', { evals: 1 }], times: [5] }];
  const several = ['Trial', { params: ['Parameters', { evals: 2 }], times: [5] }];
  expect(linesOf(read(group({ single, several })))).toEqual([
    'single: time s call 5e-9',
    'several: time s batch 5e-9',
  ]);
});

it('an estimate is one figure', () => {
  const estimate = ['TrialEstimate', { time: 1000, gctime: 10, memory: 3 }];
  expect(linesOf(read(estimate, trial(['x', 5])))).toEqual([
    'trial 1: time s figure 0.000001',
    'trial 1: gc-time s figure 1e-8',
    'trial 1: allocated B figure 3',
    'trial 2: time s batch 5e-9',
    'trial 2: gc-time s batch 0 0',
    'trial 2: allocated B figure 64',
    'trial 2: allocations 1 figure 2',
  ]);
});

it('comparisons, settings and what has no type are told', () => {
  const reading = read(
    group({ a: ['TrialRatio', { time: 1.5 }], b: 7, c: trial([1]) }),
    ['Parameters', {}],
    group({ c: trial([2]) }),
  );
  expect(linesOf(reading)[0]).toBe('c: time s batch 1e-9');
  expect(reading.passedOver.map(({ why, line }) => `${line} ${why}`)).toEqual([
    '1 a TrialRatio is no measurement',
    '1 a member of a group has no type and fields',
    '1 a Parameters is no measurement',
    '1 two benchmarks have the same name; the first one is read',
  ]);
});

it.each([
  [[{ Julia: '1', BenchmarkTools: '1' }, []], true],
  [[{ Julia: '1' }, []], false],
  [{ Julia: '1', BenchmarkTools: '1' }, false],
])('%j is recognised, or not', (value, expected) => {
  expect(benchmarkTools.detect(headOf(`${JSON.stringify(value)}\n`))).toBe(expected);
});
