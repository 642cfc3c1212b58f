/** Bencher, its t-test: is the newest value far out of what the history predicts? */
import { mean, sampleVariance } from '../../../src/stats/location.ts';
import { studentTQuantile } from '../../../src/stats/studentT.ts';
import { launchMedian, mediansOf } from '../given.ts';
import type { Call, DecisionRule } from '../rule.ts';

const boundary = 0.99;

function callOf(history: readonly number[], newest: number): Call {
  if (history.length < 2) return null;
  const spread = Math.sqrt(sampleVariance(history));
  if (spread === 0) return null;
  const quantile = studentTQuantile(boundary, history.length - 1);
  const margin = quantile * spread * Math.sqrt(1 + 1 / history.length);
  const distance = newest - mean(history);
  if (distance > margin) return 'regressed';
  return distance < -margin ? 'improved' : null;
}

/**
 * The upper 99 % bound of the predictive interval for one more value; the lower one mirrors it. Fewer
 * than two values of history, or no spread, are not checked at all.
 *
 * @param history how many launches of the base are its history, at most the 64 of its preset
 */
export function bencher(history: number): DecisionRule {
  return {
    name: 'Bencher, t-test',
    how: `the medians of ${history} launches of the base as history, and of the candidate's last one`,
    launches: history,
    decide: (trials) =>
      trials.map(({ base, candidate }) => {
        const newest = candidate.slice(0, history).at(-1);
        return newest ? callOf(mediansOf(base, history), launchMedian(newest)) : null;
      }),
  };
}
