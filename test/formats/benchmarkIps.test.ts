/** What the JSON of benchmark-ips says. */
import { expect, it } from 'vitest';
import { benchmarkIps } from '../../src/formats/benchmarkIps.ts';
import { headOf } from '../../src/formats/head.ts';
import { readAs } from './recordedFiles.ts';

const entry = (changes: object = {}) => ({
  name: 'a, b',
  central_tendency: 250.5,
  ips: 250.5,
  error: 3,
  microseconds: 5_000_000,
  iterations: 1250,
  cycles: 25,
  ...changes,
});

const read = (value: unknown) => readAs(benchmarkIps, `${JSON.stringify(value)}\n`);

it('iterations per second are a rate, never made a time', () => {
  const { benchmarks, rows } = read([entry(), entry({ name: 'c', central_tendency: undefined })]);
  const metric = { name: 'throughput', unit: '1/s', direction: 'higher-is-better' };
  const launches = [{ samples: [250.5], sampleCount: 1 }];
  expect(benchmarks).toMatchObject([
    { path: ['a, b'], metrics: [{ metric, kind: 'figure', launches }] },
    { path: ['c'], metrics: [{ metric, kind: 'figure', launches }] },
  ]);
  expect(rows).toBe(2);
});

it('what is no entry is told', () => {
  const { benchmarks, passedOver } = read([
    entry(),
    entry(),
    entry({ name: 1 }),
    { name: 'x' },
    entry({ name: 'n', central_tendency: -1 }),
  ]);
  expect(benchmarks).toHaveLength(1);
  expect(passedOver.map(({ why, count }) => `${count} ${why}`)).toEqual([
    '1 two benchmarks have the same name; the first one is read',
    '2 an entry has no "name" with "central_tendency"',
    '1 a value is negative',
  ]);
});

it.each([
  [[entry()], true],
  [[{ name: 'x', unit: 'ns', value: 1 }], false],
  [entry(), false],
])('%j is recognised, or not', (value, expected) => {
  expect(benchmarkIps.detect(headOf(`${JSON.stringify(value)}\n`))).toBe(expected);
});
