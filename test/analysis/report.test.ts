import { describe, expect, it } from 'vitest';
import { exitCodeOf } from '../../src/analysis/exitCode.ts';
import { type Base, buildReport } from '../../src/analysis/report.ts';
import { summarizeRun } from '../../src/analysis/summarize.ts';
import { reportSchema } from '../../src/model/report.ts';
import { defaultRule } from '../../src/model/rule.ts';
import type { Run } from '../../src/model/run.ts';
import { benchmark, measurement, run, suiteResult, timeRun } from './runs.ts';

const steady = [1, 1.001, 0.999];
const slow = steady.map((value) => value * 1.2);
const baseOf = (of: Run): Base => ({ title: 'baseline main', suites: summarizeRun(of) });

function report(candidate: Run, base: Run | null, allowMissing = false) {
  return buildReport({
    run: candidate,
    base: base ? baseOf(base) : { noBaseReason: 'none yet' },
    rule: defaultRule,
    allowMissing,
  });
}
const codeOf = (candidate: Run, base: Run | null, strict = false, allowMissing = false) =>
  exitCodeOf(report(candidate, base, allowMissing), { strict });

describe('outcome and exit code', () => {
  const base = timeRun({ a: steady });
  const skipped = suiteResult('python', [], {
    state: 'skipped',
    message: 'no python',
    harness: null,
    fingerprint: null,
    launches: [],
  });

  it('are those of CI', () => {
    expect(codeOf(timeRun({ a: steady }), base)).toBe(0);
    expect(codeOf(timeRun({ a: slow }), base)).toBe(1);
    expect(codeOf(timeRun({ b: steady }), base)).toBe(3);
    expect(codeOf(timeRun({ a: steady }), null)).toBe(0);
    expect(codeOf(timeRun({ a: steady }), null, true)).toBe(4);
  });

  it('fail for a suite that is skipped, unless that is allowed', () => {
    const candidate = run([...timeRun({ a: steady }).suites, skipped]);
    expect(codeOf(candidate, base)).toBe(3);
    expect(codeOf(candidate, base, false, true)).toBe(0);
  });

  it('are undecided where a suite of the base was skipped, or nothing that is judged was measured', () => {
    const known = run([
      ...timeRun({ a: steady }).suites,
      suiteResult('python', [benchmark('python', 'x', [measurement(steady)])]),
    ]);
    const candidate = run([...timeRun({ a: steady }).suites, skipped]);
    expect(codeOf(candidate, known, true, true)).toBe(4);
    const unjudged = buildReport({
      run: timeRun({ a: slow }),
      base: baseOf(base),
      rule: { ...defaultRule, metrics: ['instructions'] },
      allowMissing: false,
    });
    expect(unjudged.outcome).toBe('undecided');
  });

  it('fail for an interrupted run and a failed benchmark without any base', () => {
    expect(codeOf({ ...timeRun({ a: steady }), state: 'interrupted' }, base)).toBe(3);
    const failed = benchmark('rust', 'a', [], { state: 'failed', message: 'boom' });
    expect(codeOf(run([suiteResult('rust', [failed])]), null)).toBe(3);
  });

  it('put a regression before a failure', () => {
    const candidate = timeRun({ a: slow });
    expect(codeOf(run([...candidate.suites, skipped]), base)).toBe(1);
  });

  it('are undecided for what is inconclusive or of another environment', () => {
    const noisy = timeRun({ a: [1, 1.2, 0.8] });
    expect(report(noisy, base).outcome).toBe('undecided');
    expect(codeOf(noisy, base)).toBe(0);
    expect(codeOf(noisy, base, true)).toBe(4);
    const elsewhere = timeRun({ a: steady }, { fingerprint: 'f00dfeed0002' });
    expect(report(elsewhere, base).outcome).toBe('undecided');
  });
});

describe('a report', () => {
  it('is valid by its own schema', () => {
    const value = report(timeRun({ a: slow, b: steady }), timeRun({ a: steady, c: steady }));
    expect(reportSchema.parse(JSON.parse(JSON.stringify(value)))).toEqual(value);
  });

  it('says when the sides were launched a different number of times', () => {
    const candidate = timeRun({ a: steady }, { launchesPlanned: 9 });
    const { suites } = report(candidate, timeRun({ a: steady }));
    expect(suites[0]?.notices.join()).toContain('3 of the base, 9 here');
  });

  it('counts a benchmark once, by its worst metric', () => {
    const both = (values: readonly number[]) =>
      run([
        suiteResult('rust', [
          benchmark('rust', 'a', [measurement(values), measurement(steady, 'memory')]),
        ]),
      ]);
    expect(report(both(slow), both(steady)).counts).toMatchObject({ regressed: 1, unchanged: 0 });
  });

  it('shows measured values where there is nothing to compare with', () => {
    const { measurements, noBaseReason } = report(timeRun({ a: [1, 3] }), null);
    expect(noBaseReason).toBe('none yet');
    expect(measurements).toMatchObject([{ id: 'rust/a', side: { launches: 2 } }]);
    // The value of which ratios are told: the geometric mean.
    expect(measurements[0]?.side.value).toBeCloseTo(Math.sqrt(3), 12);
    expect(measurements[0]?.spread).toBeCloseTo(Math.SQRT2 / 2, 9);
  });
});

it('tells where the compared benchmarks stand in the candidate', () => {
  const runOf = (line: number, ...names: string[]) =>
    run([
      suiteResult(
        'rust',
        names.map((name) =>
          benchmark('rust', name, [measurement(steady)], { source: { file: 'a.py', line } }),
        ),
      ),
    ]);
  const broken = benchmark('python', 'broken', [], {
    state: 'failed',
    source: { file: 'b.py', line: 7 },
  });
  const candidate = runOf(2, 'kept', 'new');
  candidate.suites.push(suiteResult('python', [broken]));
  const { comparisons } = report(candidate, runOf(1, 'kept', 'gone'));
  expect(Object.fromEntries(comparisons.map(({ id, source }) => [id, source]))).toEqual({
    'python/broken': { file: 'b.py', line: 7 },
    'rust/kept': { file: 'a.py', line: 2 },
    'rust/new': { file: 'a.py', line: 2 },
    'rust/gone': undefined,
  });
});
