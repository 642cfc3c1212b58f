/** rustc-perf: is the relative change an outlier among the changes from commit to commit? */
import { median } from '../../../src/stats/location.ts';
import { launchMedian, mediansOf } from '../given.ts';
import type { DecisionRule } from '../rule.ts';

/** Where no history is to be had. */
const fallbackThreshold = 0.002;

/** Three instead of Tukey's one and a half. */
const fenceMultiplier = 3;

/**
 * The upper fence of the absolute relative changes between neighbours; the quartiles are the medians
 * of the lower and the upper half, without the middle one of an odd number.
 */
function threshold(history: readonly number[]): number {
  const changes = history
    .slice(1)
    .map((value, index) => Math.abs(value / (history[index] ?? Number.NaN) - 1))
    .sort((a, b) => a - b);
  const half = Math.floor(changes.length / 2);
  if (half === 0) return fallbackThreshold;
  const [lower, upper] = [median(changes.slice(0, half)), median(changes.slice(-half))];
  return upper + fenceMultiplier * (upper - lower);
}

/**
 * The candidate against the newest value of the history, significant from the upper fence on, which is
 * the same in both directions. Its history is 30 commits of compile times, mostly instructions.
 *
 * @param history how many launches of the base are its history
 */
export function rustcPerf(history: number): DecisionRule {
  return {
    name: 'rustc-perf',
    how: `the medians of ${history} launches of the base as history, and of the candidate's last one`,
    launches: history,
    decide: (trials) =>
      trials.map(({ base, candidate }) => {
        const before = mediansOf(base, history);
        const newest = candidate.slice(0, history).at(-1);
        const last = before.at(-1);
        if (!newest || last === undefined) return null;
        const change = launchMedian(newest) / last - 1;
        if (Math.abs(change) < threshold(before)) return null;
        return change > 0 ? 'regressed' : 'improved';
      }),
  };
}
