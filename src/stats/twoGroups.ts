/** Do these few values fall into two groups that are far apart? */
import { mean, sampleVariance } from './location.ts';

export interface TwoGroups {
  /** Mean of either group, in the unit of the values. */
  readonly low: number;
  readonly high: number;
  readonly lowCount: number;
  /** The gap between the groups per standard deviation inside of them; `Infinity` without any. */
  readonly separation: number;
  /** How often the values, in the given order, stay in one group before they change: 2 is one change. */
  readonly stretches: number;
}

/** A group has at least this share of the values, and two of them. */
const leastShare = 0.2;

/** Squared deviations from the mean, in sum. */
const scatter = (values: readonly number[]) => sampleVariance(values) * (values.length - 1);

/**
 * Splits the values at their widest gap that leaves a fifth of them, and two, on either side. For
 * values in order of time; it is `stretches` that tells a mixture, which changes back and forth,
 * from a level that shifted. Null for fewer than four values, or all the same. O(n log n).
 *
 * @throws RangeError for a value that is not finite
 */
export function twoGroups(values: readonly number[]): TwoGroups | null {
  const least = Math.max(2, Math.ceil(values.length * leastShare));
  if (values.length < 2 * least) return null;
  const ascending = values.toSorted((a, b) => a - b);
  let lowCount = least;
  let gap = 0;
  for (let cut = least; cut <= ascending.length - least; cut += 1) {
    const distance = (ascending[cut] ?? Number.NaN) - (ascending[cut - 1] ?? Number.NaN);
    if (distance > gap) {
      gap = distance;
      lowCount = cut;
    }
  }
  if (gap === 0) return null;
  const lower = ascending.slice(0, lowCount);
  const upper = ascending.slice(lowCount);
  const deviation = Math.sqrt((scatter(lower) + scatter(upper)) / (values.length - 2));
  const limit = upper[0] ?? Number.NaN;
  const isHigh = values.map((value) => value >= limit);
  const changes = isHigh.filter((high, index) => index > 0 && high !== isHigh[index - 1]).length;
  return {
    low: mean(lower),
    high: mean(upper),
    lowCount,
    separation: deviation === 0 ? Number.POSITIVE_INFINITY : gap / deviation,
    stretches: changes + 1,
  };
}
