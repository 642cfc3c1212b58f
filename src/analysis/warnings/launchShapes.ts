/** The samples of a benchmark's launches as the warnings look at them. */
import type { LaunchSamples } from '../../model/measurement.ts';
import { isAscending, type Sorted, sorted } from '../../stats/sorted.ts';

export class LaunchShape {
  /** In any order, at least one. */
  readonly samples: readonly number[];
  /** In the order they were taken; null when that is not known. */
  readonly inOrder: readonly number[] | null;
  #ascending: Sorted | null = null;

  constructor(samples: readonly number[], inOrder: readonly number[] | null) {
    this.samples = samples;
    this.inOrder = inOrder;
  }

  /** Sorted when first asked for, since most launches need not be looked at. */
  get ascending(): Sorted {
    this.#ascending ??= sorted(this.samples);
    return this.#ascending;
  }
}

/** Fewer may be ascending by chance. */
const fewestToTell = 8;

/**
 * Whether a suite's samples come in the order they were taken. Some harnesses sort them; then every
 * launch of every benchmark is ascending. Time itself puts few launches in perfect order, so most of
 * them tell. O(n).
 */
export function ordersAreKnown(launches: readonly LaunchSamples[]): boolean {
  const telling = launches.filter(
    ({ samples, sampleCount }) => samples.length === sampleCount && samples.length >= fewestToTell,
  );
  const unsorted = telling.filter(({ samples }) => !isAscending(samples));
  return unsorted.length * 2 > telling.length;
}

/** @param inOrder whether the suite's samples are in order; thinned ones are sorted all the same */
export function launchShapes(
  launches: readonly LaunchSamples[],
  inOrder: boolean,
): readonly LaunchShape[] {
  return launches.map(
    ({ samples, sampleCount }) =>
      new LaunchShape(samples, inOrder && samples.length === sampleCount ? samples : null),
  );
}
