/** One number for several that vary by factors: the value of which ratios are told. */
import { mean, median } from './location.ts';

/**
 * The geometric mean, so that the ratio of two typical values is the mean ratio of their values on
 * the logarithmic scale; the median where a value is zero and has no logarithm. O(n).
 *
 * @throws RangeError for no values, or one that is not finite
 */
export function typicalValue(values: readonly number[]): number {
  const [first] = values;
  // Counts that agree stay whole numbers.
  if (Number.isFinite(first) && first !== undefined && values.every((value) => value === first)) {
    return first;
  }
  return values.every((value) => value > 0) ? Math.exp(mean(values.map(Math.log))) : median(values);
}
