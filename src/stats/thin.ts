/**
 * Which few values tell the same story as very many? A sample of millions of calls is kept as
 * evenly spaced order statistics: smallest, largest, and equal steps of rank between them, so that
 * median and quantiles stay where they were (to within half a step of rank).
 */

function isSorted(values: ArrayLike<number>): boolean {
  for (let index = 1; index < values.length; index += 1) {
    const before = values[index - 1] ?? Number.NaN;
    if (!(before <= (values[index] ?? Number.NaN))) return false;
  }
  return true;
}

/**
 * At most `count` of the values, ascending (NaN last), evenly spaced by rank and including both
 * ends; all of them when there are no more than `count`. The unit of the values is kept.
 *
 * With `count` 1 it is the (upper) median. O(n) for sorted values, else O(n log n).
 * @throws RangeError unless `count` is a positive integer.
 */
export function thin(values: ArrayLike<number>, count: number): number[] {
  if (!Number.isInteger(count) || count < 1) {
    throw new RangeError(`cannot thin to ${count} values`);
  }
  const sorted = isSorted(values) ? values : Float64Array.from(values).sort();
  if (sorted.length <= count) return Array.from(sorted);
  const ranks =
    count === 1
      ? [Math.floor(sorted.length / 2)]
      : Array.from({ length: count }, (_, step) =>
          Math.round((step * (sorted.length - 1)) / (count - 1)),
        );
  return ranks.map((rank) => sorted[rank] ?? Number.NaN);
}
