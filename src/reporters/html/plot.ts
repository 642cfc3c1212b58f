/** Intervals of change as small drawings, all of a page on one scale. Pure. */
import type { Effect } from '../../model/comparison.ts';

/** Half the width of a drawing, in its own unit; no change is at 0. */
const half = 50;
const middle = 6;

const arrow = (at: number, direction: 1 | -1) =>
  `M${at - 4 * direction} ${middle - 3}L${at} ${middle}L${at - 4 * direction} ${middle + 3}`;

/**
 * One interval: a line with its estimate on it, ending in an arrow where it goes beyond the scale. The
 * numbers stand beside it, so that it is hidden from who listens to the page.
 */
export function plot({ ratio, low, high }: Effect, reach: number): string {
  const placeOf = (value: number) => Number((((value - 1) / reach) * half).toFixed(1));
  const within = (place: number) => Math.min(half, Math.max(-half, place));
  const [from, at, to] = [placeOf(low), placeOf(ratio), placeOf(high)];
  const line = `M${within(from)} ${middle}H${within(to)}`;
  const arrows = [
    ...(from < -half ? [arrow(-half, -1)] : []),
    ...(to > half ? [arrow(half, 1)] : []),
  ];
  // A line without length has round ends: a dot.
  const dot = Math.abs(at) <= half ? `<path d="M${at} ${middle}h0"/>` : '';
  return `<svg viewBox="-55 0 110 12" aria-hidden="true"><path d="${line}${arrows.join('')}"/>${dot}</svg>`;
}
