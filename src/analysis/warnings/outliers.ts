/** Are many samples far away from the others? */
import { farOutShare } from '../../stats/farOut.ts';
import { median } from '../../stats/location.ts';
import type { LaunchShape } from './launchShapes.ts';
import { foundInMost } from './most.ts';
import { percent } from './percent.ts';

/** Quartiles of fewer samples say little. */
const fewestSamples = 20;

/**
 * Calls that run into a garbage collection or an interrupt are normal: about a tenth of all in many
 * benchmarks that allocate. Tukey's fences never call more than a quarter far out on either side.
 */
const largestShare = 0.15;

/** Relative to the median; nearer ones do no harm, whatever the fences say. */
const leastDistance = 0.25;

/**
 * What to say of a benchmark of which, in most launches with 20 samples or more, over 15 % of the
 * samples lie beyond Tukey's outer fences and a quarter of the median away from it; null when they do
 * not. O(log n) in the samples of a launch.
 */
export function outliersText(launches: readonly LaunchShape[]): string | null {
  const judged = launches.filter(({ samples }) => samples.length >= fewestSamples);
  const shares = foundInMost(judged, ({ ascending }) => {
    const share = farOutShare(ascending, leastDistance);
    return share > largestShare ? share : null;
  });
  if (shares === null) return null;
  return `About ${percent(median(shares))} of the samples of a launch are far out, more than a quarter away from the median: find out what interrupts them, such as garbage collection, input and output, or other programs on this machine.`;
}
