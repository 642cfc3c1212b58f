import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import * as z from 'zod';
import { readTable, relativeError } from '../stats/table.ts';
import {
  mannWhitney,
  mannWhitneyExact,
  mannWhitneyNormal,
  uLowerTail,
} from './statistics/mannWhitney.ts';

const numbers = z.array(z.number());
const rows = readTable(
  'mann_whitney',
  z.object({
    method: z.enum(['exact', 'normal']),
    first: numbers,
    second: numbers,
    pValue: z.number(),
  }),
);

test.each(rows.map((row) => [row.method, row.first.length, row.second.length, row] as const))(
  'agrees with SciPy: %s, %i against %i values',
  (method, _first, _second, { first, second, pValue }) => {
    const test = method === 'exact' ? mannWhitneyExact : mannWhitneyNormal;
    expect(relativeError(test(first, second), pValue)).toBeLessThan(1e-9);
    // The side of a sample does not matter.
    expect(relativeError(test(second, first), pValue)).toBeLessThan(1e-9);
  },
);

/** `size` values from `first` on, of which the last repeats the one before where `tied`. */
function ascending(size: number, first: number, tied: boolean): number[] {
  const values = Array.from({ length: size }, (_, index) => first + 2 * index);
  return tied ? [...values.slice(0, -1), first + 2 * (size - 2)] : values;
}

test.each([
  [50, false, mannWhitneyExact],
  [51, false, mannWhitneyNormal],
  [25, true, mannWhitneyExact],
  [26, true, mannWhitneyNormal],
] as const)('of %i values a side (tied: %s) it takes the right one', (size, tied, expected) => {
  const first = ascending(size, 0, tied);
  const second = ascending(size, 7, tied);
  const pValue = mannWhitney(first, second);
  expect(pValue).toBe(expected(first, second));
  expect(mannWhitneyExact(first, second)).not.toBe(mannWhitneyNormal(first, second));
});

describe('what is known without a table', () => {
  test('equal values tell of no difference', () => {
    expect(mannWhitney([3, 3, 3], [3, 3])).toBe(1);
    expect(mannWhitneyNormal([3, 3, 3], [3, 3])).toBe(1);
  });

  test('three against three can never be significant at 5 %, four against four can', () => {
    expect(mannWhitney([1, 2, 3], [4, 5, 6])).toBeCloseTo(2 / 20, 12);
    expect(mannWhitney([1, 2, 3, 4], [5, 6, 7, 8])).toBeCloseTo(2 / 70, 12);
  });

  test('U of three against two takes 0 to 6 in 1, 1, 2, 2, 2, 1, 1 of ten ways', () => {
    const shares = [1, 2, 4, 6, 8, 9, 10].map((count) => count / 10);
    for (const [u, share] of shares.entries()) expect(uLowerTail(u, 3, 2)).toBeCloseTo(share, 12);
  });

  test('only the order of the values counts', () => {
    const values = fc.array(fc.integer({ min: -20, max: 20 }), { minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(values, values, (first, second) => {
        const stretched = (of: number[]) => of.map((value) => value ** 3 + 1000);
        return mannWhitney(first, second) === mannWhitney(stretched(first), stretched(second));
      }),
    );
  });

  test('refuses empty samples and what is no number', () => {
    expect(() => mannWhitney([], [1])).toThrow(RangeError);
    expect(() => mannWhitney([1], [])).toThrow(RangeError);
    expect(() => mannWhitney([1], [Number.NaN])).toThrow(RangeError);
  });
});
