/** How far do values spread, relative to their size? */
import { mean, sampleVariance } from './location.ts';

/**
 * The coefficient of variation: standard deviation divided by mean (0.02 is 2 %); null for fewer
 * than two values, or a mean that is not positive. O(n).
 *
 * @throws RangeError for a value that is not finite
 */
export function relativeSpread(values: readonly number[]): number | null {
  if (values.length < 2) return null;
  const average = mean(values);
  return average > 0 ? Math.sqrt(sampleVariance(values)) / average : null;
}
