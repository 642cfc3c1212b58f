import { describe, expect, it } from 'vitest';
import {
  type Confirmation,
  concludeNight,
  exitCodeOfNight,
  notShownGone,
} from '../../src/analysis/night.ts';
import type { Comparison } from '../../src/model/comparison.ts';
import type { Report } from '../../src/model/report.ts';
import { nightRun, secondRun } from './nights.ts';

const good = nightRun({ parse: 1, print: 1 }).report;
const slower = nightRun({ parse: 1.5, print: 1 }).report;
const bothSlower = nightRun({ parse: 1.5, print: 1.5 }).report;
const failed = nightRun({ parse: 1, print: 1 }, { state: 'interrupted' }).report;

const conclude = (first: Report, confirmation: Confirmation) => {
  const night = concludeNight(first, confirmation);
  return { ...night, exitCode: exitCodeOfNight(night) };
};
const second = (...of: Parameters<typeof secondRun>) => ({ report: secondRun(...of).report });

/** Regressions as accepted in review. */
const accepting = (report: Report): Report => ({
  ...report,
  outcome: 'passed',
  comparisons: report.comparisons.map((one) =>
    one.verdict === 'regressed' ? { ...one, accepted: { reason: 'safer' } } : one,
  ),
});

/** With another verdict of one benchmark. */
const having = (report: Report, id: string, verdict: Comparison['verdict']): Report => ({
  ...report,
  comparisons: report.comparisons.map((one) => (one.id === id ? { ...one, verdict } : one)),
});

/** The same benchmark where there was nothing to compare it with. */
const measurementOf = ({ id, suite }: Comparison) => ({
  id,
  suite,
  metric: 'time' as const,
  unit: 's' as const,
  side: { value: 1, launches: 5 },
  spread: null,
});

describe('a night', () => {
  it('is good where nothing regressed, or only what was accepted', () => {
    expect(conclude(good, null)).toEqual({ state: 'good', exitCode: 0 });
    expect(conclude(accepting(slower), null)).toEqual({ state: 'good', exitCode: 0 });
    const { outcome } = { ...good, outcome: 'no-baseline' as const };
    expect(conclude({ ...good, outcome }, null).state).toBe('good');
  });

  it('has failed where something failed, and nothing regressed', () => {
    expect(failed.outcome).toBe('failed');
    expect(conclude(failed, null)).toEqual({ state: 'failed', exitCode: 3 });
  });

  it('has confirmed what regressed in both runs, and only that', () => {
    const night = conclude(bothSlower, second({ parse: 1.4, print: 1 }));
    expect(night).toMatchObject({ state: 'confirmed', exitCode: 1 });
    expect('regressions' in night && night.regressions).toMatchObject([
      { first: { id: 'rust/parse' }, second: { id: 'rust/parse', verdict: 'regressed' } },
    ]);
  });

  it('confirms also where the first run regressed and failed, or the second one did', () => {
    const broken = nightRun({ parse: 1.5, print: 1 }, { state: 'interrupted' }).report;
    const again = second({ parse: 1.5, print: 1 }, { state: 'interrupted' });
    expect(conclude(broken, again)).toMatchObject({ state: 'confirmed' });
  });

  it('is not confirmed where none of it regressed again, whatever else did', () => {
    for (const print of [1, 1.5]) {
      const night = conclude(slower, second({ parse: 1, print }));
      expect(night).toMatchObject({ state: 'unconfirmed', exitCode: 0 });
    }
    const unsure = having(secondRun({ parse: 1, print: 1 }).report, 'rust/parse', 'inconclusive');
    expect(conclude(slower, { report: unsure }).state).toBe('unconfirmed');
  });

  it('is undecided, with 1, without a second run', () => {
    expect(conclude(slower, null)).toMatchObject({
      state: 'undecided',
      exitCode: 1,
      reason: 'there is no second run',
      regressions: [{ id: 'rust/parse' }],
    });
  });

  const whole = secondRun({ parse: 1, print: 1 }).report;
  it.each<[string, Confirmation, string]>([
    ['cannot be read', { reason: 'it is no JSON' }, 'it is no JSON'],
    ['failed', second({ parse: 1, print: 1 }, { state: 'interrupted' }), 'something failed in it'],
    ['is the first one', { report: { ...whole, run: slower.run } }, 'it is the first run again'],
    ['is of another commit', second({ parse: 1, print: 1 }, { commit: null }), 'another commit'],
    ['has another base', { report: { ...whole, base: null } }, 'compared with something else'],
    ['does not know it', second({ print: 1 }), 'could not compare all that regressed'],
    ...(['missing', 'failed', 'incomparable', 'added'] as const).map(
      (verdict): [string, Confirmation, string] => [
        `has it ${verdict}`,
        { report: having(whole, 'rust/parse', verdict) },
        'could not compare all that regressed',
      ],
    ),
  ])('is undecided, with 3, where the second run %s', (_, confirmation, words) => {
    const night = conclude(slower, confirmation);
    expect(night).toMatchObject({ state: 'undecided', exitCode: 3 });
    expect(night).toHaveProperty('reason', expect.stringContaining(words));
  });
});

describe('a regression', () => {
  const ids = ['rust/parse', 'rust/print'];

  it('is gone where it is shown to be as before, better, accepted or no longer there', () => {
    expect(notShownGone(good, ids)).toEqual([]);
    expect(notShownGone(good, null)).toEqual([]);
    expect(notShownGone(accepting(slower), ids)).toEqual([]);
    expect(notShownGone(having(good, 'rust/parse', 'improved'), ids)).toEqual([]);
    expect(notShownGone(good, ['rust/removed'])).toEqual([]);
  });

  it('is not gone where a night could not tell', () => {
    const noisy = having(good, 'rust/parse', 'inconclusive');
    expect(notShownGone(noisy, ids)).toEqual(['rust/parse']);
    expect(notShownGone(noisy, null)).toEqual(['rust/parse']);
    expect(notShownGone(noisy, ['rust/print'])).toEqual([]);
    expect(notShownGone(having(good, 'rust/print', 'incomparable'), ids)).toEqual(['rust/print']);
    const alone = { ...good, comparisons: [], measurements: good.comparisons.map(measurementOf) };
    expect(notShownGone(alone, ids)).toEqual(ids);
  });
});
