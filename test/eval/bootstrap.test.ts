import { expect, test } from 'vitest';
import { quantile } from '../../src/stats/sorted.ts';
import { studentTUpperTail } from '../../src/stats/studentT.ts';
import { welch } from '../../src/stats/welch.ts';
import { normalSource, uniformSource } from '../stats/random.ts';
import { bootstrapRelativeDifferences, pooledWelchPValue } from './statistics/bootstrap.ts';

const sample = (seed: number, size: number, centre: number, spread: number) => {
  const normal = normalSource(seed);
  return Array.from({ length: size }, () => centre + spread * normal());
};

test('the interval of a ratio of means is that of the delta method, for large samples', () => {
  const base = sample(1, 400, 1e-6, 2e-8);
  const candidate = sample(2, 300, 1.05e-6, 4e-8);
  const differences = bootstrapRelativeDifferences(base, candidate, 20_000, uniformSource(3));
  // Relative standard errors: 2 % / √400 = 0.1 % and 3.8 % / √300 = 0.22 %; together 0.25 % of 1.05.
  const width = quantile(differences, 0.975) - quantile(differences, 0.025);
  expect(width).toBeGreaterThan(2 * 1.96 * 0.00252 * 0.92);
  expect(width).toBeLessThan(2 * 1.96 * 0.00252 * 1.08);
  expect(quantile(differences, 0.5)).toBeGreaterThan(0.044);
  expect(quantile(differences, 0.5)).toBeLessThan(0.056);
});

test.each([0.01, 0.3, 0.6])(
  'the pooled p-value is near that of Student’s t (shift %d)',
  (shift) => {
    const base = sample(4, 60, 10, 1);
    const candidate = sample(5, 60, 10 + shift, 1);
    const estimate = welch(base, candidate);
    if (!estimate) throw new Error('enough values on both sides');
    const t = estimate.difference / estimate.standardError;
    const expected = 2 * studentTUpperTail(Math.abs(t), estimate.degreesOfFreedom);
    const pValue = pooledWelchPValue(t, base, candidate, 20_000, uniformSource(6));
    // Four standard errors of a share of 20,000, twice since both tails count, and some for the method.
    expect(Math.abs(pValue - expected)).toBeLessThan(0.03);
  },
);

test('no resampled statistic of alike samples reaches one of samples far apart', () => {
  expect(pooledWelchPValue(50, [1, 2, 3, 4], [2, 3, 4, 5], 1000, uniformSource(7))).toBe(0);
});
