import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  formatAbout,
  formatChange,
  formatCount,
  formatDetectable,
  formatDuration,
  formatInterval,
  formatNumberOf,
  formatRangeOf,
  formatSpread,
  formatThreshold,
  formatValue,
} from '../../src/reporters/format.ts';

describe('formatValue', () => {
  test.each([
    [0, 's', '0 s'],
    [3.1e-10, 's', '310 ps'],
    [9.8e-7, 's', '980 ns'],
    [1.234e-5, 's', '12.3 µs'],
    [0.00146, 's', '1.46 ms'],
    [0.0009996, 's', '1.00 ms'],
    [0.0009994, 's', '999 µs'],
    [3.1, 's', '3.10 s'],
    [125.4, 's', '125 s'],
    [4321, 's', '4\u202F321 s'],
    [2.5e-14, 's', '0.0250 ps'],
    [0, 'B', '0 B'],
    [7, 'B', '7 B'],
    [512, 'B', '512 B'],
    [7.25, 'B', '7.25 B'],
    [1023, 'B', '1\u202F023 B'],
    [1024, 'B', '1.00 KiB'],
    [24.5 * 2 ** 20, 'B', '24.5 MiB'],
    [3 * 2 ** 40, 'B', '3.00 TiB'],
    [4500 * 2 ** 40, 'B', '4\u202F500 TiB'],
    [1.2e9, 'B/s', '1.20 GB/s'],
    [850e6, 'B/s', '850 MB/s'],
    [0, '1/s', '0 /s'],
    [340, '1/s', '340 /s'],
    [3.4e6, '1/s', '3.40 M/s'],
    [0.0312, '1/s', '0.0312 /s'],
    [0, '1', '0'],
    [12, '1', '12'],
    [12.5, '1', '12.5'],
    [1234567, '1', '1\u202F234\u202F567'],
  ] as const)('%d in %s is %s', (value, unit, text) => {
    expect(formatValue(value, unit)).toBe(text);
  });

  test('is within half a unit of the third digit, whatever the value', () => {
    const factors: Record<string, number> = { s: 1, ms: 1e-3, µs: 1e-6, ns: 1e-9, ps: 1e-12 };
    fc.assert(
      fc.property(fc.double({ min: 1e-12, max: 1e5, noNaN: true }), (seconds) => {
        const [digits = '', symbol = ''] = formatValue(seconds, 's').split(' ');
        const shown = Number(digits.replaceAll('\u202F', '')) * (factors[symbol] ?? Number.NaN);
        return Math.abs(shown / seconds - 1) <= 0.00501;
      }),
    );
  });
});

describe('formatChange', () => {
  test.each([
    [1.123, '+12.3 %'],
    [0.96, '−4.0 %'],
    [1, '0.0 %'],
    [0.9996, '0.0 %'],
    [1.0004, '0.0 %'],
    [1.9994, '+99.9 %'],
    [1.99951, '+100 %'],
    [2.5, '+150 %'],
    [3.4, '×3.40'],
    [1234.5, '×1\u202F235'],
    [0.011, '−98.9 %'],
    [0.0021, '×0.00210'],
    [0, '−100 %'],
  ] as const)('%d is %s', (ratio, text) => {
    expect(formatChange(ratio)).toBe(text);
  });

  test('an interval has both ends', () => {
    expect(formatInterval({ low: 1.091, high: 1.156 })).toBe('[+9.1 %, +15.6 %]');
    expect(formatInterval({ low: 0.97, high: 4 })).toBe('[−3.0 %, ×4.00]');
  });
});

test.each([
  [0.03, '±3 %'],
  [0.025, '±2.5 %'],
  [0.07, '±7 %'],
  [0.0005, '±0.05 %'],
] as const)('the threshold %d is %s', (threshold, text) => {
  expect(formatThreshold(threshold)).toBe(text);
});

test('a spread has one digit', () => {
  expect(formatSpread(0.0149)).toBe('±1.5 %');
});

test.each([
  [0, '0 ms'],
  [0.04, '40 ms'],
  [0.9996, '1.0 s'],
  [3.24, '3.2 s'],
  [9.96, '10 s'],
  [59.6, '1 min'],
  [80, '1 min 20 s'],
  [3599.7, '1 h'],
  [7500, '2 h 5 min'],
  [90_000, '25 h'],
] as const)('%d seconds are %s', (seconds, text) => {
  expect(formatDuration(seconds)).toBe(text);
});

test('counts have their digits in threes', () => {
  expect(formatCount(999)).toBe('999');
  expect(formatCount(10_000)).toBe('10\u202F000');
  expect(formatNumberOf(1, 'launch', 'launches')).toBe('1 launch');
  expect(formatNumberOf(0, 'launch', 'launches')).toBe('0 launches');
});

test.each([
  [1.0612, '6.1 %'],
  [0.9, '10 %'],
  [2.5, '150 %'],
  [3.44, 'a factor of 3.4'],
] as const)('a change of about %d is %s', (ratio, text) => {
  expect(formatAbout(ratio)).toBe(text);
});

test.each([
  [0.0432, '±4.3 %'],
  [0.03, '±3 %'],
  [0.123, '±12 %'],
  [1.7, '×2.7'],
] as const)('a detectable change of %d is %s', (share, text) => {
  expect(formatDetectable(share)).toBe(text);
});

test.each([
  [[5], '5 rounds'],
  [[1, 1], '1 round'],
  [[7, 20, 5], '5 to 20 rounds'],
  [[], null],
] as const)('%j rounds are %s', (counts, text) => {
  expect(formatRangeOf(counts, 'round', 'rounds')).toBe(text);
});
