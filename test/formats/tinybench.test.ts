import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { detect } from '../../src/formats/detect.ts';
import { headOf } from '../../src/formats/head.ts';
import { formats } from '../../src/formats/index.ts';
import { tinybench } from '../../src/formats/tinybench.ts';
import { readAs, recordingsFolder } from './recordedFiles.ts';

const recorded = (version: string) =>
  readFileSync(join(recordingsFolder, 'tinybench', version, 'new.json'), 'utf8');

const reading = (value: unknown) => readAs(tinybench, JSON.stringify(value));
const detected = (text: string) => detect(headOf(text), formats);
const latency = { aad: 1, mad: 1, mean: 4, p50: 3, p995: 9 };

const samplesOf = (read: ReturnType<typeof reading>) =>
  read.benchmarks.map(({ metrics }) => metrics[0]?.launches.map(({ samples }) => samples));

const median = (values: readonly number[]) => {
  const sorted = [...values].sort((left, right) => left - right);
  const middle = sorted.length / 2;
  return ((sorted[Math.ceil(middle) - 1] ?? 0) + (sorted[Math.floor(middle)] ?? 0)) / 2;
};

describe('tinybench', () => {
  it.each(['3.1.1', '4.1.0', '5.1.0', '6.2.5'])(
    '%s: samples are seconds a call, with the median that it computed',
    (version) => {
      const withSamples = readAs(tinybench, recorded(version));
      const text = JSON.stringify(JSON.parse(recorded(version)), (key, value: unknown) =>
        key === 'samples' ? undefined : value,
      );
      const without = readAs(tinybench, text);
      expect(withSamples.benchmarks.map(({ metrics }) => metrics[0]?.kind)).toEqual([
        'call',
        'call',
        undefined,
      ]);
      for (const [index, { metrics }] of withSamples.benchmarks.slice(0, 2).entries()) {
        const told = without.benchmarks[index]?.metrics[0];
        expect(told?.kind).toBe('figure');
        expect(median(metrics[0]?.launches[0]?.samples ?? [])).toBeCloseTo(
          told?.launches[0]?.samples[0] ?? Number.NaN,
          8,
        );
      }
    },
  );

  it.each([['6.2.5-table', '6.2.5-without-samples']])(
    '%s: a table says nanoseconds, as %s milliseconds',
    (table, results) => {
      const [rows, tasks] = [table, results].map((version) => readAs(tinybench, recorded(version)));
      for (const [index, row] of (rows?.benchmarks ?? []).slice(0, 2).entries()) {
        const printed = row.metrics[0]?.launches[0]?.samples[0] ?? Number.NaN;
        const exact = tasks?.benchmarks[index]?.metrics[0]?.launches[0]?.samples[0];
        expect(printed).toBeCloseTo(exact ?? Number.NaN, 9);
      }
    },
  );

  it('reads the columns of the tables of all versions', () => {
    const read = reading([
      { 'Task Name': 'v2', 'ops/sec': '1,841', 'Average Time (ns)': 542_901.6, Samples: 20 },
      {
        'Task name': 'v3.0',
        'Latency average (ns)': '9 ± 1%',
        'Latency median (ns)': '2.50 ± 1.00',
      },
      { 'Task name': 'v6', 'Latency avg (ns)': '9 ± 1%', 'Latency med (ns)': '1e+9 ± 5' },
      { 'Task name': 'odd', 'Latency avg (ns)': '+∞ ± 1%' },
      {
        'Task name': 'idle',
        'Latency avg (ns)': 'N/A',
        'Latency med (ns)': 'N/A',
        Remarks: 'not-started',
      },
      { 'Task name': 'broken', Error: '', Stack: 'N/A' },
    ]);
    expect(samplesOf(read)).toEqual([[[542_901.6 / 1e9]], [[2.5e-9]], [[1]], undefined, undefined]);
    expect(read.benchmarks.slice(3).map(({ state, message }) => [state, message])).toEqual([
      ['skipped', 'it was not measured: not-started'],
      ['failed', 'it failed without a message'],
    ]);
    expect(read.passedOver).toEqual([
      { why: 'a time of the table is not printed as tinybench prints it', count: 1, line: 1 },
    ]);
  });

  it('tells failed tasks from those that were not measured', () => {
    const read = reading([
      { name: 'measured', result: { state: 'completed', latency } },
      { name: 'stopped late', result: { state: 'aborted-with-statistics', latency } },
      { name: 'stopped', result: { state: 'aborted' } },
      { name: 'stopped in version 5', result: { aborted: true } },
      { name: 'never run' },
      { name: 'failed', result: { state: 'errored', error: { message: 'no input' } } },
      { name: 'failed before', result: { error: {} } },
    ]);
    expect(read.benchmarks.map(({ state, message }) => [state, message])).toEqual([
      ['measured', undefined],
      ['measured', undefined],
      ['skipped', 'it was not measured: aborted'],
      ['skipped', 'it was not measured: aborted'],
      ['skipped', 'it was not measured: it has no result'],
      ['failed', 'no input'],
      ['failed', 'it failed; JSON kept nothing of the error'],
    ]);
  });

  it('reads results that were spread into their tasks, and files one after the other as launches', () => {
    const task = { name: 'spread', hz: 250, mean: 4, period: 4, totalTime: 8, samples: [3, 5] };
    const text = JSON.stringify([task]);
    expect(detected(text)).toMatchObject({ kind: 'known', format: { name: 'tinybench' } });
    expect(samplesOf(readAs(tinybench, `${text}\n${text}\n`))).toEqual([
      [
        [0.003, 0.005],
        [0.003, 0.005],
      ],
    ]);
  });

  it('is recognised although its first samples fill the head of the file', () => {
    const samples = Array.from({ length: 20_000 }, (_, index) => index / 1000);
    for (const result of [
      { totalTime: 1, min: 0, max: 20, hz: 100, period: 10, samples, mean: 10 },
      { aborted: false, hz: 100, latency: { ...latency, samples } },
    ]) {
      const text = JSON.stringify([{ name: 'sum', result }]);
      expect(detected(text)).toMatchObject({ kind: 'known', format: { name: 'tinybench' } });
    }
  });

  it('counts every task that it does not read', () => {
    const { passedOver } = reading([
      { name: 'a', result: { latency } },
      { name: 'a', result: { latency } },
      { result: { latency } },
      { name: 'b', result: { latency: { rme: 1 } } },
      { name: 'c', result: { latency: { ...latency, samples: [1, null, -1] } } },
      { name: 'd'.repeat(20_000), result: { latency } },
      7,
    ]);
    expect(passedOver.map(({ why, count }) => [why, count])).toEqual([
      ['two benchmarks have the same name; the first one is read', 1],
      ['a task has no name', 1],
      ['a task has neither samples nor a mean', 1],
      ['a value is no number', 1],
      ['a value is negative', 1],
      ['a name is too long', 1],
      ['a row is no object', 1],
    ]);
  });
});
