/** How are rank sums distributed when two samples come from one distribution? */

/**
 * In how many ways `size` of the ranks can be chosen so that they sum to s, for every s from 0 to
 * the largest possible. Adds positive numbers only, so small counts keep their precision.
 *
 * O(ranks · size · largest sum).
 *
 * @param ranks positive integers; midranks are to be doubled
 */
export function rankSumCounts(ranks: readonly number[], size: number): Float64Array {
  const ascending = ranks.toSorted((a, b) => a - b);
  // upTo[i] is the sum of the i smallest ranks.
  const upTo = [0];
  for (const rank of ascending) upTo.push((upTo.at(-1) ?? 0) + rank);
  const largestSum = (of: number, chosen: number) => (upTo[of] ?? 0) - (upTo[of - chosen] ?? 0);
  const largest = largestSum(ascending.length, size);
  // Row k counts the ways to choose k of the ranks so far.
  const rows = Array.from({ length: size + 1 }, () => new Float64Array(largest + 1));
  const [none] = rows;
  if (none) none[0] = 1;
  for (const [index, rank] of ascending.entries()) {
    for (let k = Math.min(size, index + 1); k >= 1; k -= 1) {
      const row = rows[k];
      const fewer = rows[k - 1];
      if (!row || !fewer) continue;
      for (let sum = largestSum(index + 1, k); sum >= rank; sum -= 1) {
        row[sum] = (row[sum] ?? 0) + (fewer[sum - rank] ?? 0);
      }
    }
  }
  return rows[size] ?? new Float64Array(1);
}

/** Both tails of a distribution given by counts, each including the sum itself. */
export interface Tails {
  readonly lower: number;
  readonly upper: number;
}

export function tailsAt(counts: Float64Array, sum: number): Tails {
  let lower = 0;
  let upper = 0;
  let all = 0;
  for (const [at, count] of counts.entries()) {
    if (at <= sum) lower += count;
    if (at >= sum) upper += count;
    all += count;
  }
  return { lower: lower / all, upper: upper / all };
}
