import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { headOf } from '../../src/formats/head.ts';
import { k6 } from '../../src/formats/k6.ts';
import { readAs, recordingsFolder } from './recordedFiles.ts';

const declared = (name: string, type: string, contains = 'default') =>
  JSON.stringify({ type: 'Metric', data: { name, type, contains }, metric: name });

/** A point as k6 prints it: keys in its order, no spaces. */
const point = (metric: string, value: unknown, tags: object = {}, time = '2026-01-01T00:00:00Z') =>
  JSON.stringify({ metric, type: 'Point', data: { time, value, tags } });

/** The order of k6 before 0.34. */
const oldPoint = (metric: string, value: number, time: string) =>
  JSON.stringify({ type: 'Point', data: { time, value, tags: {} }, metric });

const read = (...lines: readonly string[]) => readAs(k6, lines.join('\n'));

const valuesOf = (reading: ReturnType<typeof readAs>) =>
  reading.benchmarks.map(({ path, params, metrics: [metric] }) => [
    [...path, ...Object.entries(params).flat()].join(' '),
    `${metric?.metric.name} ${metric?.metric.unit}`,
    metric?.launches[0]?.samples,
  ]);

describe('points of k6', () => {
  it('of times are milliseconds, of data bytes, of others plain', () => {
    const reading = read(
      declared('a', 'trend', 'time'),
      declared('b', 'trend', 'data'),
      declared('c', 'trend'),
      point('a', 1.5),
      point('b', 1.5),
      point('c', 1.5),
    );
    expect(valuesOf(reading)).toEqual([
      ['a', 'time s', [0.0015]],
      ['b', 'size B', [1.5]],
      ['c', 'value 1', [1.5]],
    ]);
  });

  it('are the same whether a line is read closely or like one before', () => {
    const texts = ['0.25', '1e3', '1.5E-7', '12345678901234567890', '0', '3.0000000000000001'];
    const lines = texts.flatMap((text, index) => [
      point('a', 0.5, { name: 'x' }, `2026-01-01T00:00:0${index}.${index}Z`).replace('0.5', text),
      `${point('a', 0.5).replace('0.5', text).replace('{', '{ ')}`,
    ]);
    const reading = read(declared('a', 'trend'), ...lines);
    const numbers = texts.map(Number).filter((value) => value <= 1e18);
    expect(valuesOf(reading)).toEqual([
      ['a name x', 'value 1', numbers],
      ['a', 'value 1', numbers],
    ]);
    expect(reading.rows).toBe(2 * texts.length);
    expect(reading.passedOver.map(({ count }) => count)).toEqual([2]);
  });

  it('are told apart by what was requested, not by how it ended', () => {
    const tags = { group: '::g', method: 'GET', name: 'page', scenario: 'default', url: '/1' };
    const reading = read(
      declared('a', 'trend'),
      point('a', 1, { ...tags, status: '200' }),
      point('a', 2, { ...tags, status: '500', error: 'x' }),
      point('a', 3, { ...tags, method: 'POST' }),
      point('a', 4, { ...tags, scenario: 'peak' }),
      point('a', 5, { ...tags, status: '200' }),
    );
    expect(valuesOf(reading)).toEqual([
      ['a group ::g method GET name page', 'value 1', [1, 2, 5]],
      ['a group ::g method POST name page', 'value 1', [3]],
      ['a group ::g scenario peak method GET name page', 'value 1', [4]],
    ]);
  });

  it('of counters are added, of rates a share, of gauges the last one', () => {
    const names = ['counter', 'rate', 'gauge'];
    const reading = read(
      ...names.map((name) => declared(name, name)),
      ...names.flatMap((name) => [point(name, 1), point(name, 0), point(name, 1), point(name, 0)]),
    );
    expect(valuesOf(reading)).toEqual([
      ['counter', 'total 1', [2]],
      ['rate', 'share 1', [0.5]],
      ['gauge', 'last 1', [0]],
    ]);
  });

  it('of very many kinds go each to its own', () => {
    const names = Array.from({ length: 20 }, (_, index) => `request ${index}`);
    const rounds = [1, 2, 3].flatMap((round) =>
      names.map((name, index) => point('a', round * 100 + index, { name })),
    );
    expect(valuesOf(read(declared('a', 'trend'), ...rounds))).toEqual(
      names.map((name, index) => [
        `a name ${name}`,
        'value 1',
        [100 + index, 200 + index, 300 + index],
      ]),
    );
  });

  it('tell that requests failed', () => {
    const failed = (value: number) =>
      read(declared('http_req_failed', 'rate'), point('http_req_failed', value)).notices.length;
    expect([failed(0), failed(1)]).toEqual([0, 1]);
  });

  it('are read in the order of keys of older versions', () => {
    const reading = read(
      declared('a', 'trend', 'time'),
      ...[1, 2, 3].map((value) => oldPoint('a', value, `2020-01-01T00:00:0${value}Z`)),
    );
    expect(valuesOf(reading)).toEqual([['a', 'time s', [0.001, 0.002, 0.003]]]);
  });

  it('have a line each, also where something else stands between them', () => {
    const reading = read(
      declared('a', 'trend'),
      point('a', 1),
      'time="x" level=warning msg="something"',
      point('a', 2),
      point('b', 2),
      point('a', 'NaN'),
      '',
      '{"type":"Other"}',
      point('a', 3),
    );
    expect(valuesOf(reading)).toEqual([['a', 'value 1', [1, 2, 3]]]);
    expect(reading.passedOver).toEqual([
      { why: 'a line is no JSON', count: 1, line: 3 },
      { why: 'it is a point of a metric that was not declared before', count: 1, line: 5 },
      { why: 'a point has no metric or no value', count: 1, line: 6 },
      { why: 'a line is neither a metric nor a point', count: 1, line: 8 },
    ]);
  });

  it('are not kept apart without end', () => {
    const points = Array.from({ length: 5010 }, (_, index) =>
      point('a', 1, { name: `/item/${index}` }),
    );
    const reading = read(declared('a', 'trend'), ...points);
    expect(reading.benchmarks).toHaveLength(5000);
    expect(reading.passedOver.map(({ count }) => count)).toEqual([10]);
  });

  it('are all of those in a file that k6 wrote', () => {
    const text = readFileSync(join(recordingsFolder, 'k6/1.8.1/new.ndjson'), 'utf8');
    const reading = readAs(k6, text);
    const points = text.split('\n').filter((line) => line.includes('"type":"Point"'));
    expect(reading.rows).toBe(points.length);
    const samples = (metric: string) =>
      reading.benchmarks
        .filter(({ path }) => path[0] === metric)
        .flatMap(({ metrics: [first] }) => first?.launches[0]?.samples ?? []);
    const printed = points
      .filter((line) => line.includes('"metric":"http_req_waiting"'))
      .map((line) => Number(/"value":([\d.]+)/.exec(line)?.[1]) / 1e3);
    expect([...samples('http_req_waiting')].sort()).toEqual(printed.sort());
  });
});

it("is not every file of JSON lines with a type, nor k6's summary", () => {
  for (const text of [
    '{"type":"Point"}\n{"type":"Point"}\n',
    '{"type":"bench","metric":"x"}\n',
    `${point('a', 1)}\n{"reason":"benchmark-complete"}\n`,
    '{"root_group":{},"metrics":{"a":{"type":"trend"}}}',
  ]) {
    expect(k6.detect(headOf(text))).toBe(false);
  }
  expect(k6.detect(headOf(`${point('a', 1)}\n${point('a', 2).slice(0, -9)}`))).toBe(true);
});
