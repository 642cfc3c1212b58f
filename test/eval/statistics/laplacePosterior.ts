/** Where does the centre of values lie whose noise has Laplace's distribution? */
import { median } from '../../../src/stats/location.ts';
import { sorted } from '../../../src/stats/sorted.ts';

/** A stretch between neighbouring values, on which the distances sum to `slope` · x + `offset`. */
interface Piece {
  readonly from: number;
  readonly to: number;
  readonly slope: number;
  readonly offset: number;
}

/** ∫ (slope · x + offset)^−n dx over a piece, up to `to`. */
function massUpTo({ from, slope, offset }: Piece, to: number, n: number): number {
  if (slope === 0) return (to - from) / offset ** n;
  const antiderivative = (x: number) =>
    Number.isFinite(x) ? (slope * x + offset) ** (1 - n) / (slope * (1 - n)) : 0;
  return antiderivative(to) - antiderivative(from);
}

/** The x of a piece with `massUpTo` = mass. */
function solve({ from, slope, offset }: Piece, mass: number, n: number): number {
  if (slope === 0) return from + mass * offset ** n;
  const start = Number.isFinite(from) ? (slope * from + offset) ** (1 - n) : 0;
  return ((start + mass * slope * (1 - n)) ** (1 / (1 - n)) - offset) / slope;
}

/**
 * A quantile of the posterior of the location, whose density is proportional to
 * (Σ |value − x|)^−n for noise of an unknown scale σ with the prior 1 / σ. The median is the most
 * likely location. All mass is on the median when the values are equal. O(n²).
 *
 * @throws RangeError for fewer than two values, or one that is not finite
 */
export function laplaceLocationQuantile(values: readonly number[], probability: number): number {
  if (values.length < 2) throw new RangeError('needs at least 2 values');
  const n = values.length;
  const middle = median(values);
  const scale = values.reduce((sum, value) => sum + Math.abs(value - middle), 0);
  if (scale === 0) return middle;
  // Centred and scaled, so that powers of nanoseconds neither vanish nor overflow.
  const ascending = [...sorted(values.map((value) => (value - middle) / scale))];
  const edges = [Number.NEGATIVE_INFINITY, ...ascending, Number.POSITIVE_INFINITY];
  const pieces = edges.slice(1).map((to, index): Piece => {
    const above = ascending.slice(index).reduce((sum, value) => sum + value, 0);
    const below = ascending.slice(0, index).reduce((sum, value) => sum + value, 0);
    const from = edges[index] ?? Number.NEGATIVE_INFINITY;
    return { from, to, slope: 2 * index - n, offset: above - below };
  });
  const masses = pieces.map((piece) => massUpTo(piece, piece.to, n));
  let left = probability * masses.reduce((sum, mass) => sum + mass, 0);
  for (const [index, piece] of pieces.entries()) {
    const mass = masses[index] ?? 0;
    if (left <= mass) return middle + scale * solve(piece, left, n);
    left -= mass;
  }
  return middle + scale * (ascending.at(-1) ?? 0);
}
