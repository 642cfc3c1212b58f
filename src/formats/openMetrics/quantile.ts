/** Where in a histogram of buckets does a quantile lie? Pure. */

export interface Bucket {
  /** Upper bound, included; infinite for the last one. */
  readonly upTo: number;
  /** How many values are at most that large. */
  readonly count: number;
}

/**
 * The quantile, values taken to lie evenly within a bucket, as Prometheus does. The first bucket begins
 * at 0 where its bound is above 0. O(n).
 *
 * @param buckets in order of their bounds
 * @returns infinite where it lies in the last bucket, which has no end; NaN where nothing was counted or
 * counts fall
 */
export function quantileOf(buckets: readonly Bucket[], quantile: number): number {
  const total = buckets.at(-1)?.count ?? 0;
  const rank = quantile * total;
  const index = buckets.findIndex(({ count }) => count >= rank);
  const bucket = buckets[index];
  const isRising = buckets.every(({ count }, at) => count >= (buckets[at - 1]?.count ?? 0));
  if (!bucket || !(total > 0) || !isRising) return Number.NaN;
  const below = buckets[index - 1] ?? { upTo: Math.min(0, bucket.upTo), count: 0 };
  if (bucket.upTo === Number.POSITIVE_INFINITY) return bucket.upTo;
  const within = bucket.count - below.count;
  if (within <= 0) return bucket.upTo;
  return below.upTo + ((rank - below.count) / within) * (bucket.upTo - below.upTo);
}
