/** tachometer: does the interval of the relative difference of the means exclude zero? */
import { mean, sampleVariance } from '../../../src/stats/location.ts';
import { studentTQuantile } from '../../../src/stats/studentT.ts';
import { type Given, mediansOf, perBenchmark } from '../given.ts';
import type { Call, DecisionRule } from '../rule.ts';

/**
 * The 95 % interval of (candidate − base) / base by the delta method, with Student's t at the smaller
 * number of values less one. Without spread on either side its width is zero.
 */
function callOf(base: readonly number[], candidate: readonly number[]): Call {
  const least = Math.min(base.length, candidate.length);
  if (least < 2) return null;
  const [a, b] = [mean(base), mean(candidate)];
  const variance =
    ((sampleVariance(base) / base.length) * b ** 2 +
      (sampleVariance(candidate) / candidate.length) * a ** 2) /
    a ** 4;
  const margin = studentTQuantile(0.975, least - 1) * Math.sqrt(variance);
  const difference = (b - a) / a;
  if (difference - margin > 0) return 'regressed';
  return difference + margin < 0 ? 'improved' : null;
}

/** One look at all that is given. */
export function tachometer(given: Given): DecisionRule {
  return perBenchmark('tachometer', given, callOf);
}

/** How many values are taken before the first look, between looks, and at most. */
export interface Sampling {
  readonly first: number;
  readonly step: number;
  readonly most: number;
}

/**
 * Looks again and again until every benchmark of the run is decided or no values are left; then the
 * last look counts for all of them, as in tachometer, which has no stopping of single benchmarks and
 * corrects nothing for having looked before.
 */
function lookUntilDecided(
  sides: readonly (readonly [base: readonly number[], candidate: readonly number[]])[],
  { first, step, most }: Sampling,
): Call[] {
  for (let size = first; ; size += step) {
    const calls = sides.map(([base, candidate]) =>
      callOf(base.slice(0, size), candidate.slice(0, size)),
    );
    if (size + step > most || calls.every((call) => call !== null)) return calls;
  }
}

/** A random order: recorded samples come sorted. */
function shuffled(values: readonly number[], random: () => number): number[] {
  const copy = [...values];
  for (let last = copy.length - 1; last > 0; last -= 1) {
    const other = Math.floor(random() * (last + 1));
    const moved = copy[last] ?? Number.NaN;
    copy[last] = copy[other] ?? Number.NaN;
    copy[other] = moved;
  }
  return copy;
}

/** Its automatic mode on the samples of one launch: 50, then 10 more at a time, at most 200. */
export const tachometerAdaptive: DecisionRule = {
  name: 'tachometer, automatic',
  how: '50 samples of one launch a side, then 10 more at a time up to 200',
  launches: 1,
  decide: (trials, random) =>
    lookUntilDecided(
      trials.map(({ base: [base = []], candidate: [candidate = []] }) => [
        shuffled(base, random),
        shuffled(candidate, random),
      ]),
      { first: 50, step: 10, most: 200 },
    ),
};

/**
 * Its automatic mode with the median of a launch in place of a sample, and all counts a tenth: 5
 * launches a side, then one more at a time.
 */
export const tachometerAdaptiveOnLaunches = (most: number): DecisionRule => ({
  name: 'tachometer, automatic',
  how: `the medians of 5 launches a side, then of one more at a time up to ${most}`,
  launches: most,
  decide: (trials) =>
    lookUntilDecided(
      trials.map(({ base, candidate }) => [mediansOf(base, most), mediansOf(candidate, most)]),
      { first: 5, step: 1, most },
    ),
});
