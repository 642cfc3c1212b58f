import fc from 'fast-check';
import { expect, test } from 'vitest';
import * as z from 'zod';
import { cliffsDelta } from '../../src/stats/cliffsDelta.ts';
import { readTable } from './table.ts';

const numbers = z.array(z.number());
const rows = readTable(
  'cliffs_delta',
  z.object({ first: numbers, second: numbers, delta: z.number() }),
);

test("agrees with SciPy's U of Mann and Whitney, ties included", () => {
  for (const { first, second, delta } of rows) {
    expect(cliffsDelta(first, second)).toBeCloseTo(delta, 12);
  }
});

test('is 1 for samples that do not overlap, and changes its sign with the order of the samples', () => {
  expect(cliffsDelta([1, 2, 3], [4, 5])).toBe(1);
  const values = fc.array(fc.integer({ min: -9, max: 9 }), { minLength: 1, maxLength: 30 });
  fc.assert(
    fc.property(values, values, (first, second) => {
      return cliffsDelta(first, second) + cliffsDelta(second, first) === 0;
    }),
  );
});

test('refuses empty samples', () => {
  expect(() => cliffsDelta([], [1])).toThrow(RangeError);
  expect(() => cliffsDelta([1], [])).toThrow(RangeError);
});
