/** Where do these values lie, and how far do they spread? Plain descriptive statistics. */
import {
  mean as arithmeticMean,
  median as middleValue,
  sampleVariance as unbiasedVariance,
} from 'simple-statistics';

function assertFinite(values: readonly number[], atLeast: number): void {
  if (values.length < atLeast) {
    throw new RangeError(`needs at least ${atLeast} value(s), got ${values.length}`);
  }
  if (!values.every(Number.isFinite)) throw new RangeError('every value must be a finite number');
}

/** simple-statistics asks for mutable arrays; it does not change them, but a copy is a promise. */
const copy = (values: readonly number[]): number[] => [...values];

/** Rounding must not invent a spread where there is none: equal values are told apart exactly. */
function allEqual(values: readonly number[]): boolean {
  return values.every((value) => value === values[0]);
}

/**
 * The middle value; of an even number of values, the mean of the middle two. O(n) on average.
 *
 * @throws RangeError for no values, or one that is not finite
 */
export function median(values: readonly number[]): number {
  assertFinite(values, 1);
  return middleValue(copy(values));
}

/**
 * The arithmetic mean, summed with compensation for rounding; exact when all values are equal. O(n).
 *
 * @throws RangeError for no values, or one that is not finite
 */
export function mean(values: readonly number[]): number {
  assertFinite(values, 1);
  const [first = 0] = values;
  return allEqual(values) ? first : arithmeticMean(copy(values));
}

/**
 * The unbiased variance, with n − 1 in the denominator, in the square of the values' unit; exactly
 * 0 when all values are equal. O(n), two passes.
 *
 * @throws RangeError for fewer than two values, or one that is not finite
 */
export function sampleVariance(values: readonly number[]): number {
  assertFinite(values, 2);
  return allEqual(values) ? 0 : unbiasedVariance(copy(values));
}
