/** What is annotated, and in which order. */
import { describe, expect, it } from 'vitest';
import { annotationsOf } from '../../src/action/annotations.ts';
import type { Comparison } from '../../src/model/comparison.ts';
import { readReport } from '../reporters/readReport.ts';

const report = readReport('mixed');

const regression = (id: string, more: Partial<Comparison> = {}): Comparison => ({
  id,
  suite: 'rust',
  metric: 'time',
  unit: 's',
  direction: 'lower-is-better',
  verdict: 'regressed',
  base: { value: 1e-3, launches: 5 },
  candidate: { value: 1.2e-3, launches: 5 },
  effect: { ratio: 1.2, low: 1.15, high: 1.25, confidence: 0.95 },
  ...more,
});

const of = (...comparisons: Comparison[]) => annotationsOf({ ...report, suites: [], comparisons });

describe('annotations', () => {
  it('say what, by how much and how sure, at the benchmark’s line', () => {
    const source = { file: 'tests/bench_parse.py', line: 12 };
    expect(of(regression('rust/parse', { source }))).toEqual([
      {
        title: 'rust/parse regressed',
        message: '+20.0 % [+15.0 %, +25.0 %], from 1.00 ms to 1.20 ms',
        source,
      },
    ]);
  });

  it('are one for each benchmark, which names its metrics', () => {
    const memory = regression('a', {
      metric: 'memory',
      unit: 'B',
      base: { value: 1024, launches: 5 },
      candidate: { value: 2048, launches: 5 },
    });
    const [only, ...others] = of(regression('a'), memory);
    expect(others).toEqual([]);
    expect(only?.message).toMatch(/^time: \+20.*; peak memory: .*2\.00 KiB$/);
  });

  it('are none for what was accepted, or is no worse', () => {
    const accepted = regression('a', { accepted: { reason: 'safer' } });
    expect(of(accepted, regression('b', { verdict: 'improved' }))).toEqual([]);
  });

  it('are ten at most, the worst', () => {
    const all = Array.from({ length: 12 }, (_, index) => regression(`b${index}`));
    expect(of(...all).map(({ title }) => title)).toEqual(
      all.slice(0, 10).map(({ id }) => `${id} regressed`),
    );
  });

  it('tell failures behind regressions, in one line whatever they say', () => {
    const failed = regression('b', {
      verdict: 'failed',
      metric: null,
      effect: null,
      reason: 'panicked\n::error::at\u001b[31m the disco',
    });
    const [, second] = of(regression('a'), failed);
    expect(second).toMatchObject({ title: 'b failed', source: null });
    expect(second?.message).toMatch(/^panicked ::error::at.* the disco$/);
    expect(second?.message).not.toMatch(/[\n\u001b]/);
  });

  it('tell suites that failed as a whole', () => {
    const [suite] = report.suites;
    if (!suite) throw new Error('The report has suites.');
    const suites = [
      { ...suite, suite: 'rust', state: 'failed' as const, message: 'cargo: no such file\nadvice' },
      { ...suite, suite: 'node', state: 'measured' as const },
    ];
    expect(annotationsOf({ ...report, suites, comparisons: [] })).toEqual([
      { title: 'Suite rust failed', message: 'cargo: no such file advice', source: null },
    ]);
  });
});
