/** How long does it take when nothing disturbs it? The location of a launch's samples of time. */
import { mean } from './location.ts';

/**
 * The mean of the smaller half of the values (of an odd number, with the middle one), in their unit.
 *
 * What disturbs a measurement only ever adds time, so the slower half tells more of the machine than
 * of the code; and unlike the median, a mean of many order statistics does not jump when two modes
 * of a benchmark are about equally frequent. On recorded launches of noisy machines its spread
 * between launches was smaller than that of the median, and changes were found more often; see
 * docs/verdicts.md. O(n log n).
 *
 * @example fasterHalf([5, 1, 9, 2]) // 1.5
 * @throws RangeError for no values, or one that is not finite
 */
export function fasterHalf(values: readonly number[]): number {
  const ascending = values.toSorted((a, b) => a - b);
  return mean(ascending.slice(0, Math.ceil(ascending.length / 2)));
}
