import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { thin } from '../../src/stats/thin.ts';

describe('thin', () => {
  it('keeps both ends and equal steps of rank between them', () => {
    const values = Array.from({ length: 1001 }, (_, index) => index);
    expect(thin(values, 5)).toEqual([0, 250, 500, 750, 1000]);
  });

  it('gives few values back as they are, sorted', () => {
    expect(thin([3, 1, 2], 3)).toEqual([1, 2, 3]);
    expect(thin([3, 1, 2], 500)).toEqual([1, 2, 3]);
    expect(thin([], 500)).toEqual([]);
  });

  it('sorts by value, not as text, and leaves its input alone', () => {
    const values = [10, 9, 100, 1];
    expect(thin(values, 4)).toEqual([1, 9, 10, 100]);
    expect(values).toEqual([10, 9, 100, 1]);
  });

  it('keeps what is not a number visible, as the last value', () => {
    expect(thin([2, Number.NaN, 1, 3, 4], 2)).toEqual([1, Number.NaN]);
    expect(thin([1, Number.NaN], 2)).toEqual([1, Number.NaN]);
  });

  it('takes typed arrays, and the median for one value', () => {
    expect(thin(Float64Array.of(5, 1, 3), 1)).toEqual([3]);
  });

  it('refuses counts that are not positive integers', () => {
    for (const count of [0, -1, 1.5, Number.NaN])
      expect(() => thin([1], count)).toThrow(RangeError);
  });

  it('is a sorted choice among the values that keeps the median to half a step of rank', () => {
    const values = fc.array(
      fc.double({ noNaN: true }).map((value) => value + 0),
      { minLength: 1, maxLength: 300 },
    );
    fc.assert(
      fc.property(values, fc.integer({ min: 2, max: 60 }), (all, count) => {
        const sorted = all.toSorted((a, b) => a - b);
        const kept = thin(all, count);
        expect(kept).toHaveLength(Math.min(count, all.length));
        expect(kept.at(0)).toEqual(sorted.at(0));
        expect(kept.at(-1)).toEqual(sorted.at(-1));
        let from = 0;
        for (const value of kept) {
          const rank = sorted.indexOf(value, from);
          expect(rank).toBeGreaterThanOrEqual(from);
          from = rank + 1;
        }
        const halfStep = (sorted.length - 1) / (count - 1) / 2 + 1;
        const middle = kept[Math.floor(kept.length / 2)];
        const lowest = sorted[Math.max(0, Math.floor(sorted.length / 2 - 2 * halfStep))];
        const highest =
          sorted[Math.min(sorted.length - 1, Math.ceil(sorted.length / 2 + 2 * halfStep))];
        expect(middle).toBeGreaterThanOrEqual(lowest ?? Number.NaN);
        expect(middle).toBeLessThanOrEqual(highest ?? Number.NaN);
      }),
    );
  });
});
