import { expect, it } from 'vitest';
import { buildReport } from '../../src/analysis/report.ts';
import { summarizeRun } from '../../src/analysis/summarize.ts';
import { defaultRule } from '../../src/model/rule.ts';
import { benchmark, measurement, run, suiteResult } from './runs.ts';

const steady = [1, 1.001, 0.999, 1.0005, 1];
const slow = steady.map((value) => value * 1.5);

const suiteOf = (values: readonly number[], sources: Record<string, string>) =>
  run([
    suiteResult(
      'rust',
      ['parse', 'rank'].map((name) =>
        benchmark('rust', name, [measurement(name === 'parse' ? values : steady)]),
      ),
      { sources },
    ),
  ]);

function warningsOf(before: Record<string, string>, after: Record<string, string>) {
  const base = { title: 'base', suites: summarizeRun(suiteOf(steady, before)) };
  const candidate = suiteOf(slow, after);
  const report = buildReport({ run: candidate, base, rule: defaultRule, allowMissing: false });
  return report.warnings.filter(({ kind }) => kind === 'changed');
}

it('a changed benchmark whose only file was edited is told so; unchanged ones are not', () => {
  expect(warningsOf({ 'benches/all.rs': 'a' }, { 'benches/all.rs': 'b' })).toEqual([
    {
      id: 'rust/parse',
      suite: 'rust',
      kind: 'changed',
      text: "The benchmark's own file was edited (benches/all.rs): see whether that explains the change.",
    },
  ]);
});

it('of several files, only the one that the benchmark is in counts', () => {
  const before = { 'benches/parse.rs': 'a', 'benches/rank.rs': 'a' };
  expect(warningsOf(before, { ...before, 'benches/rank.rs': 'b' })).toEqual([]);
  expect(warningsOf(before, { ...before, 'benches/parse.rs': 'b' })).toHaveLength(1);
});

it('a file that one side does not know says nothing', () => {
  expect(warningsOf({}, { 'benches/all.rs': 'b' })).toEqual([]);
});
