/** Do these values gather around two places, with hardly anything between them? */
import { fairCoinLowerTail } from './binomial.ts';
import { countBelow, type Sorted } from './sorted.ts';

export interface TwoModes {
  /** The middle of either group, in the unit of the values. */
  readonly low: number;
  readonly high: number;
  /** Share of the values in the lower group, 0 to 1. */
  readonly lowShare: number;
  /** Values between the groups per value in the thinner group, in windows of the same width. */
  readonly depth: number;
  /** The chance of a valley as empty as this, were the values no rarer there than in the group. */
  readonly pValue: number;
}

/** Left out at either end: a few values very far away would be taken for a group. */
const trimmedShare = 0.05;

/** A group has at least this share of the values. */
const leastShare = 0.1;

/** Windows that are compared are this part of the distance between the groups. */
const windowPart = 1 / 4;

/** Places between the groups where the valley is looked for; they do not touch the groups' own. */
const valleyPlaces = [0.25, 0.375, 0.5, 0.625, 0.75];

const middleOf = (values: Sorted, from: number, to: number): number =>
  ((values[(from + to - 1) >> 1] ?? Number.NaN) + (values[(from + to) >> 1] ?? Number.NaN)) / 2;

/**
 * Where to cut sorted values in two so that their distances from the middle of their own group are
 * smallest in sum (the k-medians of one dimension, exactly): the index of the second group's first.
 */
function bestCut(values: Sorted, from: number, to: number, least: number): number {
  const sums = new Float64Array(values.length + 1);
  for (let index = 0; index < values.length; index += 1) {
    sums[index + 1] = (sums[index] ?? 0) + (values[index] ?? 0);
  }
  const sum = (start: number, end: number) => (sums[end] ?? 0) - (sums[start] ?? 0);
  const cost = (start: number, end: number) =>
    sum((start + end + 1) >> 1, end) - sum(start, (start + end) >> 1);
  let best = from + least;
  let bestCost = Number.POSITIVE_INFINITY;
  for (let cut = from + least; cut <= to - least; cut += 1) {
    const both = cost(from, cut) + cost(cut, to);
    if (both < bestCost) {
      best = cut;
      bestCost = both;
    }
  }
  return best;
}

/**
 * Splits the values in two groups and looks between them. The density of one mode never sinks and
 * rises again: were there only one, the values would be at least as dense anywhere between the two
 * middles as around the thinner one of them. So as many values are expected in a window between
 * them as in one around that middle, and fewer are a matter of chance, which a sign test tells. The
 * emptiest of five windows is taken, so the chance is up to five times that of one: ask for a small
 * one, together with a `depth` and a distance that matter.
 *
 * The idea that modes are parts with a lowland between them: A. Akinshin (2020), Lowland
 * multimodality detection; groups as k-medians after H. D. Vinod (1969), Journal of the American
 * Statistical Association 64, 506–519.
 *
 * Null when the middles are the same, or for fewer than ten values. O(n).
 */
export function twoModes(values: Sorted): TwoModes | null {
  if (values.length < 10) return null;
  const from = Math.floor(values.length * trimmedShare);
  const to = values.length - from;
  const cut = bestCut(values, from, to, Math.ceil(values.length * leastShare) - from);
  const low = middleOf(values, from, cut);
  const high = middleOf(values, cut, to);
  if (!(high > low)) return null;
  const width = (high - low) * windowPart;
  const inWindow = (place: number) =>
    countBelow(values, place + width / 2) - countBelow(values, place - width / 2);
  const group = Math.min(inWindow(low), inWindow(high));
  const valley = Math.min(...valleyPlaces.map((part) => inWindow(low + part * (high - low))));
  return {
    low,
    high,
    lowShare: cut / values.length,
    depth: group === 0 ? 1 : valley / group,
    pValue: fairCoinLowerTail(Math.min(valley, group), valley + group),
  };
}
