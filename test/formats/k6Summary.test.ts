import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { headOf } from '../../src/formats/head.ts';
import { k6Summary } from '../../src/formats/k6Summary.ts';
import { readAs, recordingsFolder } from './recordedFiles.ts';

const read = (metrics: object, more: object = { root_group: {} }) =>
  readAs(k6Summary, JSON.stringify({ ...more, metrics }));

const valuesOf = (reading: ReturnType<typeof readAs>) =>
  reading.benchmarks.flatMap(({ path, params, metrics }) =>
    metrics.map(({ metric, launches: [launch] }) => [
      [...path, ...Object.entries(params).flat()].join(' '),
      `${metric.name} ${metric.unit} ${metric.direction}`,
      launch?.samples[0],
    ]),
  );

describe('a summary of k6', () => {
  it('has medians and percentiles of times, in whatever columns were chosen', () => {
    const trend = (values: object) => ({ type: 'trend', contains: 'time', values });
    const reading = read({
      a: trend({ med: 2, avg: 3, 'p(99.9)': 5, min: 1, max: 9 }),
      b: trend({ avg: 3 }),
      c: trend({ 'p(50)': 4, avg: 3 }),
      d: trend({ max: 3 }),
    });
    expect(valuesOf(reading)).toEqual([
      ['a', 'time s lower-is-better', 0.002],
      ['a', 'latency-p99.9 s lower-is-better', 0.005],
      ['b', 'time s lower-is-better', 0.003],
      ['c', 'time s lower-is-better', 0.004],
    ]);
    expect(reading.passedOver.map(({ why }) => why)).toEqual([
      'a metric has no value that stands for it',
    ]);
  });

  it('says of its own metrics which way is better, and of no others', () => {
    const counter = { type: 'counter', contains: 'default', values: { count: 9, rate: 3 } };
    const data = { ...counter, contains: 'data' };
    const rate = { type: 'rate', contains: 'default', values: { rate: 0.25, passes: 1, fails: 3 } };
    const reading = read({
      http_reqs: counter,
      dropped_iterations: counter,
      own: counter,
      data_sent: data,
      own_data: data,
      checks: rate,
      http_req_failed: rate,
      own_rate: rate,
      vus: { type: 'gauge', contains: 'default', values: { value: 1 } },
    });
    expect(reading.notices).toHaveLength(1);
    expect(valuesOf(reading)).toEqual([
      ['http_reqs', 'throughput 1/s higher-is-better', 3],
      ['dropped_iterations', 'rate 1/s lower-is-better', 3],
      ['own', 'rate 1/s null', 3],
      ['data_sent', 'throughput B/s higher-is-better', 3],
      ['own_data', 'rate B/s null', 3],
      ['checks', 'share 1 higher-is-better', 0.25],
      ['http_req_failed', 'share 1 lower-is-better', 0.25],
      ['own_rate', 'share 1 null', 0.25],
    ]);
  });

  it('has submetrics by their tags, whose values may hold anything', () => {
    const trend = { type: 'trend', contains: 'time', values: { med: 1 } };
    const reading = read({
      'a{name:http://x/?a=1,2,method:GET}': trend,
      'a{group:::outer::inner}': trend,
    });
    expect(reading.benchmarks.map(({ path, params }) => [path, params])).toEqual([
      [['a'], { name: 'http://x/?a=1,2', method: 'GET' }],
      [['a'], { group: '::outer::inner' }],
    ]);
  });

  it('tells which thresholds were crossed, which an export says the other way round', () => {
    const crossed = (thresholds: object) =>
      read({ a: { type: 'counter', contains: 'default', values: { count: 1 }, thresholds } })
        .notices.length;
    expect(crossed({ 'count<1': { ok: false } })).toBe(1);
    expect(crossed({ 'count<1': { ok: true } })).toBe(0);
    expect(crossed({ 'count<1': true })).toBe(1);
    expect(crossed({ 'count<1': false })).toBe(0);
  });

  it('that was exported does not make times of what nobody says are some', () => {
    const reading = read({
      http_req_waiting: { med: 1 },
      own: { med: 1 },
      data_sent: { count: 1 },
    });
    expect(valuesOf(reading)).toEqual([
      ['http_req_waiting', 'time s lower-is-better', 0.001],
      ['data_sent', 'total B null', 1],
    ]);
    expect(reading.passedOver.map(({ count }) => count)).toEqual([1]);
  });

  it.each([
    ['http_req_duration', 'time s', '1.83', 1e3],
    ['http_req_duration', 'latency-p90 s', '18.44', 1e3],
    ['http_req_duration kind page', 'latency-p95 s', '39.17', 1e3],
    ['iteration_duration', 'time s', '6.19', 1e3],
    ['http_reqs', 'throughput 1/s', '123.558785', 1],
    ['data_sent', 'throughput B/s', '10', 1e-3],
    ['cached', 'share 1', '0.5', 1],
  ])('has of %s as %s what k6 printed of the same test: %s', (name, metric, printed, scale) => {
    const file = join(recordingsFolder, 'k6-summary/1.8.1-export/new.json');
    const found = valuesOf(readAs(k6Summary, readFileSync(file, 'utf8'))).find(
      ([benchmark, what]) => benchmark === name && String(what).startsWith(metric),
    );
    // It cuts digits off and does not round.
    const digits = 10 ** (printed.split('.')[1]?.length ?? 0);
    const value = Math.floor(Number(found?.[2]) * scale * digits * (1 + 1e-9)) / digits;
    expect(value).toBeCloseTo(Number(printed), 6);
  });
});

it('is recognised by its first part, and is no other JSON with "metrics"', () => {
  expect(k6Summary.detect(headOf('{"metrics":{"a":{}}}'))).toBe(false);
  expect(k6Summary.detect(headOf('{"metrics":[],"root_group":{}}'))).toBe(false);
  expect(k6Summary.detect(headOf('{"root_group":{},"metrics":{"a":{"type":"trend"'))).toBe(true);
});
