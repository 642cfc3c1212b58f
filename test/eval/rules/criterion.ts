/** criterion.rs: has the mean changed, and by more than its noise threshold? */
import { quantile } from '../../../src/stats/sorted.ts';
import { welch } from '../../../src/stats/welch.ts';
import { type Given, perBenchmark } from '../given.ts';
import type { DecisionRule } from '../rule.ts';
import { bootstrapRelativeDifferences, pooledWelchPValue } from '../statistics/bootstrap.ts';

const significanceLevel = 0.05;
const confidenceLevel = 0.95;
const noiseThreshold = 0.01;

/** criterion takes 100 000; few enough here that thousands of runs can be decided. */
const resamples = 400;

/**
 * Welch's t with p < 0.05 by resampling from all values together, and the 95 % bootstrap interval of
 * the relative change of the mean wholly beyond ±1 %. The interval is looked at first, since it
 * alone rules most calls out. With 400 resamples instead of criterion's 100 000 both limits are
 * blurred by about a percentage point of probability, in either direction.
 */
export function criterion(given: Given): DecisionRule {
  return perBenchmark('criterion', given, (base, candidate, random) => {
    const estimate = welch(base, candidate);
    if (!estimate) return null;
    const changes = bootstrapRelativeDifferences(base, candidate, resamples, random);
    const low = quantile(changes, (1 - confidenceLevel) / 2);
    const high = quantile(changes, (1 + confidenceLevel) / 2);
    if (low <= noiseThreshold && high >= -noiseThreshold) return null;
    const t = estimate.difference / estimate.standardError;
    const pValue = pooledWelchPValue(t, base, candidate, resamples, random);
    if (pValue >= significanceLevel) return null;
    return low > noiseThreshold ? 'regressed' : 'improved';
  });
}
