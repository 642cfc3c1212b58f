/** How often are warnings false, and how often do they find what is there? Seeded, so always the same. */
import { describe, expect, it } from 'vitest';
import { drawn, repeat, type Shape, uniform, warnedShare } from './warningSamples.ts';

/** One steady mode each. */
const steady: Record<string, Shape> = {
  normal: (normal) => 1e-3 * (1 + 0.03 * normal()),
  'widely spread': (normal) => 1e-3 * Math.exp(0.2 * normal()),
  'log-normal, skewed': (normal) => 1e-3 * (1 + 0.05 * Math.exp(0.8 * normal())),
  'heavy right tail': (normal) => 1e-3 * (1 + 0.02 / uniform(normal) ** 0.5),
  'heavy on both sides': (normal) =>
    1e-3 * (1 + (0.02 * normal()) / Math.max(0.1, Math.abs(normal()))),
  uniform: (normal) => 1e-3 * (1 + 0.3 * uniform(normal)),
};

const sizes = [
  [1, 20],
  [1, 40],
  [1, 100],
  [1, 500],
  [5, 30],
  [10, 100],
  [40, 20],
] as const;

describe.each(Object.entries(steady))('of %s benchmarks at most 1 %% are warned of', (_, shape) => {
  it.each(sizes)('with %i × %i samples', (launches, samples) => {
    const benchmarks = Math.max(400, Math.ceil(100_000 / (launches * samples)));
    const share = warnedShare('any', benchmarks, launches, (normal) =>
      drawn(normal, samples, shape),
    );
    expect(share).toBeLessThanOrEqual(0.01);
  });
});

/** Two modes 10 % apart, three tenths of the samples in one of them. */
const twoModes: Record<string, Shape> = {
  'thin at the fast end': (normal) =>
    1e-3 * (uniform(normal) < 0.3 ? 1 : 1.1) * (1 + 0.01 * normal()),
  'thin at the slow end': (normal) =>
    1e-3 * (uniform(normal) < 0.7 ? 1 : 1.1) * (1 + 0.01 * normal()),
  'skewed, with outliers': (normal) =>
    1e-3 *
    (uniform(normal) < 0.7 ? 1 : 1.1) *
    (1 + 0.01 * Math.exp(0.7 * normal())) *
    (uniform(normal) < 0.02 ? 3 : 1),
};

describe.each(Object.entries(twoModes))('two modes, %s, are found', (_, shape) => {
  it.each([
    [1, 60, 0.95],
    [1, 500, 0.99],
    [5, 30, 0.8],
    [5, 60, 0.99],
    [10, 100, 0.99],
  ])('in %i × %i samples in at least %f of benchmarks', (launches, samples, least) => {
    const share = warnedShare('multimodal', 200, launches, (normal) =>
      drawn(normal, samples, shape),
    );
    expect(share).toBeGreaterThanOrEqual(least);
  });
});

it('two modes that nearly touch are found in many samples', () => {
  const touching: Shape = (normal) =>
    1e-3 * (uniform(normal) < 0.7 ? 1 : 1.1) * (1 + 0.018 * normal());
  const found = (launches: number, samples: number) =>
    warnedShare('multimodal', 200, launches, (normal) => drawn(normal, samples, touching));
  expect(found(1, 200)).toBeGreaterThan(0.9);
  expect(found(5, 100)).toBeGreaterThan(0.9);
});

describe('launches', () => {
  const launchesOf = (spread: number, slower: number) =>
    warnedShare('multimodal', 400, 12, (normal) => {
      const level = (uniform(normal) < slower ? 1.1 : 1) * (1 + spread * normal());
      return drawn(normal, 20, () => 1e-3 * level * (1 + 0.03 * normal()));
    });

  it('in two groups 10 % apart are found among twelve, if they come in turns', () => {
    expect(launchesOf(0.003, 0.4)).toBeGreaterThan(0.8);
  });

  it('in one group, however far apart, are not', () => {
    for (const spread of [0.003, 0.03, 0.1]) {
      expect(launchesOf(spread, 0)).toBeLessThanOrEqual(0.01);
    }
  });
});

describe('a drift', () => {
  const driftOf = (launches: number, samples: number, change: number, spread: number) =>
    warnedShare('drifting', 200, launches, (normal) =>
      repeat(samples, (index) => 1e-3 * (1 + (change * index) / samples) * (1 + spread * normal())),
    );

  it.each([
    [1, 30],
    [5, 20],
    [10, 400],
  ])('of a fifth within a launch is found, with %i × %i samples', (launches, samples) => {
    expect(driftOf(launches, samples, 0.2, 0.02)).toBeGreaterThan(0.95);
    expect(driftOf(launches, samples, -0.2, 0.02)).toBeGreaterThan(0.95);
  });

  it('of 4 % is not told, however clear it is', () => {
    expect(driftOf(5, 100, 0.04, 0.001)).toBe(0);
  });

  it('of the machine, which goes up in some launches and down in others, is not the benchmark’s', () => {
    const share = warnedShare('drifting', 500, 6, (normal, launch) =>
      repeat(
        30,
        (index) => 1e-3 * (1 + (launch % 2 ? 0.2 : -0.2) * (index / 30)) * (1 + 0.01 * normal()),
      ),
    );
    expect(share).toBe(0);
  });
});
