import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fasterHalf } from '../../src/stats/fasterHalf.ts';

test.each([
  [[3], 3],
  [[5, 1, 9, 2], 1.5],
  [[5, 1, 9], 3],
  [[7, 7, 7, 7, 7], 7],
])('of %j is %d', (values, expected) => {
  expect(fasterHalf(values)).toBe(expected);
});

test.each([1, 2, 99, 100, 101, 500])('of %d values in any order', (count) => {
  const ascending = Array.from({ length: count }, (_, index) => index);
  const expected = (Math.ceil(count / 2) - 1) / 2;
  expect(fasterHalf(ascending)).toBe(expected);
  expect(fasterHalf(ascending.toReversed())).toBe(expected);
  expect(fasterHalf(ascending.map((value) => (value * 7 + 3) % count))).toBe(expected);
});

const values = fc.array(fc.double({ min: 1e-12, max: 1e6, noNaN: true }), { minLength: 2 });

test('what only disturbs the slower half does not move it', () => {
  fc.assert(
    fc.property(values, fc.double({ min: 1, max: 1e3, noNaN: true }), (samples, factor) => {
      const ascending = samples.toSorted((a, b) => a - b);
      const half = Math.ceil(ascending.length / 2);
      const disturbed = ascending.map((value, index) => (index < half ? value : value * factor));
      expect(fasterHalf(disturbed)).toBe(fasterHalf(samples));
    }),
  );
});

test('refuses no values', () => {
  expect(() => fasterHalf([])).toThrow(RangeError);
});
