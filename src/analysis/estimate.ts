/** By how much did it change, and how well is that known? On the logarithmic scale. */
import { mean, sampleVariance } from '../stats/location.ts';
import {
  averagedVariance,
  fewestVariances,
  fitVariancePrior,
  moderateVariance,
  type Variance,
  type VariancePrior,
} from '../stats/moderatedVariance.ts';
import {
  type Evidence,
  hasZero,
  logRatios,
  type PairedEvidence,
  type StoredEvidence,
} from './evidence.ts';

/** A change with its uncertainty, from the evidence of one benchmark alone. */
export interface Estimate extends Variance {
  /** Mean of the candidate minus mean of the base, of logarithms. */
  readonly difference: number;
  /** The squared standard error of `difference` is `variance` divided by this. */
  readonly size: number;
  /** What `variance` is the variance of. */
  readonly noise: 'between-rounds' | 'between-launches' | 'between-runs';
  /** Of the logarithms of launches within a run; 0 where nothing is known of it. */
  readonly launchVariance: number;
}

/** Why nothing can be estimated, and what to do. */
export interface Unestimated {
  readonly reason: string;
}

/** What the others' noise may count for: about as much as a benchmark's own at ten rounds. */
const largestPrior = 8;

/**
 * As many observations as the assumption counts for that runs lie as far apart as launches do. So few
 * that a machine whose runs lie further apart does not give false alarms.
 */
const assumedDegreesOfFreedom = 4;

const ownOf = (values: readonly number[]): Variance => ({
  variance: sampleVariance(values),
  degreesOfFreedom: values.length - 1,
});

/** Variances of groups with one common true variance, as one. */
function pooled(groups: readonly (readonly number[])[]): Variance {
  let [squares, degreesOfFreedom] = [0, 0];
  for (const values of groups) {
    if (values.length < 2) continue;
    squares += sampleVariance(values) * (values.length - 1);
    degreesOfFreedom += values.length - 1;
  }
  return { variance: degreesOfFreedom > 0 ? squares / degreesOfFreedom : 0, degreesOfFreedom };
}

/** The mean of the differences within rounds: what drifts slower than a round cancels. */
function estimatePaired(evidence: PairedEvidence, rounds: number): Estimate | Unestimated {
  const differences = logRatios(evidence, rounds);
  if (differences.length < 2) {
    return { reason: 'At least 2 rounds with both sides are needed; 5 to 20 are usual.' };
  }
  const { variance, degreesOfFreedom } = ownOf(differences);
  return {
    difference: mean(differences),
    size: differences.length,
    noise: 'between-rounds',
    launchVariance: 0,
    variance,
    degreesOfFreedom,
  };
}

/** By index, and at once as long as it gets: there may be very many. */
function logarithmsOf(values: readonly number[]): number[] {
  const logarithms = new Array<number>(values.length);
  for (let index = 0; index < values.length; index += 1) {
    logarithms[index] = Math.log(values[index] ?? Number.NaN);
  }
  return logarithms;
}

/**
 * The candidate against stored runs: judged as one more run would be (a predictive interval), by how
 * far the stored ones lie apart, and never by less than what launches alone explain. With one stored
 * run it is not known how far runs lie apart: it is taken to be as far as launches do.
 */
function estimateStored({ runs, candidate }: StoredEvidence): Estimate | Unestimated {
  const logarithms = runs.map(logarithmsOf);
  const after = logarithmsOf(candidate);
  const within = pooled([...logarithms, after]);
  const means = logarithms.map(mean);
  const difference = mean(after) - mean(means);
  // The candidate's run lies as far off as any other, and the mean of the stored ones by its share.
  const size = 1 / (1 + 1 / runs.length);
  const launchVariance = within.variance;
  // Objects are written out here and below: spreading takes many times as long, of very many.
  if (means.length < 2) {
    if (within.degreesOfFreedom === 0) {
      return { reason: 'At least 2 launches on each side are needed; 5 are usual.' };
    }
    return {
      difference,
      size,
      noise: 'between-launches',
      launchVariance,
      variance: within.variance,
      degreesOfFreedom: Math.min(assumedDegreesOfFreedom, within.degreesOfFreedom),
    };
  }
  const between = ownOf(means);
  const launches = logarithms.reduce((sum, run) => sum + run.length, 0);
  const byLaunches = within.variance * (1 / launches + 1 / after.length) * size;
  return {
    difference,
    size,
    noise: 'between-runs',
    launchVariance,
    variance: Math.max(between.variance, byLaunches),
    degreesOfFreedom: between.degreesOfFreedom,
  };
}

/** The estimate from the first `rounds` rounds of paired evidence, or from all of stored evidence. */
export function estimate(evidence: Evidence, rounds: number): Estimate | Unestimated {
  if (hasZero(evidence)) {
    return { reason: 'Some launches measured zero, of which no ratio can be taken.' };
  }
  const found =
    evidence.kind === 'paired' ? estimatePaired(evidence, rounds) : estimateStored(evidence);
  if ('reason' in found) return found;
  if (found.variance === 0 && !evidence.counted) {
    return {
      reason:
        'All launches gave the same value, which is most often the resolution of the timer: let one iteration do more work.',
    };
  }
  // Beyond this, the ends of an interval are no numbers any more.
  return Math.abs(found.difference) + 40 * Math.sqrt(found.variance / found.size) < 700
    ? found
    : { reason: 'The launches differ from each other by orders of magnitude.' };
}

/** What the noise of all benchmarks lets expect of one; null where it tells nothing. O(n). */
export function noisePriors(
  estimates: readonly Estimate[],
): (estimate: Estimate) => VariancePrior | null {
  const noisyOf = (noise: Estimate['noise']) =>
    estimates.filter((one) => one.noise === noise && one.variance > 0);
  const ofRounds = fitVariancePrior(noisyOf('between-rounds'));
  // Runs share what happens to the machine, so that many benchmarks tell no more about how alike
  // their noise is than one does: their mean is all there is.
  const runs = noisyOf('between-runs');
  const ofRuns = runs.length < fewestVariances ? 0 : mean(runs.map(({ variance }) => variance));
  return ({ noise, launchVariance }) => {
    if (noise === 'between-launches') return null;
    if (noise === 'between-rounds') return ofRounds;
    const variance = Math.max(ofRuns, launchVariance);
    return { variance, degreesOfFreedom: assumedDegreesOfFreedom };
  };
}

/** The estimate with its variance seen in the light of what is to be expected. */
export function moderated(own: Estimate, prior: VariancePrior | null): Estimate {
  if (own.variance === 0 || prior === null) return own;
  const { difference, size, noise, launchVariance } = own;
  const { variance, degreesOfFreedom } =
    noise === 'between-runs'
      ? averagedVariance(own, prior)
      : moderateVariance(own, prior, largestPrior);
  return { difference, size, noise, launchVariance, variance, degreesOfFreedom };
}

export const standardError = ({ variance, size }: Estimate) => Math.sqrt(variance / size);
