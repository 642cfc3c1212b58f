/** What criterion's JSON holds that other readers fell for. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { haskellCriterion } from '../../src/formats/haskellCriterion.ts';
import { headOf } from '../../src/formats/head.ts';
import { readAs, recordingsFolder } from './recordedFiles.ts';

const report = (reportName: unknown, ...reportMeasured: readonly unknown[]) => ({
  reportName,
  reportKeys: ['time', 'cpuTime', 'cycles', 'iters', 'allocated'],
  reportMeasured,
});

const read = (...reports: readonly unknown[]) =>
  readAs(haskellCriterion, `${JSON.stringify(['criterion', '1.6.3.0', reports])}\n`);

const linesOf = ({ benchmarks }: ReturnType<typeof read>) =>
  benchmarks.flatMap(({ path, metrics }) =>
    metrics.map(
      ({ metric, launches }) =>
        `${path.join(' > ')}: ${metric.name} ${metric.unit} ${launches.map(({ samples }) => samples.join(' ')).join(' | ')}`,
    ),
  );

it('samples are totals of so many iterations', () => {
  const reading = read(report('a/b', [4, 2, 9, 8, 800], [0.1, 0.05, 9, 10, null]));
  expect(linesOf(reading)).toEqual([
    'a > b: time s 0.5 0.01',
    'a > b: cpu-time s 0.25 0.005',
    'a > b: allocated B 100',
  ]);
  expect(reading.notices).toEqual([]);
});

it('short samples are left out where there are longer ones, and that is told', () => {
  const reading = read(report('a', [0.001, 0, 0, 1], [0.03, 0, 0, 3]));
  expect(linesOf(reading)[0]).toBe('a: time s 0.01');
  expect(reading.rows).toBe(1);
  expect(reading.notices[0]).toContain('less than 30 ms');
  expect(linesOf(read(report('a', [0.001, 0, 0, 1])))[0]).toBe('a: time s 0.001');
});

it('its mean of a recording is about what it printed', () => {
  const file = join(recordingsFolder, 'haskell-criterion/1.5.13/old.json');
  const samples =
    readAs(haskellCriterion, readFileSync(file, 'utf8')).benchmarks[0]?.metrics[0]?.launches[0]
      ?.samples ?? [];
  const mean = samples.reduce((sum, one) => sum + one, 0) / samples.length;
  // It printed 117.1 ns as slope and 118.4 ns as mean of all, of which the recording has the last ones.
  expect(mean * 1e9).toBeGreaterThan(112);
  expect(mean * 1e9).toBeLessThan(123);
});

it('what is no sample, or no report, is told', () => {
  const reading = read(
    report('a', [1, 1, 1, 0], 'x', [1, 1, 1, 1]),
    report('a', [1, 1, 1, 1]),
    report(7, [1]),
    report('none'),
  );
  expect(linesOf(reading)).toEqual(['a: time s 1', 'a: cpu-time s 1']);
  expect(reading.passedOver.map(({ why, count }) => `${count} ${why}`)).toEqual([
    '2 a sample has no "time" and "iters"',
    '1 two benchmarks have the same name; the first one is read',
    '2 a report has no "reportName" with "reportMeasured"',
  ]);
});

it.each([
  [['criterion', '1.5.0.0', []], true],
  [[report('a', [1, 1, 1, 1])], true],
  [['criterion'], false],
  [[{ reportName: 'x' }], false],
])('%j is recognised, or not', (value, expected) => {
  expect(haskellCriterion.detect(headOf(`${JSON.stringify(value)}\n`))).toBe(expected);
});
