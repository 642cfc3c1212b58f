/** Is a launch like the one before it? */
import { mean } from '../../stats/location.ts';

/** Of fewer values, the estimate is hardly more than its own bias. */
const fewestValues = 8;

/**
 * The correlation of each value with the one before it (lag 1), by the usual estimator, whose sums
 * are both over the whole series (G. E. P. Box and G. M. Jenkins 1970, Time Series Analysis, §2.1.5).
 * Null for fewer than eight values, or values that do not vary. O(n).
 *
 * @param values in the order of time
 */
export function autocorrelation(values: readonly number[]): number | null {
  if (values.length < fewestValues) return null;
  const center = mean(values);
  let [square, product] = [0, 0];
  for (const [index, value] of values.entries()) {
    square += (value - center) ** 2;
    const before = values[index - 1];
    if (before !== undefined) product += (value - center) * (before - center);
  }
  return square > 0 ? product / square : null;
}
