import { describe, expect, it } from 'vitest';
import { compare } from '../../src/analysis/compare.ts';
import { summarizeRun } from '../../src/analysis/summarize.ts';
import { defaultRule } from '../../src/model/rule.ts';
import type { Run } from '../../src/model/run.ts';
import type { SuiteSummary } from '../../src/model/summary.ts';
import { benchmark, measurement, run, suiteResult, timeRun } from './runs.ts';

const steady = [1, 1.001, 0.999];
const slow = steady.map((value) => value * 1.2);
const comparisonsOf = (base: readonly SuiteSummary[], candidate: Run, rule = defaultRule) =>
  compare(base, candidate, rule).comparisons;
const verdictsOf = (base: Run, candidate: Run) =>
  Object.fromEntries(
    comparisonsOf(summarizeRun(base), candidate).map(({ id, metric, verdict }) => [
      metric === 'throughput' ? `${id} throughput` : id,
      verdict,
    ]),
  );

describe('benchmarks', () => {
  it('are paired by id; what is on one side only is added or missing', () => {
    const base = timeRun({ same: steady, slower: steady, gone: steady });
    const candidate = timeRun({ same: steady, slower: slow, fresh: steady });
    expect(verdictsOf(base, candidate)).toEqual({
      'rust/same': 'unchanged',
      'rust/slower': 'regressed',
      'rust/gone': 'missing',
      'rust/fresh': 'added',
    });
  });

  it('come most severe first, within a verdict the largest change first', () => {
    const base = timeRun({ a: steady, b: steady, c: steady });
    const candidate = timeRun({
      a: steady,
      b: slow,
      c: steady.map((value) => value * 2),
    });
    const order = comparisonsOf(summarizeRun(base), candidate).map(({ id }) => id);
    expect(order).toEqual(['rust/c', 'rust/b', 'rust/a']);
  });

  it('that failed are failed with their message, whatever was measured before', () => {
    const failed = benchmark('rust', 'a', [measurement(steady)], {
      state: 'failed',
      message: 'boom',
    });
    const candidate = run([suiteResult('rust', [failed])]);
    const [comparison] = comparisonsOf(summarizeRun(timeRun({ a: steady })), candidate);
    expect(comparison).toMatchObject({ verdict: 'failed', reason: 'boom', metric: null });
  });

  it('that had failed in the base cannot be compared', () => {
    const failed = benchmark('rust', 'a', [], { state: 'failed', message: 'boom' });
    const base = run([suiteResult('rust', [failed])]);
    expect(verdictsOf(base, timeRun({ a: steady }))).toEqual({ 'rust/a': 'incomparable' });
  });

  it('are never missing from a run of only some', () => {
    const candidate = { ...timeRun({ a: steady }), filter: 'rust/a' };
    expect(verdictsOf(timeRun({ a: steady, b: steady }), candidate)).toEqual({
      'rust/a': 'unchanged',
    });
  });

  it('of a suite that is no longer configured are missing, unless suites were chosen by name', () => {
    const other = suiteResult('node', [benchmark('node', 'x', [measurement(steady)])]);
    const base = run([...timeRun({ a: steady }).suites, other]);
    const candidate = timeRun({ a: steady });
    expect(verdictsOf(base, candidate)).toEqual({ 'rust/a': 'unchanged', 'node/x': 'missing' });
    expect(verdictsOf(base, { ...candidate, selection: ['rust'] })).toEqual({
      'rust/a': 'unchanged',
    });
  });
});

describe('environments', () => {
  it('that differ make a suite incomparable and say what differs', () => {
    const candidate = timeRun(
      { a: slow },
      { fingerprint: 'f00dfeed0002', toolchain: { rustc: '1.96.0' } },
    );
    const [comparison] = comparisonsOf(summarizeRun(timeRun({ a: steady })), candidate);
    expect(comparison?.verdict).toBe('incomparable');
    expect(comparison?.reason).toContain('rustc 1.95.0 → 1.96.0');
  });

  it('are looked up: the base of the same fingerprint wins over a newer one', () => {
    const [same] = summarizeRun(timeRun({ a: steady }));
    const [other] = summarizeRun(timeRun({ a: slow }, { fingerprint: 'f00dfeed0009' }));
    if (!same || !other) throw new Error('no summaries');
    const newer = { ...other, run: { ...other.run, startedAt: '2027-01-01T00:00:00.000Z' } };
    const [comparison] = comparisonsOf([newer, same], timeRun({ a: steady }));
    expect(comparison?.verdict).toBe('unchanged');
  });
});

describe('throughput', () => {
  const declared = (values: readonly number[], bytes: number) => {
    const rates = values.map((seconds) => bytes / seconds);
    return run([
      suiteResult('rust', [
        benchmark('rust', 'csv', [
          measurement(values),
          measurement(rates, 'throughput', { workPerIteration: bytes }),
        ]),
      ]),
    ]);
  };

  it('follows from the time, the other way round, and is no test of its own', () => {
    const found = comparisonsOf(summarizeRun(declared(steady, 1000)), declared(slow, 1000));
    const throughput = found.find(({ metric }) => metric === 'throughput');
    expect(throughput).toMatchObject({ verdict: 'regressed', unit: 'B/s' });
    expect(throughput?.effect?.ratio).toBeCloseTo(1 / 1.2, 6);
    expect(throughput?.base?.value).toBeCloseTo(1000, 2);
  });

  it('is a test of its own when time is not judged', () => {
    const rule = { ...defaultRule, metrics: ['throughput'] as const };
    const found = comparisonsOf(summarizeRun(declared(steady, 1000)), declared(slow, 1000), rule);
    expect(found).toMatchObject([{ metric: 'throughput', verdict: 'regressed' }]);
  });

  it('is compared instead of the time when the declared work changed', () => {
    const found = comparisonsOf(summarizeRun(declared(steady, 1000)), declared(slow, 1200));
    expect(found.find(({ metric }) => metric === 'time')).toMatchObject({
      verdict: 'incomparable',
    });
    expect(found.find(({ metric }) => metric === 'throughput')).toMatchObject({
      verdict: 'unchanged',
    });
  });
});

describe('metrics', () => {
  it('that only the base tells are no failure of the benchmark', () => {
    const withMemory = run([
      suiteResult('rust', [
        benchmark('rust', 'a', [measurement(steady), measurement(steady, 'memory')]),
      ]),
    ]);
    const found = comparisonsOf(summarizeRun(withMemory), timeRun({ a: steady }));
    expect(found.map(({ metric, verdict }) => [metric, verdict])).toEqual([
      ['memory', 'incomparable'],
      ['time', 'unchanged'],
    ]);
  });

  it('keep the numbers of their launches where one is missing', () => {
    const gap = measurement([1, 3]);
    gap.launches[1] = { launch: 2, sampleCount: 1, samples: [3] };
    const [summary] = summarizeRun(run([suiteResult('rust', [benchmark('rust', 'a', [gap])])]));
    expect(summary?.benchmarks[0]?.metrics[0]?.launches).toEqual([1, null, 3]);
  });

  it('are judged only when the rule names them', () => {
    const both = (memory: readonly number[]) =>
      run([
        suiteResult('rust', [
          benchmark('rust', 'a', [measurement(steady), measurement(memory, 'user-time')]),
        ]),
      ]);
    const found = comparisonsOf(summarizeRun(both(steady)), both(slow));
    expect(found.map(({ metric }) => metric)).toEqual(['time']);
  });

  it('of different sample kinds are incomparable', () => {
    const calls = run([
      suiteResult('rust', [
        benchmark('rust', 'a', [measurement(steady, 'time', { sampleKind: 'call' })]),
      ]),
    ]);
    expect(verdictsOf(timeRun({ a: steady }), calls)).toEqual({ 'rust/a': 'incomparable' });
  });
});
