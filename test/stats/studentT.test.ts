import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import * as z from 'zod';
import {
  studentTCumulative,
  studentTQuantile,
  studentTUpperTail,
} from '../../src/stats/studentT.ts';
import { readTable, relativeError } from './table.ts';

const tails = readTable(
  'student_t_tails',
  z.object({ t: z.number(), df: z.number(), upperTail: z.number() }),
);
const quantiles = readTable(
  'student_t_quantiles',
  z.object({ probability: z.number(), df: z.number(), quantile: z.number() }),
);

describe('agrees with SciPy', () => {
  test('in the upper tail, and by symmetry in the lower one', () => {
    for (const { t, df, upperTail } of tails) {
      const message = `t = ${t}, df = ${df}`;
      expect(relativeError(studentTUpperTail(t, df), upperTail), message).toBeLessThan(1e-12);
      expect(relativeError(studentTCumulative(-t, df), upperTail), message).toBeLessThan(1e-12);
      expect(relativeError(studentTCumulative(t, df), 1 - upperTail), message).toBeLessThan(1e-12);
    }
  });

  test('in its quantiles', () => {
    for (const { probability, df, quantile } of quantiles) {
      const message = `p = ${probability}, df = ${df}`;
      const error = relativeError(studentTQuantile(probability, df), quantile);
      expect(error, message).toBeLessThan(1e-11);
    }
  });
});

describe('agrees with what can be written down', () => {
  test('one degree of freedom is the Cauchy distribution', () => {
    for (const t of [1e-8, 0.1, 0.9, 1.1, 30, 1e9, 1e200]) {
      expect(relativeError(studentTUpperTail(t, 1), Math.atan(1 / t) / Math.PI)).toBeLessThan(
        1e-13,
      );
    }
  });

  test('two degrees of freedom have a closed form', () => {
    for (const t of [1e-6, 0.5, 1.3, 4, 100]) {
      const root = Math.sqrt(2 + t * t);
      expect(relativeError(studentTUpperTail(t, 2), 1 / (root * (root + t)))).toBeLessThan(1e-14);
    }
  });
});

const degreesOfFreedom = fc.double({ noNaN: true, min: 0.8, max: 3000 });

test('both sides of t sum up to 1, and the distribution is symmetric', () => {
  const statistic = fc.double({ noNaN: true, min: -50, max: 50 });
  fc.assert(
    fc.property(statistic, degreesOfFreedom, (t, df) => {
      const sum = studentTCumulative(t, df) + studentTUpperTail(t, df);
      return Math.abs(sum - 1) < 1e-14 && studentTCumulative(t, df) === studentTUpperTail(-t, df);
    }),
  );
});

test('the quantile undoes the cumulative distribution, to the ends of it', () => {
  const probability = fc.double({ noNaN: true, min: 1e-200, max: 1 - 1e-15 });
  fc.assert(
    fc.property(probability, degreesOfFreedom, (p, df) => {
      const back = studentTCumulative(studentTQuantile(p, df), df);
      return relativeError(back, p) < 1e-11;
    }),
    { numRuns: 1000 },
  );
});

test('a quantile is never smaller for a larger probability', () => {
  const probability = fc.double({ noNaN: true, min: 1e-12, max: 1 - 1e-12 });
  fc.assert(
    fc.property(probability, probability, degreesOfFreedom, (p, q, df) => {
      // Neighbouring probabilities may share their last bits.
      const difference = studentTQuantile(q, df) - studentTQuantile(p, df);
      return Math.abs(q - p) < 1e-13 || Math.sign(difference) === Math.sign(q - p);
    }),
  );
});

test('a quantile is the same one again, however many others were asked for meanwhile', () => {
  const probabilities = [0.6, 0.975, 0.999];
  const degrees = [0.5, 4, 1000];
  const ask = () => degrees.map((df) => probabilities.map((p) => studentTQuantile(p, df)));
  const before = ask();
  for (let other = 1; other <= 300; other += 1) {
    studentTQuantile(0.5 + other / 1000, 4);
    studentTQuantile(0.975, other / 7);
  }
  expect(ask()).toEqual(before);
});

test('the ends and the middle', () => {
  expect(studentTQuantile(0.5, 7)).toBe(0);
  expect(studentTQuantile(0, 7)).toBe(Number.NEGATIVE_INFINITY);
  expect(studentTQuantile(1, 7)).toBe(Number.POSITIVE_INFINITY);
  expect(studentTUpperTail(Number.POSITIVE_INFINITY, 7)).toBe(0);
  expect(studentTCumulative(Number.POSITIVE_INFINITY, 7)).toBe(1);
  expect(studentTUpperTail(0, 7)).toBe(0.5);
});

test('many degrees of freedom approach the normal distribution', () => {
  expect(studentTQuantile(0.975, 1e9)).toBeCloseTo(1.959963984540054, 8);
});

test('refuses what is no distribution or no probability', () => {
  for (const df of [0, -1, Number.NaN, Number.POSITIVE_INFINITY]) {
    expect(() => studentTUpperTail(1, df)).toThrow(RangeError);
    expect(() => studentTQuantile(0.9, df)).toThrow(RangeError);
  }
  for (const p of [-0.1, 1.1, Number.NaN]) {
    expect(() => studentTQuantile(p, 5)).toThrow(RangeError);
  }
  expect(() => studentTCumulative(Number.NaN, 5)).toThrow(RangeError);
});
