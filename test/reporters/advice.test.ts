import { describe, expect, test } from 'vitest';
import type { Report } from '../../src/model/report.ts';
import { settlingAdvice, sharedReasons } from '../../src/reporters/advice.ts';
import { type Row, rowOf } from '../../src/reporters/rows.ts';
import { analysedReports } from './analysedReports.ts';
import { readReport } from './readReport.ts';

function undecided(report: Report, measured: number, ...needed: (number | undefined)[]): Row[] {
  return needed.map((launchesNeeded) =>
    rowOf(
      {
        id: 'rust/a',
        suite: 'rust',
        metric: 'time',
        unit: 's',
        direction: 'lower-is-better',
        verdict: 'inconclusive',
        base: { value: 1, launches: measured },
        candidate: { value: 1, launches: measured },
        effect: null,
        ...(launchesNeeded !== undefined && { launchesNeeded }),
      },
      report,
    ),
  );
}

describe('what it takes to settle the undecided', () => {
  const paired = analysedReports.paired();
  const stored = readReport('mixed');

  test('side by side: rounds beyond those measured', () => {
    expect(settlingAdvice(undecided(paired, 8, 20), paired)).toBe(
      'About 12 more rounds would settle it for ±3 %.',
    );
    expect(settlingAdvice(undecided(paired, 8, 9, 20), paired)).toBe(
      'About 12 more rounds would settle all of them for ±3 %.',
    );
    expect(settlingAdvice(undecided(paired, 8, 9, undefined), paired)).toBe(
      'About 1 more round would settle 1 of them for ±3 %.',
    );
  });

  test('with a stored baseline: launches on each side', () => {
    expect(settlingAdvice(undecided(stored, 8, 20, 12), stored)).toBe(
      'About 20 launches on each side would settle all of them.',
    );
  });

  test('nothing where it is not known', () => {
    expect(settlingAdvice(undecided(stored, 8, undefined), stored)).toBe('');
  });
});

describe('reasons that rows share', () => {
  const [row] = undecided(readReport('mixed'), 8, 20);
  const rowsWith = (...reasons: string[]) =>
    reasons.flatMap((reason) => (row ? [{ ...row, reason }] : []));

  test('are counted, single and empty ones left out', () => {
    const rows = rowsWith('a', 'b', 'a', '', 'c', 'b', 'a', '');
    expect(sharedReasons({ verdict: 'inconclusive', rows })).toEqual([
      { reason: 'a', count: 3 },
      { reason: 'b', count: 2 },
    ]);
  });

  test('of failures only one that all share', () => {
    const some = { verdict: 'failed', rows: rowsWith('a', 'a', 'b') } as const;
    expect(sharedReasons(some)).toEqual([]);
    expect(sharedReasons({ ...some, rows: rowsWith('a', 'a') })).toEqual([
      { reason: 'a', count: 2 },
    ]);
  });
});
