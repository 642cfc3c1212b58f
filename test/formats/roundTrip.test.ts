/** What perfwatch writes for other tools is read back by its own formats: values, units, directions. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bencher } from '../../src/formats/bencher.ts';
import { detect } from '../../src/formats/detect.ts';
import type { Format } from '../../src/formats/format.ts';
import { githubActionBenchmark } from '../../src/formats/githubActionBenchmark.ts';
import { go } from '../../src/formats/go.ts';
import { headOf } from '../../src/formats/head.ts';
import { nameOfId } from '../../src/formats/idName.ts';
import { formats } from '../../src/formats/index.ts';
import { openMetrics } from '../../src/formats/openMetrics.ts';
import { benchmarkId } from '../../src/model/identity.ts';
import { type MeasuredMetric, metrics } from '../../src/model/metric.ts';
import { knownMetricNames } from '../../src/model/metricName.ts';
import type { Report } from '../../src/model/report.ts';
import { bencher as bencherReporter } from '../../src/reporters/bencher.ts';
import { benchmarkFormat } from '../../src/reporters/benchmarkFormat.ts';
import {
  githubActionBenchmarkBigger,
  githubActionBenchmark as githubActionBenchmarkSmaller,
} from '../../src/reporters/githubActionBenchmark.ts';
import { gitlabMetrics } from '../../src/reporters/gitlabMetrics.ts';
import { measuredValues } from '../../src/reporters/measuredValues.ts';
import { openMetrics as openMetricsReporter } from '../../src/reporters/openMetrics.ts';
import type { Reporter } from '../../src/reporters/reporter.ts';
import { readReport } from '../reporters/readReport.ts';
import { readAs } from './recordedFiles.ts';

const options = { columns: 80, color: false, details: false };
const green = readReport('green');

/** Each metric in each of its units, in a benchmark of its own, with a value of its own. */
const known: readonly MeasuredMetric[] = knownMetricNames.flatMap((metric) =>
  metrics[metric].units.map((unit) => ({ metric, unit })),
);

function reportOf(of: readonly MeasuredMetric[]): Report {
  const measurements = of.map(({ metric, unit, direction }, index) => ({
    id: `suite/of names[n=${index}]`,
    suite: 'suite',
    metric,
    unit,
    ...(direction && { direction }),
    side: { value: 0.1 + index * 1.25, launches: 3 },
    spread: 0.01,
  }));
  return { ...green, comparisons: [], measurements };
}

/** By value, as names may be spelled otherwise. */
const inOrder = <One extends { readonly value: number }>(all: readonly One[]) =>
  all.toSorted((a, b) => a.value - b.value);

const close = (value: number) => Number(value.toPrecision(14));

function written(report: Report) {
  return inOrder(
    measuredValues(report).map(({ value, unit, direction }) => ({
      value: close(value),
      unit,
      direction,
    })),
  );
}

function readBack(format: Format, reporter: Reporter, report: Report) {
  const reading = readAs(format, reporter.render(report, options));
  expect(reading.passedOver).toEqual([]);
  return reading.benchmarks.flatMap(({ path, params, metrics: all }) =>
    all.map(({ metric, launches: [launch] }) => ({
      id: benchmarkId({ suite: 'x', path: [...path], params }).slice(2),
      metric: metric.name,
      unit: metric.unit,
      direction: metric.direction,
      value: close(launch?.samples[0] ?? Number.NaN),
    })),
  );
}

const figures = (read: ReturnType<typeof readBack>) =>
  inOrder(read.map(({ value, unit, direction }) => ({ value, unit, direction })));

describe('known metrics', () => {
  const report = reportOf(known);

  it.each([
    ['go', go, benchmarkFormat],
    ['bencher', bencher, bencherReporter],
    ['openmetrics', openMetrics, openMetricsReporter],
  ] as const)('come back by %s with their values, units and directions', (_, format, reporter) => {
    expect(figures(readBack(format, reporter, report))).toEqual(written(report));
  });

  it('come back by github-action-benchmark from both of its files', () => {
    const read = [githubActionBenchmarkSmaller, githubActionBenchmarkBigger].flatMap((reporter) =>
      readBack(githubActionBenchmark, reporter, report),
    );
    expect(figures(read)).toEqual(written(report));
  });

  it.each([
    ['bencher', bencher, bencherReporter],
    ['openmetrics', openMetrics, openMetricsReporter],
    ['openmetrics', openMetrics, gitlabMetrics],
    ['github-action-benchmark', githubActionBenchmark, githubActionBenchmarkSmaller],
  ] as const)('come back by %s under their own names', (_, format, reporter) => {
    const wanted = new Set(measuredValues(report).map(({ id, metric }) => `${id} ${metric}`));
    for (const { id, metric } of readBack(format, reporter, report)) {
      expect(wanted).toContain(`${id} ${metric}`);
    }
  });
});

describe('metrics that only harnesses know', () => {
  const foreign: readonly MeasuredMetric[] = [
    { metric: 'speed-index', unit: 's', direction: 'lower-is-better' },
    { metric: 'l1-hits', unit: '1', direction: 'higher-is-better' },
    { metric: 'l1-misses', unit: '1' },
    { metric: 'latency', unit: 's', direction: 'lower-is-better' },
    { metric: 'bandwidth', unit: 'B/s', direction: 'higher-is-better' },
    { metric: 'answers', unit: '1/s', direction: 'higher-is-better' },
    { metric: 'heap', unit: 'B', direction: 'lower-is-better' },
    { metric: 'time', unit: '1' },
  ];
  const report = reportOf(foreign);

  it('come back by go with their directions, which it writes down', () => {
    expect(figures(readBack(go, benchmarkFormat, report))).toEqual(written(report));
  });

  it('come back by openmetrics and github-action-benchmark, plain counts without a direction', () => {
    const untold = (all: ReturnType<typeof written>) =>
      all.map((one) => (one.unit === '1' ? { ...one, direction: null } : one));
    expect(figures(readBack(openMetrics, openMetricsReporter, report))).toEqual(
      untold(written(report)),
    );
    const read = [githubActionBenchmarkSmaller, githubActionBenchmarkBigger].flatMap((reporter) =>
      readBack(githubActionBenchmark, reporter, report),
    );
    const told = written(report).filter(({ direction }) => direction !== null);
    expect(figures(read)).toEqual(untold(told));
  });

  it('come back by bencher as plain values: it has no place for a unit', () => {
    const read = readBack(bencher, bencherReporter, report);
    expect(read.map(({ value }) => value).sort((a, b) => a - b)).toEqual(
      written(report).map(({ value }) => value),
    );
    // Its own "latency" is another's name there.
    expect(new Set(read.map(({ unit, direction }) => `${unit} ${direction}`))).toEqual(
      new Set(['1 null']),
    );
  });
});

it.each([
  ['go', benchmarkFormat],
  ['github-action-benchmark', githubActionBenchmarkSmaller],
  ['github-action-benchmark', githubActionBenchmarkBigger],
  ['bencher', bencherReporter],
  ['openmetrics', openMetricsReporter],
  ['openmetrics', gitlabMetrics],
] as const)('what is written for %s is recognised as that', (name, reporter) => {
  const detected = detect(
    headOf(reporter.render(readReport('mixed'), options)),
    formats.filter(({ reader }) => reader.kind !== 'folder' || reader.readFile),
  );
  expect(detected).toMatchObject({ kind: 'known', format: { name } });
});

describe('ids', () => {
  const text = fc.string({ unit: 'binary', minLength: 1, maxLength: 10 });

  it('are taken apart into the names and parameters that they were made of', () => {
    fc.assert(
      fc.property(
        fc.array(text, { minLength: 1, maxLength: 3 }),
        fc.dictionary(text, text, { maxKeys: 2 }),
        (path, params) => {
          const id = benchmarkId({ suite: 'suite', path, params });
          const name = nameOfId(id);
          const back = { suite: '', path: [...name.path], params: { ...name.params } };
          expect(benchmarkId(back)).toBe(`/${id}`);
        },
      ),
    );
  });

  it.each(['a//b', 'test_x[1-2]', 'C:\\folder', 'http://localhost/x', '[n=1]', 'a]b', 'a[n=1]b'])(
    'are not seen in %s',
    (name) => {
      expect(nameOfId(name)).toEqual({ path: [name] });
    },
  );
});
