/** What would the means have been, had other values of these samples been measured? */
import type { Sorted } from '../../../src/stats/sorted.ts';

/** Mean and unbiased variance of a sample drawn with replacement. Loops: this is run very often. */
interface Resample {
  readonly mean: number;
  readonly squaredError: number;
}

function resample(from: Float64Array, size: number, random: () => number): Resample {
  // Sums of differences to one of the values, so that nothing is lost for spreads of a nanosecond.
  const [origin = 0] = from;
  let sum = 0;
  let squares = 0;
  for (let i = 0; i < size; i += 1) {
    const value = (from[Math.floor(random() * from.length)] ?? origin) - origin;
    sum += value;
    squares += value * value;
  }
  const variance = Math.max(0, squares - (sum * sum) / size) / (size - 1);
  return { mean: origin + sum / size, squaredError: variance / size };
}

/**
 * Resampled relative differences of means, candidate / base − 1, ascending: their quantiles are a
 * confidence interval. Each side is resampled by itself. O(resamples · n).
 *
 * B. Efron (1979), Bootstrap methods: another look at the jackknife, Annals of Statistics 7, 1–26.
 */
export function bootstrapRelativeDifferences(
  base: readonly number[],
  candidate: readonly number[],
  resamples: number,
  random: () => number,
): Sorted {
  const [before, after] = [Float64Array.from(base), Float64Array.from(candidate)];
  const differences = Float64Array.from(
    { length: resamples },
    () =>
      resample(after, after.length, random).mean / resample(before, before.length, random).mean - 1,
  );
  return differences.sort();
}

/**
 * The two-sided p-value of Welch's t where both sides are drawn from all values together: twice the
 * smaller share of the resampled statistics on one side of `t`. O(resamples · n).
 */
export function pooledWelchPValue(
  t: number,
  base: readonly number[],
  candidate: readonly number[],
  resamples: number,
  random: () => number,
): number {
  const pooled = Float64Array.from([...base, ...candidate]);
  let below = 0;
  for (let i = 0; i < resamples; i += 1) {
    const before = resample(pooled, base.length, random);
    const after = resample(pooled, candidate.length, random);
    const error = Math.sqrt(before.squaredError + after.squaredError);
    if ((after.mean - before.mean) / error < t) below += 1;
  }
  return (2 * Math.min(below, resamples - below)) / resamples;
}
