import { describe, expect, test } from 'vitest';
import { normalSource, uniformSource } from '../stats/random.ts';
import { launchMedians, medianOfMedians, oneLaunch, oneMean, pooledSamples } from './given.ts';
import { rulesAsApplied, rulesOnLaunches } from './otherRules.ts';
import type { Call, DecisionRule, Launch, Trial } from './rule.ts';
import { asv } from './rules/asv.ts';
import { bencher } from './rules/bencher.ts';
import { benchstat } from './rules/benchstat.ts';
import { codSpeed } from './rules/codSpeed.ts';
import { criterion } from './rules/criterion.ts';
import { githubActionBenchmark } from './rules/githubActionBenchmark.ts';
import { reassure } from './rules/reassure.ts';
import { rustcPerf } from './rules/rustcPerf.ts';
import { simpleReference } from './rules/simpleReference.ts';
import {
  tachometer,
  tachometerAdaptive,
  tachometerAdaptiveOnLaunches,
} from './rules/tachometer.ts';

/** Decides one benchmark. */
function callOf(rule: DecisionRule, base: readonly Launch[], candidate: readonly Launch[]): Call {
  const [call = null] = rule.decide([{ base, candidate }], uniformSource(1));
  return call;
}

/** Launches of a single sample each, so that the sample is the launch's median. */
const ofOne = (values: readonly number[]): Launch[] => values.map((value) => [value]);

const oneToTen = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10];

const plus = (values: readonly number[], shift: number) => values.map((value) => value + shift);

/** Normal launches around 1 s, spread by 3 % within and by `between` among them. */
function normalLaunches(seed: number, launches: number, centre: number, between: number): Launch[] {
  const normal = normalSource(seed);
  return Array.from({ length: launches }, () => {
    const level = centre * Math.exp(between * normal());
    return Array.from({ length: 100 }, () => level * Math.exp(0.03 * normal()));
  });
}

const alsoLast: readonly DecisionRule[] = [...rulesAsApplied, ...rulesOnLaunches(10)];

describe.each(alsoLast.map((rule) => [`${rule.name} on ${rule.how}`, rule] as const))(
  '%s',
  (_, rule) => {
    const count = rule.launches;
    const base = normalLaunches(11, count, 1, 0.001);
    const changed = (factor: number): Trial => ({
      base,
      candidate: normalLaunches(12, count, factor, 0.001),
    });

    test('finds a threefold change in its direction, among others', () => {
      const trials = [changed(3), changed(1 / 3), changed(3)];
      const calls = rule.decide(trials, uniformSource(13));
      expect(calls).toEqual(['regressed', 'improved', 'regressed']);
    });

    test('finds none in the very same launches', () => {
      expect(callOf(rule, base, base)).toBeNull();
    });

    test('looks at no more launches than it says', () => {
      const { candidate } = changed(1.001);
      const more = (side: readonly Launch[], factor: number) => [
        ...side,
        ...normalLaunches(14, 5, factor, 0.5),
      ];
      expect(callOf(rule, more(base, 1), more(candidate, 9))).toBe(callOf(rule, base, candidate));
    });
  },
);

describe('benchstat', () => {
  test('p = 0.05 and less is significant', () => {
    // Three against three give 0.1 at the least, four against four 0.029.
    expect(callOf(benchstat(launchMedians(3)), ofOne([1, 2, 3]), ofOne([4, 5, 6]))).toBeNull();
    const rule = benchstat(launchMedians(4));
    expect(callOf(rule, ofOne([1, 2, 3, 4]), ofOne([5, 6, 7, 8]))).toBe('regressed');
    expect(callOf(rule, ofOne([5, 6, 7, 8]), ofOne([1, 2, 3, 4]))).toBe('improved');
    expect(callOf(rule, ofOne([1, 2, 3, 6]), ofOne([4, 5, 7, 8]))).toBeNull();
  });
});

describe('criterion', () => {
  test('ignores what is significant but within its noise threshold of 1 %', () => {
    const base = normalLaunches(21, 10, 1, 0);
    const candidate = (factor: number) => normalLaunches(22, 10, factor, 0);
    const rule = criterion(pooledSamples(10));
    // 1000 samples of 3 % leave the ratio a standard error of 0.13 %.
    expect(callOf(benchstat(pooledSamples(10)), base, candidate(1.007))).toBe('regressed');
    expect(callOf(rule, base, candidate(1.007))).toBeNull();
    expect(callOf(rule, base, candidate(1.02))).toBe('regressed');
    expect(callOf(rule, base, candidate(0.98))).toBe('improved');
  });
});

describe('asv continuous', () => {
  const base = oneToTen.map((value) => 100 + value / 100);
  const times = (factor: number) => base.map((value) => value * factor);

  test('the medians must differ by more than a tenth', () => {
    const rule = asv(launchMedians(10));
    expect(callOf(rule, ofOne(base), ofOne(times(1.09)))).toBeNull();
    expect(callOf(rule, ofOne(base), ofOne(times(1.11)))).toBe('regressed');
    expect(callOf(rule, ofOne(base), ofOne(times(0.9)))).toBe('improved');
    expect(callOf(rule, ofOne(base), ofOne(times(0.92)))).toBeNull();
  });

  test('and the samples too', () => {
    // Six against six give 2 / 924 = 0.0022 at the least, seven against seven 0.0006.
    const rule = asv(launchMedians(6));
    const six = [1, 2, 3, 4, 5, 6];
    expect(callOf(rule, ofOne(six), ofOne(plus(six, 6)))).toBeNull();
    expect(callOf(asv(launchMedians(7)), ofOne([...six, 7]), ofOne(plus([...six, 7], 7)))).toBe(
      'regressed',
    );
    expect(callOf(asv(launchMedians(10)), ofOne(oneToTen), ofOne(plus(oneToTen, 4)))).toBeNull();
  });

  test('with five a side the intervals of the medians must not meet', () => {
    const rule = asv(launchMedians(5));
    const five = base.slice(0, 5);
    expect(callOf(rule, ofOne(five), ofOne(times(1.2).slice(0, 5)))).toBe('regressed');
    expect(callOf(rule, ofOne([1, 2, 3, 4, 5]), ofOne([4, 5, 6, 7, 8]))).toBeNull();
    expect(callOf(asv(launchMedians(1)), ofOne([1]), ofOne([9]))).toBeNull();
  });
});

describe('tachometer', () => {
  test('the interval of the relative difference must lie on one side of zero', () => {
    // Means 2 and 2 + d, variances 1 / 3 of the mean each; t(.975; 2) = 4.303.
    const rule = tachometer(launchMedians(3));
    const squaredError = (d: number) => ((2 + d) ** 2 / 3 + 4 / 3) / 16;
    const isBeyond = (d: number) => d / 2 > 4.303 * Math.sqrt(squaredError(d));
    for (const d of [1, 5, 9.9, 20]) {
      const call = callOf(rule, ofOne([1, 2, 3]), ofOne([1 + d, 2 + d, 3 + d]));
      expect(call).toBe(isBeyond(d) ? 'regressed' : null);
    }
    const near = [100, 101, 102];
    expect(callOf(rule, ofOne(near), ofOne(plus(near, 4)))).toBe('regressed');
    expect(callOf(rule, ofOne(near), ofOne(plus(near, -4)))).toBe('improved');
    expect(callOf(rule, ofOne(near), ofOne(plus(near, 3)))).toBeNull();
  });

  test('looking again until something is found finds more where nothing is', () => {
    const shares = [tachometer(oneLaunch), tachometerAdaptive].map((rule) => {
      const random = uniformSource(31);
      const normal = normalSource(32);
      const launch = () => [Array.from({ length: 200 }, () => 1 + 0.05 * normal())];
      const runs = 600;
      let called = 0;
      for (let run = 0; run < runs; run += 1) {
        if (rule.decide([{ base: launch(), candidate: launch() }], random)[0]) called += 1;
      }
      return called / runs;
    });
    expect(shares[0]).toBeLessThan(0.08);
    expect(shares[1]).toBeGreaterThan(0.11);
  });

  test('on launches the first look at five suffices where all are decided', () => {
    const rule = tachometerAdaptiveOnLaunches(8);
    const slow = [101, 102, 101, 102, 101];
    const fast = [1, 2, 1, 2, 1];
    const trial = (candidate: readonly number[]): Trial => ({
      base: ofOne([...fast, 1, 2, 1]),
      candidate: ofOne(candidate),
    });
    const turned = trial([...slow, 1, 2, -900]);
    const open = trial([...fast, 2, 1, 2]);
    expect(rule.decide([turned], uniformSource(33))).toEqual(['regressed']);
    // The last look counts for every benchmark when one goes on.
    expect(rule.decide([turned, open], uniformSource(33))).toEqual([null, null]);
  });
});

describe('thresholds on one number', () => {
  test('CodSpeed: the speed, not the time, changes by a tenth', () => {
    const rule = codSpeed(oneMean);
    expect(callOf(rule, [[99, 101]], [[110, 112]])).toBeNull();
    expect(callOf(rule, [[99, 101]], [[111, 112]])).toBe('regressed');
    expect(callOf(rule, [[100]], [[91]])).toBeNull();
    expect(callOf(rule, [[100]], [[90.8]])).toBe('improved');
  });

  test('github-action-benchmark: more than twice', () => {
    const rule = githubActionBenchmark(medianOfMedians(3));
    expect(callOf(rule, ofOne([1, 2, 9]), ofOne([0, 4, 90]))).toBeNull();
    expect(callOf(rule, ofOne([1, 2, 9]), ofOne([0, 4.1, 90]))).toBe('regressed');
    expect(callOf(rule, ofOne([1, 2, 9]), ofOne([0, 0.9, 90]))).toBe('improved');
    expect(callOf(rule, ofOne([0, 0, 0]), ofOne([0, 0, 0]))).toBeNull();
  });
});

describe('reassure', () => {
  test('both the standard errors and five per cent', () => {
    const rule = reassure(launchMedians(4));
    // Standard deviation 2, so a standard error of 1.
    const base = plus([-Math.sqrt(6), 0, 0, Math.sqrt(6)], 40);
    expect(callOf(rule, ofOne(base), ofOne(plus(base, 2.32)))).toBeNull();
    expect(callOf(rule, ofOne(base), ofOne(plus(base, 2.34)))).toBe('regressed');
    expect(callOf(rule, ofOne(base), ofOne(plus(base, -2.34)))).toBe('improved');
    const far = plus(base, 60);
    expect(callOf(rule, ofOne(far), ofOne(plus(far, 4.9)))).toBeNull();
    expect(callOf(rule, ofOne(far), ofOne(plus(far, 5.1)))).toBe('regressed');
  });

  test('without spread any five per cent will do', () => {
    const rule = reassure(launchMedians(2));
    expect(callOf(rule, ofOne([20, 20]), ofOne([21, 21]))).toBe('regressed');
    expect(callOf(rule, ofOne([20, 20]), ofOne([20.9, 20.9]))).toBeNull();
  });
});

describe('rules of history', () => {
  test('Bencher: the predictive bound', () => {
    // Mean 5.5, standard deviation 3.0277, t(.99; 9) = 2.8214: 5.5 + 8.959.
    const upTo = (newest: number) => ofOne([0, 0, 0, 0, 0, 0, 0, 0, 0, newest]);
    expect(callOf(bencher(10), ofOne(oneToTen), upTo(14.45))).toBeNull();
    expect(callOf(bencher(10), ofOne(oneToTen), upTo(14.47))).toBe('regressed');
    expect(callOf(bencher(10), ofOne(plus(oneToTen, 10)), upTo(6.53))).toBe('improved');
    expect(callOf(bencher(10), ofOne(plus(oneToTen, 10)), upTo(6.55))).toBeNull();
  });

  test('Bencher: no check without spread, or of a single value', () => {
    expect(callOf(bencher(3), ofOne([1, 1, 1]), ofOne([1, 1, 9]))).toBeNull();
    expect(callOf(bencher(1), ofOne([1]), ofOne([9]))).toBeNull();
  });

  test('rustc-perf: the upper fence of the changes, both ways', () => {
    // Changes of 1, 2, 3 and 4 %: quartiles 1.5 and 3.5 %, fence 9.5 %.
    const history = [100, 101, 101 * 1.02, 101 * 1.02 * 0.97, 101 * 1.02 * 0.97 * 1.04];
    const last = history.at(-1) ?? Number.NaN;
    const newest = (factor: number) => ofOne([0, 0, 0, 0, last * factor]);
    expect(callOf(rustcPerf(5), ofOne(history), newest(1.094))).toBeNull();
    expect(callOf(rustcPerf(5), ofOne(history), newest(1.096))).toBe('regressed');
    expect(callOf(rustcPerf(5), ofOne(history), newest(0.906))).toBeNull();
    expect(callOf(rustcPerf(5), ofOne(history), newest(0.904))).toBe('improved');
    // Without a history 0.2 % are enough.
    expect(callOf(rustcPerf(1), ofOne([100]), ofOne([100.3]))).toBe('regressed');
    expect(callOf(rustcPerf(1), ofOne([100]), ofOne([100.1]))).toBeNull();
  });
});

describe('the simple reference', () => {
  /** Log differences of 2, 4 and 6 %: t = 4 / (2 / √3) = 3.46, p = 0.074. */
  const differences = [0.02, 0.04, 0.06];
  const base = [1, 5, 0.2];
  const after = base.map((value, round) => value * Math.exp(differences[round] ?? 0));

  test('pairs by round, so that rounds may differ widely', () => {
    expect(callOf(simpleReference(3), ofOne(base), ofOne(after))).toBeNull();
    const steadier = base.map((value, round) => value * Math.exp(0.04 + 0.001 * round));
    expect(callOf(simpleReference(3), ofOne(base), ofOne(steadier))).toBe('regressed');
    expect(callOf(simpleReference(3), ofOne(steadier), ofOne(base))).toBe('improved');
  });

  test('needs more the more benchmarks there are', () => {
    // t = 7.5 / (1 / √3) = 13: p = 0.0059 by itself, and 0.047 as one of eight.
    const found = base.map((value, round) => value * Math.exp(0.065 + 0.01 * round));
    const trial: Trial = { base: ofOne(base), candidate: ofOne(found) };
    const nothing: Trial = { base: ofOne(base), candidate: ofOne(base) };
    const rule = simpleReference(3);
    expect(rule.decide([trial], uniformSource(41))).toEqual(['regressed']);
    const eight = rule.decide([trial, ...Array<Trial>(7).fill(nothing)], uniformSource(41));
    expect(eight).toEqual(Array(8).fill(null));
  });

  test('leaves a surplus of launches on one side out, and says nothing of one round', () => {
    const surplus: Launch[] = [...ofOne(base), [900]];
    const rule = simpleReference(4);
    expect(callOf(rule, surplus, ofOne(after))).toBe(callOf(rule, ofOne(base), ofOne(after)));
    expect(callOf(simpleReference(1), ofOne([1]), ofOne([9]))).toBeNull();
  });
});
