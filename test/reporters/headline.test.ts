import { describe, expect, test } from 'vitest';
import type { Report } from '../../src/model/report.ts';
import { headline, headlineText } from '../../src/reporters/headline.ts';
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
    ['hostile', '✗ 6 regressed, 1 suite failed, 1 failed, 1 missing, 1 added, 1 accepted'],
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

  test('counts what was accepted apart, and does not call that nothing', () => {
    const accepted = { ...readReport('green'), accepted: 2 };
    expect(textOf(accepted)).toBe('✓ Nothing new regressed: 1 improved, 2 accepted, 7 unchanged');
    expect(textOf({ ...accepted, outcome: 'undecided' })).toMatch(/^~ No new regression found: /);
  });

  test('consoles nobody while most benchmarks got slower and it is not known why', () => {
    const report: Report = { ...readReport('green'), outcome: 'undecided' };
    const drift = {
      ratio: 1.06,
      moved: 6,
      compared: 8,
      cause: 'machine',
      usualSpread: 0.05,
    } as const;
    expect(textOf(report)).toMatch(/^~ No regression found: /);
    expect(textOf({ ...report, drift })).toMatch(/^~ Undecided: /);
    expect(textOf({ ...report, drift: { ...drift, ratio: 0.9 } })).toMatch(/^~ No regression/);
  });

  test('an empty run is said to be empty', () => {
    const { counts } = readReport('no-baseline');
    const empty = { ...readReport('green'), counts, comparisons: [], measurements: [] };
    expect(textOf(empty)).toBe('✓ Nothing regressed: no benchmarks measured');
  });
});
