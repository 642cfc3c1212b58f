import { describe, expect, test } from 'vitest';
import { uniformSource } from '../stats/random.ts';
import { launchMedian } from './given.ts';
import { drawTrials, readRecording, recordedDraw } from './recorded.ts';
import type { Launch } from './rule.ts';

const recording = readRecording();

/** The round of a launch of a variant, or null. */
const roundOf = (variant: '0a' | '0b' | '5', kernel: number, launch: Launch): number | null => {
  const round = recording.launches[variant].findIndex((kernels) => kernels[kernel] === launch);
  return round < 0 ? null : round;
};

test('holds 40 rounds of five variants and eight kernels, in seconds', () => {
  expect(recording.rounds).toBe(40);
  expect(recording.kernels).toHaveLength(8);
  expect(Object.values(recording.launches).map((rounds) => rounds.length)).toEqual(
    Array(5).fill(40),
  );
  for (const kernels of Object.values(recording.launches).flat()) {
    for (const launch of kernels) {
      expect(launch).toHaveLength(200);
      expect(launchMedian(launch)).toBeGreaterThan(1e-7);
      expect(launchMedian(launch)).toBeLessThan(1e-2);
    }
  }
});

test('more work takes longer, in every kernel', () => {
  const typical = (variant: '0a' | '2' | '5' | '10', kernel: number) => {
    const medians = recording.launches[variant].map((kernels) =>
      launchMedian(kernels[kernel] ?? []),
    );
    return medians.sort((a, b) => a - b)[20] ?? Number.NaN;
  };
  for (const kernel of recording.kernels.keys()) {
    const base = typical('0a', kernel);
    expect(typical('5', kernel) / base).toBeGreaterThan(1.03);
    expect(typical('10', kernel) / typical('2', kernel)).toBeGreaterThan(1.04);
  }
});

describe('a drawn run', () => {
  test('has the same distinct rounds on both sides, in time order', () => {
    const random = uniformSource(1);
    for (const rounds of [1, 10, 40]) {
      const trials = drawTrials(recording, '5', rounds, random);
      expect(trials).toHaveLength(8);
      for (const [kernel, { base, candidate }] of trials.entries()) {
        const drawn = base.map((launch) => roundOf('0a', kernel, launch));
        expect(candidate.map((launch) => roundOf('5', kernel, launch))).toEqual(drawn);
        expect(drawn).toHaveLength(rounds);
        expect(drawn).not.toContain(null);
        expect(new Set(drawn).size).toBe(rounds);
        expect(drawn).toEqual(drawn.toSorted((a, b) => (a ?? 0) - (b ?? 0)));
      }
    }
  });

  test('reaches every round about equally often', () => {
    const random = uniformSource(2);
    const counts = new Map<number | null, number>();
    for (let run = 0; run < 2000; run += 1) {
      for (const launch of drawTrials(recording, '5', 10, random)[0]?.base ?? []) {
        const round = roundOf('0a', 0, launch);
        counts.set(round, (counts.get(round) ?? 0) + 1);
      }
    }
    // 500 are expected with a standard deviation of 19.
    expect(counts.size).toBe(40);
    expect(Math.min(...counts.values())).toBeGreaterThan(410);
    expect(Math.max(...counts.values())).toBeLessThan(590);
  });

  test('can be a window of consecutive rounds', () => {
    const random = uniformSource(3);
    const starts = new Set<number>();
    for (let run = 0; run < 500; run += 1) {
      const [trial] = drawTrials(recording, '5', 10, random, { consecutive: true });
      const drawn = trial?.base.map((launch) => roundOf('0a', 0, launch) ?? Number.NaN) ?? [];
      const [first = Number.NaN] = drawn;
      expect(drawn).toEqual(Array.from({ length: 10 }, (_, index) => first + index));
      starts.add(first);
    }
    expect(starts.size).toBe(31);
  });

  test('of identical code has either variant for its base, and the other for its candidate', () => {
    const random = uniformSource(4);
    let swapped = 0;
    for (let run = 0; run < 400; run += 1) {
      const trials = drawTrials(recording, '0b', 3, random);
      const bases = trials.map(({ base }, kernel) =>
        base.every((launch) => roundOf('0b', kernel, launch) !== null),
      );
      const candidates = trials.map(({ candidate }, kernel) =>
        candidate.every((launch) => roundOf('0a', kernel, launch) !== null),
      );
      expect(new Set([...bases, ...candidates]).size).toBe(1);
      if (bases[0]) swapped += 1;
    }
    expect(swapped).toBeGreaterThan(150);
    expect(swapped).toBeLessThan(250);
  });

  test('knows the truth', () => {
    const random = uniformSource(5);
    expect(recordedDraw(recording, '0b')(2, random).truth).toEqual(Array(8).fill(null));
    expect(recordedDraw(recording, '2')(2, random).truth).toEqual(Array(8).fill('regressed'));
  });

  test.each([0, 41, 1.5])('cannot have %d rounds', (rounds) => {
    expect(() => drawTrials(recording, '5', rounds, uniformSource(6))).toThrow(RangeError);
  });
});
