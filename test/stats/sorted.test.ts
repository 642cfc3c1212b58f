import { describe, expect, test } from 'vitest';
import * as z from 'zod';
import { countBelow, countUpTo, isAscending, quantile, sorted } from '../../src/stats/sorted.ts';
import { readTable, relativeError } from './table.ts';

const numbers = z.array(z.number());
const rows = readTable(
  'quantiles',
  z.object({ values: numbers, shares: numbers, quantiles: numbers }),
);

test('quantiles agree with NumPy', () => {
  for (const { values, shares, quantiles } of rows) {
    const ascending = sorted(values);
    for (const [index, share] of shares.entries()) {
      const expected = quantiles[index] ?? Number.NaN;
      expect(relativeError(quantile(ascending, share), expected)).toBeLessThan(1e-14);
    }
  }
});

test('sorts a copy by value, and leaves its input as it was', () => {
  const values = Object.freeze([10, 9, 100, 9]);
  expect(Array.from(sorted(values))).toEqual([9, 9, 10, 100]);
  expect(values).toEqual([10, 9, 100, 9]);
  expect([[], [1], [1, 1, 2]].every(isAscending)).toBe(true);
  expect(isAscending([1, 3, 2])).toBe(false);
});

test('counts what lies below a limit, with or without what equals it', () => {
  const values = sorted([1, 2, 2, 2, 5]);
  const limits = [0, 1, 2, 2.5, 5, 6];
  expect(limits.map((limit) => countBelow(values, limit))).toEqual([0, 0, 1, 4, 4, 5]);
  expect(limits.map((limit) => countUpTo(values, limit))).toEqual([0, 1, 4, 4, 5, 5]);
});

describe('quantile refuses', () => {
  test('no values, and what is no share', () => {
    expect(() => quantile(sorted([]), 0.5)).toThrow(RangeError);
    for (const share of [-0.1, 1.1, Number.NaN]) {
      expect(() => quantile(sorted([1]), share)).toThrow(RangeError);
    }
  });
});
