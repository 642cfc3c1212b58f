import fc from 'fast-check';
import { expect, test } from 'vitest';
import * as z from 'zod';
import { benjaminiHochberg } from '../../src/stats/falseDiscovery.ts';
import { readTable, relativeError } from './table.ts';

const rows = readTable(
  'false_discovery',
  z.object({ pValues: z.array(z.number()), adjusted: z.array(z.number()) }),
);

test.each(rows.map((row) => [row.pValues.length, row] as const))(
  'agrees with SciPy on a family of %i',
  (_count, { pValues, adjusted }) => {
    for (const [index, value] of benjaminiHochberg(pValues).entries()) {
      expect(relativeError(value, adjusted[index] ?? Number.NaN)).toBeLessThan(1e-12);
    }
  },
);

const probabilities = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 1 });

test('never makes a p-value smaller, nor changes the order of any two', () => {
  fc.assert(
    fc.property(probabilities, (pValues) => {
      const adjusted = benjaminiHochberg(pValues);
      pValues.forEach((value, index) => {
        expect(adjusted[index]).toBeGreaterThanOrEqual(value);
        pValues.forEach((other, otherIndex) => {
          if (value < other) {
            expect(adjusted[index]).toBeLessThanOrEqual(adjusted[otherIndex] ?? Number.NaN);
          }
        });
      });
    }),
  );
});

test('refuses what is no p-value', () => {
  expect(() => benjaminiHochberg([0.5, Number.NaN])).toThrow(RangeError);
  expect(() => benjaminiHochberg([1.1])).toThrow(RangeError);
});
