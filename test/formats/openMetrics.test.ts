import { describe, expect, it } from 'vitest';
import { headOf } from '../../src/formats/head.ts';
import { quantileOf } from '../../src/formats/openMetrics/quantile.ts';
import { sampleLine } from '../../src/formats/openMetrics/sampleLine.ts';
import { openMetrics } from '../../src/formats/openMetrics.ts';
import { readAs } from './recordedFiles.ts';

const read = (...lines: readonly string[]) => readAs(openMetrics, `${lines.join('\n')}\n`);

const valuesOf = (reading: ReturnType<typeof readAs>) =>
  reading.benchmarks.flatMap(({ path, params, metrics }) =>
    metrics.map(({ metric, launches }) => [
      [...path, ...Object.entries(params).flat()].join(' '),
      `${metric.name} ${metric.unit} ${metric.direction}`,
      launches.map(({ samples }) => samples[0]),
    ]),
  );

const infinite = Number.POSITIVE_INFINITY;

describe('a quantile of buckets', () => {
  const buckets = [
    { upTo: 0.1, count: 10 },
    { upTo: 0.5, count: 30 },
    { upTo: 1, count: 30 },
    { upTo: infinite, count: 40 },
  ];

  it.each([
    [0.125, 0.05],
    [0.25, 0.1],
    [0.5, 0.3],
    [0.75, 0.5],
    [0.9, infinite],
  ])('%d is %d', (quantile, value) => {
    expect(quantileOf(buckets, quantile)).toBeCloseTo(value, 12);
  });

  it('is none of nothing and of counts that fall', () => {
    expect(quantileOf([{ upTo: infinite, count: 0 }], 0.5)).toBeNaN();
    expect(quantileOf([], 0.5)).toBeNaN();
    const falling = [
      { upTo: 1, count: 20 },
      { upTo: infinite, count: 10 },
    ];
    expect(quantileOf(falling, 0.5)).toBeNaN();
  });

  it('does not go below a first bound that is not above 0', () => {
    const negative = [
      { upTo: -1, count: 5 },
      { upTo: infinite, count: 6 },
    ];
    expect(quantileOf(negative, 0.5)).toBe(-1);
  });
});

describe('a line of samples', () => {
  it.each([
    ['a 1', 'a', {}, 1],
    ['a{} 1.5e-3', 'a', {}, 0.0015],
    [
      'a:b{x="1",y="a,b} \\"c\\" \\\\ \\n"} -1 1700000000',
      'a:b',
      { x: '1', y: 'a,b} "c" \\ \n' },
      -1,
    ],
    ['a_bucket{le="0.1",} 8 # {trace_id="x"} 0.09 1700000000.5', 'a_bucket', { le: '0.1' }, 8],
    ['a +Inf', 'a', {}, infinite],
    ['a{ x = "1" , y = "2" } NaN', 'a', { x: '1', y: '2' }, Number.NaN],
  ])('is read: %s', (text, name, labels, value) => {
    const found = sampleLine(text);
    expect(found && { ...found, labels: Object.fromEntries(found.labels) }).toEqual({
      name,
      labels,
      value,
    });
  });

  it.each(['', 'a', '1 a', 'a{x="1" 2', 'a{x=1} 2', 'a b', 'a 1x', 'a{x="1"'])(
    'is not: %s',
    (text) => {
      expect(sampleLine(text)).toBeNull();
    },
  );
});

describe('OpenMetrics text', () => {
  it('has units by their lines, else by the ends of names', () => {
    const reading = read(
      '# TYPE a gauge',
      '# UNIT a milliseconds',
      'a 5',
      'b_seconds 2',
      'c_bytes 3',
      'd_bytes_per_second 4',
      'e_per_second 5',
      'queue_min 6',
    );
    expect(valuesOf(reading)).toEqual([
      ['a', 'time s lower-is-better', [0.005]],
      ['b_seconds', 'time s lower-is-better', [2]],
      ['c_bytes', 'size B lower-is-better', [3]],
      ['d_bytes_per_second', 'throughput B/s higher-is-better', [4]],
      ['e_per_second', 'throughput 1/s higher-is-better', [5]],
      ['queue_min', 'value 1 null', [6]],
    ]);
  });

  it('has histograms by their labels, the median and percentiles of them', () => {
    const bucket = (label: string, le: string, count: number) =>
      `t_milliseconds_bucket{op="${label}",le="${le}"} ${count}`;
    const reading = read(
      '# TYPE t_milliseconds histogram',
      bucket('a', '+Inf', 100),
      bucket('a', '10', 50),
      bucket('a', '20', 100),
      bucket('b', '1.0', 1),
      't_milliseconds_sum{op="a"} 1000',
      't_milliseconds_count{op="a"} 100',
      't_milliseconds_created{op="a"} 1700000000',
    );
    expect(valuesOf(reading)).toEqual([
      ['t_milliseconds op a', 'time s lower-is-better', [0.01]],
      ['t_milliseconds op a', 'latency-p90 s lower-is-better', [0.018]],
      ['t_milliseconds op a', 'latency-p95 s lower-is-better', [0.019]],
      ['t_milliseconds op a', 'latency-p99 s lower-is-better', [0.0198]],
    ]);
    expect(reading.passedOver.map(({ why }) => why)).toEqual([
      'a histogram has no bucket up to +Inf',
    ]);
  });

  it('tells of quantiles in the bucket that has no end', () => {
    const reading = read(
      '# TYPE t_seconds histogram',
      't_seconds_bucket{le="1"} 96',
      't_seconds_bucket{le="+Inf"} 100',
    );
    expect(valuesOf(reading).map(([, metric]) => metric)).toHaveLength(3);
    expect(reading.passedOver.map(({ why }) => why)).toEqual([
      'the quantile 0.99 lies in a bucket without an end, so it is only known to be above 1',
    ]);
  });

  it('has of summaries the median, else the mean', () => {
    const reading = read(
      '# TYPE a_seconds summary',
      'a_seconds{quantile="0.5"} 2',
      'a_seconds{quantile="0.999"} 9',
      'a_seconds_sum 30',
      'a_seconds_count 10',
      '# TYPE b_seconds summary',
      'b_seconds_sum 30',
      'b_seconds_count 10',
      '# TYPE c_seconds summary',
      'c_seconds_count 0',
    );
    expect(valuesOf(reading)).toEqual([
      ['a_seconds', 'time s lower-is-better', [2]],
      ['a_seconds', 'latency-p99.9 s lower-is-better', [9]],
      ['b_seconds', 'time s lower-is-better', [3]],
    ]);
    expect(reading.passedOver.map(({ why }) => why)).toEqual([
      'a summary has neither a median nor a mean',
    ]);
  });

  it('does not say of counters which way is better, nor take a date for a duration', () => {
    const reading = read(
      '# TYPE cpu_seconds counter',
      'cpu_seconds_total 12',
      'cpu_seconds_created 1700000000',
      '# TYPE start_time_seconds gauge',
      'start_time_seconds 1.7e9',
      '# TYPE build info',
      'build_info{version="1"} 1',
    );
    expect(valuesOf(reading)).toEqual([['cpu_seconds', 'total s null', [12]]]);
    expect(reading.passedOver.map(({ why }) => why)).toEqual([
      'it is a point in time, no duration',
    ]);
  });

  it('keeps the first of two samples that are alike, and passes over what is no sample', () => {
    const reading = read('# TYPE a gauge', 'a{x="1",y="2"} 1', 'a{y="2",x="1"} 2', 'a b c');
    expect(valuesOf(reading)).toEqual([['a x 1 y 2', 'value 1 null', [1]]]);
    expect(reading.passedOver.map(({ why, line }) => [why, line])).toEqual([
      ['two samples have the same name and labels; the first one is read', 3],
      ['a line is no sample', 4],
    ]);
  });

  it('holds several texts one after the other, which are several launches', () => {
    const one = ['# TYPE a gauge', 'a 1', '# EOF'];
    expect(valuesOf(read(...one, ...one))).toEqual([['a', 'value 1 null', [1, 1]]]);
  });

  it('is told by a line of a type', () => {
    expect(openMetrics.detect(headOf('# HELP a b\n# TYPE a gauge\na 1\n'))).toBe(true);
    expect(openMetrics.detect(headOf('# TYPE of a benchmark\na 1\n'))).toBe(false);
    expect(openMetrics.detect(headOf('a_seconds 1\n'))).toBe(false);
  });
});
