/** asv continuous: is one side slower by a tenth, and are the samples different? */
import { median } from '../../../src/stats/location.ts';
import { countBelow, countUpTo, sorted } from '../../../src/stats/sorted.ts';
import { type Given, perBenchmark } from '../given.ts';
import type { DecisionRule } from '../rule.ts';
import { uLowerTail } from '../statistics/mannWhitney.ts';
import { medianInterval99 } from '../statistics/medianInterval.ts';
import { normalUpperTail } from '../statistics/normal.ts';

const factor = 1.1;
const pThreshold = 0.002;

/**
 * Its own test of Mann and Whitney, two-sided: ties are broken the way that speaks least for a
 * difference; exact up to 20 values a side, else normal without corrections.
 */
function pValueOf(base: readonly number[], candidate: readonly number[]): number {
  const ascending = sorted(base);
  const pairs = base.length * candidate.length;
  let least = 0;
  let most = 0;
  for (const value of candidate) {
    least += countBelow(ascending, value);
    most += countUpTo(ascending, value);
  }
  const middle = Math.floor(pairs / 2);
  const u = least <= middle && most >= middle ? middle : least > middle ? least : most;
  const smaller = Math.min(u, pairs - u);
  if (Math.max(base.length, candidate.length) <= 20) {
    return Math.min(1, 2 * uLowerTail(smaller, base.length, candidate.length));
  }
  const variance = (pairs * (base.length + candidate.length + 1)) / 12;
  return 2 * normalUpperTail((pairs / 2 - smaller) / Math.sqrt(variance));
}

/** The smallest p-value that the test can give: one over the number of ways to split the values. */
function smallestPValue(firstSize: number, secondSize: number): number {
  let pValue = 1;
  for (let i = 1; i <= Math.min(firstSize, secondSize); i += 1) {
    pValue *= i / (Math.max(firstSize, secondSize) + i);
  }
  return pValue;
}

/** Too few values for the test are compared by intervals of their medians. */
function differ(base: readonly number[], candidate: readonly number[]): boolean {
  if (smallestPValue(base.length, candidate.length) < pThreshold) {
    return pValueOf(base, candidate) < pThreshold;
  }
  const [before, after] = [medianInterval99(base), medianInterval99(candidate)];
  return before.high < after.low || before.low > after.high;
}

/**
 * The medians apart by more than a factor of 1.1, and the samples different: p < 0.002, or disjoint
 * 99 % intervals of the medians where the test cannot give such a p-value. asv itself runs every
 * benchmark in two processes and pools their samples.
 */
export function asv(given: Given): DecisionRule {
  return perBenchmark('asv continuous', given, (base, candidate) => {
    const [before, after] = [median(base), median(candidate)];
    if (after > before * factor) return differ(base, candidate) ? 'regressed' : null;
    if (after * factor < before) return differ(base, candidate) ? 'improved' : null;
    return null;
  });
}
