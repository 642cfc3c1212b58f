import { expect, test } from 'vitest';
import * as z from 'zod';
import { fairCoinLowerTail } from '../../src/stats/binomial.ts';
import { readTable, relativeError } from './table.ts';

const rows = readTable(
  'fair_coin',
  z.object({ successes: z.int(), trials: z.int(), lowerTail: z.number() }),
);

test.each(rows.map((row) => [row.successes, row.trials, row.lowerTail] as const))(
  'at most %i of %i agrees with SciPy',
  (successes, trials, lowerTail) => {
    expect(relativeError(fairCoinLowerTail(successes, trials), lowerTail)).toBeLessThan(1e-9);
  },
);

test('refuses what are no counts, and more trials than a number can hold the chance of', () => {
  for (const [successes, trials] of [
    [-1, 2],
    [3, 2],
    [0.5, 2],
    [1, 1001],
  ] as const) {
    expect(() => fairCoinLowerTail(successes, trials)).toThrow(RangeError);
  }
});
