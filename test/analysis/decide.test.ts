import { describe, expect, it } from 'vitest';
import { type Decision, decide, type Pair } from '../../src/analysis/decide.ts';
import { defaultRule } from '../../src/model/rule.ts';

const steady = [1, 1.002, 0.998, 1.001, 0.999];
const times = (factor: number) => steady.map((value) => value * factor);
const pair = (candidate: readonly number[], base = steady): Pair => ({
  direction: 'lower-is-better',
  counted: false,
  base,
  candidate,
});

/** Normal deviates from a fixed start, so that the rates below are the same every time. */
function normalDeviates(seed: number): () => number {
  let state = seed;
  const uniform = () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return (state + 0.5) / 2 ** 32;
  };
  return () => Math.sqrt(-2 * Math.log(uniform())) * Math.cos(2 * Math.PI * uniform());
}

describe('one benchmark', () => {
  it('that takes 20 % longer is regressed, with the ratio and an interval around it', () => {
    const [decision] = decide([pair(times(1.2))], defaultRule);
    expect(decision?.verdict).toBe('regressed');
    expect(decision?.effect?.ratio).toBeCloseTo(1.2, 9);
    expect(decision?.effect?.low).toBeLessThan(1.2);
    expect(decision?.effect?.high).toBeGreaterThan(1.2);
  });

  it('that takes 20 % less is improved, and the other way round where more is better', () => {
    expect(decide([pair(times(0.8))], defaultRule)[0]?.verdict).toBe('improved');
    const rate: Pair = { ...pair(times(0.8)), direction: 'higher-is-better' };
    expect(decide([rate], defaultRule)[0]?.verdict).toBe('regressed');
  });

  it('within the threshold is unchanged when that is shown', () => {
    expect(decide([pair(times(1.01))], defaultRule)[0]?.verdict).toBe('unchanged');
  });

  it('that spreads too far is inconclusive and says how many launches would do', () => {
    const noisy = [1, 1.1, 0.9, 1.05, 0.95];
    const [decision] = decide(
      [
        pair(
          noisy.map((value) => value * 1.1),
          noisy,
        ),
      ],
      defaultRule,
    );
    expect(decision?.verdict).toBe('inconclusive');
    expect(decision?.launchesNeeded).toBeGreaterThan(5);
  });

  it('with one launch cannot be decided', () => {
    const [decision] = decide([pair([2], [1])], defaultRule);
    expect(decision).toMatchObject({ verdict: 'inconclusive', effect: null });
  });

  it('that is counted is decided exactly when its launches agree', () => {
    const counted = (candidate: number, base: number) =>
      decide(
        [{ ...pair(Array(3).fill(candidate), Array(3).fill(base)), counted: true }],
        defaultRule,
      );
    expect(counted(1.04, 1)[0]?.verdict).toBe('regressed');
    expect(counted(1.02, 1)[0]?.verdict).toBe('unchanged');
    expect(counted(1, 1)[0]?.verdict).toBe('unchanged');
  });

  it('that is timed is not certain because the timer only gives whole ticks', () => {
    const [decision] = decide([pair(Array(5).fill(21e-9), Array(5).fill(20e-9))], defaultRule);
    expect(decision).toMatchObject({ verdict: 'inconclusive', effect: null });
    expect(decision?.reason).toContain('resolution of the timer');
  });

  it('with a launch of zero, or with launches worlds apart, is inconclusive and says why', () => {
    const [zero] = decide([pair([0, 1, 1])], defaultRule);
    expect(zero).toMatchObject({ verdict: 'inconclusive', effect: null });
    expect(zero?.reason).toContain('zero');
    const apart = { ...defaultRule, confidence: 0.9999 };
    const [wild] = decide([pair([1, 1e9], [1, 1])], apart);
    expect(wild).toMatchObject({ verdict: 'inconclusive', effect: null });
    expect(wild?.reason).toContain('orders of magnitude');
  });

  it('too near to the threshold says so instead of a number of launches', () => {
    const noisy = [1, 1.1, 0.9, 1.05, 0.95];
    const [decision] = decide(
      [
        pair(
          noisy.map((value) => value * 1.0301),
          noisy,
        ),
      ],
      defaultRule,
    );
    expect(decision?.launchesNeeded).toBeUndefined();
    expect(decision?.reason).toContain('more than 60 launches');
  });
});

describe('a run', () => {
  it('keeps one error rate: what is regressed alone may not be so among hundreds', () => {
    const base = [1, 1.02, 0.98, 1.015, 0.985];
    const doubtful = pair(
      base.map((value) => value * 1.075),
      base,
    );
    const others = Array.from({ length: 300 }, () => pair(times(1)));
    expect(decide([doubtful], defaultRule)[0]?.verdict).toBe('regressed');
    const [decision] = decide([doubtful, ...others], defaultRule);
    expect(decision?.verdict).toBe('inconclusive');
    expect(decision?.reason).toContain('among 301 results that share one error rate');
  });

  /** Share of runs of ten benchmarks in which any comes out with a verdict. */
  function rateOfRuns(
    verdict: Decision['verdict'],
    factor: number,
    deviate: () => number,
    [baseLaunches, launches]: readonly [number, number],
  ): number {
    const noisy = (ratio: number, count: number) =>
      Array.from({ length: count }, () => ratio * Math.exp(0.02 * deviate()));
    const runs = Array.from({ length: 500 }, () =>
      Array.from({ length: 10 }, () => pair(noisy(factor, launches), noisy(1, baseLaunches))),
    );
    const found = runs.filter((pairs) =>
      decide(pairs, defaultRule).some((decision) => decision.verdict === verdict),
    );
    return found.length / runs.length;
  }

  /** Now and then a launch on which something else ran. */
  function heavyTails(seed: number): () => number {
    const [normal, scale] = [normalDeviates(seed), normalDeviates(seed + 1)];
    return () => normal() * (Math.abs(scale()) > 2 ? 6 : 1);
  }

  it.each([
    ['regressed', 1.03, normalDeviates(7), [5, 5]],
    ['improved', 1 / 1.03, normalDeviates(8), [5, 5]],
    ['regressed', 1.03, normalDeviates(9), [3, 9]],
    ['regressed', 1.03, normalDeviates(10), [2, 2]],
    ['regressed', 1.03, heavyTails(11), [5, 5]],
    ['improved', 1, heavyTails(13), [5, 5]],
  ] as const)(
    'is falsely called %s at most once in 20, with a true ratio of %d',
    (verdict, factor, deviate, launches) => {
      expect(rateOfRuns(verdict, factor, deviate, launches)).toBeLessThanOrEqual(0.05);
    },
  );

  it('is rightly called regressed or improved nearly every time', () => {
    expect(rateOfRuns('regressed', 1.15, normalDeviates(17), [5, 5])).toBeGreaterThan(0.95);
    expect(rateOfRuns('improved', 1 / 1.15, normalDeviates(19), [5, 5])).toBeGreaterThan(0.95);
  });

  it('covers the true ratio with its intervals at their nominal rate', () => {
    const normal = normalDeviates(11);
    const noisy = (factor: number, launches: number) =>
      Array.from({ length: launches }, () => factor * Math.exp(0.04 * normal()));
    const pairs = Array.from({ length: 4000 }, () => pair(noisy(1.1, 5), noisy(1, 7)));
    const covered = decide(pairs, defaultRule).filter(
      ({ effect }) => effect && effect.low <= 1.1 && 1.1 <= effect.high,
    );
    expect(covered.length / pairs.length).toBeGreaterThan(0.94);
    expect(covered.length / pairs.length).toBeLessThan(0.965);
  });
});
