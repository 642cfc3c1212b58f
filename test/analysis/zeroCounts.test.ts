/** Counts that are zero, of which no ratio can be taken. */
import { describe, expect, it, test } from 'vitest';
import { compare } from '../../src/analysis/compare.ts';
import { summarizeRun } from '../../src/analysis/summarize.ts';
import { undecidedBenchmarks } from '../../src/analysis/undecided.ts';
import { type Settled, settledByZeros } from '../../src/analysis/zeroCounts.ts';
import { defaultRule } from '../../src/model/rule.ts';
import type { Run } from '../../src/model/run.ts';
import { benchmark, measurement, run, suiteResult } from './runs.ts';

const judged = { direction: 'lower-is-better', counted: true, threshold: 0.03 } as const;
const paired = (base: (number | null)[], candidate: (number | null)[]) =>
  settledByZeros({ ...judged, kind: 'paired', base, candidate }, 0.95);
const same = { ratio: 1, low: 1, high: 1, confidence: 0.95 };

test.each<[string, (number | null)[], (number | null)[], Settled['verdict'] | undefined]>([
  ['none at all', [0, 0, 0], [0, 0, 0], 'unchanged'],
  ['one of the runtime now and then', [0, 1, 0, 0], [0, 0, 0, 1], 'unchanged'],
  ['none before', [0, 0, 0, 0, 0], [112, 112, 113, 112, 112], 'regressed'],
  ['none before, too few to tell', [0, 0, 0, 0], [1, 1, 2, 1], 'inconclusive'],
  ['none before, the same each time', [0, 0], [112, 112], 'regressed'],
  ['hardly any before', [0, 0, 1, 0, 0], [112, 112, 112, 112, 112], 'regressed'],
  ['none now', [112, 112, 112], [0, 0, 0], 'improved'],
  ['some before and some now', [0, 5, 5], [0, 3, 9], 'inconclusive'],
  ['apart by less than what matters', [0, 1000, 1000], [1001, 1001, 1001], 'inconclusive'],
  ['no zero', [1, 1, 1], [2, 2, 2], undefined],
  ['too few launches', [0], [1], undefined],
  ['too few whole rounds', [0, null, 0], [1, 1, null], undefined],
])('%s', (_, base, candidate, verdict) => {
  expect(paired(base, candidate)?.verdict).toBe(verdict);
});

test('times are none of it', () => {
  const times = { ...judged, counted: false, kind: 'paired' } as const;
  expect(settledByZeros({ ...times, base: [0, 0], candidate: [1, 1] }, 0.95)).toBeNull();
});

test('the ratio takes zero for half of one', () => {
  expect(paired([0, 0], [0, 0])?.effect).toEqual(same);
  expect(paired([0, 0, 0], [1, 1, 1])).toMatchObject({
    effect: { ratio: 2, low: 2, high: 2 },
    reason: expect.stringContaining('half of one'),
  });
  expect(paired([4, 5, 4, 4, 4], [0, 0, 0, 0, 0])?.effect).toMatchObject({ low: 0.1, high: 0.125 });
});

test('more is better for what is', () => {
  const higher = { ...judged, direction: 'higher-is-better', kind: 'paired' } as const;
  expect(settledByZeros({ ...higher, base: [0, 0], candidate: [3, 3] }, 0.95)?.verdict).toBe(
    'improved',
  );
});

test('stored runs count with all of their launches', () => {
  const stored = { ...judged, kind: 'stored', runs: [[0, 0], [0]], candidate: [7, 7] } as const;
  expect(settledByZeros(stored, 0.95)?.verdict).toBe('regressed');
});

describe('a run', () => {
  const runOf = (allocated: number[], id: string) =>
    run([suiteResult('go', [benchmark('go', 'a', [measurement(allocated, 'allocated')])])], {
      id,
    });

  it('says so, whatever its statistics', () => {
    const base = runOf([0, 0, 0, 0], 'base');
    const verdictOf = (allocated: number[]) =>
      compare(summarizeRun(base), runOf(allocated, 'now'), defaultRule).comparisons[0];
    expect(verdictOf([0, 0, 0, 0])).toMatchObject({ verdict: 'unchanged', effect: same });
    expect(verdictOf([64, 64, 64, 64])).toMatchObject({
      verdict: 'regressed',
      base: { value: 0 },
      candidate: { value: 64 },
    });
  });

  it('needs no more rounds for it', () => {
    const base = runOf([0, 0, 1, 0], 'base');
    const undecided = (allocated: number[]) => {
      const candidate: Run = {
        ...runOf(allocated, 'now'),
        pairing: {
          side: 'candidate',
          with: 'base',
          base: 'main',
          design: 'alternating',
          looks: [4, 20],
        },
      };
      return undecidedBenchmarks(base, candidate, defaultRule).candidate;
    };
    expect(undecided([0, 1, 0, 0]).size).toBe(0);
    expect(undecided([64, 64, 64, 64]).size).toBe(0);
  });
});
