import { expect, test } from 'vitest';
import * as z from 'zod';
import { twoGroups } from '../../src/stats/twoGroups.ts';
import { readTable, relativeError } from './table.ts';

const rows = readTable(
  'two_groups',
  z.object({
    values: z.array(z.number()),
    low: z.number(),
    high: z.number(),
    lowCount: z.int(),
    separation: z.number(),
    stretches: z.int(),
  }),
);

test('agrees with NumPy on the widest gap', () => {
  for (const { values, ...expected } of rows) {
    const found = twoGroups(values);
    for (const key of ['low', 'high', 'lowCount', 'separation', 'stretches'] as const) {
      expect(relativeError(found?.[key] ?? Number.NaN, expected[key])).toBeLessThan(1e-9);
    }
  }
});

test('a single value far away is no group, nor are equal values', () => {
  expect(twoGroups([1, 2, 1, 2, 1, 2, 1, 90])?.separation).toBeLessThan(1);
  expect(twoGroups([1, 2, 3])).toBeNull();
  expect(twoGroups([5, 5, 5, 5])).toBeNull();
});

test('tells a level that shifted from values that come in turns', () => {
  expect(twoGroups([1, 1, 1, 2, 2, 2])?.stretches).toBe(2);
  expect(twoGroups([1, 2, 1, 2, 1, 2])).toMatchObject({ stretches: 6, separation: Infinity });
});
