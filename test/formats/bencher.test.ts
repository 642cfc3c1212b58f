import { describe, expect, it } from 'vitest';
import { bencher } from '../../src/formats/bencher.ts';
import { headOf } from '../../src/formats/head.ts';
import { readAs } from './recordedFiles.ts';

const read = (value: unknown) => readAs(bencher, JSON.stringify(value));

describe('Bencher Metric Format', () => {
  it('has latencies in nanoseconds, and of other measures no unit', () => {
    const measures = {
      latency: { value: 88_000.5, lower_value: 1, upper_value: 2 },
      throughput: { value: 5 },
      'file-size': { value: 7 },
      time: { value: 3 },
      instructions: { value: 9 },
    };
    const reading = read({ 'group/name': measures });
    expect(
      reading.benchmarks.map(({ path, metrics }) => [
        path,
        metrics.map(({ metric: { name, unit, direction }, launches: [launch] }) => [
          `${name} ${unit} ${direction}`,
          launch?.samples,
        ]),
      ]),
    ).toEqual([
      [
        ['group', 'name'],
        [
          ['time s lower-is-better', [88_000.5 / 1e9]],
          ['throughput 1/s higher-is-better', [5]],
          ['file-size 1 null', [7]],
          ['time-value 1 null', [3]],
          ['instructions 1 lower-is-better', [9]],
        ],
      ],
    ]);
    expect(reading.notices).toEqual([]);
  });

  it('says where it takes a unit for granted', () => {
    expect(read({ x: { memory: { value: 7 } } }).notices).toHaveLength(1);
  });

  it('tells of a benchmark without measures', () => {
    const { passedOver } = read({ x: { latency: { value: 1 } }, y: {} });
    expect(passedOver).toMatchObject([{ why: 'a benchmark has no measures', count: 1, line: 1 }]);
  });

  it('passes over what has no value or no name', () => {
    const reading = read({
      x: { a: { value: 'high' }, b: 5, '-': { value: 1 }, c: { value: 1 } },
      '': { a: { value: 1 } },
    });
    expect(reading.rows).toBe(1);
    expect(reading.passedOver.map(({ why, count }) => [why, count])).toEqual([
      ['a measure has no value or no name', 2],
      ['a row is no object', 1],
      ['a benchmark has no name', 1],
    ]);
  });

  it.each([
    ['{"x":{"latency":{"value":1}}}', true],
    ['{"x":{"latency":{"value":1}},"y":{"latency":{"val', true],
    ['{}', false],
    ['[]', false],
    ['{"x":{}}', false],
    ['{"x":{"latency":{"value":1}},"y":5}', false],
    ['{"x":{"latency":{"value":1},"other":{"count":1}}}', false],
    ['{"x":{"latency":{"value":"1"}}}', false],
    ['{"x":{"latency":{"value":1},"other":{"value":"1"}},"y":{"latency":{"value":NaN}}}', true],
    ['{"x":{"latency":{"value":1}},"y":{}}', true],
    ['{"metrics":{"a":{"value":0.5}},"root_group":{"name":""}}', false],
  ])('is told by the number of each measure: %s', (text, is) => {
    expect(bencher.detect(headOf(text))).toBe(is);
  });
});
