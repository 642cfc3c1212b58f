/** Where do these values lie, and how far do they spread? Plain descriptive statistics. */
import { median as middleValue } from 'simple-statistics';

// By index, and without a copy: these are asked for very often, of few values each.

function assertFinite(values: readonly number[], atLeast: number): void {
  if (values.length < atLeast) {
    throw new RangeError(`needs at least ${atLeast} value(s), got ${values.length}`);
  }
  for (let index = 0; index < values.length; index += 1) {
    if (!Number.isFinite(values[index]))
      throw new RangeError('every value must be a finite number');
  }
}

/** Rounding must not invent a spread where there is none: equal values are told apart exactly. */
function allEqual(values: readonly number[]): boolean {
  const first = values[0];
  for (let index = 1; index < values.length; index += 1) {
    if (values[index] !== first) return false;
  }
  return true;
}

/** Summed with compensation: A. Neumaier (1974), Zeitschrift für Angewandte Mathematik und Mechanik 54, 39–51. */
function compensatedMean(values: readonly number[]): number {
  let sum = values[0] ?? 0;
  let correction = 0;
  for (let index = 1; index < values.length; index += 1) {
    const value = values[index] ?? 0;
    const next = sum + value;
    correction += Math.abs(sum) >= Math.abs(value) ? sum - next + value : value - next + sum;
    sum = next;
  }
  return (sum + correction) / values.length;
}

/**
 * The middle value; of an even number of values, the mean of the middle two. O(n) on average.
 *
 * @throws RangeError for no values, or one that is not finite
 */
export function median(values: readonly number[]): number {
  assertFinite(values, 1);
  return middleValue([...values]);
}

/**
 * The arithmetic mean, summed with compensation for rounding; exact when all values are equal. O(n).
 *
 * @throws RangeError for no values, or one that is not finite
 */
export function mean(values: readonly number[]): number {
  assertFinite(values, 1);
  return allEqual(values) ? (values[0] ?? 0) : compensatedMean(values);
}

/**
 * The unbiased variance, with n − 1 in the denominator, in the square of the values' unit; exactly
 * 0 when all values are equal. O(n), two passes.
 *
 * @throws RangeError for fewer than two values, or one that is not finite
 */
export function sampleVariance(values: readonly number[]): number {
  assertFinite(values, 2);
  if (allEqual(values)) return 0;
  const center = compensatedMean(values);
  let squares = 0;
  for (let index = 0; index < values.length; index += 1) {
    const distance = (values[index] ?? 0) - center;
    squares += distance * distance;
  }
  return squares / (values.length - 1);
}
