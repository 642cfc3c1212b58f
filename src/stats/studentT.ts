/** Student's t distribution, for any positive and not only whole degrees of freedom. */

const relativeTolerance = Number.EPSILON;

function assertDegreesOfFreedom(degreesOfFreedom: number): void {
  if (!(degreesOfFreedom > 0 && Number.isFinite(degreesOfFreedom))) {
    throw new RangeError(`degrees of freedom must be positive and finite, not ${degreesOfFreedom}`);
  }
}

/**
 * Γ(a + ½) / Γ(a). Subtracting two log-gammas would cost the last three or four digits at a = 500,
 * so this sums the difference of their asymptotic series (DLMF 5.11.8 with h = ½ and h = 0) where
 * five terms are exact to double precision, and steps down from there by Γ(a + 1) = a · Γ(a).
 */
function gammaRatio(a: number): number {
  let factor = 1;
  let z = a;
  for (; z < 16; z += 1) factor *= z / (z + 0.5);
  const inverseSquare = 1 / (z * z);
  const coefficients = [-1 / 8, 1 / 192, -1 / 640, 17 / 14336, -31 / 18432];
  const series = coefficients.reduceRight((sum, term) => sum * inverseSquare + term, 0) / z;
  return factor * Math.sqrt(z) * Math.exp(series);
}

/**
 * The continued fraction of the incomplete beta function (DLMF 8.17.22) by Lentz's method as
 * modified by Thompson and Barnett (Numerical Recipes, 3rd edition, §5.2 and §6.4). Converges in
 * O(√max(a, b)) steps for x < (a + 1) / (a + b + 2).
 */
function betaContinuedFraction(x: number, a: number, b: number): number {
  const tiny = 1e-300;
  const awayFromZero = (value: number) => (Math.abs(value) < tiny ? tiny : value);
  let c = 1;
  let d = 1 / awayFromZero(1 - ((a + b) * x) / (a + 1));
  let fraction = d;
  const maxSteps = 1000 + 20 * Math.sqrt(Math.max(a, b));
  for (let m = 1; m <= maxSteps; m += 1) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m));
    d = 1 / awayFromZero(1 + even * d);
    c = awayFromZero(1 + even / c);
    fraction *= c * d;
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1));
    d = 1 / awayFromZero(1 + odd * d);
    c = awayFromZero(1 + odd / c);
    const change = c * d;
    fraction *= change;
    if (Math.abs(change - 1) <= 2 * relativeTolerance) return fraction;
  }
  throw new RangeError(`the incomplete beta function did not converge for a = ${a}, b = ${b}`);
}

/** Both shares of the half of the distribution above 0, each to full relative precision. */
interface HalfShares {
  /** P(0 < T < t) */
  readonly inner: number;
  /** P(T > t) */
  readonly tail: number;
}

/**
 * With x = ν / (ν + t²), P(T > t) is ½ I_x(ν/2, ½) and P(0 < T < t) is ½ I_{1−x}(½, ν/2)
 * (DLMF 8.17; Numerical Recipes §6.14.3). The one whose fraction converges is computed directly, and
 * is at most about 0.46; the other is its complement to ½, far enough from 0 to lose no more
 * than a digit.
 */
function halfShares(t: number, degreesOfFreedom: number): HalfShares {
  const a = degreesOfFreedom / 2;
  const r = t / Math.sqrt(degreesOfFreedom);
  // From r = 1e8 on, 1 + r² is r² in double precision; r² itself may overflow.
  const logOnePlusSquare = r < 1e8 ? Math.log1p(r * r) : 2 * Math.log(r);
  const x = 1 / (1 + r * r);
  const oneMinusX = r < 1e8 ? r * r * x : 1;
  // x^a (1 − x)^½ / B(a, ½)
  const front =
    (Math.exp(-a * logOnePlusSquare) * Math.sqrt(oneMinusX) * gammaRatio(a)) / Math.sqrt(Math.PI);
  if (x < (a + 1) / (a + 2.5)) {
    const tail = (0.5 * front * betaContinuedFraction(x, a, 0.5)) / a;
    return { inner: 0.5 - tail, tail };
  }
  const inner = front * betaContinuedFraction(oneMinusX, 0.5, a);
  return { inner, tail: 0.5 - inner };
}

/**
 * P(T > t). Small tails keep their relative precision, which 1 − P(T ≤ t) would lose: about 1e-13 up
 * to 1000 degrees of freedom, 1e-10 at a million.
 *
 * @throws RangeError for degrees of freedom that are not positive and finite, or t not a number
 */
export function studentTUpperTail(t: number, degreesOfFreedom: number): number {
  assertDegreesOfFreedom(degreesOfFreedom);
  if (Number.isNaN(t)) throw new RangeError('t is not a number');
  if (t === Number.POSITIVE_INFINITY) return 0;
  if (t === Number.NEGATIVE_INFINITY) return 1;
  const { inner, tail } = halfShares(Math.abs(t), degreesOfFreedom);
  return t >= 0 ? tail : 0.5 + inner;
}

/**
 * P(T ≤ t). Precise for small lower tails too.
 *
 * @throws RangeError as {@link studentTUpperTail}
 */
export function studentTCumulative(t: number, degreesOfFreedom: number): number {
  return studentTUpperTail(-t, degreesOfFreedom);
}

/** By degrees of freedom and probability. */
const knownQuantiles = new Map<number, Map<number, number>>();

/** Different degrees of freedom, and probabilities of each, that are remembered. */
const mostRemembered = 100;

/**
 * The t with P(T ≤ t) = `probability`: for a two-sided interval of 95 %, ask for 0.975.
 *
 * Newton's method in log t on the logarithm of the inner or outer share, in which both are nearly
 * straight lines; a bracket that shrinks with every step, halved where Newton would leave it, makes
 * it certain to end. About ten evaluations. Beyond e⁷⁰⁰, which only tails like 1e-300 of few degrees
 * of freedom reach, the answer is infinite. It is remembered: the benchmarks of a run ask for the same
 * few.
 *
 * @throws RangeError for degrees of freedom that are not positive and finite, or a probability
 *   outside of 0 to 1
 */
export function studentTQuantile(probability: number, degreesOfFreedom: number): number {
  const known = knownQuantiles.get(degreesOfFreedom) ?? new Map<number, number>();
  const quantile = known.get(probability) ?? computeQuantile(probability, degreesOfFreedom);
  if (knownQuantiles.size >= mostRemembered) knownQuantiles.clear();
  if (known.size >= mostRemembered) known.clear();
  knownQuantiles.set(degreesOfFreedom, known.set(probability, quantile));
  return quantile;
}

function computeQuantile(probability: number, degreesOfFreedom: number): number {
  assertDegreesOfFreedom(degreesOfFreedom);
  if (!(probability >= 0 && probability <= 1)) {
    throw new RangeError(`${probability} is not a probability`);
  }
  if (probability === 0.5) return 0;
  if (probability < 0.5) return -positiveQuantile(0.5 - probability, probability, degreesOfFreedom);
  return positiveQuantile(probability - 0.5, 1 - probability, degreesOfFreedom);
}

/** Of the largest t that is asked for; heavy tails reach further, see {@link studentTQuantile}. */
const logLargest = 700;

/** The t > 0 with P(0 < T < t) = `inner` and P(T > t) = `tail`; the smaller one is solved for. */
function positiveQuantile(inner: number, tail: number, degreesOfFreedom: number): number {
  if (tail === 0) return Number.POSITIVE_INFINITY;
  const byInner = inner < tail;
  // Rises through 0 at the wanted log t.
  const excess = (logT: number): number => {
    const shares = halfShares(Math.exp(logT), degreesOfFreedom);
    return byInner ? Math.log(shares.inner / inner) : -Math.log(shares.tail / tail);
  };
  const slope = (logT: number): number => {
    const t = Math.exp(logT);
    const shares = halfShares(t, degreesOfFreedom);
    return (t * density(t, degreesOfFreedom)) / (byInner ? shares.inner : shares.tail);
  };

  let low = 0;
  let high = 0;
  for (let step = 1; excess(low) > 0; step *= 2) low -= step;
  for (let step = 1; excess(high) < 0; step *= 2) {
    if (high === logLargest) return Number.POSITIVE_INFINITY;
    high = Math.min(high + step, logLargest);
  }
  let logT = (low + high) / 2;
  for (let steps = 0; steps < 200; steps += 1) {
    const value = excess(logT);
    if (value === 0) break;
    if (value > 0) high = logT;
    else low = logT;
    const newton = logT - value / slope(logT);
    const next = newton >= low && newton <= high ? newton : (low + high) / 2;
    const moved = Math.abs(next - logT);
    logT = next;
    if (moved <= 2 * relativeTolerance * Math.max(1, Math.abs(logT))) break;
  }
  return Math.exp(logT);
}

/** The density at t. */
function density(t: number, degreesOfFreedom: number): number {
  const r = t / Math.sqrt(degreesOfFreedom);
  const logOnePlusSquare = r < 1e8 ? Math.log1p(r * r) : 2 * Math.log(r);
  return (
    (Math.exp(-((degreesOfFreedom + 1) / 2) * logOnePlusSquare) *
      gammaRatio(degreesOfFreedom / 2)) /
    Math.sqrt(Math.PI * degreesOfFreedom)
  );
}
