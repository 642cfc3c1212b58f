/** What does criterion's `sample.json` say? The same since 0.3.3; before, it was a list of two lists. */
import { at, listOf, numberOf } from '../shape.ts';

export interface Samples {
  /** Calls of the benchmarked function in each sample. */
  readonly iters: readonly number[];
  /** Nanoseconds of all the calls of a sample together. */
  readonly times: readonly number[];
}

/** Criterion takes at least this many; `--quick` leaves two that depend on each other. */
export const leastSamples = 10;

export type PerIteration =
  | { readonly state: 'usable'; readonly secondsPerIteration: readonly number[] }
  | { readonly state: 'refused'; readonly reason: string };

/**
 * Seconds per iteration of every sample, in the order they were taken. Linear sampling, where
 * samples have different numbers of iterations, and flat sampling are the same here.
 */
export function secondsPerIteration({ iters, times }: Samples): PerIteration {
  if (iters.length !== times.length) {
    return {
      state: 'refused',
      reason: `sample.json holds ${times.length} times for ${iters.length} iteration counts`,
    };
  }
  if (iters.some((count) => !(count > 0)) || times.some((nanoseconds) => !(nanoseconds > 0))) {
    return {
      state: 'refused',
      reason: 'sample.json holds a time or an iteration count that is not above zero',
    };
  }
  return {
    state: 'usable',
    secondsPerIteration: times.map(
      (nanoseconds, index) => nanoseconds / (iters[index] ?? Number.NaN) / 1e9,
    ),
  };
}

function numbersOf(value: unknown): number[] | null {
  const numbers = listOf(value)?.map(numberOf);
  return numbers?.every((one) => one !== undefined) ? numbers : null;
}

/** The samples in a parsed `sample.json`; null where it is none. */
export function samplesOf(value: unknown): Samples | null {
  const [oldIters, oldTimes] = listOf(value) ?? [];
  const iters = numbersOf(at(value, 'iters') ?? oldIters);
  const times = numbersOf(at(value, 'times') ?? oldTimes);
  return iters && times ? { iters, times } : null;
}
