import { describe, expect, it } from 'vitest';
import { compareTables } from '../../../src/analysis/table/compareTables.ts';
import type { Judging } from '../../../src/analysis/table/judge.ts';
import type { TableEntry } from '../../../src/model/tableEntry.ts';
import { allocations, entry, fields, sides, throughput, time } from './entries.ts';

const usual: Judging = { threshold: 0.03, confidence: 0.95, falseAlarmRate: 0.005, paired: false };

const compared = (entries: readonly TableEntry[], judging: Partial<Judging> = {}) =>
  compareTables(
    entries,
    sides,
    { row: null, column: null, groupBy: null },
    { ...usual, ...judging },
  );

/** Values within half a per cent of this one. */
const around = (value: number, count = 10) =>
  Array.from({ length: count }, (_, index) => value * (1 + ((index * 7) % 10) / 1000));

const only = (entries: readonly TableEntry[], judging: Partial<Judging> = {}) =>
  compared(entries, judging).tables[0]?.rows[0]?.cells[1]?.change;

describe('compareTables', () => {
  it('tells medians, their ratio, and geometric means over the rows of both sides', () => {
    const { tables } = compared([
      entry('a', 0, [1, 2, 30]),
      entry('a', 1, [4, 3, 2]),
      entry('b', 0, [8, 8, 8]),
      entry('b', 1, [2, 2, 2]),
      entry('c', 0, [4]),
    ]);
    const [table] = tables;
    expect(table?.rows.map(({ cells }) => cells.map((cell) => cell?.value))).toEqual([
      [2, 3],
      [8, 2],
      [4, undefined],
    ]);
    expect(table?.rows.map(({ cells }) => cells[1]?.change?.ratio)).toEqual([1.5, 0.25, undefined]);
    expect(table?.means[0]?.value).toBeCloseTo(4, 12);
    expect(table?.means[1]?.value).toBeCloseTo(Math.sqrt(6), 12);
    expect(table?.means[1]?.ratio).toBeCloseTo(Math.sqrt(1.5 * 0.25), 12);
    expect(table?.means[1]?.rows).toBe(2);
  });

  it('tells no geometric mean of zero, and that what stays zero has not changed', () => {
    const of = (name: string, base: number, candidate: number) => [
      entry(name, 0, [base, base], { metric: allocations }),
      entry(name, 1, [candidate, candidate], { metric: allocations }),
    ];
    const [stays] = compared([...of('a', 0, 0), ...of('b', 2, 8)]).tables;
    expect(stays?.rows[0]?.cells[1]?.change).toMatchObject({ ratio: 1, verdict: 'unchanged' });
    expect(stays?.means).toMatchObject([{ value: null }, { value: null, rows: 2 }]);
    expect(stays?.means[1]?.ratio).toBeCloseTo(2, 12);
    const [appears] = compared([...of('a', 0, 1), ...of('b', 2, 8)]).tables;
    expect(appears?.rows[0]?.cells[1]?.change).toMatchObject({ ratio: null, verdict: 'worse' });
    expect(appears?.means[1]).toMatchObject({ ratio: null, rows: 2 });
    expect(appears?.means[1]?.value).toBeCloseTo(Math.sqrt(8), 12);
    const [vanishes] = compared([...of('a', 1, 0), ...of('b', 2, 8)]).tables;
    expect(vanishes?.means[1]).toMatchObject({ value: null, ratio: null });
  });

  it('has a ratio of single values that are both zero', () => {
    expect(only([entry('a', 0, [0]), entry('a', 1, [0])])?.ratio).toBe(1);
    expect(only([entry('a', 0, [0]), entry('a', 1, [3])])?.ratio).toBeNull();
  });

  it.each<[string, Parameters<typeof entry>[3], number, string]>([
    ['more time', { metric: time }, 1.4, 'slower'],
    ['less time', { metric: time }, 0.7, 'faster'],
    ['more throughput', { metric: throughput }, 1.4, 'faster'],
    ['less throughput', { metric: throughput }, 0.7, 'slower'],
    ['more allocations', { metric: allocations }, 1.4, 'worse'],
    ['fewer allocations', { metric: allocations }, 0.7, 'better'],
    ['more of what nobody tells about', { metric: fields }, 1.4, 'changed'],
    ['the same time', { metric: time }, 1.001, 'unchanged'],
  ])('%s', (_, words, factor, verdict) => {
    const entries = [entry('a', 0, around(100), words), entry('a', 1, around(100 * factor), words)];
    expect(only(entries)?.verdict).toBe(verdict);
  });

  it('cannot tell from one value a side, unless the metric is exact', () => {
    const change = only([entry('a', 0, [100]), entry('a', 1, [150])]);
    expect(change).toMatchObject({ ratio: 1.5, interval: null, verdict: 'undecided' });
    expect(change?.reason).toContain('At least 2 launches on each side are needed');
    const exact = { metric: allocations, isExact: true };
    expect(only([entry('a', 0, [100], exact), entry('a', 1, [150], exact)])).toEqual({
      ratio: 1.5,
      interval: { ratio: 1.5, low: 1.5, high: 1.5 },
      verdict: 'worse',
    });
    expect(only([entry('a', 0, [100], exact), entry('a', 1, [101], exact)])?.verdict).toBe(
      'unchanged',
    );
  });

  it('is certain of counts that agree within both sides', () => {
    const counts = { metric: allocations };
    expect(only([entry('a', 0, [3, 3], counts), entry('a', 1, [4, 4], counts)])?.verdict).toBe(
      'worse',
    );
    expect(only([entry('a', 0, [0, 0], counts), entry('a', 1, [0, 0], counts)])).toMatchObject({
      ratio: 1,
      verdict: 'unchanged',
    });
    expect(only([entry('a', 0, [0, 0], counts), entry('a', 1, [2, 2], counts)])).toMatchObject({
      ratio: null,
      verdict: 'worse',
    });
  });

  it('takes launches for rounds only where that is said', () => {
    const drift = [1, 1.3, 1.7, 2.2, 2.9, 3.4, 4, 4.6];
    const base = drift.map((factor, index) => 100 * factor * (1 + (index % 3) / 500));
    const candidate = drift.map((factor, index) => 110 * factor * (1 + ((index + 1) % 3) / 500));
    const entries = [entry('a', 0, base), entry('a', 1, candidate)];
    expect(only(entries)?.verdict).toBe('undecided');
    expect(only(entries, { paired: true })?.verdict).toBe('slower');
  });

  it('takes files that tell when they were measured for launches of one thing', () => {
    const launch = (side: number, day: number, value: number) =>
      entry('a', side, [value], { labels: { date: `2026-01-0${day}` } });
    const { tables, warnings } = compared(
      [1, 2, 3, 4, 5].flatMap((day) => [launch(0, day, 1 + day / 1000), launch(1, day, 2)]),
    );
    expect(tables).toHaveLength(1);
    expect(tables[0]?.rows[0]?.cells[0]).toMatchObject({ valuesAre: 'launches' });
    expect(warnings).toEqual([]);
  });

  it('says why it cannot tell, and what would', () => {
    const noisy = (value: number) => [value, value * 1.2, value * 0.9, value * 1.1, value];
    const apart = [entry('a', 0, noisy(1)), entry('a', 1, noisy(1.02).reverse())];
    expect(only(apart)?.reason).toMatch(/^Only larger changes .* say --paired if .* run --against/);
    expect(only(apart, { paired: true })?.reason).toMatch(/^The launches lie too far apart/);
    const near = [entry('a', 0, noisy(1)), entry('a', 1, noisy(1.7))];
    const found = only(near, { falseAlarmRate: 1e-6 });
    expect(found?.interval?.low).toBeGreaterThan(1);
    expect(found).toMatchObject({
      verdict: 'undecided',
      reason: expect.stringContaining('leaves out "no change", but not clearly enough'),
    });
  });

  it('counts all verdicts, whatever the table', () => {
    const { counts } = compared([
      entry('a', 0, around(1)),
      entry('a', 1, around(2)),
      entry('b', 0, [1]),
      entry('b', 1, [1]),
      entry('a', 0, around(1), { metric: throughput }),
      entry('a', 1, around(2), { metric: throughput }),
    ]);
    expect(counts).toEqual({
      slower: 1,
      worse: 0,
      faster: 1,
      better: 0,
      changed: 0,
      undecided: 1,
      unchanged: 0,
    });
  });

  it('warns of other machines, few launches, and results of one side', () => {
    const repeats = { valuesAre: 'repeats' } as const;
    const entries = [
      entry('a', 0, around(1), repeats),
      entry('a', 1, around(1), repeats),
      entry('b', 0, around(1), repeats),
    ];
    const { warnings } = compareTables(
      entries,
      [
        { title: 'old.txt', facts: { cpu: 'A', os: 'linux', version: '1' } },
        { title: 'new.txt', facts: { cpu: 'B', os: 'linux' } },
      ],
      { row: null, column: null, groupBy: null },
      usual,
    );
    expect(warnings).toEqual([
      'old.txt and new.txt were measured under other circumstances: CPU "A" and "B".',
      expect.stringContaining('What was repeated was repeated in one process'),
      '1 of 2 results are in old.txt only: there is nothing to compare them with.',
    ]);
    expect(compared([entry('a', 0, [1]), entry('a', 1, [1])]).warnings).toEqual([
      expect.stringContaining('Each side is one launch'),
    ]);
    expect(compared([entry('a', 0, [1, 2]), entry('a', 1, [1, 2])]).warnings).toEqual([]);
  });

  it('warns of sides that are pooled, once', () => {
    const entries = ['1', '2', '3'].flatMap((n) =>
      [0, 1].map((side) => entry(`a${n}`, side, [1, 2], { params: { n } })),
    );
    const asked = { row: ['name'], column: ['param:n'], groupBy: null };
    expect(compareTables(entries, sides, asked, usual).warnings).toEqual([
      'old.txt and new.txt are pooled, as if they were launches of one side: name the field "side" in --col, --row or --group-by to keep them apart.',
      '3 of 3 rows have no value in one column or more: there is nothing to compare there.',
    ]);
    const grouped = { ...asked, groupBy: ['side'] };
    expect(compareTables(entries, sides, grouped, usual).warnings).toEqual([
      '6 of 6 rows have no value in one column or more: there is nothing to compare there.',
    ]);
  });

  it('tells what of paired sides is not paired', () => {
    const entries = [
      entry('a', 0, [1, 2, 3]),
      entry('a', 1, [1, 2]),
      entry('b', 0, [1, 2], { valuesAre: 'repeats' }),
      entry('b', 1, [1, 2]),
      entry('c', 0, [1, 2]),
      entry('c', 1, [1, 2]),
    ];
    const { warnings } = compared(entries, { paired: true });
    expect(warnings).toContain(
      '1 of 3 results are not paired: a side of them is one launch, not several.',
    );
    expect(warnings).toContain(
      '1 of 3 results have other numbers of launches on both sides: only the first ones, as many as both have, are paired.',
    );
    expect(compared(entries).warnings.join()).not.toContain('paired');
  });

  it('tells failures of a side once, and counts what other sides lack', () => {
    const failed = entry('a', 1, [1]);
    const twice = { benchmark: failed.benchmark, side: 1, message: 'exit 1' };
    const suite = { suite: 'go', path: [], params: {}, labels: {} };
    const found = compareTables(
      [entry('a', 0, [1]), entry('b', 1, [1])],
      sides,
      { row: null, column: null, groupBy: null },
      usual,
      [twice, twice, { benchmark: suite, side: 0, message: null }],
    );
    expect(found.missing).toBe(1);
    expect(found.failures).toEqual([
      { side: 'new.txt', id: 'go/a', message: 'exit 1', count: 2 },
      { side: 'old.txt', id: 'go', message: null, count: 1 },
    ]);
  });
});
