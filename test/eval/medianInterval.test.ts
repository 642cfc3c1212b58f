import { expect, test } from 'vitest';
import * as z from 'zod';
import { normalSource } from '../stats/random.ts';
import { readTable, relativeError } from '../stats/table.ts';
import { laplaceLocationQuantile } from './statistics/laplacePosterior.ts';
import { medianInterval99 } from './statistics/medianInterval.ts';

const rows = readTable(
  'laplace_location',
  z.object({ values: z.array(z.number()), location: z.number(), probability: z.number() }),
);

test.each(rows.map((row) => [row.values, row.location, row.probability] as const))(
  'the posterior of %j up to %d agrees with the integral of its density',
  (values, location, probability) => {
    const scaled = values.map((value) => value * 1e-9);
    expect(relativeError(laplaceLocationQuantile(values, probability), location)).toBeLessThan(
      1e-9,
    );
    expect(
      relativeError(laplaceLocationQuantile(scaled, probability), location * 1e-9),
    ).toBeLessThan(1e-9);
  },
);

test('equal values leave no doubt, and single ones every', () => {
  expect(laplaceLocationQuantile([4, 4, 4], 0.01)).toBe(4);
  expect(medianInterval99([4, 4, 4])).toEqual({ low: 4, high: 4 });
  expect(medianInterval99([4])).toEqual({
    low: Number.NEGATIVE_INFINITY,
    high: Number.POSITIVE_INFINITY,
  });
  expect(() => laplaceLocationQuantile([4], 0.5)).toThrow(RangeError);
});

test('from eight values on it lies between two of them', () => {
  // P(no head of 8) is 0.39 %, P(at most one) 3.5 %; of 20, P(at most 3) is 0.13 %, of 4 0.59 %.
  const upTo = (size: number) => Array.from({ length: size }, (_, index) => index + 1);
  expect(medianInterval99(upTo(8))).toEqual({ low: 1, high: 8 });
  expect(medianInterval99(upTo(20))).toEqual({ low: 4, high: 17 });
  const { low, high } = medianInterval99(upTo(3));
  expect(low).toBeLessThan(1);
  expect(high).toBeGreaterThan(3);
});

// Of so few that Laplace's noise has to be assumed, it holds less of another noise.
test.each([
  [5, 0.97],
  [8, 0.985],
  [30, 0.985],
])('of %i normal values it holds the median in at least %d of samples', (size, least) => {
  const normal = normalSource(size);
  const repetitions = 3000;
  let covered = 0;
  for (let repetition = 0; repetition < repetitions; repetition += 1) {
    const { low, high } = medianInterval99(Array.from({ length: size }, () => 10 + normal()));
    if (low <= 10 && high >= 10) covered += 1;
  }
  expect(covered / repetitions).toBeGreaterThan(least);
});
