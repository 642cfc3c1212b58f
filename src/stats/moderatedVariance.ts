/** How noisy is each of many benchmarks, when a few launches of each say little by themselves? */
import { mean, sampleVariance } from './location.ts';
import { digamma, inverseTrigamma, trigamma } from './polygamma.ts';

/** A sample variance and how many independent differences it was computed from. */
export interface Variance {
  /** Positive. */
  readonly variance: number;
  /** Positive; not necessarily whole. */
  readonly degreesOfFreedom: number;
}

/** The prior that the variances of many benchmarks suggest for each of them. */
export interface VariancePrior {
  /** The variance that a benchmark is expected to have. */
  readonly variance: number;
  /** How many observations that expectation is worth; the more alike, the more. */
  readonly degreesOfFreedom: number;
}

/** With fewer variances, their scatter cannot be told from chance. */
export const fewestVariances = 3;

/**
 * A scaled F distribution fitted to sample variances by the moments of their logarithms: variances
 * that scatter no more than chance explains come from one and the same true variance (a prior of
 * infinite degrees of freedom); the more they scatter beyond, the less one says about another.
 * Null with fewer than three variances. O(n).
 *
 * G. K. Smyth (2004), Linear models and empirical Bayes methods for assessing differential
 * expression in microarray experiments, Statistical Applications in Genetics and Molecular
 * Biology 3(1), article 3, section 6.2.
 *
 * @throws RangeError for a variance or degrees of freedom that are not positive
 */
export function fitVariancePrior(variances: readonly Variance[]): VariancePrior | null {
  if (variances.length < fewestVariances) return null;
  const logarithms = variances.map(({ variance, degreesOfFreedom }) => {
    if (!(variance > 0)) throw new RangeError(`${variance} is not a positive variance`);
    const half = degreesOfFreedom / 2;
    return Math.log(variance) - digamma(half) + Math.log(half);
  });
  const center = mean(logarithms);
  const byChance = mean(variances.map(({ degreesOfFreedom }) => trigamma(degreesOfFreedom / 2)));
  const excess = sampleVariance(logarithms) - byChance;
  if (excess <= 0)
    return { variance: Math.exp(center), degreesOfFreedom: Number.POSITIVE_INFINITY };
  const half = inverseTrigamma(excess);
  return {
    variance: Math.exp(center + digamma(half) - Math.log(half)),
    degreesOfFreedom: 2 * half,
  };
}

/** The mean of a variance and its prior, weighted by their degrees of freedom (Smyth 2004, section 4). */
export function averagedVariance(own: Variance, prior: VariancePrior): Variance {
  const total = prior.degreesOfFreedom + own.degreesOfFreedom;
  const squares = prior.degreesOfFreedom * prior.variance + own.degreesOfFreedom * own.variance;
  return { variance: squares / total, degreesOfFreedom: total };
}

/**
 * The variance of one benchmark in the light of the others: one that came out smaller than the prior
 * expects is drawn up towards it; one that came out larger is left as it is; and either is believed
 * with the degrees of freedom of both. So luck with few launches does not look like certainty, and a
 * benchmark that truly is noisier than the rest never borrows their quiet. The prior counts for at
 * most `largestPrior`.
 *
 * Averaging both ways finds a little more, but where benchmarks differ in noise by nature it uses the
 * promised false alarms up to the last; see ARCHITECTURE.md.
 */
export function moderateVariance(
  own: Variance,
  prior: VariancePrior,
  largestPrior: number,
): Variance {
  const degreesOfFreedom = Math.min(prior.degreesOfFreedom, largestPrior);
  const averaged = averagedVariance(own, { variance: prior.variance, degreesOfFreedom });
  const variance = Math.max(own.variance, averaged.variance);
  return { variance, degreesOfFreedom: averaged.degreesOfFreedom };
}
