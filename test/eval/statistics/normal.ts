/** The standard normal distribution. */

/**
 * P(Z > z), with a relative error below 1e-12 in the upper tail as far as doubles reach.
 *
 * Up to z = 3 by the series of DLMF 7.6.2, beyond by the continued fraction of DLMF 7.9.1, which
 * then needs fewer than a hundred terms; negative z by symmetry.
 */
export function normalUpperTail(z: number): number {
  if (z < 0) return 1 - normalUpperTail(-z);
  const density = Math.exp(-z * z * 0.5) / Math.sqrt(2 * Math.PI);
  if (z < 3) {
    let term = z;
    let sum = z;
    for (let k = 3; term > sum * Number.EPSILON; k += 2) {
      term *= (z * z) / k;
      sum += term;
    }
    return 0.5 - density * sum;
  }
  let fraction = z;
  for (let k = 100; k >= 1; k -= 1) fraction = z + k / fraction;
  return density / fraction;
}
