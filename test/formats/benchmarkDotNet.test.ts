/** What BenchmarkDotNet's JSON holds that other readers fell for. */
import { describe, expect, it } from 'vitest';
import { benchmarkDotNet } from '../../src/formats/benchmarkDotNet.ts';
import { headOf } from '../../src/formats/head.ts';
import { readAs } from './recordedFiles.ts';

const record = (changes: object = {}) => ({
  DisplayInfo: 'Sorting.Sort: DefaultJob',
  Namespace: 'Example',
  Type: 'Sorting',
  Method: 'Sort',
  Parameters: '',
  Statistics: { OriginalValues: [100, 200], Median: 150 },
  ...changes,
});

const read = (...records: readonly unknown[]) =>
  readAs(
    benchmarkDotNet,
    `${JSON.stringify({ HostEnvironmentInfo: { BenchmarkDotNetVersion: '0.14.0' }, Benchmarks: records })}\n`,
  );

const measurement = (
  mode: string,
  stage: string | undefined,
  launch: number,
  operations: number,
  nanoseconds: unknown,
) => ({
  IterationMode: mode,
  IterationStage: stage,
  LaunchIndex: launch,
  Operations: operations,
  Nanoseconds: nanoseconds,
});

/** `metric unit direction kind values by launch`. */
const linesOf = ({ benchmarks }: ReturnType<typeof read>) =>
  benchmarks.flatMap(({ metrics }) =>
    metrics.map(
      ({ metric, kind, launches }) =>
        `${metric.name} ${metric.unit} ${metric.direction?.split('-')[0] ?? '-'} ${kind} ${launches.map(({ samples }) => samples.join(' ')).join(' | ')}`,
    ),
  );

describe('values', () => {
  it('are nanoseconds of results a call, by launch, of no other stage', () => {
    const Measurements = [
      measurement('Overhead', 'Actual', 1, 10, 5),
      measurement('Workload', 'Warmup', 1, 10, 90_000),
      measurement('Workload', 'Actual', 1, 10, 1100),
      measurement('Workload', 'Result', 1, 10, 1000),
      measurement('Workload', 'Result', 2, 20, 4000),
      measurement('Workload', 'Result', 2, 20, ''),
      measurement('Workload', 'Result', 2, 0, 10),
    ];
    const reading = read(record({ Measurements }));
    expect(linesOf(reading)).toEqual(['time s lower batch 1e-7 | 2e-7']);
    expect(reading.passedOver).toEqual([{ why: 'a value is no number', count: 2, line: 1 }]);
  });

  it('are told by their mode in older versions, and are single calls where each was one', () => {
    const Measurements = [
      measurement('MainTarget', undefined, 1, 1, 900),
      measurement('Result', undefined, 1, 1, 800),
    ];
    expect(linesOf(read(record({ Measurements })))).toEqual(['time s lower call 8e-7']);
  });

  it('are those of the statistics, else the median, where there are no measurements', () => {
    expect(linesOf(read(record()))).toEqual(['time s lower batch 1e-7 2e-7']);
    expect(linesOf(read(record({ Statistics: { Median: 150 } })))).toEqual([
      'time s lower figure 1.5e-7',
    ]);
  });

  it('are none of a benchmark without statistics, whatever it measured', () => {
    const Measurements = [measurement('Workload', 'Result', 1, 10, 1000)];
    const { benchmarks } = read(record({ Statistics: null, Measurements }));
    expect(benchmarks).toMatchObject([{ state: 'failed', metrics: [] }]);
  });
});

it('memory and metrics of diagnosers have the meaning that their unit has', () => {
  const metric = (Id: string, Unit: string, Value: unknown, greater?: boolean) => ({
    Value,
    Descriptor: { Id, Unit, TheGreaterTheBetter: greater },
  });
  const reading = read(
    record({
      Memory: { BytesAllocatedPerOperation: 424, TotalOperations: 10 },
      Metrics: [
        metric('Allocated Memory', 'B', 424, false),
        metric('Gen0Collects', 'Count', 0.3, false),
        metric('CacheMisses', 'Count', 3, false),
        metric('Cache hits', '', 4, true),
        metric('CodeSize', 'KB', 2),
        metric('Odd', 'furlongs', 2),
        metric('time', 'ns', 2),
      ],
    }),
  );
  expect(linesOf(reading)).toEqual([
    'time s lower batch 1e-7 2e-7',
    'allocated B lower figure 424',
    'cache-misses 1 lower figure 3',
    'cache-hits 1 higher figure 4',
    'code-size B - figure 2000',
  ]);
  expect(reading.passedOver.map(({ why }) => why)).toEqual([
    'the unit of a metric is not known: furlongs',
    'a metric has no name of its own',
  ]);
});

describe('names', () => {
  it.each([
    ['N=10&Text=a=b', { N: '10', Text: 'a=b' }],
    ['N=10&Text=a&b', { parameters: 'N=10&Text=a&b' }],
    ['N=1&N=2', { parameters: 'N=1&N=2' }],
    ['', {}],
  ])('have the parameters %s', (Parameters, params) => {
    expect(read(record({ Parameters })).benchmarks[0]).toMatchObject({
      path: ['Example', 'Sorting', 'Sort'],
      params,
    });
  });

  it('have the job where nothing else tells benchmarks apart', () => {
    const reading = read(
      record({ DisplayInfo: 'Sorting.Sort: Job-AB(Runtime=.NET 6.0) [N=1]' }),
      record({ DisplayInfo: 'Sorting.Sort: Short [N=1]' }),
      record({ DisplayInfo: 'Sorting.Sort: Short [N=1]' }),
      record({ Method: 'Other', DisplayInfo: 'Sorting.Other: Short' }),
      { Type: 'x' },
    );
    expect(reading.benchmarks.map(({ params }) => params)).toEqual([
      { 'benchmarkdotnet.job': 'Runtime=.NET 6.0' },
      { 'benchmarkdotnet.job': 'Short' },
      {},
    ]);
    expect(reading.passedOver.map(({ why }) => why)).toEqual([
      'two benchmarks have the same name; the first one is read',
      'a benchmark has no "Type" and "Method"',
    ]);
  });
});

it('a build for debugging and a debugger are told', () => {
  const HostEnvironmentInfo = { Configuration: 'DEBUG', HasAttachedDebugger: true };
  const text = JSON.stringify({ HostEnvironmentInfo, Benchmarks: [record()] });
  expect(readAs(benchmarkDotNet, text).notices).toHaveLength(2);
});

it.each([
  [{ HostEnvironmentInfo: {}, Benchmarks: [] }, true],
  [{ Benchmarks: [] }, false],
  [{ HostEnvironmentInfo: {}, benchmarks: [] }, false],
])('%j is recognised, or not', (value, expected) => {
  expect(benchmarkDotNet.detect(headOf(`${JSON.stringify(value)}\n`))).toBe(expected);
});
