/** Do the samples, or the launches, of a benchmark gather around two places instead of one? */
import { median } from '../../stats/location.ts';
import { twoGroups } from '../../stats/twoGroups.ts';
import { type TwoModes, twoModes } from '../../stats/twoModes.ts';
import type { LaunchShape } from './launchShapes.ts';
import { foundInMost } from './most.ts';
import { percent } from './percent.ts';

/** Modes nearer than this do little harm; processors that change their clock make them. */
const leastApart = 0.07;

/** The valley has at most this part of the thinner mode's density. */
const deepestValley = 1 / 3;

/**
 * How strict the test of the valley is, where one launch decides and where several have to agree.
 * Of single launches of the shapes in the calibration test, which have one mode, up to 0.3 % pass the
 * first and up to 2.7 % the second.
 */
const significanceAlone = 0.005;
const significanceTogether = 0.02;

function modesOf({ ascending }: LaunchShape, significance: number): TwoModes | null {
  const modes = twoModes(ascending);
  if (modes === null || !(modes.high >= (1 + leastApart) * modes.low)) return null;
  return modes.depth <= deepestValley && modes.pValue <= significance ? modes : null;
}

/** The test finds nothing in fewer. */
const fewestSamples = 20;

function withinLaunches(launches: readonly LaunchShape[]): string | null {
  const judged = launches.filter(({ samples }) => samples.length >= fewestSamples);
  const significance = judged.length > 1 ? significanceTogether : significanceAlone;
  const found = foundInMost(judged, (launch) => modesOf(launch, significance));
  if (found === null) return null;
  const apart = median(found.map(({ low, high }) => high / low - 1));
  const lowShare = median(found.map((modes) => modes.lowShare));
  return `Samples fall into two groups about ${percent(apart)} apart, ${percent(lowShare)} of them in the faster one: look for what differs from call to call, such as garbage collection, a cache, the input, or other programs on this machine.`;
}

/** Fewer launches fall into two groups by chance too often. */
const fewestLaunches = 10;

/**
 * Gap between the groups per standard deviation inside of them. Ten values of a normal distribution
 * have such a gap in 0.3 % of cases, of a log-normal one with σ = 0.5 in 1.1 %.
 */
const leastSeparation = 5;

/** Fewer changes from group to group are a machine that was slower for a while. */
const fewestStretches = 4;

function betweenLaunches(launches: readonly LaunchShape[]): string | null {
  if (launches.length < fewestLaunches) return null;
  const medians = launches.map(({ samples }) => median(samples));
  if (!medians.every((value) => value > 0)) return null;
  const groups = twoGroups(medians.map(Math.log));
  if (groups === null) return null;
  const apart = Math.expm1(groups.high - groups.low);
  const { separation, stretches, lowCount } = groups;
  if (apart < leastApart || separation < leastSeparation || stretches < fewestStretches)
    return null;
  return `Launches fall into two groups about ${percent(apart)} apart, ${lowCount} of ${launches.length} in the faster one: look for what differs from process to process, such as hash seeds, memory layout or what is cached on disk.`;
}

/**
 * What to say of a benchmark with two modes at least 7 % apart; null when it has one.
 *
 * Within launches: most launches with 20 samples or more have two groups, a tenth of the samples in
 * each at least, and between them at most a third of the thinner group's density, which is shown by
 * a test. Between launches, of which there are ten or more: their medians fall into two groups, a
 * fifth in each at least, whose gap is five times the spread inside, and which come in turns.
 * O(n) in samples.
 */
export function multimodalText(launches: readonly LaunchShape[]): string | null {
  return withinLaunches(launches) ?? betweenLaunches(launches);
}
