import { describe, expect, it } from 'vitest';
import { runOfReadings } from '../../src/commands/actions/importedRun.ts';
import type { ReadBenchmark, Reading, ReadMetric } from '../../src/formats/reading.ts';

const facts = { id: 'run', perfwatchVersion: '1.0.0', now: new Date(0), suite: 'parser' };
const time = { name: 'time', unit: 's', direction: 'lower-is-better' } as const;

/** A metric whose launches have one value each. */
const measured = (kind: ReadMetric['kind'], ...values: readonly number[]): ReadMetric => ({
  metric: time,
  kind,
  launches: values.map((value) => ({ samples: [value], sampleCount: 1 })),
});

const benchmark = (
  metrics: readonly ReadMetric[],
  labels: ReadBenchmark['labels'] = {},
): ReadBenchmark => ({ path: ['parse'], params: {}, labels, state: 'measured', metrics });

const reading = (...benchmarks: readonly ReadBenchmark[]): Reading => ({
  file: 'results.json',
  format: 'jmh',
  benchmarks,
  rows: benchmarks.length,
  passedOver: [],
  facts: new Map(),
  notices: [],
});

/** Launches of the only metric: their numbers and first values. */
const launchesOf = (readings: readonly Reading[]) =>
  runOfReadings(readings, facts)
    .suites[0]?.benchmarks[0]?.measurements.flatMap(({ launches }) => launches)
    .map(({ launch, samples }) => [launch, samples[0]]);

describe('runOfReadings', () => {
  it('takes each file for launches behind those of the files before', () => {
    const files = [
      reading(benchmark([measured('call', 1, 2)])),
      reading(benchmark([measured('call', 3)])),
      reading(benchmark([measured('call', 4, 5)])),
    ];
    expect(launchesOf(files)).toEqual([1, 2, 3, 4, 5].map((value, launch) => [launch, value]));
  });

  it('adds nothing to a launch that has values of the metric already', () => {
    const both = benchmark([measured('call', 1, 2), measured('figure', 7, 8, 9)]);
    expect(launchesOf([reading(both), reading(both)])).toEqual(
      [1, 2, 9, 1, 2, 9].map((value, launch) => [launch, value]),
    );
  });

  it('takes repeats of an only file for launches', () => {
    const repeats = benchmark([
      { metric: time, kind: 'repeat', launches: [{ samples: [1, 2, 3], sampleCount: 3 }] },
    ]);
    expect(launchesOf([reading(repeats)])).toEqual([1, 2, 3].map((value, index) => [index, value]));
    expect(launchesOf([reading(repeats), reading(repeats)])).toEqual([
      [0, 1],
      [1, 1],
    ]);
  });

  it('tells results apart that differ by their labels alone', () => {
    const labelled = (note: string, value: number) =>
      benchmark([measured('repeat', value)], { note, cpu: 'A' });
    const { suites } = runOfReadings([reading(labelled('before', 1), labelled('after', 2))], facts);
    expect(suites[0]?.benchmarks.map(({ id }) => id)).toEqual([
      'parser/parse[note=after]',
      'parser/parse[note=before]',
    ]);
  });

  it('takes repeats for launches, but not very many', () => {
    const repeated = (count: number): ReadMetric => ({
      metric: time,
      kind: 'repeat',
      launches: [{ samples: Array.from({ length: count }, () => 1), sampleCount: count }],
    });
    expect(launchesOf([reading(benchmark([repeated(10)]))])).toHaveLength(10);
    expect(launchesOf([reading(benchmark([repeated(501)]))])).toHaveLength(1);
  });
});
