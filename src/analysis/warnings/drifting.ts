/** Does a benchmark keep getting faster or slower while it is measured? */
import { cliffsDelta } from '../../stats/cliffsDelta.ts';
import { median } from '../../stats/location.ts';
import type { LaunchShape } from './launchShapes.ts';
import { foundInMost } from './most.ts';
import { percent } from './percent.ts';

/** Thirds of fewer samples are in order by chance too often. */
const fewestSamples = 18;

/**
 * Of all pairs of an early and a late sample, at least 95 % are in the same order. Thirds of six
 * independent samples come out so, either way round, in 4 of 924 arrangements.
 */
const leastDelta = 0.9;

/** Less than this between the thirds is no matter; warm and cold machines differ by it. */
const leastChange = 0.05;

/** Median of the last third over that of the first, where they clearly differ so; else null. */
function changeWithin(samples: readonly number[], direction: 'slower' | 'faster'): number | null {
  const third = Math.floor(samples.length / 3);
  const first = samples.slice(0, third);
  const last = samples.slice(-third);
  const before = median(first);
  const after = median(last);
  const [larger, smaller] = direction === 'slower' ? [after, before] : [before, after];
  if (!(smaller > 0 && larger >= (1 + leastChange) * smaller)) return null;
  return Math.abs(cliffsDelta(first, last)) >= leastDelta ? after / before : null;
}

/**
 * What to say of a benchmark whose samples, in most launches and all in the same direction, differ
 * between the first and the last third of a launch: by 5 % in the median, and nearly all early ones
 * from nearly all late ones. A third, since a short warm-up at the start does no harm to a median,
 * and since a jump in the middle is no steady state either. Null when they do not, or when the order
 * of the samples is not known. O(n log n).
 *
 * @param isImported whether perfwatch does not launch it
 */
export function driftingText(launches: readonly LaunchShape[], isImported = false): string | null {
  const judged = launches.flatMap(({ inOrder }) =>
    inOrder !== null && inOrder.length >= fewestSamples ? [inOrder] : [],
  );
  const slower = foundInMost(judged, (samples) => changeWithin(samples, 'slower'));
  if (slower) {
    return `Late samples of a launch are about ${percent(median(slower) - 1)} slower than early ones: look for what grows from call to call, such as a list, a cache or a leak, and start each call from the same state.`;
  }
  const faster = foundInMost(judged, (samples) => changeWithin(samples, 'faster'));
  if (faster) {
    return `Late samples of a launch are about ${percent(1 - median(faster))} faster than early ones: it is measured before it is warm, so ${isImported ? 'let its harness warm up longer' : 'raise `warmupSeconds` of its suite'}.`;
  }
  return null;
}
