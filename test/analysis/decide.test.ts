import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { decide } from '../../src/analysis/decide.ts';
import { estimate } from '../../src/analysis/estimate.ts';
import { type Evidence, roundsOf } from '../../src/analysis/evidence.ts';
import { looksOf } from '../../src/analysis/looks.ts';
import { isWorthMoreRounds } from '../../src/analysis/prospects.ts';
import { defaultRule } from '../../src/model/rule.ts';
import { errorShares } from '../../src/stats/errorSpending.ts';
import { normalSource } from '../stats/random.ts';
import { readTable, relativeError } from '../stats/table.ts';
import { noisy, noisyPair, paired, stored } from './evidences.ts';

const steady = [1, 1.002, 0.998, 1.001, 0.999, 1.0015];
const times = (factor: number) =>
  steady.map((value, index) => value * factor * (1 + (index % 2) / 1e3));
const verdictOf = (evidence: Evidence) => decide([evidence], defaultRule)[0]?.verdict;

describe('one benchmark, side by side', () => {
  it('that takes 20 % longer is regressed, with the ratio and an interval around it', () => {
    const [decision] = decide([paired(steady, times(1.2))], defaultRule);
    expect(decision?.verdict).toBe('regressed');
    expect(decision?.effect?.ratio).toBeCloseTo(1.2006, 3);
    expect(decision?.effect?.low).toBeLessThan(1.2);
    expect(decision?.effect?.high).toBeGreaterThan(1.2);
  });

  it('that takes 20 % less is improved, and the other way round where more is better', () => {
    expect(verdictOf(paired(steady, times(0.8)))).toBe('improved');
    const rates = paired(steady, times(0.8), { direction: 'higher-is-better' });
    expect(verdictOf(rates)).toBe('regressed');
  });

  it('that surely changed, but by less than the threshold, is unchanged', () => {
    expect(verdictOf(paired(steady, times(1.01)))).toBe('unchanged');
  });

  it('is compared round by round, so that drift of the machine does not matter', () => {
    const drift = [1, 1.1, 1.25, 1.4, 1.6, 1.9];
    const base = steady.map((value, round) => value * (drift[round] ?? 1));
    const candidate = times(1.08).map((value, round) => value * (drift[round] ?? 1));
    expect(verdictOf(paired(base, candidate))).toBe('regressed');
    expect(verdictOf(paired(base, candidate.toReversed()))).toBe('inconclusive');
  });

  it('leaves out rounds that lack a side', () => {
    const [decision] = decide(
      [paired([1, null, 1.01, 0.99, 1, 1], [1.2, 9, null, 1.21, 1.19, 1.2])],
      defaultRule,
    );
    expect(decision?.known).toMatchObject({ own: { size: 4 } });
    expect(decision?.effect?.ratio).toBeCloseTo(1.2, 1);
  });

  it('with one whole round cannot be decided', () => {
    const [decision] = decide([paired([1, null], [2, 2])], defaultRule);
    expect(decision).toMatchObject({ verdict: 'inconclusive', effect: null });
    expect(decision?.known).toMatchObject({ reason: expect.stringContaining('At least 2 rounds') });
  });

  it('with two rounds is estimated, and needs an absurd change to be called one', () => {
    const [decision] = decide([paired([1, 1.01], [1.2, 1.23])], defaultRule);
    expect(decision?.effect?.ratio).toBeCloseTo(1.21, 1);
    expect(decision?.verdict).toBe('inconclusive');
  });

  it('that is counted is decided exactly when its launches agree', () => {
    const counted = (candidate: number, base: number) =>
      verdictOf(paired(Array(3).fill(base), Array(3).fill(candidate), { counted: true }));
    expect(counted(1.04, 1)).toBe('regressed');
    expect(counted(1.02, 1)).toBe('unchanged');
    expect(counted(1, 1)).toBe('unchanged');
    expect(counted(0.9, 1)).toBe('improved');
  });

  it('that is timed is not certain because the timer only gives whole ticks', () => {
    const ticks = paired(Array(5).fill(20e-9), Array(5).fill(21e-9));
    const [decision] = decide([ticks], defaultRule);
    expect(decision).toMatchObject({ verdict: 'inconclusive', effect: null });
    expect(decision?.known).toMatchObject({ reason: expect.stringContaining('resolution') });
  });

  it('with a launch of zero, or with launches worlds apart, is inconclusive and says why', () => {
    const reasonOf = (evidence: Evidence) => decide([evidence], defaultRule)[0]?.known;
    expect(reasonOf(paired([1, 1, 1], [0, 1, 1]))).toMatchObject({
      reason: expect.stringContaining('zero'),
    });
    expect(reasonOf(paired([1, 1e-16, 1], [1, 1e16, 1]))).toMatchObject({
      reason: expect.stringContaining('orders of magnitude'),
    });
  });
});

describe('the statistics', () => {
  const numbers = z.array(z.number());
  const interval = { ratio: z.number(), low: z.number(), high: z.number() };

  const pairs = readTable(
    'paired',
    z.object({ base: numbers, candidate: numbers, pValue: z.number(), ...interval }),
  );
  it.each(pairs.map((row) => [row.base.length, row] as const))(
    'of %i rounds are those of SciPy’s paired t-test',
    (_rounds, row) => {
      const [decision] = decide([paired(row.base, row.candidate)], defaultRule);
      expect(relativeError(decision?.changeValue ?? 2, row.pValue)).toBeLessThan(1e-9);
      for (const key of ['ratio', 'low', 'high'] as const) {
        expect(relativeError(decision?.effect?.[key] ?? 0, row[key])).toBeLessThan(1e-9);
      }
    },
  );

  const predictions = readTable(
    'predictive',
    z.object({ runs: z.array(numbers), candidate: numbers, ...interval }),
  );
  it.each(predictions.map((row) => [row.runs.length, row] as const))(
    'against %i stored runs are those of a new observation of a run',
    (_runs, row) => {
      const [decision] = decide([stored(row.runs, row.candidate)], defaultRule);
      for (const key of ['ratio', 'low', 'high'] as const) {
        expect(relativeError(decision?.effect?.[key] ?? 0, row[key])).toBeLessThan(1e-9);
      }
    },
  );
});

describe('a stored baseline', () => {
  const normal = normalSource(5);
  const run = (center: number) => noisy(5, { center, spread: 0.005 }, normal);

  it('of several runs knows how far runs lie apart', () => {
    const quiet = [1, 1.002, 0.999, 1.001, 0.998].map(run);
    const restless = [1, 1.1, 0.92, 1.08, 0.9].map(run);
    expect(verdictOf(stored(quiet, run(1.12)))).toBe('regressed');
    expect(verdictOf(stored(restless, run(1.12)))).toBe('inconclusive');
  });

  it('of one run takes runs to differ as launches do', () => {
    const one = estimate(stored([run(1)], run(1)), 1);
    expect(one).toMatchObject({ size: 0.5, degreesOfFreedom: 4, noise: 'between-launches' });
    expect(verdictOf(stored([run(1)], run(1.2)))).toBe('regressed');
    const noisier = (center: number) => noisy(5, { center, spread: 0.03 }, normal);
    expect(verdictOf(stored([noisier(1)], noisier(1.08)))).toBe('inconclusive');
  });

  it('of two runs is told a doubling from a wobble', () => {
    expect(verdictOf(stored([run(1), run(1.01)], run(2)))).toBe('regressed');
    expect(verdictOf(stored([run(1), run(1.3)], run(1.3)))).toBe('inconclusive');
  });

  it('never believes runs to agree better than their launches allow', () => {
    const wide = (shift: number) => [0.9, 1.1, 0.95, 1.05, 1].map((value) => value * shift);
    const runs = Array.from({ length: 20 }, (_, index) => wide(1 + index * 1e-6));
    const alike = estimate(stored(runs, wide(1.01)), 1);
    if (!('difference' in alike)) throw new Error('it can be estimated');
    const launches = 0.00628;
    expect(alike.variance / alike.size).toBeGreaterThanOrEqual(launches * (1 / 100 + 1 / 5));
  });
});

describe('a run of many benchmarks', () => {
  it('needs more evidence for one change among many than for one alone', () => {
    const normal = normalSource(3);
    const doubtful = paired(
      [1, 1.02, 0.98, 1.015, 0.985, 1.01],
      [1.07, 1.1, 1.04, 1.06, 1.08, 1.05],
    );
    const others = Array.from({ length: 3000 }, () => noisyPair(6, { spread: 0.02 }, normal));
    expect(verdictOf(doubtful)).toBe('regressed');
    expect(decide([doubtful, ...others], defaultRule)[0]?.verdict).toBe('inconclusive');
  });

  it('learns from the others how noisy a benchmark is that came out quiet by chance', () => {
    const normal = normalSource(4);
    const lucky = paired([1, 1.004, 0.996, 1.002, 1], [1.06, 1.062, 1.058, 1.065, 1.055]);
    const others = Array.from({ length: 20 }, () => noisyPair(5, { spread: 0.05 }, normal));
    expect(verdictOf(lucky)).toBe('regressed');
    expect(decide([lucky, ...others], defaultRule)[0]?.verdict).toBe('inconclusive');
  });
});

/** Runs of ten benchmarks, from the same seed every time. */
const runs = 600;

describe('calibration', () => {
  const falseRuns = (draw: (normal: () => number) => Evidence, seed: number) => {
    const normal = normalSource(seed);
    let alarms = 0;
    for (let run = 0; run < runs; run += 1) {
      const evidence = Array.from({ length: 10 }, () => draw(normal));
      const changed = decide(evidence, defaultRule).some(
        ({ verdict }) => verdict === 'regressed' || verdict === 'improved',
      );
      if (changed) alarms += 1;
    }
    return alarms / runs;
  };

  it.each([5, 10, 20])(
    'of unchanged runs with %i rounds, at most one in a hundred says a change',
    (rounds) => {
      // So noisy that the threshold is no help.
      const draw = (normal: () => number) => noisyPair(rounds, { spread: 0.2 }, normal);
      expect(falseRuns(draw, 11 + rounds)).toBeLessThanOrEqual(0.01);
    },
  );

  it.each([
    [1, 0.1],
    [2, 0.3],
    [3, 0.1],
    [5, 0.02],
    [5, 0.5],
  ])('against %i stored runs that differ, too', (depth, between) => {
    const draw = (normal: () => number) => {
      const run = () => noisy(5, { center: Math.exp(between * normal()), spread: 0.1 }, normal);
      return stored(Array.from({ length: depth }, run), run());
    };
    expect(falseRuns(draw, 31 + depth)).toBeLessThanOrEqual(0.01);
  });

  it.each([5, 10, 20])(
    'intervals from %i rounds cover the truth in 94 to 96 of a hundred cases',
    (rounds) => {
      const normal = normalSource(70 + rounds);
      let covered = 0;
      const cases = 10_000;
      for (let index = 0; index < cases / 10; index += 1) {
        const evidence = Array.from({ length: 10 }, () =>
          noisyPair(rounds, { ratio: 1.05, spread: 0.05 }, normal),
        );
        for (const { effect } of decide(evidence, defaultRule)) {
          if (effect && effect.low <= 1.05 && effect.high >= 1.05) covered += 1;
        }
      }
      expect(Math.abs(covered / cases - 0.95)).toBeLessThanOrEqual(0.01);
    },
  );

  const adaptive = (draw: () => Evidence, benchmarks: number) => {
    const looks = looksOf({ minimum: 5, maximum: 20 });
    const lastShare = errorShares(looks, 20).at(-1) ?? 1;
    const whole = Array.from({ length: benchmarks }, draw);
    const rounds = whole.map(() => 0);
    let open = whole.map(() => true);
    let decisions: ReturnType<typeof decide> = [];
    for (const look of looks) {
      const seen = whole.map((evidence, index) => {
        if (open[index]) rounds[index] = look;
        if (evidence.kind !== 'paired') throw new Error('rounds are of pairs');
        const { base, candidate } = evidence;
        const count = rounds[index] ?? 0;
        return { ...evidence, base: base.slice(0, count), candidate: candidate.slice(0, count) };
      });
      decisions = decide(seen, defaultRule, looks);
      open = decisions.map(
        (decided, index) =>
          open[index] === true &&
          isWorthMoreRounds(decided, { maximum: 20, lastShare, confidence: 0.95 }),
      );
      if (!open.includes(true)) break;
    }
    return decisions;
  };

  it('looking at unfinished data does not raise the false alarms', () => {
    const normal = normalSource(90);
    let alarms = 0;
    for (let run = 0; run < runs; run += 1) {
      const decisions = adaptive(() => noisyPair(20, { spread: 0.2 }, normal), 10);
      const changed = decisions.some(
        ({ verdict }) => verdict === 'regressed' || verdict === 'improved',
      );
      if (changed) alarms += 1;
    }
    expect(alarms / runs).toBeLessThanOrEqual(0.01);
  });

  it('nor does it let a change of twice the threshold pass as unchanged', () => {
    const normal = normalSource(91);
    let wrong = 0;
    for (let run = 0; run < runs; run += 1) {
      const decisions = adaptive(() => noisyPair(20, { ratio: 1.06, spread: 0.02 }, normal), 10);
      wrong += decisions.filter(({ verdict }) => verdict === 'unchanged').length;
    }
    expect(wrong / (runs * 10)).toBeLessThanOrEqual(0.001);
  });

  it('spares rounds: obvious changes and quiet benchmarks end after the fewest', () => {
    const normal = normalSource(92);
    const quiet = adaptive(() => noisyPair(20, { spread: 0.003 }, normal), 5);
    expect(quiet.map(({ verdict }) => verdict)).toEqual(Array(5).fill('unchanged'));
    const changed = adaptive(() => noisyPair(20, { ratio: 1.3, spread: 0.02 }, normal), 5);
    expect(changed.map(({ verdict }) => verdict)).toEqual(Array(5).fill('regressed'));
    for (const { evidence } of [...quiet, ...changed]) {
      if (evidence.kind === 'paired') expect(roundsOf(evidence)).toBe(5);
    }
  });
});
