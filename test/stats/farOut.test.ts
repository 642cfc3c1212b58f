import { expect, test } from 'vitest';
import * as z from 'zod';
import { farOutShare } from '../../src/stats/farOut.ts';
import { sorted } from '../../src/stats/sorted.ts';
import { readTable } from './table.ts';

const rows = readTable(
  'far_out',
  z.object({ values: z.array(z.number()), leastDistance: z.number(), share: z.number() }),
);

test('agrees with counting beyond the fences that SciPy gives', () => {
  expect(rows.some(({ share }) => share > 0)).toBe(true);
  for (const { values, leastDistance, share } of rows) {
    expect(farOutShare(sorted(values), leastDistance)).toBeCloseTo(share, 12);
  }
});

test('values at the fence are not beyond it', () => {
  // Quartiles 1 and 2, so the fences are at -2 and 5.
  const values = sorted([-2, 1, 1, 1, 1.5, 2, 2, 2, 5]);
  expect(farOutShare(values, 0)).toBe(0);
});
