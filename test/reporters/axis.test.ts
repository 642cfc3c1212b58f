import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { LaunchValue } from '../../src/model/launchValues.ts';
import { axisOf } from '../../src/reporters/html/axis.ts';

const at = (...values: number[]): LaunchValue[] => values.map((value) => ({ value }));
const labels = (...given: Parameters<typeof axisOf>) => {
  const { unit, ticks } = axisOf(...given);
  return `${ticks.map(({ label }) => label).join(' ')} ${unit}`;
};

it.each([
  [at(1.41e-3, 1.68e-3), 's', '1.4 1.5 1.6 ms'],
  [at(0.97e-6, 1.03e-6), 's', '0.98 1.00 1.02 µs'],
  [at(3 * 2 ** 20, 4 * 2 ** 20), 'B', '3.0 3.5 4.0 MiB'],
  [at(120_000, 180_000), '1', '120\u202F000 140\u202F000 160\u202F000 180\u202F000 '],
] as const)('has round numbers in one unit: %j %s', (launches, unit, expected) => {
  expect(labels(launches, [], unit)).toBe(expected);
});

it('leaves launches apart where samples go far', () => {
  const launches = [...at(1, 1.1), { value: 1.05, low: 0.9, high: 50 }];
  const { low, high } = axisOf(launches, [], 's');
  expect(low).toBeLessThan(1);
  expect(high).toBeGreaterThan(1.1);
  expect(high).toBeLessThan(1.3);
});

it.each([[at(5)], [at(0)], [at(7, 7)], [at(1, 1 + 2 ** -52)]])('has room around %j', (launches) => {
  const { low, high, ticks } = axisOf(launches, [], 's');
  expect(high).toBeGreaterThan(launches[0]?.value ?? 0);
  expect(low).toBeLessThanOrEqual(launches[0]?.value ?? 0);
  expect(new Set(ticks.map(({ label }) => label)).size).toBeGreaterThan(1);
});

it('holds all launches and typical values, with few ticks in order, each of its own', () => {
  const value = fc.oneof(fc.constant(0), fc.double({ min: 1e-9, max: 1e15, noNaN: true }));
  const values = fc.array(value, { minLength: 1 });
  const units = fc.constantFrom('s', 'B', 'B/s', '1/s', '1' as const);
  fc.assert(
    fc.property(values, values, units, (launches, typical, unit) => {
      const { low, high, ticks } = axisOf(at(...launches), typical, unit);
      for (const value of [...launches, ...typical]) {
        expect(value).toBeGreaterThanOrEqual(low);
        expect(value).toBeLessThanOrEqual(high);
      }
      expect(ticks.length).toBeGreaterThanOrEqual(1);
      expect(ticks.length).toBeLessThanOrEqual(12);
      expect(new Set(ticks.map(({ label }) => label)).size).toBe(ticks.length);
      const places = ticks.map(({ value }) => value);
      expect(places).toEqual(places.toSorted((a, b) => a - b));
    }),
    { seed: 5 },
  );
});
