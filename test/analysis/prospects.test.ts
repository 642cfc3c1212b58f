import { describe, expect, it } from 'vitest';
import { decide } from '../../src/analysis/decide.ts';
import type { Evidence } from '../../src/analysis/evidence.ts';
import { detectableChange, isWorthMoreRounds, whatItTakes } from '../../src/analysis/prospects.ts';
import { defaultRule } from '../../src/model/rule.ts';
import { normalSource } from '../stats/random.ts';
import { noisyPair, paired, stored } from './evidences.ts';

const only = (evidence: Evidence, looks: readonly number[] = [10]) => {
  const [decided] = decide([evidence], defaultRule, looks);
  if (!decided) throw new Error('there is one decision');
  return decided;
};

describe('the detectable change', () => {
  it('is what nine of ten runs find', () => {
    const normal = normalSource(8);
    const [spread, rounds, runs] = [0.04, 10, 400];
    const sizes = Array.from({ length: 50 }, () =>
      detectableChange(only(noisyPair(rounds, { spread }, normal))),
    );
    // Of the variances, whose estimates are unbiased.
    const squares = sizes.reduce<number>((sum, size) => sum + Math.log1p(size ?? 0) ** 2, 0);
    const typical = Math.expm1(Math.sqrt(squares / sizes.length));
    let found = 0;
    for (let index = 0; index < runs; index += 1) {
      const changed = only(noisyPair(rounds, { ratio: 1 + typical, spread }, normal));
      if (changed.verdict === 'regressed') found += 1;
    }
    expect(found / runs).toBeGreaterThan(0.85);
    expect(found / runs).toBeLessThan(0.97);
  });

  it('is never below the threshold, and unknown where nothing is', () => {
    const quiet = paired([1, 1.0001, 1, 1.0002, 1], [1, 1, 1.0001, 1, 1.0001]);
    expect(detectableChange(only(quiet))).toBe(0.03);
    expect(detectableChange(only(paired([1], [1])))).toBeNull();
  });
});

describe('what it takes', () => {
  it('is about four times the rounds for half the margin', () => {
    const base = [1, 1.04, 0.96, 1.03, 0.97, 1.02, 0.98, 1.04, 0.96, 1];
    const candidate = base.toReversed().map((value) => value * 1.001);
    const needs = whatItTakes(only(paired(base, candidate)));
    if (!('launchesNeeded' in needs)) throw new Error(needs.reason);
    expect(needs.launchesNeeded).toBeGreaterThan(10);
    expect(needs.launchesNeeded).toBeLessThan(60);
  });

  it.each([
    [
      'a spread that no number of rounds overcomes',
      paired([1, 3, 0.5, 2], [2, 0.4, 2, 1]),
      'spread by',
    ],
    [
      'an estimate right at the threshold',
      paired([1, 1.02, 0.98, 1.01, 0.99], [1.0193, 1.0296, 1.04, 1.009, 1.05]),
      'near to the threshold',
    ],
    ['one stored run', stored([[1, 1.05, 0.95]], [1, 1.04, 0.97]), 'With one stored run'],
    [
      'restless runs',
      stored(
        [
          [1, 1.01],
          [1.2, 1.21],
        ],
        [1.1, 1.11],
      ),
      'differ too much',
    ],
  ])('names %s instead of a number', (_what, evidence, words) => {
    expect(whatItTakes(only(evidence))).toMatchObject({ reason: expect.stringContaining(words) });
  });
});

describe('another round', () => {
  const plan = { maximum: 20, lastShare: 0.41, confidence: 0.95 };
  const looks = [5, 7, 10, 14, 20];
  const worth = (evidence: Evidence) => isWorthMoreRounds(only(evidence, looks), plan);

  it('is worth it while it may decide', () => {
    expect(worth(paired([1, 1.01, 0.99, 1.02, 1], [1.35, 1.38, 1.33, 1.34, 1.36]))).toBe(false);
    expect(worth(paired([1, 1.04, 0.97, 1.03, 1], [1.05, 1.02, 1.03, 1.06, 1.02]))).toBe(true);
    expect(worth(paired([1, 1.02, 0.99, 1.01, 1], [1, 1, 1.01, 0.99, 1.02]))).toBe(true);
  });

  it('is not worth it where noise will most likely hide everything', () => {
    expect(worth(paired([1, 1.4, 0.7, 1.2, 0.9], [1.1, 0.8, 1.3, 0.9, 1]))).toBe(false);
  });

  it('is worth it while a benchmark could not be estimated yet, and never after the last', () => {
    expect(worth(paired([1, null, null, null, null], [1, 1, 1, 1, 1]))).toBe(true);
    const normal = normalSource(2);
    expect(worth(noisyPair(20, { spread: 0.03 }, normal))).toBe(false);
  });
});
