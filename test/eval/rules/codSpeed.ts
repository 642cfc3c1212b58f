/** CodSpeed: is the speed a tenth less? */
import { type Given, perBenchmark } from '../given.ts';
import type { DecisionRule } from '../rule.ts';

const threshold = 0.1;

/**
 * The change of speed, base / candidate − 1, of one number a side, beyond ±10 %, its default. What is
 * behind the service is not public; this is what its reports show.
 *
 * @param given one number a side
 */
export function codSpeed(given: Given): DecisionRule {
  return perBenchmark('CodSpeed, 10 %', given, ([base = 0], [candidate = 0]) => {
    const change = base / candidate - 1;
    if (change < -threshold) return 'regressed';
    return change > threshold ? 'improved' : null;
  });
}
