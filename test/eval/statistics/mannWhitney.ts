/** Do values of one sample tend to be larger than those of another? The test of Mann and Whitney. */
import { sorted } from '../../../src/stats/sorted.ts';
import { normalUpperTail } from './normal.ts';
import { rankSumCounts, tailsAt } from './rankSums.ts';

/** How often one value occurs in each sample. */
interface Occurrences {
  readonly first: number;
  readonly second: number;
}

/** The distinct values in ascending order. O(n log n). */
function occurrences(first: readonly number[], second: readonly number[]): Occurrences[] {
  if (first.length === 0 || second.length === 0) throw new RangeError('a sample is empty');
  const [one, other] = [sorted(first), sorted(second)];
  const groups: Occurrences[] = [];
  let i = 0;
  let j = 0;
  while (i < one.length || j < other.length) {
    const value = Math.min(
      one[i] ?? Number.POSITIVE_INFINITY,
      other[j] ?? Number.POSITIVE_INFINITY,
    );
    const [startI, startJ] = [i, j];
    while (one[i] === value) i += 1;
    while (other[j] === value) j += 1;
    if (i === startI && j === startJ) throw new RangeError('a value is not a number');
    groups.push({ first: i - startI, second: j - startJ });
  }
  return groups;
}

/** The pairs in which the second sample's value is the larger one, ties counted half. */
function uOf(groups: readonly Occurrences[]): number {
  let firstBefore = 0;
  let u = 0;
  for (const { first, second } of groups) {
    u += second * (firstBefore + first / 2);
    firstBefore += first;
  }
  return u;
}

const hasTies = (groups: readonly Occurrences[]): boolean =>
  groups.some(({ first, second }) => first + second > 1);

/** Tie-free distributions depend on the two sizes only, and are asked for again and again. */
const tieFree = new Map<string, Float64Array>();

/** Counts by rank sum of the second sample, where nothing is tied. */
function tieFreeCounts(firstSize: number, secondSize: number): Float64Array {
  const key = `${firstSize} ${secondSize}`;
  let counts = tieFree.get(key);
  if (!counts) {
    const ranks = Array.from({ length: firstSize + secondSize }, (_, index) => index + 1);
    counts = rankSumCounts(ranks, secondSize);
    tieFree.set(key, counts);
  }
  return counts;
}

/**
 * P(U ≤ u) for samples of one continuous distribution: no ties.
 *
 * @param u a whole number
 */
export function uLowerTail(u: number, firstSize: number, secondSize: number): number {
  const rankSum = u + (secondSize * (secondSize + 1)) / 2;
  return tailsAt(tieFreeCounts(firstSize, secondSize), rankSum).lower;
}

/**
 * The two-sided p-value, exact: twice the smaller tail, at most 1, over all ways to assign the pooled
 * values, ties included, to the two samples. O(n² · m²) or so: for at most some fifty values a side.
 *
 * H. B. Mann and D. R. Whitney (1947), On a test of whether one of two random variables is
 * stochastically larger than the other, Annals of Mathematical Statistics 18, 50–60; with ties
 * J. H. Klotz (1966), The Wilcoxon, ties, and the computer, JASA 61, 772–787.
 *
 * @throws RangeError when a sample is empty, or a value is not a number
 */
export function mannWhitneyExact(first: readonly number[], second: readonly number[]): number {
  const groups = occurrences(first, second);
  const rankSum = uOf(groups) + (second.length * (second.length + 1)) / 2;
  let tails = { lower: 1, upper: 1 };
  if (hasTies(groups)) {
    const doubled: number[] = [];
    for (const { first: ones, second: others } of groups) {
      const before = doubled.length;
      const count = ones + others;
      for (let i = 0; i < count; i += 1) doubled.push(2 * before + count + 1);
    }
    tails = tailsAt(rankSumCounts(doubled, second.length), 2 * rankSum);
  } else {
    tails = tailsAt(tieFreeCounts(first.length, second.length), rankSum);
  }
  return Math.min(1, 2 * Math.min(tails.lower, tails.upper));
}

/**
 * The two-sided p-value by the normal approximation, corrected for ties and, by ½, for continuity;
 * 1 when all values are equal. O(n log n).
 *
 * @throws RangeError when a sample is empty, or a value is not a number
 */
export function mannWhitneyNormal(first: readonly number[], second: readonly number[]): number {
  const groups = occurrences(first, second);
  const pairs = first.length * second.length;
  const all = first.length + second.length;
  const tied = groups.reduce((sum, group) => {
    const size = group.first + group.second;
    return sum + size ** 3 - size;
  }, 0);
  const variance = (pairs / 12) * (all + 1 - tied / (all * (all - 1)));
  const distance = Math.max(0, Math.abs(uOf(groups) - pairs / 2) - 0.5);
  return variance > 0 ? Math.min(1, 2 * normalUpperTail(distance / Math.sqrt(variance))) : 1;
}

/**
 * The two-sided p-value as benchstat takes it: exact while both samples have at most 50 values, or
 * at most 25 where some are tied; else by the normal approximation.
 *
 * @throws RangeError when a sample is empty, or a value is not a number
 */
export function mannWhitney(first: readonly number[], second: readonly number[]): number {
  const largest = Math.max(first.length, second.length);
  const mostForExact = hasTies(occurrences(first, second)) ? 25 : 50;
  return largest <= mostForExact
    ? mannWhitneyExact(first, second)
    : mannWhitneyNormal(first, second);
}
