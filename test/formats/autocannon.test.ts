import { describe, expect, it } from 'vitest';
import { autocannon } from '../../src/formats/autocannon.ts';
import { readAs } from './recordedFiles.ts';

const reading = (more: object) =>
  readAs(
    autocannon,
    JSON.stringify({
      url: 'http://localhost:3000/a?b=1',
      connections: 10,
      errors: 0,
      non2xx: 0,
      mismatches: 0,
      '2xx': 500,
      latency: { average: 20.5, p50: 20, p90: 30, p97_5: 40, p99: 50, p99_9: 60 },
      requests: { average: 100, total: 500 },
      throughput: { average: 2000 },
      ...more,
    }),
  );

const valuesOf = (read: ReturnType<typeof reading>) =>
  Object.fromEntries(
    read.benchmarks[0]?.metrics.map(({ metric, launches }) => [
      `${metric.name} ${metric.unit}`,
      launches[0]?.samples[0],
    ]) ?? [],
  );

describe('autocannon', () => {
  it('reads latency in milliseconds, requests and bytes a second', () => {
    const read = reading({ title: 'home' });
    expect(read.benchmarks[0]?.path).toEqual(['home', 'localhost:3000', 'a', '?b=1']);
    expect(valuesOf(read)).toEqual({
      'throughput 1/s': 100,
      'transfer B/s': 2000,
      'time s': 0.0205,
      'latency-p90 s': 0.03,
      'latency-p97.5 s': 0.04,
      'latency-p99 s': 0.05,
      'latency-p99.9 s': 0.06,
      'failed-requests 1': 0,
    });
    expect(read.notices).toEqual([]);
  });

  it('does not take what its histogram cannot tell apart for a time of 0', () => {
    const read = reading({ latency: { average: 0.01, p90: 0, p97_5: 0, p99: 0, p99_9: 1 } });
    expect(valuesOf(read)).toMatchObject({ 'time s': 0.000_01, 'latency-p99.9 s': 0.001 });
    expect(valuesOf(read)).not.toHaveProperty('latency-p99 s');
    expect(read.passedOver.map(({ count }) => count)).toEqual([3]);
    expect(read.notices[0]).toContain('whole milliseconds');
  });

  it('counts requests that failed, and fails where none was answered', () => {
    const some = reading({ errors: 3, timeouts: 2, non2xx: 4, '4xx': 4 });
    expect(valuesOf(some)).toMatchObject({ 'failed-requests 1': 7 });
    expect(some.notices[0]).toMatch(/^7 requests failed/);
    const none = reading({ errors: 4566, '2xx': 0, latency: { average: 0 } });
    expect(none.benchmarks.map(({ state, message, metrics }) => [state, message, metrics])).toEqual(
      [['failed', 'no request was answered, 4566 failed', []]],
    );
  });

  it('needs an address', () => {
    expect(reading({ url: '' }).passedOver.map(({ why }) => why)).toEqual([
      'it does not say of which address it is',
    ]);
  });
});
