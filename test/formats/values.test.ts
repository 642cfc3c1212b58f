import { describe, expect, it } from 'vitest';
import { mostValues, Values } from '../../src/formats/values.ts';

describe('Values', () => {
  it('keeps all of a few thousand, in order', () => {
    const values = Values.none();
    const all = Array.from({ length: mostValues }, (_, index) => index);
    for (const value of all) expect(values.add(value)).toBeNull();
    expect(values.samples).toEqual(all);
    expect(values.sampleCount).toBe(mostValues);
  });

  it('keeps an even choice of very many', () => {
    const values = Values.none();
    const count = 1_000_000;
    for (let value = 1; value <= count; value += 1) values.add(value);
    expect(values.sampleCount).toBe(count);
    expect(values.samples).toHaveLength(mostValues);
    const sorted = [...values.samples].sort((a, b) => a - b);
    for (const share of [0.1, 0.25, 0.5, 0.75, 0.9]) {
      const quantile = (sorted[Math.floor(share * mostValues)] ?? 0) / count;
      expect(Math.abs(quantile - share)).toBeLessThan(0.02);
    }
    expect(new Set(sorted).size).toBe(mostValues);
  });

  it.each([
    [Number.NaN, 'a value is no number'],
    [-1, 'a value is negative'],
    [1e-30, 'a value is too small to be measured'],
    [Number.POSITIVE_INFINITY, 'a value is infinite or too large'],
    [1e30, 'a value is infinite or too large'],
  ])('refuses %f', (value, problem) => {
    const values = Values.none();
    expect(values.add(value)).toBe(problem);
    expect(values.sampleCount).toBe(0);
  });
});
