import { expect, test } from 'vitest';
import { errorShares } from '../../src/stats/errorSpending.ts';

test('one look at the end has all of it', () => {
  expect(errorShares([10], 10)).toEqual([1]);
});

test('the shares of all looks add up to one at the largest number', () => {
  const shares = errorShares([5, 7, 10, 14, 20], 20);
  expect(shares.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 12);
  expect(shares[0]).toBeCloseTo(0.25 ** 1.5, 12);
  expect(Math.min(...shares)).toBeGreaterThan(0);
});

test('who ends early leaves the rest unused, and an unplanned end costs no more', () => {
  const planned = errorShares([5, 10, 20], 20);
  const early = errorShares([5, 9], 20);
  expect(early[0]).toBe(planned[0]);
  expect(early.reduce((sum, share) => sum + share, 0)).toBeCloseTo(0.45 ** 1.5, 12);
});

test.each([[[0, 5]], [[5, 5]], [[10, 5]], [[5, 21]]])('refuses the looks %j', (looks) => {
  expect(() => errorShares(looks, 20)).toThrow(RangeError);
});
