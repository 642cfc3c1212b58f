/** What a launch of Go's test programs gives, from recorded output. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { ResultRecord } from '../../src/formats/go/benchfmt.ts';
import { bytesOf, onlyNumber } from '../../src/harnesses/go/declaredBytes.ts';
import type { BenchProgram } from '../../src/harnesses/go/launch.ts';
import { type ReadingContext, readLaunch } from '../../src/harnesses/go/read.ts';
import type { LaunchRequest, ProcessOutcome } from '../../src/harnesses/harness.ts';
import { requestOf, wordsOf } from './realLaunches.ts';

const fixtures = join(import.meta.dirname, '../../fixtures/harnesses/go');
const recorded = (file: string) => readFileSync(join(fixtures, file), 'utf8');
const versions = ['1.17.13', '1.19.13', '1.21.13', '1.26.8'];

function program(name: string, functions: readonly string[] = []): BenchProgram {
  return {
    importPath: `example.com/shapes/${name}`,
    folder: `/repository/${name}`,
    path: name === '' ? [] : [name],
    executable: `/build/${name}.test`,
    stepName: name,
    functions: functions.map((one, index) => ({
      name: one,
      file: `/repository/${name}_test.go`,
      line: 10 * (index + 1),
    })),
  };
}

const ended = (stdout: string, changes: Partial<ProcessOutcome> = {}): ProcessOutcome => ({
  exitCode: 0,
  ending: 'exited',
  durationSeconds: 1,
  stderr: '',
  stdout,
  ...changes,
});

function read(
  programs: readonly BenchProgram[],
  outcomes: Readonly<Record<string, ProcessOutcome>>,
  context: Partial<ReadingContext> = {},
  request: Partial<LaunchRequest> = {},
) {
  return readLaunch(
    { programs, hasSeveralProcessors: false, bench: '.', knownBytes: new Map(), ...context },
    requestOf({ folder: '/nowhere', ...request }),
    new Map(Object.entries(outcomes)),
  );
}

const all = '1 time, 1 allocated, 1 allocations';

test.each(versions)('Go %s: names, parameters, figures and places', async (version) => {
  const shapes = program('', ['BenchmarkSum', 'BenchmarkSizes', 'BenchmarkSizes']);
  const reading = await read([shapes], { '': ended(recorded(`${version}/verbose.txt`)) });
  expect(wordsOf(reading)).toEqual({
    Sum: all,
    Allocates: all,
    Bytes: all,
    'Sizes [n=10, mode=fast]': all,
    'Sizes [n=100, mode=fast]': all,
    'Sizes > size-4': all,
    'Sizes > with_space_(x)_[y]|z': all,
    'Sizes > deep > er': all,
    'Sizes > #00': all,
    'Sizes > twice': all,
    'Sizes > twice#01': all,
    Prints: all,
    Logs: all,
    OwnUnits: `${all}, 1 a-s, 1 widgets`,
    WithoutTime: '1 allocated, 1 allocations',
  });
  const byName = new Map(reading.benchmarks.map((one) => [one.path[0], one]));
  expect(byName.get('Sum')?.source).toEqual({ file: '/repository/_test.go', line: 10 });
  // Of two functions of one name, neither is sure to be the one.
  expect(byName.get('Sizes')?.source).toBeUndefined();
  expect(byName.get('Bytes')).toMatchObject({ work: { bytes: 1024 } });
  const allocates = byName.get('Allocates');
  const metrics = allocates?.state === 'measured' ? allocates.metrics : [];
  expect(metrics.slice(1)).toEqual([
    { metric: 'allocated', sampleKind: 'batch', samples: [112] },
    { metric: 'allocations', sampleKind: 'batch', samples: [1] },
  ]);
  const ownUnits = byName.get('OwnUnits');
  expect(ownUnits?.state === 'measured' && ownUnits.metrics.slice(3)).toEqual([
    { ...own, metric: 'a-s', unit: '1/s', direction: 'higher-is-better', samples: [1e9] },
    { ...own, metric: 'widgets', unit: '1', direction: 'lower-is-better', samples: [12.5] },
  ]);
  expect(reading).toMatchObject({ failure: null, notices: [] });
});

const own = { sampleKind: 'batch', sampleCount: 1 } as const;

describe('units of b.ReportMetric', () => {
  async function metricsOf(...lines: readonly string[]) {
    const reading = await read([program('')], { '': ended(`${lines.join('\n')}\n`) });
    const [benchmark] = reading.benchmarks;
    const metrics = benchmark?.state === 'measured' ? benchmark.metrics.slice(1) : benchmark;
    return { metrics, notices: reading.notices };
  }

  test('have the direction that a Unit line tells, and else perhaps none', async () => {
    const unit = 'Unit hits better=higher';
    expect(await metricsOf(unit, 'BenchmarkA 1 5 ns/op 2 hits 0 points')).toEqual({
      metrics: [
        { ...own, metric: 'hits', unit: '1', direction: 'higher-is-better', samples: [2] },
        { ...own, metric: 'points', unit: '1', direction: null, samples: [0] },
      ],
      notices: [],
    });
  });

  test('lines of one name are samples, in base units; what is no measurement is left out', async () => {
    const lines = [
      '5 ns/op 20 p99-ns/op',
      '5 ns/op NaN p99-ns/op',
      '5 ns/op 30 p99-ns/op -2 score',
    ];
    const { metrics, notices } = await metricsOf(...lines.map((line) => `BenchmarkA 1 ${line}`));
    expect(metrics).toEqual([
      {
        metric: 'p99',
        unit: 's',
        direction: 'lower-is-better',
        sampleKind: 'batch',
        samples: [2e-8, 3e-8],
        sampleCount: 2,
      },
    ]);
    expect(notices).toEqual([
      'The unit "p99-ns/op" is left out where a value is no number.',
      'The unit "score" is left out where a value is negative.',
    ]);
  });

  test('of one name: the first is read, and Go’s own before all', async () => {
    const { metrics, notices } = await metricsOf(
      'BenchmarkA 1 5 ns/op 1.00 MB/s 1 B/s 1 Hits 2 hits 7 time-ns 3 % 0 memory-bytes',
    );
    expect(metrics).toEqual([{ ...own, metric: 'hits', unit: '1', direction: null, samples: [1] }]);
    expect(notices).toEqual([
      'The unit "%" is not read: nothing of its name can be that of a metric.',
      'The unit "B/s" is not read where another metric is called throughput as well.',
      'The unit "hits" is not read where another metric is called hits as well.',
      'The unit "memory-bytes" is left out where a value is zero, as memory cannot be.',
      'The unit "time-ns" is not read where another metric is called time as well.',
    ]);
  });

  test('are enough without a time, unless nothing of them is left', async () => {
    const state = async (line: string) => (await metricsOf(line)).metrics;
    expect(await state('BenchmarkA 1 2 hits')).toEqual([]);
    expect(await state('BenchmarkA 1 NaN hits')).toMatchObject({
      state: 'skipped',
      message: 'it reports nothing that can be read',
    });
  });
});

test.each(versions)('Go %s: lines of one name are samples of one launch', async (version) => {
  const stdout = recorded(`${version}/several.txt`);
  const reading = await read([program('')], { '': ended(stdout) });
  expect(wordsOf(reading)).toMatchObject({ Sum: '2 time, 2 allocated, 2 allocations' });
});

test('several values of GOMAXPROCS are a parameter', async () => {
  const stdout = [
    'BenchmarkA',
    'BenchmarkA     \t     100\t         5 ns/op',
    'BenchmarkA-2   \t     100\t         6 ns/op',
    'BenchmarkA-4   \t     100\t         7 ns/op',
  ].join('\n');
  const reading = await read([program('')], { '': ended(stdout) }, { hasSeveralProcessors: true });
  expect(wordsOf(reading)).toEqual({
    'A [gomaxprocs=1]': '1 time',
    'A [gomaxprocs=2]': '1 time',
    'A [gomaxprocs=4]': '1 time',
  });
});

describe.each(versions)('Go %s: a program that dies', (version) => {
  const before = {
    'troubles > Fails': 'failed: troubles_test.go:18: wrong result 3',
    'troubles > FailsLater': 'failed: troubles_test.go:23: first line\nsecond line',
    'troubles > Group > good': '1 time',
    'troubles > Group > bad': 'failed: troubles_test.go:29: no such file',
    'troubles > Skipped': 'skipped: troubles_test.go:32: not today',
    'troubles > Well': '1 time',
    'troubles > XCrashes > before': '1 time',
  };
  const crash = (name: string, exitCode: number) =>
    ended(recorded(`${version}/crash-${name}.stdout.txt`), {
      exitCode,
      stderr: recorded(`${version}/crash-${name}.stderr.txt`),
    });

  test.each(['at-once', 'later'])('of a panic, %s', async (name) => {
    const reading = await read([program('troubles')], { troubles: crash(name, 2) });
    expect(wordsOf(reading)).toEqual({
      ...before,
      'troubles > XCrashes > here': 'failed: panic: assignment to entry in nil map',
    });
    expect(reading.failure).toBe(
      'Package example.com/shapes/troubles ended with exit code 2 in BenchmarkXCrashes/here: panic: assignment to entry in nil map',
    );
  });

  test('by itself', async () => {
    const reading = await read([program('troubles')], { troubles: crash('exit', 7) });
    expect(wordsOf(reading)).toEqual({
      ...before,
      'troubles > XCrashes > here': 'failed: ended with exit code 7',
    });
    expect(reading.failure).toBe(
      'Package example.com/shapes/troubles ended with exit code 7 in BenchmarkXCrashes/here',
    );
  });

  test('since somebody ended it: what it had measured counts', async () => {
    const outcome = { ...crash('later', 2), exitCode: null, ending: 'timed-out' } as const;
    const reading = await read([program('troubles')], { troubles: outcome });
    expect(wordsOf(reading)).toMatchObject({ 'troubles > Well': '1 time' });
    expect(reading.failure).toBeNull();
  });
});

test('failed benchmarks are told one by one, and the launch is whole', async () => {
  const stdout = 'BenchmarkA\n    a_test.go:1: no\n--- FAIL: BenchmarkA\nFAIL\n';
  const reading = await read([program('')], { '': ended(stdout, { exitCode: 1 }) });
  expect(wordsOf(reading)).toEqual({ A: 'failed: a_test.go:1: no' });
  expect(reading.failure).toBeNull();
});

test.each([
  [
    'exit code 1 without a failed benchmark',
    ended('FAIL\n', { exitCode: 1, stderr: 'set up: no' }),
  ],
  ['a signal', ended('', { exitCode: null })],
  ['no start', ended('', { exitCode: null, ending: 'not-started' })],
])('%s is a failure', async (_, outcome) => {
  const reading = await read([program('')], { '': outcome });
  expect(reading.benchmarks).toEqual([]);
  expect(reading.failure).toMatch(/^Package example\.com\/shapes\/ (?:ended|was ended|could not)/);
});

test('nothing measured is a failure, unless only some were wanted', async () => {
  const outcomes = { '': ended('PASS\n') };
  expect((await read([program('')], outcomes)).failure).toMatch(/^No benchmark ran: the packages/);
  expect((await read([program('')], outcomes, { bench: 'None' })).failure).toBe(
    'No benchmark ran: none matches `bench` "None".',
  );
  expect((await read([program('')], outcomes, {}, { only: [] })).failure).toBeNull();
});

describe('declared bytes', () => {
  const line = (nanoseconds: string, speed: string): ResultRecord => ({
    kind: 'result',
    name: 'BenchmarkA',
    announced: null,
    package: null,
    line: 1,
    isWhole: true,
    iterations: 1,
    values: [
      { value: Number(nanoseconds), unit: 'ns/op' },
      { value: Number(speed), unit: 'MB/s' },
    ],
  });
  /** As Go's testing package prints it. */
  const printed = (bytes: number, nanoseconds: number) => {
    const digits = [999.95, 99.995, 9.9995, 0.99995, 0.099995].findIndex((it) => nanoseconds >= it);
    return line(nanoseconds.toFixed(digits), ((bytes * 1000) / nanoseconds).toFixed(2));
  };

  const told = (records: readonly ResultRecord[]) => {
    const range = bytesOf(records);
    return range && onlyNumber(range);
  };

  /** Nanoseconds at some two gigabytes per second, as launches differ. */
  const times = [8000.4, 8051.7, 8093.1, 8120.6, 8177.2, 8204.9, 8266.3, 8301.8, 8333.5, 8399.1];

  test.each([
    [1, 0.51234],
    [8, 3.2515],
    [1024, 838.14],
    [4096, 4501.4],
    [16_384, 51_234.4],
  ])('%d bytes in %d ns', (bytes, nanoseconds) => {
    expect(told([printed(bytes, nanoseconds)])).toBe(bytes);
  });

  test('are not guessed where several numbers would print the same', () => {
    const record = printed(1_048_576, 104_857.6);
    expect(told([record])).toBeNull();
    const { least, most } = bytesOf([record]) ?? { least: 0, most: 0 };
    expect(least).toBeLessThan(1_048_576);
    expect(most).toBeGreaterThan(1_048_576);
  });

  test('are what fits all lines, and nothing where none does', () => {
    expect(told(times.map((time) => printed(16_384, time)))).toBe(16_384);
    expect(told([line('100.0', '10.00'), line('100.0', '500.00')])).toBeNull();
    expect(told([])).toBeNull();
  });

  test('get known by and by, or are told of after some launches', async () => {
    const stdoutOf = (record: ResultRecord) =>
      `BenchmarkA 10 ${record.values.map(({ value, unit }) => `${value} ${unit}`).join(' ')}\n`;
    const launches = async (bytes: number, durations: readonly number[]) => {
      const knownBytes = new Map();
      const readings = [];
      for (const [index, time] of durations.entries()) {
        const outcomes = { '': ended(stdoutOf(printed(bytes, time))) };
        readings.push(await read([program('')], outcomes, { knownBytes }, { index }));
      }
      return readings;
    };
    const readings = await launches(16_384, times);
    expect(readings[0]?.benchmarks[0]).not.toHaveProperty('work');
    expect(readings.at(-1)?.benchmarks[0]).toMatchObject({ work: { bytes: 16_384 } });
    const same = await launches(
      1_048_576,
      Array.from({ length: 6 }, () => 104_857.6),
    );
    expect(same.map(({ notices }) => notices.length)).toEqual([0, 0, 0, 0, 1, 1]);
    expect(same.at(-1)?.notices[0]).toContain('b.SetBytes');
  });
});
