/** Did most benchmarks move together, and was it the machine or the code? Pure. */
import type { Comparison } from '../model/comparison.ts';
import type { Drift } from '../model/drift.ts';
import { mean, median, sampleVariance } from '../stats/location.ts';
import { studentTUpperTail } from '../stats/studentT.ts';
import type { Advice } from './advice.ts';
import type { Evidence, StoredEvidence } from './evidence.ts';

/** A compared time with what it was decided from. */
export interface DecidedTime {
  readonly comparison: Comparison;
  readonly evidence: Evidence;
}

/** Of fewer benchmarks, "most" says nothing. */
const fewestBenchmarks = 5;

/** With fewer stored runs, their spread says nothing of the next one. */
const fewestRuns = 3;

/** As sure as one wants to be before a whole run is said to be unlike the others. */
const unusualBelow = 0.01;

const logRatio = ({ comparison }: DecidedTime) => Math.log(comparison.effect?.ratio ?? 1);

/**
 * How far each stored run as a whole lies from the others: the median over the benchmarks of their
 * distance from their own mean, on the logarithmic scale. Only benchmarks that all runs measured.
 */
function runShifts(stored: readonly StoredEvidence[]): number[] {
  const depth = Math.max(0, ...stored.map(({ runs }) => runs.length));
  const whole = stored.filter(({ runs }) => runs.length === depth);
  const shifts = whole.map(({ runs }) => {
    const means = runs.map((run) => mean(run.map(Math.log)));
    const center = mean(means);
    return means.map((value) => value - center);
  });
  return Array.from({ length: depth }, (_, run) => median(shifts.map((of) => of[run] ?? 0)));
}

function causeOf(
  shift: number,
  stored: readonly StoredEvidence[],
): Pick<Drift, 'cause' | 'usualSpread'> {
  const shifts = stored.length > 0 ? runShifts(stored) : [];
  if (shifts.length < fewestRuns) return { cause: 'unknown', usualSpread: null };
  const variance = sampleVariance(shifts);
  const usualSpread = Math.sqrt(variance);
  const error = Math.sqrt(variance * (1 + 1 / shifts.length));
  const chance =
    error === 0 ? 0 : 2 * studentTUpperTail(Math.abs(shift) / error, shifts.length - 1);
  return { cause: chance <= unusualBelow ? 'unusual' : 'machine', usualSpread };
}

/**
 * Whether a benchmark moved beyond its threshold in the direction of the shift. Side by side, noise
 * does not move benchmarks together, so there its interval has to leave out "no change"; against a
 * stored baseline it is the whole run's shift that is in question.
 */
function hasMoved(one: DecidedTime, shift: number): boolean {
  const { evidence, comparison } = one;
  const change = logRatio(one) * Math.sign(shift);
  if (change <= Math.log1p(evidence.threshold)) return false;
  const { low = 0, high = Number.POSITIVE_INFINITY } = comparison.effect ?? {};
  return evidence.kind === 'stored' || low > 1 || high < 1;
}

/**
 * The drift of a run: more than half of the benchmarks (of at least five) moved beyond their
 * threshold in one direction. Null where there is none. O(n log n).
 */
export function driftOf(times: readonly DecidedTime[]): Drift | null {
  const compared = times.filter(({ comparison }) => comparison.effect !== null);
  if (compared.length < fewestBenchmarks) return null;
  const shift = median(compared.map(logRatio));
  const moved = compared.filter((one) => hasMoved(one, shift)).length;
  if (moved * 2 <= compared.length) return null;
  const stored = compared.flatMap(({ evidence }) => (evidence.kind === 'stored' ? [evidence] : []));
  return {
    ratio: Math.exp(shift),
    moved,
    compared: compared.length,
    ...(stored.length === 0
      ? { cause: 'shared' as const, usualSpread: null }
      : causeOf(shift, stored)),
  };
}

/** Why a benchmark that only moved with its run is not called changed. */
export const driftReason = ({ together }: Advice) =>
  `It moved together with most of this run, which may be the machine: ${together}`;

/**
 * Whether a change is explained by a drift that may be the machine's: it goes in the same direction,
 * and not surely further than the drift by more than the threshold.
 */
export function isExplained({ effect }: Comparison, threshold: number, drift: Drift): boolean {
  if (drift.cause === 'shared' || drift.cause === 'unusual' || effect === null) return false;
  return drift.ratio > 1
    ? effect.ratio > 1 && effect.low <= drift.ratio * (1 + threshold)
    : effect.ratio < 1 && effect.high >= drift.ratio / (1 + threshold);
}
