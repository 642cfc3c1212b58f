/** reassure: how many standard errors, and how many per cent, is the mean away? */
import { mean, sampleVariance } from '../../../src/stats/location.ts';
import { type Given, perBenchmark } from '../given.ts';
import type { DecisionRule } from '../rule.ts';

/** One-sided p = 0.01 of the normal distribution. */
const significantZ = 2.326348;
const significantChange = 0.05;

/** What it takes for z where the base does not vary. */
const zWithoutSpread = 1000;

/**
 * The distance of the means over the base's standard deviation by √n, with the candidate's n: that the
 * base's mean is itself uncertain is left out. Significant beyond 2.326 when it is 5 % or more.
 */
export function reassure(given: Given): DecisionRule {
  return perBenchmark('reassure', given, (base, candidate) => {
    if (base.length < 2) return null;
    const before = mean(base);
    const difference = mean(candidate) - before;
    const spread = Math.sqrt(sampleVariance(base));
    const z =
      spread === 0 ? zWithoutSpread : Math.abs(difference) / (spread / Math.sqrt(candidate.length));
    if (z <= significantZ || Math.abs(difference / before) < significantChange) return null;
    return difference > 0 ? 'regressed' : 'improved';
  });
}
