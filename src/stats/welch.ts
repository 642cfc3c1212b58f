/** How far are two means apart, and how well is that known, when the spreads may differ? */
import { mean, sampleVariance } from './location.ts';

/** A difference of means as a t-distributed estimate, in the unit of the values. */
export interface Welch {
  /** Mean of the candidate minus mean of the base. */
  readonly difference: number;
  /** Standard deviation of `difference`; 0 when neither side varies at all. */
  readonly standardError: number;
  /** Usually not an integer. */
  readonly degreesOfFreedom: number;
}

/**
 * Compares two independent samples of any sizes without assuming equal variances. With the quantile
 * q of Student's t at `degreesOfFreedom`, `difference ± q · standardError` is a confidence interval.
 *
 * Null with fewer than two values on a side: a single value tells nothing of its spread. When no
 * side varies, `standardError` is 0 and the degrees of freedom, which the data then leave undefined,
 * are those of a pooled test, n₀ + n₁ − 2; such an interval has no width, and it is for the caller
 * to judge whether to believe it. O(n).
 *
 * B. L. Welch (1947), The generalization of 'Student's' problem when several different population
 * variances are involved, Biometrika 34, 28–35; degrees of freedom after F. E. Satterthwaite (1946),
 * Biometrics Bulletin 2, 110–114.
 *
 * @throws RangeError for a value that is not finite
 */
export function welch(base: readonly number[], candidate: readonly number[]): Welch | null {
  if (base.length < 2 || candidate.length < 2) return null;
  const difference = mean(candidate) - mean(base);
  const baseSquaredError = sampleVariance(base) / base.length;
  const candidateSquaredError = sampleVariance(candidate) / candidate.length;
  const squaredError = baseSquaredError + candidateSquaredError;
  if (squaredError === 0) {
    return { difference, standardError: 0, degreesOfFreedom: base.length + candidate.length - 2 };
  }
  // Shares instead of the textbook's squares, which underflow for values like nanoseconds cubed.
  const baseShare = baseSquaredError / squaredError;
  const candidateShare = candidateSquaredError / squaredError;
  return {
    difference,
    standardError: Math.sqrt(squaredError),
    degreesOfFreedom:
      1 / (baseShare ** 2 / (base.length - 1) + candidateShare ** 2 / (candidate.length - 1)),
  };
}
