import fc from 'fast-check';
import { expect, test } from 'vitest';
import * as z from 'zod';
import { holm } from '../../src/stats/holm.ts';
import { readTable, relativeError } from './table.ts';

const rows = readTable(
  'holm',
  z.object({ pValues: z.array(z.number()), adjusted: z.array(z.number()) }),
);

test.each(rows.map((row) => [row.pValues.length, row] as const))(
  'agrees with statsmodels on %i tests',
  (_, { pValues, adjusted }) => {
    const own = holm(pValues);
    expect(own).toHaveLength(adjusted.length);
    for (const [index, expected] of adjusted.entries()) {
      expect(relativeError(own[index] ?? Number.NaN, expected)).toBeLessThan(1e-14);
    }
  },
);

test('the example of its docstring', () => {
  expect(holm([0.01, 0.04, 0.03])).toEqual([0.03, 0.06, 0.06]);
  expect(holm([])).toEqual([]);
});

const pValues = fc.array(fc.double({ noNaN: true, min: 0, max: 1 }), { maxLength: 40 });

test('never smaller than the raw p-value, never larger than Bonferroni, never above 1', () => {
  fc.assert(
    fc.property(pValues, (raw) =>
      holm(raw).every((adjusted, index) => {
        const own = raw[index] ?? Number.NaN;
        return adjusted >= own && adjusted <= Math.min(1, own * raw.length);
      }),
    ),
  );
});

test('keeps the order of the p-values, and ties are tied', () => {
  fc.assert(
    fc.property(pValues, (raw) => {
      const pairs = holm(raw).map((adjusted, index) => ({ adjusted, raw: raw[index] ?? 0 }));
      return pairs.every((a) =>
        pairs.every(
          (b) =>
            (a.raw === b.raw ? a.adjusted === b.adjusted : true) &&
            (a.raw >= b.raw || a.adjusted <= b.adjusted),
        ),
      );
    }),
  );
});

test('refuses what is no p-value', () => {
  for (const value of [-0.1, 1.1, Number.NaN]) expect(() => holm([0.5, value])).toThrow(RangeError);
});
