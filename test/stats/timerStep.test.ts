import { describe, expect, test } from 'vitest';
import { sorted } from '../../src/stats/sorted.ts';
import { timerStep } from '../../src/stats/timerStep.ts';
import { normalSource } from './random.ts';

/** Times of about `ticks` steps of a timer whose tick has this length. */
function timed(ticks: number, spread: number, tickSeconds: number, count = 200): number[] {
  const normal = normalSource(ticks * 1000 + count);
  return Array.from(
    { length: count },
    () => Math.round(ticks * (1 + spread * normal())) * tickSeconds,
  );
}

const stepOf = (values: readonly number[]) => timerStep(sorted(values))?.relativeStep;

describe('finds the step', () => {
  test.each([
    ['1 ms', 4, 1e-3],
    ['1 µs', 10, 1e-6],
    ['1 ns', 40, 1e-9],
  ])('of a timer of %s, in calls of %i steps', (_, ticks, seconds) => {
    expect(stepOf(timed(ticks, 0.2, seconds))).toBeCloseTo(1 / ticks, 6);
  });

  test('where whole nanoseconds hide that steps are 41.67 ns', () => {
    const values = timed(3, 0.3, 125 / 3).map((value, index) =>
      index % 2 ? Math.floor(value) : Math.ceil(value),
    );
    expect(stepOf(values)).toBeCloseTo(1 / 3, 1);
  });

  test('by the few other values where nearly all are the same', () => {
    expect(stepOf([...Array(99).fill(1e-3), 2e-3])).toBe(1);
  });

  test('whatever a few values far away do', () => {
    expect(stepOf([...timed(10, 0.05, 1e-6), 123.4e-6, 133.3e-6, 1.01e-3])).toBeCloseTo(0.1, 6);
  });
});

test('does not know the step of values that are all the same', () => {
  expect(timerStep(sorted(Array(20).fill(5e-3)))).toEqual({ relativeStep: null });
});

test('values that a timer resolves have none that matters, however little they vary', () => {
  for (const spread of [1e-4, 1e-3, 0.01, 0.1]) {
    expect(stepOf(timed(20_000, spread, 1e-9)) ?? 0).toBeLessThan(0.001);
  }
  // Two narrow modes repeat no value.
  const modes = timed(20_000, 1e-3, 1e-9).map((value, index) => value * (index % 3 ? 1 : 1.5));
  expect(stepOf(modes)).toBeUndefined();
});

test('cannot be told from few values, or from zeros', () => {
  expect(timerStep(sorted([1, 1, 1, 2, 2, 2, 2]))).toBeNull();
  expect(timerStep(sorted([...Array(20).fill(0), 1]))).toBeNull();
});
