/** What Google Benchmark's JSON holds that other readers fell for. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { googleBenchmark } from '../../src/formats/googleBenchmark.ts';
import { headOf } from '../../src/formats/head.ts';
import { readAs, recordingsFolder } from './recordedFiles.ts';

const row = (changes: object = {}) => ({
  name: 'f',
  run_name: 'f',
  run_type: 'iteration',
  repetitions: 1,
  repetition_index: 0,
  threads: 1,
  iterations: 100,
  real_time: 2,
  cpu_time: 1,
  time_unit: 'us',
  ...changes,
});

const read = (...rows: readonly unknown[]) =>
  readAs(googleBenchmark, JSON.stringify({ context: { num_cpus: 2 }, benchmarks: rows }));

/** `name: metric unit direction kind values`. */
const linesOf = (reading: ReturnType<typeof read>) =>
  reading.benchmarks.flatMap(({ path, metrics }) =>
    metrics.map(
      ({ metric, kind, launches }) =>
        `${path.join('/')}: ${metric.name} ${metric.unit} ${metric.direction?.split('-')[0] ?? '-'} ${kind} ${launches.map(({ samples }) => samples.join(' ')).join(' | ')}`,
    ),
  );

const timesOf = (reading: ReturnType<typeof read>) =>
  linesOf(reading).filter((line) => line.includes(': time '));

describe('times', () => {
  it.each([
    ['ns', 2e-9],
    ['us', 2e-6],
    ['ms', 2e-3],
    ['s', 2],
    [undefined, 2e-9],
  ])('in %s are seconds', (time_unit, seconds) => {
    expect(timesOf(read(row({ time_unit })))).toEqual([`f: time s lower repeat ${seconds}`]);
  });

  it('are those that the library printed itself', () => {
    const file = join(recordingsFolder, 'google-benchmark/1.7.1/old.json');
    const reading = readAs(googleBenchmark, readFileSync(file, 'utf8'));
    const printed = (name: string, nanoseconds: number) => {
      const benchmark = reading.benchmarks.find(
        ({ path, params }) => [...path, ...Object.values(params)].join('/') === name,
      );
      const seconds = benchmark?.metrics[0]?.launches[0]?.samples[0] ?? Number.NaN;
      expect(Math.round(seconds * 1e9)).toBe(nanoseconds);
    };
    printed('Sum/3', 145);
    printed('Copy/64', 18);
    printed('Square/128', 9312);
  });

  it('in a unit that is not known, or none, are told', () => {
    const reading = read(
      row({ time_unit: 'furlongs' }),
      { ...row({ name: 'g', run_name: 'g' }), real_time: undefined },
      row({ name: 'h', run_name: 'h', real_time: null }),
      7,
    );
    expect(timesOf(reading)).toEqual([]);
    expect(reading.passedOver.map(({ why }) => why)).toEqual([
      'a row is no object',
      'the time unit of a row is not known: furlongs',
      'a row has no "real_time"',
      'a value is no number',
    ]);
  });
});

describe('rows', () => {
  it('of repetitions are values of one benchmark, of aggregates none', () => {
    const aggregate = (aggregate_name: string, real_time: number) =>
      row({ name: `f_${aggregate_name}`, run_type: 'aggregate', aggregate_name, real_time });
    const reading = read(
      row({ repetition_index: 0 }),
      row({ repetition_index: 1, real_time: 4 }),
      aggregate('median', 3),
      aggregate('cv', 0.3),
      row({ name: 'f_BigO', run_type: 'aggregate', aggregate_name: 'BigO', real_time: undefined }),
      row({ name: 'f_RMS', run_type: 'aggregate', aggregate_name: 'RMS', time_unit: undefined }),
    );
    expect(timesOf(reading)).toEqual(['f: time s lower repeat 0.000002 0.000004']);
    expect(reading.passedOver).toEqual([]);
    expect(timesOf(read(aggregate('mean', 5), aggregate('median', 3)))).toEqual([
      'f: time s lower figure 0.000003',
    ]);
    expect(timesOf(read(aggregate('mean', 5)))).toEqual(['f: time s lower figure 0.000005']);
  });

  it('of versions before 1.5 are aggregates by their names, where these are certain', () => {
    const old = (name: string, iterations: number, real_time = 2) => ({
      name,
      iterations,
      real_time,
      time_unit: 's',
    });
    const reading = read(
      ...['mean', 'median', 'stddev'].map((one) => old(`only_${one}`, 10, one.length)),
      ...['mean', 'median', 'stddev'].map((one, index) => old(`of_${one}`, 10 + index)),
      old('x', 10),
      old('x_mean', 10),
    );
    expect(timesOf(reading)).toEqual([
      'only: time s lower figure 6',
      'of_mean: time s lower repeat 2',
      'of_median: time s lower repeat 2',
      'of_stddev: time s lower repeat 2',
      'x: time s lower repeat 2',
    ]);
  });

  it('of an error, whose time is 0, are no measurement', () => {
    const { benchmarks } = read(
      row({ error_occurred: true, error_message: 'boom', real_time: 0 }),
      row({ name: 'g', run_name: 'g', skipped: true, skip_message: '', real_time: 0 }),
    );
    expect(benchmarks.map(({ state, message, metrics }) => [state, message, metrics])).toEqual([
      ['failed', 'boom', []],
      ['skipped', 'it was skipped', []],
    ]);
  });

  it('of two benchmarks of one name are not mixed', () => {
    const reading = read(row({ family_index: 0 }), row({ family_index: 1, real_time: 9 }));
    expect(timesOf(reading)).toEqual(['f: time s lower repeat 0.000002']);
    expect(reading.passedOver).toEqual([
      { why: 'two benchmarks have the same name; the first one is read', count: 1, line: 1 },
    ]);
  });
});

describe('counters', () => {
  it('are metrics of their own, with no direction but that of a rate', () => {
    const reading = read(
      row({
        bytes_per_second: 1000,
        items_per_second: 7,
        label: 'a text',
        max_bytes_used: 64,
        allocs_per_iter: 3,
        INSTRUCTIONS: 500,
        Hits: 5,
        hits: 6,
        'found/s': 9,
        time: 1,
        '?': 1,
      }),
    );
    expect(linesOf(reading)).toEqual([
      'f: time s lower repeat 0.000002',
      'f: cpu-time s lower repeat 0.000001',
      'f: throughput B/s higher repeat 1000',
      'f: items-per-second 1/s higher repeat 7',
      'f: allocations 1 lower repeat 3',
      'f: memory B lower repeat 64',
      'f: instructions 1 lower repeat 500',
      'f: hits 1 - repeat 5',
      'f: found-s 1/s higher repeat 9',
    ]);
    expect(reading.passedOver.map(({ why }) => why)).toEqual([
      'two metrics of a benchmark are called hits',
      'two metrics of a benchmark are called time',
      'a counter has no name that can be kept',
    ]);
  });
});

it('a build for debugging and a changing clock are told', () => {
  const context = { num_cpus: 2, library_build_type: 'debug', cpu_scaling_enabled: true };
  const text = JSON.stringify({ context, benchmarks: [row()] });
  expect(readAs(googleBenchmark, text).notices).toHaveLength(2);
});

it.each([
  ['benchmarks of pytest', { machine_info: {}, benchmarks: [] }, false],
  ['benchmarks of mitata', { context: { cpu: {} }, benchmarks: [] }, false],
  ['a context with processors', { context: { num_cpus: 2 }, benchmarks: [] }, true],
])('%s are recognised, or not', (_, value, expected) => {
  expect(googleBenchmark.detect(headOf(`${JSON.stringify(value)}\n`))).toBe(expected);
});
