import { describe, expect, test } from 'vitest';
import * as z from 'zod';
import { digamma, inverseTrigamma, trigamma } from '../../src/stats/polygamma.ts';
import { readTable, relativeError } from './table.ts';

const rows = readTable(
  'polygamma',
  z.object({ x: z.number(), digamma: z.number(), trigamma: z.number() }),
);

test.each(rows)('agrees with SciPy at $x', (row) => {
  expect(relativeError(digamma(row.x), row.digamma)).toBeLessThan(1e-12);
  expect(relativeError(trigamma(row.x), row.trigamma)).toBeLessThan(1e-12);
});

describe('the inverse of trigamma', () => {
  test.each([1e-16, 1e-9, 1e-3, 0.1, 0.5, 1, 2, 10, 1e4, 1e9, 1e16])(
    'finds what gives %d',
    (value) => {
      expect(relativeError(trigamma(inverseTrigamma(value)), value)).toBeLessThan(1e-9);
    },
  );
});

test.each([0, -1, Number.NaN, Number.POSITIVE_INFINITY])('refuses %d', (x) => {
  expect(() => digamma(x)).toThrow(RangeError);
  expect(() => trigamma(x)).toThrow(RangeError);
  expect(() => inverseTrigamma(x)).toThrow(RangeError);
});
