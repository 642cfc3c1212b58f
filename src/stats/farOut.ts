/** How many of these values lie far away from the bulk? */
import { countBelow, countUpTo, quantile, type Sorted } from './sorted.ts';

/** Tukey's factor for values that are "far out"; his inner fences are at 1.5. */
const farFactor = 3;

/**
 * The share of values (0 to 1) beyond Tukey's outer fences, which lie three interquartile ranges
 * outside of the quartiles, and further from the median than `leastDistance` of it (0.1 is 10 %):
 * where the bulk hardly varies, the fences alone call values far that differ by next to nothing.
 *
 * J. W. Tukey (1977), Exploratory Data Analysis, section 2E. O(log n).
 *
 * @throws RangeError for no values
 */
export function farOutShare(values: Sorted, leastDistance: number): number {
  const lowerQuartile = quantile(values, 0.25);
  const upperQuartile = quantile(values, 0.75);
  const reach = farFactor * (upperQuartile - lowerQuartile);
  const middle = quantile(values, 0.5);
  const low = Math.min(lowerQuartile - reach, middle - leastDistance * Math.abs(middle));
  const high = Math.max(upperQuartile + reach, middle + leastDistance * Math.abs(middle));
  const inside = countUpTo(values, high) - countBelow(values, low);
  return 1 - inside / values.length;
}
