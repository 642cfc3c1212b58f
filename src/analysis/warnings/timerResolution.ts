/** Are the samples whole steps of the timer, and few of them? */
import { median } from '../../stats/location.ts';
import { type TimerStep, timerStep } from '../../stats/timerStep.ts';
import { LaunchShape } from './launchShapes.ts';
import { foundInMost } from './most.ts';
import { percent } from './percent.ts';

/**
 * The coarsest step that is no matter, relative to the median: launch medians move by whole or half
 * steps, and changes of 3 % are looked for.
 */
const coarsestStep = 0.02;

/** Launches with fewer samples, as of whole commands, are looked at together. */
const fewestSamples = 8;

function coarseStep({ ascending }: LaunchShape): TimerStep | null {
  const step = timerStep(ascending);
  if (step === null || step.relativeStep === null) return step;
  return step.relativeStep >= coarsestStep ? step : null;
}

/** All samples as those of one launch, since the timer is the same in all of them. */
const together = (launches: readonly LaunchShape[]): LaunchShape =>
  new LaunchShape(
    launches.flatMap(({ samples }) => samples),
    null,
  );

/**
 * What to say of samples that repeat a few values which lie 2 % of the median or more apart, or a
 * single value, in most launches with eight samples or more; where there is none such, in all
 * samples together. Null when they do not. O(n), with few samples per launch O(n log n).
 */
export function timerResolutionText(launches: readonly LaunchShape[]): string | null {
  const large = launches.filter(({ samples }) => samples.length >= fewestSamples);
  const judged = large.length > 0 ? large : [together(launches)];
  const steps = foundInMost(judged, coarseStep);
  if (steps === null) return null;
  const known = steps.flatMap(({ relativeStep }) => relativeStep ?? []);
  const what =
    known.length === 0
      ? 'All samples of a launch are the same step of the timer'
      : `Samples go up in steps of the timer, each about ${percent(median(known))} of the median`;
  return `${what}, so smaller changes cannot be seen: let one iteration do more work.`;
}
