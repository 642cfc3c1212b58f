import { describe, expect, it } from 'vitest';
import { decide, type Pair } from '../../src/analysis/decide.ts';
import { defaultRule } from '../../src/model/rule.ts';

const steady = [1, 1.002, 0.998, 1.001, 0.999];
const times = (factor: number) => steady.map((value) => value * factor);
const pair = (candidate: readonly number[], base = steady): Pair => ({
  direction: 'lower-is-better',
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
    expect(decision).toMatchObject({ verdict: 'inconclusive', effect: null, launchesNeeded: 2 });
  });

  it('whose launches agree to the last digit is decided exactly', () => {
    const exact = (value: number) => [value, value, value];
    expect(decide([pair(exact(1.04), exact(1))], defaultRule)[0]?.verdict).toBe('regressed');
    expect(decide([pair(exact(1.02), exact(1))], defaultRule)[0]?.verdict).toBe('unchanged');
    expect(decide([pair(exact(1), exact(1))], defaultRule)[0]?.verdict).toBe('unchanged');
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
    expect(decide([doubtful, ...others], defaultRule)[0]?.verdict).toBe('inconclusive');
  });

  it('raises a false alarm in at most 5 % of cases, even where every change is at the threshold', () => {
    const normal = normalDeviates(7);
    const noisy = (factor: number) =>
      Array.from({ length: 5 }, () => factor * Math.exp(0.03 * normal()));
    const runs = 400;
    let falseAlarms = 0;
    for (let index = 0; index < runs; index += 1) {
      const pairs = Array.from({ length: 10 }, () => pair(noisy(1.03), noisy(1)));
      if (decide(pairs, defaultRule).some(({ verdict }) => verdict === 'regressed'))
        falseAlarms += 1;
    }
    expect(falseAlarms / runs).toBeLessThanOrEqual(0.05);
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
