import { expect, it } from 'vitest';
import { buildReport } from '../../src/analysis/report.ts';
import { skippedNotice } from '../../src/analysis/skippedNotice.ts';
import { defaultRule } from '../../src/model/rule.ts';
import { benchmark, measurement, run, suiteResult } from './runs.ts';

it('names the first ones, each with the first line of why', () => {
  expect(skippedNotice([])).toEqual([]);
  expect(skippedNotice([{ id: 'a', message: 'no GPU\nat line 3' }])).toEqual([
    '1 benchmark was skipped: a (no GPU).',
  ]);
  const five = ['a', 'b', 'c', 'd', 'e'].map((id) => ({ id }));
  expect(skippedNotice(five)).toEqual(['5 benchmarks were skipped: a, b, c and 2 more.']);
  const inTwoFiles = [{ id: 'a', message: 'first' }, { id: 'b' }, { id: 'a', message: 'then' }];
  expect(skippedNotice(inTwoFiles)).toEqual(['2 benchmarks were skipped: a (first), b.']);
  expect(skippedNotice([{ id: 'a', message: 'x'.repeat(100) }])).toEqual([
    `1 benchmark was skipped: a (${'x'.repeat(80)}\u2026).`,
  ]);
});

it('stands in the report of a run', () => {
  const skipped = benchmark('node', 'later', [], { state: 'skipped', message: 'not yet' });
  const measured = benchmark('node', 'now', [measurement([1, 1])]);
  const candidate = run([suiteResult('node', [measured, skipped])]);
  const report = buildReport({
    run: candidate,
    base: { noBaseReason: 'none yet' },
    rule: defaultRule,
    allowMissing: false,
  });
  expect(report.suites[0]?.notices).toEqual([`1 benchmark was skipped: ${skipped.id} (not yet).`]);
});
