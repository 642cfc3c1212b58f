/** How much of the noise do all benchmarks of a launch have in common? */
import { mean, sampleVariance } from '../../stats/location.ts';

/** Correlations of fewer launches say little. */
const fewestLaunches = 4;

/**
 * The mean correlation between two benchmarks, over the launches of a suite: with each benchmark's
 * values scaled to a variance of 1, it is the share of that variance which all have in common. Told
 * by the variance of their sum, without going through the pairs (as in the intraclass correlation of
 * R. A. Fisher 1925, Statistical Methods for Research Workers, §40). Never below 0. Null with fewer
 * than two benchmarks that vary, or four launches. O(n).
 *
 * @param benchmarks one number per launch for each, of the same launches; logarithms, usually
 */
export function commonShare(benchmarks: readonly (readonly number[])[]): number | null {
  const launches = benchmarks[0]?.length ?? 0;
  if (launches < fewestLaunches) return null;
  const scaled = benchmarks.flatMap((values) => {
    const variance = sampleVariance(values);
    if (!(variance > 0)) return [];
    const [center, deviation] = [mean(values), Math.sqrt(variance)];
    return [values.map((value) => (value - center) / deviation)];
  });
  const count = scaled.length;
  if (count < 2) return null;
  const sums = Array.from({ length: launches }, (_, launch) =>
    scaled.reduce((sum, values) => sum + (values[launch] ?? 0), 0),
  );
  const correlation = (sampleVariance(sums) - count) / (count * (count - 1));
  return Math.min(1, Math.max(0, correlation));
}
