/** Filters on names of any file: none goes on for ever. */
import { describe, expect, it } from 'vitest';
import { filteredEntries } from '../../src/commands/actions/filteredEntries.ts';
import { withinSeconds } from '../../src/commands/actions/timeLimit.ts';
import type { TableEntry } from '../../src/model/tableEntry.ts';

const entry = (name: string): TableEntry => ({
  benchmark: { suite: 'go', path: [name], params: {}, labels: {} },
  side: 0,
  metric: 'time',
  unit: 's',
  direction: 'lower-is-better',
  isExact: false,
  values: [1],
  valuesAre: 'one',
});

const sides = [{ title: 'old.txt', facts: {} }];
const hostile = `${'a'.repeat(60)}!`;

describe('a filter', () => {
  it.each(['name~"(a+)+$"', 'name~"(?=(a+)+$)"', `name:${'*a'.repeat(40)}*b`])(
    'is given up where a name takes it too long: %s',
    (filter) => {
      const measured = { entries: [entry(hostile)], failed: [] };
      expect(() => filteredEntries(measured, sides, filter, 0.05)).toThrow(
        expect.objectContaining({ code: 'filter-too-slow' }),
      );
    },
  );

  it('keeps what it matches, and tells where that is nothing', () => {
    const measured = { entries: [entry('aa'), entry('b')], failed: [] };
    expect(filteredEntries(measured, sides, 'name~"(a+)+$"')).toEqual({
      entries: [entry('aa')],
      failed: [],
    });
    expect(() => filteredEntries(measured, sides, 'name~c')).toThrow(
      expect.objectContaining({ code: 'filter-keeps-nothing' }),
    );
  });
});

describe('work with a time limit', () => {
  it('gives what it gives, or nothing once the time is up', () => {
    expect(withinSeconds(10, () => null)).toEqual({ value: null });
    expect(
      withinSeconds(0.02, () => {
        for (;;);
      }),
    ).toBeNull();
  });

  it('throws what it throws', () => {
    const error = new Error('no');
    expect(() =>
      withinSeconds(10, () => {
        throw error;
      }),
    ).toThrow(error);
  });
});
