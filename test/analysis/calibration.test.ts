import { describe, expect, it } from 'vitest';
import { autocorrelation } from '../../src/analysis/calibration/autocorrelation.ts';
import { commonShare } from '../../src/analysis/calibration/commonShare.ts';
import { globOf, suggest, usualThreshold } from '../../src/analysis/calibration/suggestion.ts';
import { calibrate } from '../../src/analysis/calibration.ts';
import { type CalibratedMetric, calibrationSchema } from '../../src/model/calibration.ts';
import { matchesGlob } from '../../src/model/globs.ts';
import { benchmarkId } from '../../src/model/identity.ts';
import { defaultRounds, defaultRule } from '../../src/model/rule.ts';
import type { Run } from '../../src/model/run.ts';
import { normalSource } from '../stats/random.ts';
import { alike, type Noise, sidesOf } from './recordings.ts';
import { benchmark, measurement, run, suiteResult, timeRun } from './runs.ts';

const calibrated = (noise: Noise) =>
  calibrate({ sides: sidesOf(noise), rule: defaultRule, rounds: defaultRounds, findings: [] });

describe('a calibration', () => {
  const spread = 0.02;
  const result = calibrated({ rounds: 40, spreads: alike(20, spread), drift: 0.05 });

  it('is a document of its schema', () => {
    expect(calibrationSchema.parse(JSON.parse(JSON.stringify(result)))).toEqual(result);
  });

  it('tells the noise that was put in: of launches, and of rounds, where drift cancels', () => {
    expect(result.machine.spread).toBeGreaterThan(0.045);
    expect(result.machine.spread).toBeLessThan(0.065);
    // The difference of two launches spreads by the root of two.
    expect(result.machine.roundSpread).toBeGreaterThan(0.9 * spread * Math.SQRT2);
    expect(result.machine.roundSpread).toBeLessThan(1.1 * spread * Math.SQRT2);
  });

  it('sees smaller changes with more rounds, never below the threshold', () => {
    for (const { detectable, threshold } of result.metrics) {
      const changes = detectable.map(({ change }) => change ?? Number.NaN);
      expect(changes).toEqual(changes.toSorted((a, b) => b - a));
      expect(changes.every((change) => change >= threshold)).toBe(true);
    }
  });

  it('needs as many rounds as the table says', () => {
    for (const one of calibrated({ rounds: 20, spreads: alike(8, 0.01) }).metrics) {
      const needed = one.roundsNeeded ?? Number.POSITIVE_INFINITY;
      for (const { rounds, change } of one.detectable) {
        expect(change === one.threshold).toBe(rounds >= needed);
      }
      expect(one.reachableThreshold).toBe(0.03);
    }
  });

  it.each([
    { spread: 0.004, state: 'quiet' },
    { spread: 0.03, state: 'usable' },
    { spread: 0.3, state: 'noisy' },
  ])('calls a machine with a spread of $spread $state', ({ spread, state }) => {
    expect(calibrated({ rounds: 20, spreads: alike(10, spread) }).machine.state).toBe(state);
  });

  it('tells false alarms, failures and benchmarks that are far noisier than the others', () => {
    const { base, candidate } = sidesOf({ rounds: 20, spreads: { ...alike(6, 0.01), wild: 0.4 } });
    const slower: Run = {
      ...candidate,
      suites: [
        ...candidate.suites.map((suite) => ({
          ...suite,
          benchmarks: suite.benchmarks.map((one, index) =>
            index > 0
              ? one
              : {
                  ...one,
                  measurements: [
                    measurement(
                      Array(20)
                        .fill(1)
                        .map((_, round) => 2 + round / 1e4),
                    ),
                  ],
                },
          ),
        })),
        suiteResult('node', [benchmark('node', 'broken', [], { state: 'failed', message: 'why' })]),
      ],
    };
    const found = calibrate({
      sides: { base, candidate: slower },
      rule: defaultRule,
      rounds: defaultRounds,
      findings: [],
    });
    expect(found.metrics.filter(({ falseAlarm }) => falseAlarm).map(({ id }) => id)).toEqual([
      'rust/work 0',
    ]);
    expect(found.failures).toEqual([{ id: 'node/broken', reason: 'why' }]);
    const toMend = found.metrics.filter(({ mend }) => mend.length > 0);
    expect(toMend.map(({ id, mend }) => [id, mend[0]?.kind])).toEqual([['rust/wild', 'noisy']]);
  });

  it('of counts that always agree sees every change beyond the threshold at once', () => {
    const counted = run([
      suiteResult('rust', [
        benchmark('rust', 'alloc', [measurement([4096, 4096, 4096], 'memory')]),
      ]),
    ]);
    const sides = { base: counted, candidate: counted };
    const { metrics, machine } = calibrate({
      sides,
      rule: defaultRule,
      rounds: defaultRounds,
      findings: [],
    });
    expect(metrics).toMatchObject([{ metric: 'memory', roundsNeeded: 2, roundSpread: 0 }]);
    expect(machine).toMatchObject({ state: 'quiet', spread: null, commonShare: null });
  });

  it.each([
    ['a single round', timeRun({ a: [1] })],
    ['nothing but ticks of a timer', timeRun({ a: [1, 1, 1] })],
    ['zeros', timeRun({ a: [0, 0, 1] })],
    ['nothing', run([])],
  ])('of %s says that nothing can be seen', (_, one) => {
    const { machine, metrics } = calibrate({
      sides: { base: one, candidate: one },
      rule: defaultRule,
      rounds: defaultRounds,
      findings: [],
    });
    expect(machine).toMatchObject({ state: 'noisy', detectable: null });
    for (const { roundsNeeded, reachableThreshold } of metrics) {
      expect([roundsNeeded, reachableThreshold]).toEqual([null, null]);
    }
  });
});

describe('what launches share', () => {
  const normal = normalSource(8);
  const series = (common: number, own: number) => {
    const shared = Array.from({ length: 400 }, () => common * normal());
    return Array.from({ length: 10 }, () => shared.map((value) => value + own * normal()));
  };

  it('is the share of the variance that is common', () => {
    expect(commonShare(series(0, 1))).toBeCloseTo(0, 1);
    expect(commonShare(series(1, 1))).toBeCloseTo(0.5, 1);
    expect(commonShare(series(1, 0))).toBeCloseTo(1, 9);
  });

  it('is the mean of the correlations between pairs', () => {
    // By hand, from the distances of the values from their means.
    const values = [
      [1, 2, 3, 4],
      [1, 3, 2, 4],
      [1, 2, 4, 3],
    ];
    expect(commonShare(values)).toBeCloseTo((0.8 + 0.8 + 0.4) / 3, 12);
  });

  it('is unknown of one benchmark, few launches, or values that do not vary', () => {
    expect(commonShare([[1, 2, 3, 4]])).toBeNull();
    expect(
      commonShare([
        [1, 2, 3],
        [1, 3, 2],
      ]),
    ).toBeNull();
    expect(
      commonShare([
        [1, 1, 1, 1],
        [1, 2, 3, 4],
      ]),
    ).toBeNull();
    expect(commonShare([])).toBeNull();
  });

  it('with the launch before them is the lag-1 autocorrelation', () => {
    // Distances −3.5 … 3.5: squares sum to 42, products of neighbours to 26.25.
    expect(autocorrelation([1, 2, 3, 4, 5, 6, 7, 8])).toBeCloseTo(26.25 / 42, 12);
    expect(autocorrelation([1, -1, 1, -1, 1, -1, 1, -1])).toBeCloseTo(-7 / 8, 12);
    expect(autocorrelation([1, 2, 3])).toBeNull();
    expect(autocorrelation(Array(9).fill(2))).toBeNull();
  });

  it('is found in the order of time, whichever the side', () => {
    const steps = Array.from({ length: 20 }, (_, index) => (index < 10 ? 1 : 2));
    const sideOf = (side: 0 | 1): Run => {
      const values = steps.filter((_, index) => index % 2 === side);
      return timeRun(
        { a: values, b: values },
        {
          launches: values.map((_, launch) => ({
            launch,
            startedAt: `2026-01-01T00:00:${String(2 * launch + side).padStart(2, '0')}.000Z`,
            durationSeconds: 1,
            state: 'complete',
          })),
        },
      );
    };
    const { machine } = calibrate({
      sides: { base: sideOf(0), candidate: sideOf(1) },
      rule: defaultRule,
      rounds: defaultRounds,
      findings: [],
    });
    expect(machine.commonShare).toBeCloseTo(1, 9);
    // One step in twenty values: 18 products of +1/4 and one of −1/4, over twenty squares of 1/4.
    expect(machine.autocorrelation).toBeCloseTo(17 / 20, 1);
  });
});

describe('the suggestion', () => {
  const metric = (
    id: string,
    roundsNeeded: number | null,
    reachableThreshold: number | null,
  ): CalibratedMetric => ({
    id,
    suite: 's',
    metric: 'time',
    unit: 's',
    rounds: 20,
    value: 1,
    spread: 0.1,
    roundSpread: 0.1,
    threshold: 0.03,
    detectable: [],
    roundsNeeded,
    reachableThreshold,
    falseAlarm: false,
    mend: [],
  });
  const configured = { threshold: 0.03, rounds: { minimum: 5, maximum: 20 } };

  it('is fewer rounds where fewer are enough', () => {
    expect(suggest([metric('a', 7, 0.03), metric('b', 9, 0.03)], configured)).toEqual({
      rounds: { minimum: 5, maximum: 9 },
      threshold: 0.03,
      benchmarks: [],
    });
    expect(suggest([metric('a', 2, 0.03)], configured).rounds).toEqual({ minimum: 5, maximum: 5 });
  });

  it('is a wider threshold for the few that need it, and none where it would guard nothing', () => {
    const metrics = [
      metric('a', 7, 0.03),
      metric('b', 8, 0.03),
      metric('c[x=*]', null, 0.1),
      metric('d', null, null),
    ];
    expect(suggest(metrics, configured)).toEqual({
      rounds: { minimum: 5, maximum: 20 },
      threshold: 0.03,
      benchmarks: [{ match: 'c[x=\\*]', threshold: 0.1 }],
    });
  });

  it('is a wider threshold for all where most need one', () => {
    const metrics = [metric('a', 7, 0.03), metric('b', null, 0.05), metric('c', null, 0.075)];
    expect(suggest(metrics, configured)).toMatchObject({
      threshold: 0.05,
      benchmarks: [{ match: 'c', threshold: 0.075 }],
    });
  });

  it('leaves all as it is where nothing is known', () => {
    const asBefore = { ...configured, benchmarks: [] };
    expect(suggest([], configured)).toEqual(asBefore);
    expect(suggest([metric('a', null, null)], configured)).toEqual(asBefore);
  });

  it('rounds thresholds up to usual ones', () => {
    expect([0.001, 0.03, 0.031, 0.29, 0.31, null].map(usualThreshold)).toEqual([
      0.01,
      0.03,
      0.05,
      0.3,
      null,
      null,
    ]);
  });

  it.each(['plain', 'a*b', '**', 'a\\*', '[x]', 'x/y', '\n', '日本', '\'"`'])(
    'names %j so that it matches itself and nothing else',
    (name) => {
      const idOf = (last: string) =>
        benchmarkId({ suite: 's', path: [name, last], params: { n: name } });
      expect(matchesGlob(globOf(idOf('a')), idOf('a'))).toBe(true);
      expect(matchesGlob(globOf(idOf('a')), idOf('ab'))).toBe(false);
      const starless = benchmarkId({ suite: 's', path: ['aXb', 'a'], params: { n: 'aXb' } });
      expect(matchesGlob(globOf(idOf('a')), starless)).toBe(false);
    },
  );
});
