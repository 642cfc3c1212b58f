import { describe, expect, it } from 'vitest';
import { buildReport } from '../../src/analysis/report.ts';
import { summarizeRun } from '../../src/analysis/summarize.ts';
import { defaultRule } from '../../src/model/rule.ts';
import type { Pairing, Run } from '../../src/model/run.ts';
import { normalSource } from '../stats/random.ts';
import { noisy } from './evidences.ts';
import { timeRun } from './runs.ts';

const normal = normalSource(17);
const names = Array.from({ length: 12 }, (_, index) => `case ${index}`);

/** A run of all benchmarks; `factors` says which are slower than the rest of it. */
function measured(id: string, shift: number, factors: Record<string, number> = {}): Run {
  const values = Object.fromEntries(
    names.map((name) => {
      const center = shift * (factors[name] ?? 1);
      return [name, noisy(10, { center, spread: 0.004 }, normal)];
    }),
  );
  const day = String(id.length).padStart(2, '0');
  return { ...timeRun(values), id, startedAt: `2026-01-${day}T00:00:00.000Z` };
}

const reportOn = (bases: readonly Run[], run: Run) =>
  buildReport({
    run,
    base: { title: 'base', suites: bases.flatMap(summarizeRun) },
    rule: defaultRule,
    allowMissing: false,
  });

describe('when most benchmarks move together', () => {
  it('against one stored run, it may be the machine: no alarm, but a line', () => {
    const report = reportOn([measured('a', 1)], measured('ab', 1.1));
    expect(report.drift).toMatchObject({ cause: 'unknown', moved: 12, compared: 12 });
    expect(report.drift?.ratio).toBeCloseTo(1.1, 2);
    expect(report.counts).toMatchObject({ regressed: 0, inconclusive: 12 });
    expect(report.outcome).toBe('undecided');
  });

  it('what goes much further than the rest is still called', () => {
    const report = reportOn([measured('a', 1)], measured('ab', 1.1, { 'case 3': 1.5 }));
    const regressed = report.comparisons.filter(({ verdict }) => verdict === 'regressed');
    expect(regressed.map(({ id }) => id)).toEqual(['rust/case 3']);
  });

  it('against runs that differ as much, it is what the machine does', () => {
    const bases = [1, 1.09, 0.93, 1.05].map((shift, index) =>
      measured('abcd'.slice(0, index + 1), shift),
    );
    expect(reportOn(bases, measured('abcde', 1.12)).drift).toMatchObject({ cause: 'machine' });
  });

  it('against runs that never differed so much, it is a regression of all', () => {
    const bases = [1, 1.001, 0.999, 1.0005].map((shift, index) =>
      measured('abcd'.slice(0, index + 1), shift),
    );
    const report = reportOn(bases, measured('abcde', 1.12));
    expect(report.drift).toMatchObject({ cause: 'unusual' });
    expect(report.counts.regressed).toBe(12);
  });

  it('side by side, it cannot be the machine', () => {
    const pairing: Pairing = {
      side: 'candidate',
      with: 'a',
      base: 'main (f93cc5b)',
      design: 'alternating',
      looks: [10],
    };
    const report = reportOn([measured('a', 1)], { ...measured('ab', 1.1), pairing });
    expect(report.drift).toMatchObject({ cause: 'shared', usualSpread: null });
    expect(report.counts.regressed).toBe(12);
    expect(report.outcome).toBe('regressed');
  });
});

it('side by side, noise that happens to point the same way is no drift', () => {
  const values = [1, 1.4, 0.8, 1.2, 0.9];
  const at = (launches: readonly number[]) =>
    timeRun(Object.fromEntries(names.map((name) => [name, launches])));
  const slower = values.toReversed().map((value) => value * 1.06);
  const pairing: Pairing = {
    side: 'candidate',
    with: 'base',
    base: 'main',
    design: 'alternating',
    looks: [5],
  };
  const report = reportOn([{ ...at(values), id: 'base' }], { ...at(slower), id: 'head', pairing });
  const beyond = report.comparisons.filter(({ effect }) => (effect?.ratio ?? 1) > 1.03);
  expect(beyond).toHaveLength(12);
  expect(report.drift).toBeNull();
});

it.each([
  ['half of them did', Object.fromEntries(names.slice(0, 6).map((name) => [name, 1.2]))],
  ['few did', { 'case 1': 1.3 }],
  [
    'they moved apart',
    Object.fromEntries(names.map((name, index) => [name, index % 2 ? 1.2 : 0.8])),
  ],
])('there is no drift when %s', (_what, factors) => {
  expect(reportOn([measured('a', 1)], measured('ab', 1, factors)).drift).toBeNull();
});
