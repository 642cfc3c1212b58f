import { describe, expect, test } from 'vitest';
import { uniformSource } from '../stats/random.ts';
import { launchMedians, oneLaunch } from './given.ts';
import { type CandidateVariant, readRecording, recordedDraw } from './recorded.ts';
import type { Call, DecisionRule, Draw } from './rule.ts';
import { benchstat } from './rules/benchstat.ts';
import { codSpeed } from './rules/codSpeed.ts';
import { reassure } from './rules/reassure.ts';
import { simpleReference } from './rules/simpleReference.ts';
import { score } from './score.ts';
import { shapes } from './shapes.ts';
import { syntheticDraw } from './synthetic.ts';

const always = (call: Call): DecisionRule => ({
  name: `always ${call}`,
  how: 'nothing',
  launches: 1,
  decide: (trials) => trials.map(() => call),
});

/** Runs of so many trials without launches, of which the truth is given. */
const drawOf =
  (truth: readonly Call[]): Draw =>
  () => ({ trials: truth.map(() => ({ base: [], candidate: [] })), truth });

const scored = (rule: DecisionRule, truth: readonly Call[]) =>
  score(rule, drawOf(truth), 10, uniformSource(1));

describe('a score', () => {
  test('of a rule that always says regressed', () => {
    const rule = always('regressed');
    expect(scored(rule, [null, null])).toEqual({
      runs: 10,
      falseRunShare: 1,
      falseRegressionRunShare: 1,
      recall: null,
    });
    expect(scored(rule, ['regressed', 'regressed'])).toMatchObject({
      falseRunShare: 0,
      falseRegressionRunShare: 0,
      recall: 1,
    });
    expect(scored(rule, ['improved', 'regressed', null, null])).toMatchObject({
      falseRunShare: 1,
      recall: 0.5,
    });
    // The wrong direction is a false call, not a find.
    expect(scored(rule, ['improved'])).toMatchObject({
      falseRunShare: 1,
      falseRegressionRunShare: 1,
      recall: 0,
    });
  });

  test('of a rule that always says improved counts no false regression', () => {
    expect(scored(always('improved'), [null, 'improved'])).toMatchObject({
      falseRunShare: 1,
      falseRegressionRunShare: 0,
      recall: 1,
    });
  });

  test('of a rule that never says anything', () => {
    expect(scored(always(null), [null, 'regressed'])).toMatchObject({
      falseRunShare: 0,
      recall: 0,
    });
  });

  test('counts runs, not calls', () => {
    let run = 0;
    const everyFourth: DecisionRule = {
      ...always(null),
      decide: (trials) => {
        run += 1;
        return trials.map(() => (run % 4 === 0 ? 'regressed' : null));
      },
    };
    const result = score(everyFourth, drawOf([null, null, null]), 100, uniformSource(1));
    expect(result.falseRunShare).toBe(0.25);
  });

  test('asks for as many launches as the rule looks at', () => {
    const asked: number[] = [];
    const draw: Draw = (launches) => {
      asked.push(launches);
      return { trials: [], truth: [] };
    };
    score({ ...always(null), launches: 7 }, draw, 2, uniformSource(1));
    expect(asked).toEqual([7, 7]);
  });

  test('refuses no runs, and a rule that leaves benchmarks out', () => {
    expect(() => score(always(null), drawOf([null]), 0, uniformSource(1))).toThrow(RangeError);
    const forgetful: DecisionRule = { ...always(null), decide: () => [] };
    expect(() => scored(forgetful, [null])).toThrow('always null decided 0 of 1 benchmarks');
  });
});

const recording = readRecording();

const onRecording = (rule: DecisionRule, variant: CandidateVariant) =>
  score(rule, recordedDraw(recording, variant), 400, uniformSource(2));

// Bands of four standard errors: 400 runs of 8 kernels each, of which many share their launches.
describe('on the recorded launches', () => {
  test.each([
    [5, '5', 0.12, 0.25],
    [10, '5', 0.58, 0.69],
    [10, '10', 0.98, 1],
    [20, '5', 0.97, 1],
  ] as const)('the simple reference with %i rounds at +%s %%', (rounds, variant, least, most) => {
    const { recall } = onRecording(simpleReference(rounds), variant);
    expect(recall).toBeGreaterThanOrEqual(least);
    expect(recall).toBeLessThanOrEqual(most);
  });

  test('the simple reference raises few false alarms', () => {
    expect(onRecording(simpleReference(10), '0b').falseRunShare).toBeLessThanOrEqual(0.025);
  });

  test.each([
    ['2', 0.14, 0.24],
    ['5', 0.8, 0.9],
    ['10', 0.97, 1],
  ] as const)('benchstat on ten launch medians at +%s %%', (variant, least, most) => {
    const { recall } = onRecording(benchstat(launchMedians(10)), variant);
    expect(recall).toBeGreaterThanOrEqual(least);
    expect(recall).toBeLessThanOrEqual(most);
  });

  test('benchstat on one launch calls nearly every run of identical code changed', () => {
    const { falseRunShare, falseRegressionRunShare } = onRecording(benchstat(oneLaunch), '0b');
    expect(falseRunShare).toBeGreaterThan(0.97);
    expect(falseRegressionRunShare).toBeGreaterThan(0.82);
    expect(falseRegressionRunShare).toBeLessThan(0.95);
  });

  test('so does reassure every second', () => {
    const { falseRegressionRunShare } = onRecording(reassure(oneLaunch), '0b');
    expect(falseRegressionRunShare).toBeGreaterThan(0.42);
    expect(falseRegressionRunShare).toBeLessThan(0.62);
  });
});

describe('on synthetic launches', () => {
  const gaussian = shapes.filter(({ name }) => name === 'gaussian');

  test.each(gaussian)('a valid rule keeps its error rate in $name runs', (shape) => {
    const { falseRunShare } = score(
      simpleReference(10),
      syntheticDraw(shape, 0),
      1000,
      uniformSource(3),
    );
    // 2 % are promised; with four standard errors of 0.44 %.
    expect(falseRunShare).toBeLessThan(0.038);
    expect(falseRunShare).toBeGreaterThan(0.002);
  });

  test.each(gaussian)('a threshold of 10 % finds about half of +11 % in $name runs', (shape) => {
    const { recall } = score(
      codSpeed(launchMedians(1)),
      syntheticDraw(shape, 1 / 0.9 - 1),
      1000,
      uniformSource(4),
    );
    // Improvements count as found beyond 10 % too: of exactly 11.1 % these are somewhat more.
    expect(recall).toBeGreaterThan(0.46);
    expect(recall).toBeLessThan(0.62);
  });
});
