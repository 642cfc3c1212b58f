/** What of one side's launches is a tool given? */
import { mean, median } from '../../src/stats/location.ts';
import type { Call, DecisionRule, Launch } from './rule.ts';

export interface Given {
  /** Ends a sentence that begins with "It is given". */
  readonly how: string;
  readonly launches: number;
  /** Seconds per iteration. */
  values(side: readonly Launch[]): readonly number[];
}

/** The same recorded launches are drawn in run after run. */
const knownMedians = new WeakMap<Launch, number>();

/** The median of a launch, in seconds per iteration. O(n) once. */
export function launchMedian(launch: Launch): number {
  let known = knownMedians.get(launch);
  if (known === undefined) {
    known = median(launch);
    knownMedians.set(launch, known);
  }
  return known;
}

/** The medians of the first so many launches, in time order. */
export const mediansOf = (side: readonly Launch[], launches: number): number[] =>
  side.slice(0, launches).map(launchMedian);

/** What most tools see: one process, and all its samples. */
export const oneLaunch: Given = {
  how: 'the samples of one launch a side',
  launches: 1,
  values: ([launch = []]) => launch,
};

/** The samples of several launches, as if they were of one. */
export const pooledSamples = (launches: number): Given => ({
  how: `the samples of ${launches} launches a side, pooled`,
  launches,
  values: (side) => side.slice(0, launches).flat(),
});

/** One value for each launch. */
export const launchMedians = (launches: number): Given => ({
  how: `the medians of ${launches} launches a side`,
  launches,
  values: (side) => mediansOf(side, launches),
});

/** A single number, as tools get it that compare two numbers: harnesses report means. */
export const oneMean: Given = {
  how: 'the mean of the samples of one launch a side',
  launches: 1,
  values: ([launch = []]) => [mean(launch)],
};

/** A single number out of several launches. */
export const medianOfMedians = (launches: number): Given => ({
  how: `the median of the medians of ${launches} launches a side`,
  launches,
  values: (side) => [median(mediansOf(side, launches))],
});

/** A rule that looks at one benchmark at a time, as all of these tools do. */
export function perBenchmark(
  name: string,
  given: Given,
  call: (base: readonly number[], candidate: readonly number[], random: () => number) => Call,
): DecisionRule {
  return {
    name,
    how: given.how,
    launches: given.launches,
    decide: (trials, random) =>
      trials.map(({ base, candidate }) =>
        call(given.values(base), given.values(candidate), random),
      ),
  };
}
