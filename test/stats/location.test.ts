import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import * as z from 'zod';
import { mean, median, sampleVariance } from '../../src/stats/location.ts';
import { readTable, relativeError } from './table.ts';

const rows = readTable(
  'location',
  z.object({
    values: z.array(z.number()),
    median: z.number(),
    mean: z.number(),
    sampleVariance: z.number().nullable(),
  }),
);

test.each(rows.map((row) => [row.values.length, row] as const))(
  'agrees with NumPy on %i values',
  (_, row) => {
    expect(median(row.values)).toBe(row.median);
    expect(relativeError(mean(row.values), row.mean)).toBeLessThan(1e-15);
    if (row.sampleVariance !== null) {
      expect(relativeError(sampleVariance(row.values), row.sampleVariance)).toBeLessThan(1e-14);
    }
  },
);

test('leaves its input as it was', () => {
  const values = Object.freeze([3, 1, 2, 9, 4]);
  median(values);
  mean(values);
  sampleVariance(values);
  expect(values).toEqual([3, 1, 2, 9, 4]);
});

test('half of the values lie on each side of the median', () => {
  const values = fc.array(fc.double({ noNaN: true, min: -1e6, max: 1e6 }), { minLength: 1 });
  fc.assert(
    fc.property(values, (sample) => {
      const middle = median(sample);
      const below = sample.filter((value) => value < middle).length;
      const above = sample.filter((value) => value > middle).length;
      return below <= sample.length / 2 && above <= sample.length / 2;
    }),
  );
});

test('equal values have themselves as mean and no variance, to the last bit', () => {
  const value = fc.double({ noNaN: true, min: -1e9, max: 1e9 });
  fc.assert(
    fc.property(value, fc.integer({ min: 2, max: 60 }), (repeated, count) => {
      const sample = new Array<number>(count).fill(repeated);
      return mean(sample) === repeated && sampleVariance(sample) === 0;
    }),
  );
});

describe('refuses', () => {
  test.each([
    ['median', median],
    ['mean', mean],
    ['sampleVariance', sampleVariance],
  ])('%s of nothing, or of what is no number', (_, statistic) => {
    expect(() => statistic([])).toThrow(RangeError);
    expect(() => statistic([1, Number.NaN, 2])).toThrow(RangeError);
    expect(() => statistic([1, Number.POSITIVE_INFINITY])).toThrow(RangeError);
  });

  test('the variance of a single value', () => {
    expect(() => sampleVariance([1])).toThrow(RangeError);
  });
});
