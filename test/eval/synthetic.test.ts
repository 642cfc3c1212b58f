import { describe, expect, test } from 'vitest';
import { mean, sampleVariance } from '../../src/stats/location.ts';
import { countBelow, countUpTo, quantile, sorted } from '../../src/stats/sorted.ts';
import { uniformSource } from '../stats/random.ts';
import { launchMedian } from './given.ts';
import type { Trial } from './rule.ts';
import { type Shape, shapes } from './shapes.ts';
import { drawSynthetic, syntheticDraw } from './synthetic.ts';

function shapeOf(name: string): Shape {
  const shape = shapes.find((one) => one.name === name);
  if (!shape) throw new Error(`no shape ${name}`);
  return shape;
}

const logMedians = (side: Trial['base']) => side.map((launch) => Math.log(launchMedian(launch)));

/** Both sides of a run in time order: A B B A A B … */
function inTimeOrder({ base, candidate }: Trial): number[] {
  const after = logMedians(candidate);
  return logMedians(base).flatMap((before, round) => {
    const pair = [before, after[round] ?? Number.NaN];
    return round % 2 === 0 ? pair : pair.reverse();
  });
}

const spreadOf = (values: readonly number[]) => Math.sqrt(sampleVariance(values));

/** The spread between launches of one side, for each benchmark. */
const spreads = (trials: readonly Trial[]) => trials.map(({ base }) => spreadOf(logMedians(base)));

function lagOneCorrelation(values: readonly number[]): number {
  const centre = mean(values);
  const products = values.slice(1).map((value, index) => {
    return (value - centre) * ((values[index] ?? Number.NaN) - centre);
  });
  return mean(products) / sampleVariance(values);
}

describe.each(shapes.map((shape) => [shape.name, shape] as const))('%s', (_, shape) => {
  test('has its benchmarks and 50 samples a launch, and is the same for the same seed', () => {
    const draw = () => drawSynthetic(shape, 4, [], uniformSource(1));
    const trials = draw();
    expect(trials).toHaveLength(shape.benchmarks);
    for (const launch of trials.flatMap(({ base, candidate }) => [...base, ...candidate])) {
      expect(launch).toHaveLength(50);
      expect(launch.every((seconds) => seconds > 0 && Number.isFinite(seconds))).toBe(true);
    }
    expect(draw()).toEqual(trials);
    expect(drawSynthetic(shape, 4, [], uniformSource(2))).not.toEqual(trials);
  });

  test('has the effect that it was asked for, on average', () => {
    const random = uniformSource(3);
    const runs = Array.from({ length: 20 }, () => drawSynthetic(shape, 20, [1.2], random));
    const differences = runs.map(([trial]) =>
      trial ? mean(logMedians(trial.candidate)) - mean(logMedians(trial.base)) : Number.NaN,
    );
    // The widest benchmarks would leave a standard error of 15 % · √(2 / 20) / √20, or 1.1 %.
    expect(Math.abs(mean(differences) - Math.log(1.2))).toBeLessThan(0.037);
  });

  test('is described in one sentence', () => {
    expect(shape.sentence).toMatch(/^[A-Z].*[^.]\.$/);
  });
});

describe('the shapes are what they say', () => {
  test('gaussian: 4 % between independent launches', () => {
    const trials = drawSynthetic(shapeOf('many benchmarks'), 100, [], uniformSource(4));
    expect(Math.abs(mean(spreads(trials)) - 0.04)).toBeLessThan(0.002);
    expect(
      Math.abs(mean(trials.map((trial) => lagOneCorrelation(inTimeOrder(trial))))),
    ).toBeLessThan(0.03);
  });

  test('heavy-tailed: some launches are six robust spreads away, which no normal one is', () => {
    const far = (shape: Shape, seed: number) => {
      const trials = drawSynthetic(shape, 200, [], uniformSource(seed));
      const count = trials.map(({ base }) => {
        const logs = logMedians(base).sort((a, b) => a - b);
        const [lower = 0, middle = 0, upper = 0] = [logs[50], logs[100], logs[150]];
        return logs.filter((log) => Math.abs(log - middle) > (6 * (upper - lower)) / 1.35).length;
      });
      return count.reduce((sum, one) => sum + one, 0);
    };
    expect(far(shapeOf('heavy-tailed'), 5)).toBeGreaterThan(20);
    expect(far(shapeOf('gaussian'), 5)).toBe(0);
  });

  test('bimodal: two groups of launches, and few between them', () => {
    const trials = drawSynthetic(shapeOf('bimodal between launches'), 200, [], uniformSource(6));
    for (const { base } of trials) {
      const logs = sorted(logMedians(base));
      const near = (place: number) =>
        countUpTo(logs, place + 0.01) - countBelow(logs, place - 0.01);
      const [low, high] = [quantile(logs, 0.35), quantile(logs, 0.85)];
      expect(near(low)).toBeGreaterThan(50);
      expect(near(high)).toBeGreaterThan(20);
      expect(near((low + high) / 2)).toBeLessThan(14);
    }
    expect(Math.abs(mean(spreads(trials)) - 0.04)).toBeLessThan(0.004);
  });

  test('autocorrelated: 0.6 from launch to launch in time order, over both sides', () => {
    const trials = drawSynthetic(shapeOf('autocorrelated'), 500, [], uniformSource(7));
    const correlations = trials.map((trial) => lagOneCorrelation(inTimeOrder(trial)));
    expect(mean(correlations)).toBeGreaterThan(0.55);
    expect(mean(correlations)).toBeLessThan(0.63);
  });

  test.each(['drifting', 'stepping'])('%s: what moves is common to all benchmarks', (name) => {
    const random = uniformSource(8);
    const ends = Array.from({ length: 30 }, () =>
      drawSynthetic(shapeOf(name), 60, [], random).map((trial) => {
        const logs = inTimeOrder(trial);
        return mean(logs.slice(-12)) - mean(logs.slice(0, 12));
      }),
    );
    const moved = ends.map((benchmarks) => Math.abs(mean(benchmarks)));
    expect(Math.max(...moved)).toBeGreaterThan(0.06);
    for (const benchmarks of ends) expect(spreadOf(benchmarks)).toBeLessThan(0.03);
    const still = drawSynthetic(shapeOf('gaussian'), 60, [], random).map((trial) => {
      const logs = inTimeOrder(trial);
      return mean(logs.slice(-12)) - mean(logs.slice(0, 12));
    });
    expect(Math.abs(mean(still))).toBeLessThan(0.03);
  });

  test('unequal: six against fourteen, on either side', () => {
    const random = uniformSource(9);
    const counts = Array.from({ length: 40 }, () => {
      const [trial] = drawSynthetic(shapeOf('unequal counts'), 14, [], random);
      return `${trial?.base.length} ${trial?.candidate.length}`;
    });
    expect(new Set(counts)).toEqual(new Set(['6 14', '14 6']));
  });

  test('heterogeneous: from a fraction of a per cent to over ten', () => {
    const random = uniformSource(10);
    const found = Array.from({ length: 10 }, () =>
      spreads(drawSynthetic(shapeOf('heterogeneous'), 60, [], random)),
    ).flat();
    expect(Math.min(...found)).toBeLessThan(0.007);
    expect(Math.max(...found)).toBeGreaterThan(0.1);
  });
});

test('a draw changes every fourth benchmark for the worse and another for the better', () => {
  const { trials, truth } = syntheticDraw(shapeOf('many benchmarks'), 0.5)(10, uniformSource(11));
  expect(truth.slice(0, 5)).toEqual(['regressed', null, 'improved', null, 'regressed']);
  for (const [index, { base, candidate }] of trials.entries()) {
    const change = mean(logMedians(candidate)) - mean(logMedians(base));
    const expected = { regressed: 0.405, improved: -0.405, none: 0 }[truth[index] ?? 'none'];
    expect(Math.abs(change - expected)).toBeLessThan(0.1);
  }
  expect(syntheticDraw(shapeOf('gaussian'), 0)(2, uniformSource(12)).truth).toEqual(
    Array(8).fill(null),
  );
});
