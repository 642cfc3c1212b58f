/** How surely is a value of one sample larger than a value of another? */
import { countBelow, countUpTo, sorted } from './sorted.ts';

/**
 * Cliff's delta: of all pairs, the share in which the second sample's value is the larger one, less
 * the share in which it is the smaller one. 1 when all of the second lies above all of the first,
 * −1 the other way round, near 0 for samples of one distribution; whatever its shape, and whatever a
 * few outliers do. It is 2 U / (n m) − 1 with the U of Mann and Whitney. O((n + m) log n).
 *
 * N. Cliff (1993), Dominance statistics: ordinal analyses to answer ordinal questions, Psychological
 * Bulletin 114, 494–509.
 *
 * @throws RangeError when a sample is empty
 */
export function cliffsDelta(first: readonly number[], second: readonly number[]): number {
  if (first.length === 0 || second.length === 0) throw new RangeError('a sample is empty');
  const ascending = sorted(first);
  let balance = 0;
  for (const value of second) {
    const above = first.length - countUpTo(ascending, value);
    balance += countBelow(ascending, value) - above;
  }
  return balance / (first.length * second.length);
}
