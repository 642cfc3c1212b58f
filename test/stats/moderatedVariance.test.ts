import { describe, expect, test } from 'vitest';
import * as z from 'zod';
import {
  fitVariancePrior,
  moderateVariance,
  type Variance,
} from '../../src/stats/moderatedVariance.ts';
import { readTable, relativeError } from './table.ts';

const rows = readTable(
  'variance_priors',
  z.object({
    variances: z.array(z.number()),
    degreesOfFreedom: z.array(z.number()),
    prior: z.number(),
    priorDegreesOfFreedom: z.number().nullable(),
  }),
);

describe('the prior', () => {
  test.each(rows.map((row) => [row.variances.length, row] as const))(
    'solves its equations as SciPy does for %i variances',
    (_count, row) => {
      const variances = row.variances.map(
        (variance, index): Variance => ({
          variance,
          degreesOfFreedom: row.degreesOfFreedom[index] ?? Number.NaN,
        }),
      );
      const prior = fitVariancePrior(variances);
      if (prior === null) throw new Error('three variances are enough');
      expect(relativeError(prior.variance, row.prior)).toBeLessThan(1e-9);
      if (row.priorDegreesOfFreedom === null) {
        expect(prior.degreesOfFreedom).toBe(Number.POSITIVE_INFINITY);
      } else {
        const error = relativeError(prior.degreesOfFreedom, row.priorDegreesOfFreedom);
        expect(error).toBeLessThan(1e-9);
      }
    },
  );

  test('is not made from two variances', () => {
    const variance = { variance: 1, degreesOfFreedom: 4 };
    expect(fitVariancePrior([variance, variance])).toBeNull();
  });

  test('refuses a variance of zero', () => {
    const variances = [0, 1, 2].map((variance) => ({ variance, degreesOfFreedom: 4 }));
    expect(() => fitVariancePrior(variances)).toThrow(RangeError);
  });
});

describe('a moderated variance', () => {
  const prior = { variance: 4, degreesOfFreedom: 12 };

  test('that was small is drawn towards the prior by the weights of both', () => {
    const moderated = moderateVariance({ variance: 1, degreesOfFreedom: 4 }, prior, 100);
    expect(moderated).toEqual({ variance: (12 * 4 + 4 * 1) / 16, degreesOfFreedom: 16 });
  });

  test('that was large stays as it is, and is believed as much', () => {
    const moderated = moderateVariance({ variance: 9, degreesOfFreedom: 4 }, prior, 100);
    expect(moderated).toEqual({ variance: 9, degreesOfFreedom: 16 });
  });

  test('gains no more than the largest prior', () => {
    const own = { variance: 1, degreesOfFreedom: 4 };
    const moderated = moderateVariance(own, { ...prior, degreesOfFreedom: Infinity }, 8);
    expect(moderated).toEqual({ variance: (8 * 4 + 4 * 1) / 12, degreesOfFreedom: 12 });
  });
});
