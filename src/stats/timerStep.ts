/** Are these values whole steps of a timer, rather than times? */
import { quantile, type Sorted } from './sorted.ts';

/** Nearer than this, relative to the median, values differ by rounding only. */
const rounding = 1e-6;

/** Nearer than this, relative to the median, they count as one step: some timers' steps alternate. */
const alternation = 0.01;

/** A timer with coarse steps gives each value this often, on average. */
const leastRepeats = 4;

/** Fewer may be equal by chance. */
const fewestValues = 8;

/** The smallest distance of neighbours that is above `least`; null when there is none. */
function smallestDistance(values: Sorted, least: number): number | null {
  let smallest = Number.POSITIVE_INFINITY;
  for (let index = 1; index < values.length; index += 1) {
    const distance = (values[index] ?? Number.NaN) - (values[index - 1] ?? Number.NaN);
    if (distance > least && distance < smallest) smallest = distance;
  }
  return smallest === Number.POSITIVE_INFINITY ? null : smallest;
}

function distinctValues(values: Sorted, least: number): number {
  let count = 1;
  for (let index = 1; index < values.length; index += 1) {
    if ((values[index] ?? Number.NaN) - (values[index - 1] ?? Number.NaN) > least) count += 1;
  }
  return count;
}

export interface TimerStep {
  /** Relative to the median (0.1 is 10 %); null when all values are the same, so nobody knows. */
  readonly relativeStep: number | null;
}

/**
 * The step in which the values go up. Null when they hardly ever repeat, as times do that a timer
 * resolves, when there are fewer than eight, or when their median is not above zero. Looks at the
 * middle nine tenths, since a few values far away stand wherever they like, and at all of them when
 * these are the same. O(n).
 */
export function timerStep(values: Sorted): TimerStep | null {
  if (values.length < fewestValues) return null;
  const middle = quantile(values, 0.5);
  if (!(middle > 0)) return null;
  const trimmed = Math.floor(values.length / 20);
  const bulk = values.subarray(trimmed, values.length - trimmed);
  const distinct = distinctValues(bulk, rounding * middle);
  if (distinct * leastRepeats > bulk.length) return null;
  const looked = distinct > 1 ? bulk : values;
  const step =
    smallestDistance(looked, alternation * middle) ?? smallestDistance(looked, rounding * middle);
  return { relativeStep: step === null ? null : step / middle };
}
