/** The first two derivatives of log Γ, which the moments of a logarithm of a variance are made of. */

/** From here on the asymptotic series are exact to double precision with the terms used. */
const largeEnough = 12;

function assertPositive(x: number): void {
  if (!(x > 0 && Number.isFinite(x))) throw new RangeError(`${x} is not positive and finite`);
}

/** Σ cₖ · u^k by Horner's rule, without a constant term. */
const series = (coefficients: readonly number[], u: number) =>
  coefficients.reduceRight((sum, coefficient) => (sum + coefficient) * u, 0);

/**
 * ψ(x) = d/dx log Γ(x), for x > 0: the asymptotic series (DLMF 5.11.2) where x is large, and steps
 * down from there by ψ(x) = ψ(x + 1) − 1/x (DLMF 5.5.2).
 *
 * @throws RangeError unless x is positive and finite
 */
export function digamma(x: number): number {
  assertPositive(x);
  let below = 0;
  let z = x;
  for (; z < largeEnough; z += 1) below += 1 / z;
  const terms = [-1 / 12, 1 / 120, -1 / 252, 1 / 240, -1 / 132, 691 / 32760, -1 / 12];
  return Math.log(z) - 1 / (2 * z) + series(terms, 1 / (z * z)) - below;
}

/**
 * ψ′(x), for x > 0, in the same way (DLMF 5.15.8 and 5.15.5).
 *
 * @throws RangeError unless x is positive and finite
 */
export function trigamma(x: number): number {
  assertPositive(x);
  let below = 0;
  let z = x;
  for (; z < largeEnough; z += 1) below += 1 / (z * z);
  const terms = [1 / 6, -1 / 30, 1 / 42, -1 / 30, 5 / 66, -691 / 2730, 7 / 6];
  return below + 1 / z + 1 / (2 * z * z) + series(terms, 1 / (z * z)) / z;
}

/**
 * The x > 0 with ψ′(x) = `value`. Newton's method on 1/ψ′, which is nearly a straight line and
 * convex, so that it comes near from one side and never overshoots. A handful of steps.
 *
 * Started and iterated as in G. K. Smyth (2004), Linear models and empirical Bayes methods,
 * Statistical Applications in Genetics and Molecular Biology 3(1), article 3, appendix.
 *
 * @throws RangeError unless `value` is positive and finite
 */
export function inverseTrigamma(value: number): number {
  assertPositive(value);
  // Beyond these the first term of either end of the function is exact to double precision.
  if (value > 1e15) return 1 / Math.sqrt(value);
  if (value < 1e-15) return 1 / value;
  let x = 0.5 + 1 / value;
  for (let steps = 0; steps < 100; steps += 1) {
    const now = trigamma(x);
    const move = (now * (1 - now / value)) / tetragamma(x);
    x += move;
    if (Math.abs(move) <= 4 * Number.EPSILON * x) break;
  }
  return x;
}

/** ψ″(x), the slope that Newton's method needs (DLMF 5.15.9 and 5.15.5). */
function tetragamma(x: number): number {
  let below = 0;
  let z = x;
  for (; z < largeEnough; z += 1) below += 2 / z ** 3;
  const terms = [-1 / 2, 1 / 6, -1 / 6, 3 / 10, -5 / 6, 691 / 210, -35 / 2];
  return -below - 1 / (z * z) - 1 / z ** 3 + series(terms, 1 / (z * z)) / (z * z);
}
