import { describe, expect, test } from 'vitest';
import type { Report } from '../../src/model/report.ts';
import { comparedWith, headline, headlineText } from '../../src/reporters/headline.ts';
import { readReport } from './readReport.ts';

const textOf = (report: Report) => headlineText(headline(report));

describe('the headline', () => {
  test.each([
    ['green', '✓ Nothing regressed: 1 improved, 7 unchanged'],
    ['no-baseline', '○ No baseline yet: 4 benchmarks measured'],
    [
      'failed',
      '! 1 suite failed, run interrupted, 1 suite incomplete, 1 suite skipped, 1 inconclusive, 3 unchanged',
    ],
    ['hostile', '✗ 6 regressed, 1 suite failed, 1 failed, 1 missing, 1 added'],
  ] as const)('of %s', (name, expected) => {
    expect(textOf(readReport(name))).toBe(expected);
  });

  test('says what is not in the base', () => {
    const { measurements, suites } = readReport('no-baseline');
    const report = { ...readReport('green'), measurements, suites };
    expect(textOf({ ...report, outcome: 'undecided' })).toBe(
      '~ No regression found: 1 improved, 7 unchanged, 4 not compared',
    );
    const nothing = { ...report, counts: readReport('no-baseline').counts, comparisons: [] };
    expect(textOf({ ...nothing, outcome: 'no-baseline' })).toBe(
      '○ Nothing to compare with: 4 benchmarks measured',
    );
  });

  test('an empty run is said to be empty', () => {
    const { counts } = readReport('no-baseline');
    const empty = { ...readReport('green'), counts, comparisons: [], measurements: [] };
    expect(textOf(empty)).toBe('✓ Nothing regressed: no benchmarks measured');
  });
});

describe('what was compared', () => {
  test.each([
    [
      'mixed',
      [
        '4edeb1e compared with baseline main (a1b2c3d)',
        '10 launches',
        'threshold ±3 %',
        '95 % intervals',
        'took 5 min 12 s',
      ],
    ],
    ['no-baseline', ['4edeb1e', '10 launches', 'took 5 min 12 s']],
  ] as const)('in %s', (name, expected) => {
    expect(comparedWith(readReport(name))).toEqual(expected);
  });

  test('outside of git', () => {
    const report = readReport('green');
    const outside = { ...report, run: { ...report.run, commit: null } };
    expect(comparedWith({ ...outside, base: { title: 'run.json', commits: [] } })[0]).toBe(
      'This run compared with run.json',
    );
  });
});
