/** Writers for programs: what is read back from their files is what was measured, whatever the names. */
import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import * as z from 'zod';
import { benchmarkId } from '../../src/model/identity.ts';
import { type LaunchValues, measuredKey } from '../../src/model/launchValues.ts';
import {
  type Direction,
  directionOf,
  isInTable,
  type MetricName,
  metrics,
  type Unit,
} from '../../src/model/metric.ts';
import { knownMetricNames } from '../../src/model/metricName.ts';
import { type Report, reportSchema, reportSuiteSchema } from '../../src/model/report.ts';
import { bencher } from '../../src/reporters/bencher.ts';
import { benchmarkFormat } from '../../src/reporters/benchmarkFormat.ts';
import {
  githubActionBenchmark,
  githubActionBenchmarkBigger,
} from '../../src/reporters/githubActionBenchmark.ts';
import { nanoseconds } from '../../src/reporters/measuredValues.ts';
import { openMetrics } from '../../src/reporters/openMetrics.ts';
import { capitalized, readBenchmarkFormat } from './readBenchmarkFormat.ts';
import { readReport, reportNames } from './readReport.ts';

const options = { columns: 80, color: false, details: false };

interface Value {
  readonly id: string;
  readonly suite: string;
  readonly metric: MetricName;
  readonly unit: Unit;
  readonly direction?: Direction;
  readonly value: number;
}

/** Metrics that only harnesses know; some want the names of known ones, or of each other. */
const foreign: readonly Pick<Value, 'metric' | 'unit' | 'direction'>[] = [
  { metric: 'speed-index', unit: 's', direction: 'lower-is-better' },
  { metric: 'l1-hits', unit: '1', direction: 'higher-is-better' },
  { metric: 'l1.hits', unit: '1' },
  { metric: 'latency', unit: 's', direction: 'lower-is-better' },
  { metric: 'latency', unit: '1/s', direction: 'higher-is-better' },
  { metric: 'throughput-bytes', unit: '1' },
  { metric: 'bandwidth', unit: 'B/s', direction: 'higher-is-better' },
  { metric: 'run', unit: '1' },
  { metric: 'user', unit: 's', direction: 'lower-is-better' },
  { metric: 'sec', unit: '1' },
  { metric: 'allocs', unit: '1' },
  { metric: 'constructor', unit: '1' },
  { metric: 'time', unit: '1' },
  { metric: '9', unit: 'B' },
];

/** Names that want to break something, and any others. */
const nameOf = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 12 }),
  fc.constantFrom(
    'a=b',
    'x-4',
    '-8',
    'a/b',
    '..',
    ' ',
    '\u2423',
    '\u00A0',
    '\\',
    '\\u{20}',
    '[n=1]',
  ),
  fc.constantFrom(
    '__proto__',
    'constructor',
    '"',
    "'",
    '\n',
    '\u202E',
    '\uD800',
    'Unit',
    '',
    '# EOF',
  ),
);
const identity = fc.record({
  suite: fc.constantFrom('rust', 'Rust', '4', 'suite', 'Suite', 'node-8'),
  path: fc.array(nameOf, { minLength: 1, maxLength: 3 }),
  params: fc.dictionary(nameOf, nameOf, { maxKeys: 2 }),
});
const metricUnit = fc.constantFrom(
  ...knownMetricNames.flatMap((metric) => metrics[metric].units.map((unit) => ({ metric, unit }))),
  ...foreign,
);
const measured: fc.Arbitrary<Value> = fc
  .tuple(identity, metricUnit, fc.double({ min: 0, max: 1e15, noNaN: true }))
  .map(([of, what, value]) => ({
    id: benchmarkId(of),
    suite: of.suite,
    ...what,
    value: value + 0,
  }));
const values = fc.uniqueArray(measured, { selector: measuredKey, maxLength: 12 });

const green = readReport('green');
const reportOf = (of: readonly Value[]): Report => ({
  ...green,
  comparisons: [],
  measurements: of.map(({ value, ...rest }) => ({
    ...rest,
    side: { value, launches: 3 },
    spread: 0.01,
  })),
});

/** As sets: the order of lines is not what is asked here. */
const inOrder = <One>(of: readonly One[]) => of.map((one) => JSON.stringify(one)).sort();

describe('Go’s benchmark format', () => {
  const read = (report: Report, launches?: LaunchValues) =>
    readBenchmarkFormat(
      benchmarkFormat.render(report, { ...options, ...(launches && { launches }) }),
    );

  it('gives back each value under its own name, which begins with a capital letter', () => {
    fc.assert(
      fc.property(values, (of) => {
        const found = read(reportOf(of)).map(({ configuration: _, name: __, id, ...result }) => ({
          id: capitalized(id),
          ...result,
        }));
        const expected = of.map(({ id, metric, unit, value }) => ({
          id: capitalized(id),
          metric,
          unit,
          value,
        }));
        expect(inOrder(found)).toEqual(inOrder(expected));
      }),
    );
  });

  it('gives no two benchmarks of a suite the same name', () => {
    fc.assert(
      fc.property(values, (of) => {
        const names = read(reportOf(of)).map(
          ({ configuration, name }) => `${configuration.suite} ${name}`,
        );
        expect(new Set(names).size).toBe(new Set(of.map(({ id }) => id)).size);
      }),
    );
    const of = ['parse', 'Parse', 'Name=parse', 'PARSE', '4'].map((name, value) => ({
      id: benchmarkId({ suite: 'rust', path: [name], params: {} }),
      suite: 'rust',
      metric: 'time' as const,
      unit: 's' as const,
      value,
    }));
    expect(read(reportOf(of)).map(({ name, value }) => [value, name])).toEqual([
      [4, 'Name=4'],
      [2, 'Name\\u{3d}parse'],
      [3, 'PARSE'],
      [1, 'Parse'],
      [0, 'Name=parse'],
    ]);
  });

  it('says which values are better wherever somebody told', () => {
    const of = foreign.map((one) => ({ id: 'k6/a', suite: 'k6', value: 1, ...one }));
    const lines = benchmarkFormat.render(reportOf(of), options).split('\n');
    expect(lines.filter((line) => line.startsWith('Unit '))).toEqual([
      'Unit bandwidth-B/s better=higher',
      'Unit l1-hits better=higher',
      'Unit latency-1/s better=higher',
      'Unit latency-sec better=lower',
      'Unit speed-index-sec better=lower',
      'Unit user-sec better=lower',
    ]);
  });

  it('has a line for each launch, where launches are known', () => {
    const of = { id: 'rust/parse', suite: 'rust', unit: 's' as const, metric: 'time' as const };
    const candidate = new Map([[measuredKey(of), [1, 2, 1.5].map((value) => ({ value }))]]);
    const report = reportOf([{ ...of, value: 1.4 }]);
    const found = read(report, { base: new Map(), candidate });
    expect(found.map(({ value }) => value)).toEqual([1, 2, 1.5]);
  });

  it('says of a report without values on which machine it is, and nothing else', () => {
    const { os, architecture, cpuModel } = green.run.environment.machine;
    expect(benchmarkFormat.render(reportOf([]), options)).toBe(
      `os: ${os}\narch: ${architecture}\ncpu: ${cpuModel}\n`,
    );
  });

  it('says nothing of a machine that is not known', () => {
    const machine = {
      cpuModel: 'unknown',
      cpuCount: null,
      os: 'debian 12',
      architecture: 'unknown',
    };
    const environment = { ...green.run.environment, machine };
    const report = { ...reportOf([]), run: { ...green.run, environment } };
    expect(benchmarkFormat.render(report, options)).toBe('os: debian 12\n');
  });

  it('says on which machine, suite by suite', () => {
    const elsewhere = { cpuModel: 'Other', cpuCount: 2, os: 'debian 12', architecture: 'arm64' };
    const of = (suite: string): Value => ({
      id: `${suite}/a`,
      suite,
      metric: 'time',
      unit: 's',
      value: 1,
    });
    const report = reportOf([of('away'), of('here')]);
    const [suite] = green.suites;
    if (!suite) throw new Error('the fixture has a suite');
    const suites = [{ ...suite, suite: 'away', machine: elsewhere }];
    const found = read({ ...report, suites }).map(({ id, configuration }) => [id, configuration]);
    const { cpuModel, os, architecture } = green.run.environment.machine;
    expect(found).toEqual([
      ['away/A', { os: 'debian 12', arch: 'arm64', suite: 'away', cpu: 'Other' }],
      ['here/A', { os, arch: architecture, suite: 'here', cpu: cpuModel }],
    ]);
  });
});

/** What the action's schema allows, and nothing else. */
const entriesSchema = z.array(
  z.strictObject({
    name: z.string().min(1),
    unit: z.string(),
    value: z.number(),
    range: z.string().optional(),
    extra: z.string().optional(),
  }),
);

describe('github-action-benchmark', () => {
  const read = (report: Report) =>
    [githubActionBenchmark, githubActionBenchmarkBigger].map((reporter) =>
      entriesSchema.parse(JSON.parse(reporter.render(report, options))),
    );

  it('gives back each value, under a name of its own, in the file of its direction', () => {
    fc.assert(
      fc.property(values, (of) => {
        const [smaller = [], bigger = []] = read(reportOf(of));
        for (const [entries, direction] of [
          [smaller, 'lower-is-better'],
          [bigger, 'higher-is-better'],
        ] as const) {
          expect(new Set(entries.map(({ name }) => name)).size).toBe(entries.length);
          const expected = of
            .filter((one) => directionOf(one) === direction)
            .map(({ id, metric, unit, value }) => ({
              name:
                metric === 'throughput' || !isInTable({ metric, unit })
                  ? `${id} ${metric} ${unit}`
                  : `${id} ${metric}`,
              unit: unit === 's' ? 'ns' : unit,
              value: unit === 's' ? nanoseconds(value) : value,
            }));
          const found = entries.map(({ name, unit, value }) => ({ name, unit, value }));
          expect(inOrder(found)).toEqual(inOrder(expected));
        }
      }),
    );
  });
});

const bencherSchema = z.record(
  z.string(),
  z.record(
    z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/),
    z.strictObject({
      value: z.number(),
      lower_value: z.number().optional(),
      upper_value: z.number().optional(),
    }),
  ),
);

describe('Bencher Metric Format', () => {
  it('gives back each value under its id and measure', () => {
    fc.assert(
      fc.property(values, (of) => {
        // Through entries: in an object, "__proto__" would not be a key.
        const text = bencher.render(reportOf(of), options);
        const found = Object.entries(bencherSchema.parse(JSON.parse(text))).flatMap(
          ([id, measures]) =>
            Object.entries(measures).map(([slug, { value }]) => ({ id, slug, value })),
        );
        const own = of.filter(isInTable).map(({ id, metric, unit, value }) => ({
          id,
          slug: metric === 'time' ? 'latency' : unit === 'B/s' ? 'throughput-bytes' : metric,
          value: metric === 'time' ? nanoseconds(value) : value,
        }));
        expect(found).toHaveLength(of.length);
        expect(inOrder(found)).toEqual(expect.arrayContaining(inOrder(own)));
        const others = of.filter((one) => !isInTable(one)).map(({ id, value }) => ({ id, value }));
        const all = found.map(({ id, value }) => ({ id, value }));
        expect(inOrder(all)).toEqual(expect.arrayContaining(inOrder(others)));
      }),
    );
  });

  it('keeps the names that known metrics have from those that only harnesses know', () => {
    const of = foreign.map((one) => ({ id: 'k6/a', suite: 'k6', value: 1, ...one }));
    const measures = bencherSchema.parse(JSON.parse(bencher.render(reportOf(of), options)));
    expect(Object.keys(measures['k6/a'] ?? {}).sort()).toEqual([
      '9',
      'allocs',
      'bandwidth',
      'constructor',
      'l1-hits',
      'l1-hits-count',
      'latency-per-second',
      'latency-seconds',
      'run',
      'sec',
      'speed-index',
      'throughput-bytes-count',
      'time',
      'user',
    ]);
  });

  it('has the interval of a change around the value', () => {
    const text = bencher.render(readReport('mixed'), options);
    const { latency } = bencherSchema.parse(JSON.parse(text))['rust/rank/top_words[n=10000]'] ?? {};
    expect(latency?.value).toBeCloseTo(1_711_120, 3);
    expect(latency?.lower_value).toBeCloseTo((1_711_120 * 1.121) / 1.172, 3);
    expect(latency?.upper_value).toBeCloseTo((1_711_120 * 1.224) / 1.172, 3);
  });
});

describe('OpenMetrics', () => {
  /** A sample of the grammar with labels `suite` and `benchmark`. */
  const sample =
    /^(?<family>perfwatch_[a-z\d_]+)\{suite="(?<suite>(?:[^"\\\n]|\\["\\n])*)",benchmark="(?<id>(?:[^"\\\n]|\\["\\n])*)"\} (?<value>\d+(?:\.\d+)?(?:e[+-]\d+)?)$/;
  const unescaped = (text = '') => text.replace(/\\(.)/g, (_, one) => (one === 'n' ? '\n' : one));

  it('has a family for each metric that only harnesses know, behind the known ones', () => {
    const time = { metric: 'time', unit: 's' } as const;
    const of = [...foreign, time].map((one) => ({ id: 'k6/a', suite: 'k6', value: 1, ...one }));
    const text = openMetrics.render(reportOf(of), options);
    const families = [...text.matchAll(/^# TYPE (\w+) gauge$/gm)].map(([, name]) => name);
    expect(families.slice(3)).toEqual([
      'perfwatch_time_seconds',
      'perfwatch_9_bytes',
      'perfwatch_allocs',
      'perfwatch_bandwidth_bytes_per_second',
      'perfwatch_constructor',
      'perfwatch_l1_hits',
      'perfwatch_l1_hits_2',
      'perfwatch_latency_per_second',
      'perfwatch_latency_seconds',
      'perfwatch_run_2',
      'perfwatch_sec',
      'perfwatch_speed_index_seconds',
      'perfwatch_throughput_bytes',
      'perfwatch_time',
      'perfwatch_user_seconds',
    ]);
  });

  it('gives back each value under its labels', () => {
    fc.assert(
      fc.property(values, (of) => {
        const lines = openMetrics.render(reportOf(of), options).split('\n');
        expect(lines.slice(-2)).toEqual(['# EOF', '']);
        const found = lines
          .filter((line) => /^perfwatch_(?!(?:run|suites|benchmarks)\{)/.test(line))
          .map((line) => {
            const groups = sample.exec(line)?.groups ?? {};
            return {
              id: unescaped(groups.id),
              suite: unescaped(groups.suite),
              value: Number(groups.value),
            };
          });
        expect(inOrder(found)).toEqual(
          inOrder(of.map(({ id, suite, value }) => ({ id, suite, value }))),
        );
      }),
    );
  });

  /** The lines of a family that is not of a metric, by the value of its one label. */
  const told = (report: Report, family: string) =>
    Object.fromEntries(
      openMetrics
        .render(report, options)
        .split('\n')
        .filter((line) => line.startsWith(`${family}{`))
        .map((line) => /="([\w-]+)"\} (\d+)$/.exec(line)?.slice(1) ?? [line]),
    );

  it.each(reportSchema.shape.outcome.options)('tells of a run that it %s', (outcome) => {
    const others = reportSchema.shape.outcome.options.map((one) => [one, '0']);
    const expected = { ...Object.fromEntries(others), [outcome]: '1' };
    expect(told({ ...green, outcome }, 'perfwatch_run')).toEqual(expected);
  });

  it('counts suites, and benchmarks with accepted ones', () => {
    const [suite] = green.suites;
    if (!suite) throw new Error('the fixture has a suite');
    const states = reportSuiteSchema.shape.state.options;
    const suites = [...states, 'failed' as const].map((state) => ({ ...suite, state }));
    const report = { ...green, accepted: 3, suites };
    const ofEach = Object.fromEntries(states.map((state) => [state, '1']));
    expect(told(report, 'perfwatch_suites')).toEqual({ ...ofEach, failed: '2' });
    const counts = Object.entries(green.counts).map(([verdict, count]) => [verdict, `${count}`]);
    expect(told(report, 'perfwatch_benchmarks')).toEqual({
      ...Object.fromEntries(counts),
      accepted: '3',
    });
  });

  it('has only types that readers of Prometheus’s own format know', () => {
    const text = openMetrics.render(readReport('mixed'), options);
    const types = [...text.matchAll(/^# TYPE \w+ (\w+)$/gm)].map(([, type]) => type);
    expect(types.length).toBeGreaterThan(3);
    expect(new Set(types)).toEqual(new Set(['gauge']));
  });
});

test.each(reportNames)('no value of %s is told twice or left out', (name) => {
  const report = readReport(name);
  const keys = [
    ...report.comparisons.filter(({ candidate }) => candidate !== null),
    ...report.measurements,
  ].map(({ id, metric }) => `${id} ${metric}`);
  const found = readBenchmarkFormat(benchmarkFormat.render(report, options));
  expect(found).toHaveLength(new Set(keys).size);
});

test.each([
  [1.2e-7, 120],
  [0, 0],
  [5e-324, 5e-315],
  [0.0017, 1_700_000],
  [1e21, 1e30],
  [123, 123e9],
])('%d s is %d ns', (seconds, expected) => {
  expect(nanoseconds(seconds)).toBe(expected);
});
