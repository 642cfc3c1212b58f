/** What one forked process measured: values, of which single calls are counted and not repeated. */
import type { ValueKind } from '../format.ts';

export interface Fork {
  readonly kind: ValueKind;
  /** A value, and how often it was measured. */
  readonly bins: readonly (readonly [value: number, count: number])[];
  /** Of all values. */
  readonly count: number;
}

/** Of more single calls than that, so many at even ranks say as much. */
const mostCalls = 100_000;

/** Hands on the values of a fork: all up to 100,000, else so many at even ranks. How many are left out. */
export function addFork({ bins, count }: Fork, add: (value: number) => void): number {
  if (count <= mostCalls) {
    for (const [value, times] of bins) for (let time = 0; time < times; time++) add(value);
    return 0;
  }
  const ordered = bins.toSorted(([a], [b]) => a - b);
  let seen = 0;
  let added = 0;
  for (const [value, times] of ordered) {
    seen += times;
    for (; added < mostCalls && (added + 0.5) * (count / mostCalls) < seen; added++) add(value);
  }
  return count - mostCalls;
}
