import { describe, expect, test } from 'vitest';
import * as z from 'zod';
import { studentTQuantile } from '../../src/stats/studentT.ts';
import { welch } from '../../src/stats/welch.ts';
import { normalSource } from './random.ts';
import { readTable, relativeError } from './table.ts';

const rows = readTable(
  'welch',
  z.object({
    base: z.array(z.number()),
    candidate: z.array(z.number()),
    t: z.number(),
    degreesOfFreedom: z.number(),
    low: z.number(),
    high: z.number(),
  }),
);

test.each(rows.map((row) => [row.base.length, row.candidate.length, row] as const))(
  'agrees with SciPy on %i against %i values',
  (_base, _candidate, row) => {
    const estimate = welch(row.base, row.candidate);
    if (estimate === null) throw new Error('enough values on both sides');
    const { difference, standardError, degreesOfFreedom } = estimate;
    expect(relativeError(difference / standardError, row.t)).toBeLessThan(1e-9);
    expect(relativeError(degreesOfFreedom, row.degreesOfFreedom)).toBeLessThan(1e-12);
    const margin = studentTQuantile(0.975, degreesOfFreedom) * standardError;
    expect(relativeError(difference - margin, row.low)).toBeLessThan(1e-9);
    expect(relativeError(difference + margin, row.high)).toBeLessThan(1e-9);
  },
);

describe('with little to go by', () => {
  test('fewer than two values on a side tell nothing of the spread', () => {
    expect(welch([1], [1, 2])).toBeNull();
    expect(welch([1, 2], [1])).toBeNull();
    expect(welch([], [])).toBeNull();
  });

  test('no spread at all is told as it is', () => {
    expect(welch([0.1, 0.1, 0.1], [0.3, 0.3])).toEqual({
      difference: 0.3 - 0.1,
      standardError: 0,
      degreesOfFreedom: 3,
    });
  });

  test('one side without spread leaves the degrees of freedom to the other', () => {
    expect(welch([2, 2, 2, 2], [1, 2, 3])?.degreesOfFreedom).toBe(2);
  });

  test('tiny values do not underflow', () => {
    const [one, tiny] = [1, 1e-120].map((scale) =>
      welch([1 * scale, 2 * scale, 4 * scale], [3 * scale, 7 * scale]),
    );
    expect(tiny?.degreesOfFreedom).toBeCloseTo(one?.degreesOfFreedom ?? Number.NaN, 10);
  });

  test('refuses what is no number', () => {
    expect(() => welch([1, Number.NaN], [1, 2])).toThrow(RangeError);
  });
});

/** Share of seeded normal data sets for which the interval holds the true difference, which is 1. */
function coverage(
  seed: number,
  confidence: number,
  [baseSize, baseSpread]: readonly [number, number],
  [candidateSize, candidateSpread]: readonly [number, number],
): number {
  const normal = normalSource(seed);
  const sample = (size: number, centre: number, spread: number) =>
    Array.from({ length: size }, () => centre + spread * normal());
  const repetitions = 10_000;
  let covered = 0;
  for (let repetition = 0; repetition < repetitions; repetition += 1) {
    const estimate = welch(
      sample(baseSize, 5, baseSpread),
      sample(candidateSize, 6, candidateSpread),
    );
    if (estimate === null) throw new Error('enough values on both sides');
    const quantile = studentTQuantile((1 + confidence) / 2, estimate.degreesOfFreedom);
    if (Math.abs(estimate.difference - 1) <= quantile * estimate.standardError) covered += 1;
  }
  return covered / repetitions;
}

// Four standard errors of a share near 0.95 in 10,000 are 0.009, near 0.8 they are 0.016. Student's
// pooled interval would cover 0.8 of the first case and 0.99 of the second.
test.each([
  [11, 0.95, [20, 1], [6, 4]],
  [12, 0.95, [6, 1], [20, 4]],
  [13, 0.95, [5, 1], [10, 1]],
  [14, 0.8, [10, 2], [15, 1]],
  [15, 0.99, [10, 1], [30, 1]],
] as const)(
  'the interval covers the truth as often as it says (seed %i, %d)',
  (seed, confidence, base, candidate) => {
    const tolerance = confidence === 0.8 ? 0.016 : 0.009;
    const share = coverage(seed, confidence, base, candidate);
    expect(Math.abs(share - confidence)).toBeLessThan(tolerance);
  },
);
