import { describe, expect, it } from 'vitest';
import { headOf } from '../../src/formats/head.ts';
import { wrk } from '../../src/formats/wrk.ts';
import { readAs } from './recordedFiles.ts';

interface Printed {
  readonly latency?: string;
  readonly distribution?: string;
  readonly requests?: string;
  readonly transfer?: string;
  readonly more?: string;
  readonly url?: string;
}

const printed = ({
  latency = '7.15ms',
  distribution = '',
  requests = '569.60',
  transfer = '94.56KB',
  more = '',
  url = 'http://localhost:8080/a/b?c=1',
}: Printed = {}) => `Running 1s test @ ${url}
  2 threads and 4 connections
  Thread Stats   Avg      Stdev     Max   +/- Stdev
    Latency   ${latency}    3.08ms  24.27ms   83.25%
    Req/Sec   286.15     39.77   366.00     65.00%
${distribution}  572 requests in 1.00s, 94.96KB read
${more}Requests/sec:    ${requests}
Transfer/sec:     ${transfer}
`;

const valuesOf = (text: string) =>
  Object.fromEntries(
    readAs(wrk, text).benchmarks.flatMap(({ metrics }) =>
      metrics.map(({ metric, launches }) => [
        `${metric.name} ${metric.unit}`,
        launches.map(({ samples }) => samples[0]),
      ]),
    ),
  );

describe("wrk's text", () => {
  it.each([
    ['90.82us', 0.00009082],
    ['7.15ms', 0.00715],
    ['1.50s', 1.5],
    ['2.00m', 120],
    ['1.00h', 3600],
  ])('has latencies like %s', (latency, seconds) => {
    expect(valuesOf(printed({ latency }))['time s']?.[0]).toBeCloseTo(seconds, 15);
  });

  it('counts by 1000 and bytes by 1024', () => {
    const values = valuesOf(printed({ requests: '86.56k', transfer: '1.50MB' }));
    expect(values['throughput 1/s']).toEqual([86_560]);
    expect(values['transfer B/s']).toEqual([1.5 * 1024 ** 2]);
  });

  it('has a median only in the distribution, which is better than the mean', () => {
    const distribution =
      '  Latency Distribution\n     50%    6.01ms\n     99%   18.71ms\n  99.900%   20.00ms\n';
    expect(valuesOf(printed({ distribution }))).toMatchObject({
      'time s': [0.00601],
      'latency-p99 s': [0.01871],
      'latency-p99.9 s': [0.02],
    });
  });

  it('tells of responses that were errors and of sockets that failed', () => {
    const more =
      '  Socket errors: connect 0, read 1, write 0, timeout 2\n  Non-2xx or 3xx responses: 563\n';
    expect(readAs(wrk, printed({ more })).notices).toEqual([
      'Of http://localhost:8080/a/b?c=1, sockets failed: connect 0, read 1, write 0, timeout 2.',
      'Of http://localhost:8080/a/b?c=1, 563 responses were errors (neither 2xx nor 3xx), and are among what was timed.',
    ]);
  });

  it('is of a test that failed where nothing answered', () => {
    const text = printed({ latency: '0.00us', requests: '0.00', transfer: '0.00B' });
    expect(readAs(wrk, text).benchmarks.map(({ state }) => state)).toEqual(['failed']);
  });

  it('holds several runs: of the same page several launches', () => {
    const other = printed({ url: 'https://localhost/', latency: '9.00ms' });
    const reading = readAs(wrk, printed() + other + printed({ latency: '8.00ms' }));
    expect(reading.benchmarks.map(({ path, params }) => [...path, params])).toEqual([
      ['localhost:8080', 'a', 'b', '?c=1', { threads: '2', connections: '4' }],
      ['localhost:443', { threads: '2', connections: '4' }],
    ]);
    expect(reading.benchmarks[0]?.metrics[0]?.launches.map(({ samples }) => samples[0])).toEqual([
      0.00715, 0.008,
    ]);
  });

  it('that ends in the middle is told', () => {
    const reading = readAs(wrk, printed() + printed().split('\n').slice(0, 4).join('\n'));
    expect(reading.passedOver).toEqual([{ why: 'a run of wrk has no end', count: 1, line: 9 }]);
  });

  it('is told by its first and its last lines', () => {
    expect(wrk.detect(headOf(printed()))).toBe(true);
    expect(wrk.detect(headOf('Running tests\nRequests/sec: 5\n'))).toBe(false);
  });
});
