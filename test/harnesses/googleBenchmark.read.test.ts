/** What the recorded results of Google Benchmark say, by version, and what a damaged file does. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { namesOf } from '../../src/formats/googleBenchmark/names.ts';
import type { BenchProgram } from '../../src/harnesses/googleBenchmark/probe.ts';
import { programReading } from '../../src/harnesses/googleBenchmark/read.ts';
import { parseResults } from '../../src/harnesses/googleBenchmark/resultFile.ts';
import type { ProcessOutcome } from '../../src/harnesses/harness.ts';
import { wordsOf } from './realLaunches.ts';

const fixtures = join(import.meta.dirname, '../../fixtures/harnesses/google-benchmark');
const recorded = (file: string) => readFileSync(join(fixtures, file), 'utf8');

function programOf(version: string, changes: Partial<BenchProgram> = {}): BenchProgram {
  const names = recorded(`${version}/list.txt`).trim().split('\n');
  return {
    argv: ['/repository/build/shapes'],
    line: 'build/shapes',
    label: 'shapes',
    stepName: '1-shapes',
    names: namesOf(names),
    flags: new Set(),
    hasTimeSuffix: true,
    version: version === '1.9.5' ? version : null,
    isDebugBuild: false,
    ...changes,
  };
}

const ended = (changes: Partial<ProcessOutcome> = {}): ProcessOutcome => ({
  exitCode: 0,
  ending: 'exited',
  durationSeconds: 1,
  stdout: '',
  stderr: '',
  ...changes,
});

function read(program: BenchProgram, text: string, changes: Partial<ProcessOutcome> = {}) {
  return programReading(program, [...program.names.keys()], parseResults(text), ended(changes));
}

/** A file with these rows. */
const fileOf = (...rows: readonly object[]) =>
  JSON.stringify({
    context: {},
    benchmarks: rows.map((row) => ({
      run_type: 'iteration',
      real_time: 2,
      cpu_time: 1,
      time_unit: 'us',
      ...row,
    })),
  });

const single = (...names: readonly string[]) => programOf('1.9.5', { names: namesOf(names) });

const onlyAggregates =
  'skipped: It reports only aggregates of its repetitions, and no measurement: leave ReportAggregatesOnly out of its code.';

const both = {
  'shapes > BM_Sum': '1 time',
  'shapes > BM_Copy > 64': '1 time',
  'shapes > BM_Copy > 4096': '1 time',
  'shapes > BM_Two [rows=2, columns=3]': '1 time',
  'shapes > BM_Two [rows=4, columns=5]': '1 time',
  'shapes > BM_Threads > real_time [threads=1]': '1 time',
  'shapes > BM_Threads > real_time [threads=2]': '1 time',
  'shapes > BM_Manual > manual_time [iterations=20]': '1 time',
  'shapes > BM_Growth > 16': '1 time',
  'shapes > BM_Growth > 64': '1 time',
  'shapes > BM_Growth > 256': '1 time',
  'shapes > BM_Counters': '1 time, 1 hits, 1 rate',
  'shapes > BM_Error': 'failed: no such file: "a\\b"',
  'shapes > BM_Template<std::vector<int>>': '1 time',
  'shapes > Fixture > Method': '1 time',
  'shapes > BM_Args > one > two': '1 time',
  'shapes > BM_Args > real_time': '1 time',
  'shapes > BM_Prints [iterations=3]': '1 time',
  'shapes > BM_Crash': '1 time',
};

const named = {
  'shapes > copy > named [x] [size=128]': '1 time',
  'shapes > BM_Half > 7 [columns=-8]': '1 time',
  'shapes > BM_ThreadsCpu [threads=2]': '1 time',
  'shapes > BM_ProcessCpu > process_time': '1 time',
  'shapes > BM_Repeated [repeats=3]': '3 time',
  'shapes > BM_Aggregates [repeats=2]': onlyAggregates,
  'shapes > BM_MinTime [min_time=0.002]': '1 time',
  'shapes > BM_Twice [iterations=4]': '1 time',
  'shapes > BM_After > 1': '1 time',
};

/** From 1.8 on. */
const skipped = { 'shapes > BM_Skipped': 'skipped: not on this machine' };

/** Versions before 1.5.5 name a benchmark after its function. */
const unnamed = {
  'shapes > BM_Copy [size=128]': '1 time',
  'shapes > BM_Two > 7 [columns=-8]': '1 time',
  'shapes > BM_Threads [threads=2]': '1 time',
  'shapes > BM_Threads > process_time': '1 time',
  'shapes > BM_Sum [repeats=3]': '3 time',
  'shapes > BM_Sum [repeats=2]': onlyAggregates,
  'shapes > BM_Sum [min_time=0.002]': '1 time',
  'shapes > BM_Sum [iterations=4]': '1 time',
  'shapes > BM_Sum > 1': '1 time',
};

describe.each([
  ['1.5.0', { ...both, ...unnamed }],
  ['1.7.1', { ...both, ...named }],
  ['1.8.3', { ...both, ...named, ...skipped }],
  ['1.9.5', { ...both, ...named, ...skipped }],
])('version %s', (version, expected) => {
  const program = programOf(version);
  const reading = read(program, recorded(`${version}/results.json`));

  test('every benchmark, and nothing that is derived from others', () => {
    expect(wordsOf({ ...reading, failure: null })).toEqual(expected);
    expect(reading.failure).toBeNull();
    expect(reading.notices).toEqual([
      'The counter "inf" is left out where a value is negative.',
      'The counter "nan" is left out where a value is no number.',
      'build/shapes reports its complexity (BigO, RMS): 2 rows are left out.',
    ]);
  });

  test('two benchmarks of one name stay two', () => {
    const twice = reading.benchmarks.filter(({ params }) => params.iterations === '4');
    expect(twice).toHaveLength(2);
  });

  test('seconds, in whatever unit they are printed', () => {
    const times = reading.benchmarks.flatMap((one) =>
      one.state === 'measured' ? (one.metrics[0]?.samples ?? []) : [],
    );
    expect(times).toHaveLength(
      Object.keys(expected).length - ('shapes > BM_Skipped' in expected ? 3 : 2) + 3,
    );
    // From one multiplication to the millisecond that a benchmark tells by hand.
    expect(Math.min(...times)).toBeGreaterThan(1e-11);
    expect(Math.max(...times)).toBeCloseTo(1e-3, 6);
  });

  test('what an iteration processes, by whichever time its rate was counted', () => {
    const work = Object.fromEntries(
      reading.benchmarks.flatMap((one) =>
        one.state === 'measured' && one.work
          ? [[[...one.path.slice(1), ...Object.entries(one.params).flat()].join(' '), one.work]]
          : [],
      ),
    );
    const names =
      version === '1.5.0'
        ? ['BM_Copy size 128', 'BM_Threads threads 2', 'BM_Threads process_time']
        : ['copy named [x] size 128', 'BM_ThreadsCpu threads 2', 'BM_ProcessCpu process_time'];
    expect(work).toEqual({
      'BM_Copy 64': { bytes: 64, elements: 2 },
      'BM_Copy 4096': { bytes: 4096, elements: 2 },
      [names[0] ?? '']: { bytes: 128, elements: 2 },
      'BM_Threads real_time threads 1': { elements: 1 },
      'BM_Threads real_time threads 2': { elements: 1 },
      [names[1] ?? '']: { elements: 1 },
      [names[2] ?? '']: { elements: 1 },
      'BM_Manual manual_time iterations 20': { bytes: 1000 },
    });
  });

  test('a crash is told of the benchmark that it was in, and what was before it is kept', () => {
    const crashed = read(program, recorded(`${version}/crash.json`), {
      exitCode: null,
      stderr: recorded(`${version}/crash.stderr.txt`),
    });
    const message =
      "terminate called after throwing an instance of 'std::runtime_error'\n  what():  boom";
    const words: Record<string, string> = {
      ...expected,
      'shapes > BM_Crash': `failed: ${message}`,
    };
    delete words[version === '1.5.0' ? 'shapes > BM_Sum > 1' : 'shapes > BM_After > 1'];
    expect(wordsOf({ ...crashed, failure: null })).toEqual(words);
    expect(crashed.failure).toBe(`build/shapes was ended by a signal:\n${message}`);
  });

  test('a launch that was ended keeps its whole rows, and blames nobody', () => {
    const cut = read(program, recorded(`${version}/crash.json`), {
      exitCode: null,
      ending: 'timed-out',
    });
    expect(cut.failure).toBeNull();
    expect(cut.benchmarks).toHaveLength(reading.benchmarks.length - 2);
  });
});

test.each([
  ['no results', '', 'build/shapes ended well, but left no results.'],
  [
    'no JSON',
    'hello',
    'The results of build/shapes could not be read: it is no JSON of Google Benchmark.',
  ],
  [
    'another JSON',
    '[1]',
    'The results of build/shapes could not be read: it is no JSON of Google Benchmark.',
  ],
  [
    'no end',
    `${fileOf({ name: 'x' }).slice(0, -2)}`,
    'build/shapes ended well, but its results have no end.',
  ],
])('a program that ended well with %s', (_, text, failure) => {
  expect(read(single('x'), text).failure).toBe(failure);
});

test('a row of another shape does not spoil the others', () => {
  const reading = read(single('a', 'b'), fileOf({ name: 7 }, { name: 'b' }));
  expect(wordsOf({ ...reading, failure: null })).toEqual({ 'shapes > b': '1 time' });
  expect(reading.failure).toBe(
    "1 of the results of build/shapes could not be read: they have another shape than Google Benchmark's.",
  );
});

test.each([
  [{ real_time: null }, 'failed: its result holds no time'],
  [{ real_time: -1 }, 'failed: its result holds no time'],
  [{ time_unit: 'h' }, 'failed: its result holds no time'],
  [{ error_occurred: true, error_message: '' }, 'failed: it failed without a message'],
  [{ skipped: true, skip_message: '' }, 'skipped: it was skipped'],
  [{ allocs_per_iter: 3 }, '1 time, 1 allocations'],
])('a row with %j', (row, words) => {
  const reading = read(single('x'), fileOf({ name: 'x', ...row }));
  expect(wordsOf({ ...reading, failure: null })).toEqual({ 'shapes > x': words });
});

test('rows without a type, as before 1.5 and as others write them', () => {
  const untyped = (name: string) => ({ name, run_type: undefined });
  const names = ['x', 'x', 'x_mean', 'x_stddev', 'x_BigO', 'x_RMS', 'y_mean'];
  const reading = read(single('x', 'y_mean'), fileOf(...names.map(untyped)));
  expect(wordsOf({ ...reading, failure: null })).toEqual({
    'shapes > x': '2 time',
    'shapes > y_mean': '1 time',
  });
});

test.each([
  // By processor time, by real time, and by neither.
  [{ bytes_per_second: 64e6 }, { bytes: 64 }, []],
  [{ bytes_per_second: 32.5e6 }, { bytes: 65 }, []],
  [{ bytes_per_second: 64.3e6 }, undefined, []],
  [
    { bytes_per_second: null },
    undefined,
    ['The rate "bytes_per_second" is left out where a value is no number.'],
  ],
  [{ items_per_second: 0 }, undefined, []],
  [{ items_per_second: 4e6, threads: 2 }, { elements: 2 }, []],
])('work of %j', (row, work, notices) => {
  const reading = read(single('x'), fileOf({ name: 'x', ...row }));
  expect(reading.benchmarks[0]).toMatchObject({ state: 'measured' });
  const [benchmark] = reading.benchmarks;
  expect(benchmark?.state === 'measured' && benchmark.work).toEqual(work);
  expect(reading.notices).toEqual(notices);
});

describe('what a benchmark tells beside its time', () => {
  const counted = (...rows: readonly object[]) => {
    const reading = read(single('x'), fileOf(...rows.map((row) => ({ name: 'x', ...row }))));
    const [benchmark] = reading.benchmarks;
    const metrics = benchmark?.state === 'measured' ? benchmark.metrics.slice(1) : [];
    const told = metrics.map((one) => [
      one.metric,
      ...('unit' in one ? [one.unit, one.direction] : []),
      one.samples,
    ]);
    return { told, notices: reading.notices };
  };
  const higher = 'higher-is-better';

  test('counters, a sample a repetition; of nobody knows what, unless they are rates', () => {
    expect(
      counted({ hits: 0, 'reads/s': 5, max_bytes_used: 64 }, { hits: 3, 'reads/s': 6 }),
    ).toEqual({
      told: [
        ['hits', '1', null, [0, 3]],
        ['reads-s', '1/s', higher, [5, 6]],
        ['memory', 'B', 'lower-is-better', [64]],
      ],
      notices: [],
    });
  });

  test('rates as they were measured, where the work cannot be told', () => {
    const bytes = { bytes_per_second: 64.3e6 };
    const items = { items_per_second: 1.3e6 };
    const throughput = ['throughput', 'B/s', higher, [64.3e6]];
    expect(counted(bytes).told).toEqual([throughput]);
    expect(counted(items).told).toEqual([['throughput', '1/s', higher, [1.3e6]]]);
    const perSecond = ['items-per-second', '1/s', higher, [1.3e6]];
    expect(counted({ ...bytes, ...items }).told).toEqual([throughput, perSecond]);
    expect(counted({ bytes_per_second: 64e6, ...items }).told).toEqual([perSecond]);
    expect(counted({ ...bytes, items_per_second: 1e6 }).told).toEqual([throughput]);
  });

  test('what has the name of another metric, or no name, is told', () => {
    const row = { bytes_per_second: 64e6, Time: 1, throughput: 2, '%': 3, a: 4, A: 5 };
    expect(counted({ ...row, max_bytes_used: 0 })).toEqual({
      told: [['a', '1', null, [4]]],
      notices: [
        'The counter "%" is not read: nothing of its name can be that of a metric.',
        'The counter "A" is not read where another metric is called a as well.',
        'The counter "Time" is not read where another metric is called time as well.',
        'The counter "max_bytes_used" is left out where a value is zero, as memory cannot be.',
        'The counter "throughput" is not read where another metric is called throughput as well.',
      ],
    });
  });
});

/** The rows of a text by name with their times, or what is wrong with it. */
function rowsIn(text: string) {
  const reading = parseResults(text);
  return reading.state === 'read'
    ? [reading.isWhole, ...reading.rows.map(({ name, real_time }) => `${name} ${real_time}`)]
    : reading.state;
}

test.each(['NaN', '-NaN', 'Infinity', '-Infinity', 'nan', '-inf', 'null', '1e999'])(
  'a time of %s is none',
  (number) => {
    const text = `\uFEFF{"benchmarks": [{"name": "NaN \\" x", "real_time": ${number}}]}`;
    expect(rowsIn(text)).toEqual([true, 'NaN " x null']);
  },
);

test.each([
  ['{"benchmarks": [{"name": "x", "real_time": 1}, {"name": "y", "real_time": 2', ['x 1']],
  ['{"context": {"a": [1]}, "benchmarks": [{"name": "}]', []],
  ['{"benchmarks": [{"name": "x", "real_time": 1}, {"name": "y", "real_time": 2}', ['x 1', 'y 2']],
])('%s has no end', (text, rows) => {
  expect(rowsIn(text)).toEqual([false, ...rows]);
});

test.each(['[1, 2', '}{[', 'NaNs', '"\\', 'a": 1}'])('%s is unreadable', (text) => {
  expect(rowsIn(text)).toBe('unreadable');
});

/** Numbers from 0 to 1 that are always the same (mulberry32). */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

test('damaged files never throw, and never give a time that is none', () => {
  const random = seeded(5);
  const whole = recorded('1.9.5/results.json');
  const start = whole.indexOf('"benchmarks"');
  // A few rows of each kind, so that a damage hits what matters.
  const text = `{${whole.slice(start, start + 1500)}`;
  const pieces = [
    '"',
    '\\',
    '{',
    '}',
    '[',
    ']',
    ',',
    'NaN',
    '-Infinity',
    '1e999',
    'null',
    '\0',
    '',
  ];
  const program = single('BM_Sum', 'BM_Copy/64');
  let measured = 0;
  for (let round = 0; round < 3000; round += 1) {
    let damaged = text;
    for (let count = 0; count <= random() * 3; count += 1) {
      const place = Math.floor(random() * damaged.length);
      const length = Math.floor(random() ** 3 * 40);
      const piece = pieces[Math.floor(random() * pieces.length)] ?? '';
      damaged = damaged.slice(0, place) + piece + damaged.slice(place + length);
    }
    for (const benchmark of read(program, damaged).benchmarks) {
      if (benchmark.state !== 'measured') continue;
      measured += 1;
      for (const { samples } of benchmark.metrics) {
        for (const sample of samples) if (!(sample >= 0)) throw new Error(damaged);
      }
    }
  }
  expect(measured).toBeGreaterThan(1000);
});
