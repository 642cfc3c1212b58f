/** What do the buckets of a histogram, or the quantiles of a summary, come to? */
import type { BenchmarkName, Results } from '../format.ts';
import type { PrintedUnit } from '../units.ts';
import { quantileMetric, valueMetric } from './family.ts';
import { type Bucket, quantileOf } from './quantile.ts';

/** Of a histogram, as of load generators. */
const histogramQuantiles = [0.5, 0.9, 0.95, 0.99];

/** The samples of one histogram or summary. */
export interface Distribution {
  readonly name: BenchmarkName;
  readonly unit: PrintedUnit;
  readonly isSummary: boolean;
  readonly buckets: Bucket[];
  /** Value by quantile. */
  readonly quantiles: Map<number, number>;
  sum: number | null;
  count: number | null;
  /** Of the first of them. */
  readonly line: number;
}

function handHistogram({ name, unit, buckets }: Distribution, results: Results): void {
  const sorted = [...buckets].sort((a, b) => a.upTo - b.upTo);
  const last = sorted.at(-1);
  if (last?.upTo !== Number.POSITIVE_INFINITY) {
    results.passOver('a histogram has no bucket up to +Inf');
    return;
  }
  if (last.count === 0) {
    results.passOver('a histogram has counted nothing');
    return;
  }
  for (const quantile of histogramQuantiles) {
    const value = quantileOf(sorted, quantile);
    if (value === Number.POSITIVE_INFINITY) {
      const least = sorted.at(-2)?.upTo ?? 0;
      results.passOver(
        `the quantile ${quantile} lies in a bucket without an end, so it is only known to be above ${least}`,
      );
    } else {
      results.series(name, quantileMetric(unit, quantile), 'figure').add(unit.toBase(value));
    }
  }
}

function handSummary({ name, unit, quantiles, sum, count }: Distribution, results: Results): void {
  for (const [quantile, value] of quantiles) {
    if (quantile >= 0 && quantile <= 1) {
      results.series(name, quantileMetric(unit, quantile), 'figure').add(unit.toBase(value));
    } else results.passOver('a quantile is not from 0 to 1');
  }
  if (quantiles.has(0.5)) return;
  if (sum === null || count === null || count === 0) {
    results.passOver('a summary has neither a median nor a mean');
    return;
  }
  results.series(name, valueMetric(unit), 'figure').add(unit.toBase(sum / count));
}

/** Hands over the typical value and percentiles; says why where there are none. */
export function handDistribution(of: Distribution, results: Results): void {
  if (of.isSummary) handSummary(of, results);
  else handHistogram(of, results);
}
