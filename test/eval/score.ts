/** How often is a rule wrong, and how much does it find? */
import type { DecisionRule, Draw } from './rule.ts';

export interface Score {
  readonly runs: number;
  /**
   * Of all runs, the share with any false call, in either direction: for a benchmark that did not
   * change, or in the wrong direction.
   */
  readonly falseRunShare: number;
  /** The share of runs with any false `regressed`. */
  readonly falseRegressionRunShare: number;
  /**
   * Of all benchmarks that changed, the share called in the right direction; null where none changed.
   */
  readonly recall: number | null;
}

/**
 * Decides many drawn runs and compares with their truth. Linear in the number of runs.
 *
 * @param draw is asked for as many launches as the rule looks at
 * @throws RangeError unless runs is a positive integer
 * @throws Error when the rule does not decide every benchmark
 */
export function score(rule: DecisionRule, draw: Draw, runs: number, random: () => number): Score {
  if (!(Number.isInteger(runs) && runs > 0)) throw new RangeError(`cannot draw ${runs} runs`);
  let falseRuns = 0;
  let falseRegressionRuns = 0;
  let changed = 0;
  let found = 0;
  for (let run = 0; run < runs; run += 1) {
    const { trials, truth } = draw(rule.launches, random);
    const calls = rule.decide(trials, random);
    if (calls.length !== truth.length) {
      throw new Error(`${rule.name} decided ${calls.length} of ${truth.length} benchmarks`);
    }
    const falseCalls = calls.filter((call, index) => call !== null && call !== truth[index]);
    if (falseCalls.length > 0) falseRuns += 1;
    if (falseCalls.includes('regressed')) falseRegressionRuns += 1;
    for (const [index, call] of calls.entries()) {
      const direction = truth[index] ?? null;
      if (direction === null) continue;
      changed += 1;
      if (call === direction) found += 1;
    }
  }
  return {
    runs,
    falseRunShare: falseRuns / runs,
    falseRegressionRunShare: falseRegressionRuns / runs,
    recall: changed > 0 ? found / changed : null,
  };
}
