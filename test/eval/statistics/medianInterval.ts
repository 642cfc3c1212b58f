/** Where does the median lie, judging by few values? As asv tells it. */
import { fairCoinLowerTail } from '../../../src/stats/binomial.ts';
import { median } from '../../../src/stats/location.ts';
import { sorted } from '../../../src/stats/sorted.ts';
import { laplaceLocationQuantile } from './laplacePosterior.ts';

export interface Interval {
  readonly low: number;
  readonly high: number;
}

/**
 * A 99 % interval for the median: between two order statistics, the inmost ones that hold it at
 * least so often; and where the values are too few for that (up to seven), what the posterior for
 * noise of Laplace's distribution says, but at least from the smallest to the largest.
 * A single value has an infinite interval. O(n log n).
 *
 * @throws RangeError for no values, more than 1000, or one that is not finite
 */
export function medianInterval99(values: readonly number[]): Interval {
  if (values.length === 1) {
    return { low: Number.NEGATIVE_INFINITY, high: Number.POSITIVE_INFINITY };
  }
  const tail = 0.005;
  const ascending = sorted(values);
  const middle = median(values);
  const [smallest = middle] = ascending;
  const largest = ascending.at(-1) ?? middle;
  if (fairCoinLowerTail(0, values.length) > tail) {
    return {
      low: Math.min(smallest, laplaceLocationQuantile(values, tail)),
      high: Math.max(largest, laplaceLocationQuantile(values, 1 - tail)),
    };
  }
  let outside = 0;
  while (fairCoinLowerTail(outside + 1, values.length) <= tail) outside += 1;
  return { low: ascending[outside] ?? middle, high: ascending.at(-1 - outside) ?? middle };
}
