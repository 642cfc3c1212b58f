/** Values in ascending order, and what can be read off them by rank. */

/** Finite numbers, ascending. */
export type Sorted = Float64Array;

/** Whether no value is smaller than the one before it. O(n). */
export function isAscending(values: readonly number[]): boolean {
  return values.every((value, index) => index === 0 || value >= (values[index - 1] ?? value));
}

/** A sorted copy. O(n) for values that are sorted already, else O(n log n). */
export function sorted(values: readonly number[]): Sorted {
  const copy = Float64Array.from(values);
  return isAscending(values) ? copy : copy.sort();
}

/**
 * The value below which a share of the values lies (0.25 is the first quartile), interpolated
 * between neighbours by type 7 of R. J. Hyndman and Y. Fan (1996), Sample quantiles in statistical
 * packages, The American Statistician 50, 361–365, which R and NumPy use by default. O(1).
 *
 * @throws RangeError for no values, or a share outside of 0 to 1
 */
export function quantile(values: Sorted, share: number): number {
  if (values.length === 0) throw new RangeError('needs at least 1 value');
  if (!(share >= 0 && share <= 1)) throw new RangeError(`${share} is not a share from 0 to 1`);
  const rank = share * (values.length - 1);
  const below = Math.floor(rank);
  const lower = values[below] ?? Number.NaN;
  const upper = values[Math.min(below + 1, values.length - 1)] ?? Number.NaN;
  return lower + (rank - below) * (upper - lower);
}

/** How many values, from the smallest on, are such that `isBefore` holds. */
function partition(values: Sorted, isBefore: (value: number) => boolean): number {
  let low = 0;
  let high = values.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (isBefore(values[middle] ?? Number.NaN)) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** How many of the values are less than `limit`. O(log n). */
export const countBelow = (values: Sorted, limit: number): number =>
  partition(values, (value) => value < limit);

/** How many of the values are `limit` or less. O(log n). */
export const countUpTo = (values: Sorted, limit: number): number =>
  partition(values, (value) => value <= limit);
