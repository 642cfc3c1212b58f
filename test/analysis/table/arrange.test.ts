import { describe, expect, it } from 'vitest';
import { arrange } from '../../../src/analysis/table/arrange.ts';
import type { Arrangement } from '../../../src/analysis/table/arrangement.ts';
import { entry, sides, throughput } from './entries.ts';

const usual: Arrangement = { row: null, column: null, groupBy: null };

/** Rows as `title: sides that have it`. */
const shape = (
  entries: Parameters<typeof arrange>[0],
  arrangement: Partial<Arrangement> = {},
  of = sides,
) =>
  arrange(entries, of, { ...usual, ...arrangement }).map(({ metric, group, columns, rows }) => ({
    metric: metric.metric,
    group: group.join(' '),
    columns: columns.join(' '),
    rows: rows.map(
      ({ title, cells }) =>
        `${title}: ${cells.map((cell) => [cell ?? []].flat().length).join(' ')}`,
    ),
  }));

describe('arrange', () => {
  it('keeps apart what differs by a label that is called like a field of all', () => {
    const entries = ['rust', 'node'].map((suite) =>
      entry('Parse', 0, [1], { labels: { suite, 'name.1': suite } }),
    );
    expect(shape(entries).map(({ group }) => group)).toEqual([
      'go name.1=rust suite=rust',
      'go name.1=node suite=node',
    ]);
  });

  it('makes a table per suite and metric, without what all names begin with', () => {
    const entries = [
      entry('a/b/Parse', 0, [1], { params: { n: '1', align: '0' } }),
      entry('a/b/Parse', 0, [1], { params: { n: '1', align: '0' }, metric: throughput }),
      entry('a/Print', 1, [1]),
      entry('run', 1, [1], { suite: 'hyperfine' }),
    ];
    expect(shape(entries)).toEqual([
      {
        metric: 'time',
        group: 'go a',
        columns: 'old.txt new.txt',
        rows: ['b/Parse[align=0,n=1]: 1 0', 'Print: 0 1'],
      },
      {
        metric: 'throughput',
        group: 'go a',
        columns: 'old.txt new.txt',
        rows: ['b/Parse[align=0,n=1]: 1 0'],
      },
      { metric: 'time', group: 'hyperfine', columns: 'old.txt new.txt', rows: ['run: 0 1'] },
    ]);
  });

  it('groups by labels that vary within a side, and not by those of the sides', () => {
    const before = { note: 'before', cpu: 'A', commit: '1' };
    const after = { note: 'after', cpu: 'A', commit: '2' };
    const one = [
      entry('Parse', 0, [1], { labels: before }),
      entry('Parse', 0, [2], { labels: after }),
    ];
    expect(shape(one, {}, sides.slice(0, 1)).map(({ group }) => group)).toEqual([
      'go note=before',
      'go note=after',
    ]);
    const other = [
      entry('Parse', 0, [1], { labels: before }),
      entry('Parse', 1, [2], { labels: { ...before, cpu: 'B' } }),
    ];
    expect(shape(other).map(({ group }) => group)).toEqual(['go']);
  });

  it('makes columns of any field, in the order of the file, and leaves it out of the rows', () => {
    const entries = ['before', 'after'].flatMap((note) =>
      ['2', '10'].map((n) => entry('Parse', 0, [1], { labels: { note }, params: { n } })),
    );
    const [table] = shape(entries, { column: ['note'] }, sides.slice(0, 1));
    expect(table).toEqual({
      metric: 'time',
      group: 'go',
      columns: 'before after',
      rows: ['Parse[n=2]: 1 1', 'Parse[n=10]: 1 1'],
    });
    expect(
      shape(entries, { column: ['n'], row: ['note'], groupBy: ['suite'] }, sides.slice(0, 1)),
    ).toEqual([
      { metric: 'time', group: 'go', columns: 'n=2 n=10', rows: ['before: 1 1', 'after: 1 1'] },
    ]);
  });

  it('pools what no field keeps apart', () => {
    const entries = ['1', '2', '3'].map((n) => entry('Parse', 0, [1], { params: { n } }));
    expect(shape(entries, { row: ['name'] })[0]?.rows).toEqual(['Parse: 3 0']);
  });

  it('refuses a field that nothing has', () => {
    expect(() => shape([entry('Parse', 0, [1])], { column: ['size'] })).toThrow(
      'None of these results has a "size".',
    );
  });
});
