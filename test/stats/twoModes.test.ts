import { expect, test } from 'vitest';
import * as z from 'zod';
import { sorted } from '../../src/stats/sorted.ts';
import { twoModes } from '../../src/stats/twoModes.ts';
import { readTable, relativeError } from './table.ts';

const rows = readTable(
  'two_modes',
  z.object({
    values: z.array(z.number()),
    low: z.number(),
    high: z.number(),
    lowShare: z.number(),
    depth: z.number(),
    pValue: z.number(),
  }),
);

test('agrees with trying every cut, and with the binomial distribution of SciPy', () => {
  for (const { values, ...expected } of rows) {
    const found = twoModes(sorted(values));
    for (const key of ['low', 'high', 'lowShare', 'depth', 'pValue'] as const) {
      expect(relativeError(found?.[key] ?? Number.NaN, expected[key])).toBeLessThan(1e-9);
    }
  }
});

test('there are no two modes in few values, or in equal ones', () => {
  expect(twoModes(sorted([1, 1, 1, 1, 9, 9, 9, 9, 9]))).toBeNull();
  expect(twoModes(sorted(Array(50).fill(3)))).toBeNull();
});

test('two places with nothing between them are two modes, whatever a few outliers do', () => {
  const values = [...Array(30).fill(1), ...Array(67).fill(1.1), 40, 50, 60];
  expect(twoModes(sorted(values))).toMatchObject({ low: 1, high: 1.1, lowShare: 0.3, depth: 0 });
});
