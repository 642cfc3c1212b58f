/** No tool, but a textbook's answer with the launch as the unit: the reference to beat. */
import { holm } from '../../../src/stats/holm.ts';
import { mean, sampleVariance } from '../../../src/stats/location.ts';
import { studentTUpperTail } from '../../../src/stats/studentT.ts';
import { mediansOf } from '../given.ts';
import type { Call, DecisionRule, Trial } from '../rule.ts';

/** Both sides together; a false regression has half of it. */
const familyAlpha = 0.02;

interface Test {
  readonly difference: number;
  /** Two-sided; 1 when nothing can be said. */
  readonly pValue: number;
}

/** Student's paired t on the logarithms of the launch medians, round by round. */
function pairedTest({ base, candidate }: Trial, launches: number): Test {
  const before = mediansOf(base, launches);
  const after = mediansOf(candidate, launches);
  const rounds = Math.min(before.length, after.length);
  if (rounds < 2) return { difference: 0, pValue: 1 };
  const differences = Array.from({ length: rounds }, (_, round) =>
    Math.log((after[round] ?? Number.NaN) / (before[round] ?? Number.NaN)),
  );
  const difference = mean(differences);
  const standardError = Math.sqrt(sampleVariance(differences) / rounds);
  if (difference === 0) return { difference, pValue: 1 };
  const tail = studentTUpperTail(Math.abs(difference) / standardError, rounds - 1);
  return { difference, pValue: Math.min(1, 2 * tail) };
}

/** Against no change at all rather than a threshold, adjusted over the benchmarks by Holm's method. */
export function simpleReference(launches: number): DecisionRule {
  return {
    name: 'paired t, Holm',
    how: `the medians of ${launches} launches a side, paired by round`,
    launches,
    decide: (trials) => {
      const tests = trials.map((trial) => pairedTest(trial, launches));
      const adjusted = holm(tests.map(({ pValue }) => pValue));
      return tests.map(({ difference }, index): Call => {
        if ((adjusted[index] ?? 1) > familyAlpha) return null;
        return difference > 0 ? 'regressed' : 'improved';
      });
    },
  };
}
