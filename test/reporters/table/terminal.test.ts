/** Tables in terminals of any width: nothing overflows that has room, and no figure is lost. */
import { stripVTControlCharacters } from 'node:util';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type {
  Cell,
  ComparisonTable,
  ComparisonTables,
} from '../../../src/model/comparisonTable.ts';
import { terminalTables } from '../../../src/reporters/table/terminal.ts';
import { displayWidth } from '../../../src/text.ts';

/** Row `row` of side `side`; each side is 10 % slower than the one before. */
function cell(row: number, side: number): Cell {
  const ratio = 1 + side / 10;
  return {
    value: (row + 1) * 1e-6 * ratio,
    values: [1, 2],
    spread: 0.01 * (side + 1),
    valuesAre: 'launches',
    change:
      side === 0
        ? null
        : { ratio, interval: { ratio, low: ratio - 0.01, high: ratio + 0.01 }, verdict: 'slower' },
  };
}

interface Wanted {
  readonly names: readonly string[];
  readonly sides: readonly string[];
  readonly columns: number;
  readonly plot?: boolean;
  readonly color?: boolean;
}

function tableOf({ names, sides }: Pick<Wanted, 'names' | 'sides'>): ComparisonTable {
  return {
    metric: 'time',
    unit: 's',
    direction: 'lower-is-better',
    group: ['go'],
    columns: sides,
    rows: names.map((title, row) => ({ title, cells: sides.map((_, side) => cell(row, side)) })),
    areSides: true,
    means: sides.map((_, side) => ({ value: 3e-6, ratio: side === 0 ? null : 1, rows: 2 })),
  };
}

function shown({ names, sides, columns, plot = false, color = false }: Wanted): string[] {
  const comparison: ComparisonTables = {
    tables: [tableOf({ names, sides })],
    counts: { slower: 1 },
    failures: [],
    missing: 0,
    threshold: 0.03,
    confidence: 0.95,
    warnings: [],
  };
  return terminalTables
    .render({ comparison, entries: [], sides: [] }, { columns, color, plot, unit: null })
    .split('\n');
}

const some = (count: number) =>
  ['main', 'first', 'second', 'third', 'fourth', 'fifth'].slice(0, count);

describe('a table that is too wide', () => {
  it('is one as long as spreads are all that has no room', () => {
    const lines = shown({ names: ['parse', 'print'], sides: some(2), columns: 55 });
    expect(lines.join('\n')).toMatchInlineSnapshot(`
      "1 slower

      time · go
                         main    first
      parse           1.00 µs  1.10 µs  +10.0 %  ✗ slower
      print           2.00 µs  2.20 µs  +10.0 %  ✗ slower
      geometric mean  3.00 µs  3.00 µs    0.0 %

        … The terminal is too narrow for spreads (±);
        --format csv has them.
      "
    `);
  });

  it('is broken into blocks, each with the names, behind the first with what is compared with', () => {
    const lines = shown({ names: ['parse', 'print'], sides: some(4), columns: 80 });
    expect(lines.join('\n')).toMatchInlineSnapshot(`
      "1 slower

      time · go
                         main           first
      parse           1.00 µs ±1.0 %  1.10 µs ±2.0 %  +10.0 %  ✗ slower
      print           2.00 µs ±1.0 %  2.20 µs ±2.0 %  +10.0 %  ✗ slower
      geometric mean  3.00 µs         3.00 µs           0.0 %

      time · go · compared with main
                       second
      parse           1.20 µs ±3.0 %  +20.0 %  ✗ slower
      print           2.40 µs ±3.0 %  +20.0 %  ✗ slower
      geometric mean  3.00 µs           0.0 %

      time · go · compared with main
                        third
      parse           1.30 µs ±4.0 %  +30.0 %  ✗ slower
      print           2.60 µs ±4.0 %  +30.0 %  ✗ slower
      geometric mean  3.00 µs           0.0 %
      "
    `);
  });

  it('has marks for words where even two sides have no room', () => {
    const lines = shown({
      names: ['a name that is longer than any name has to be, for all that it says'],
      sides: ['main', 'results-of-mine.json'],
      columns: 60,
    });
    expect(lines.join('\n')).toMatchInlineSnapshot(`
      "1 slower

      time · go
                                   main  results-o…mine.json
      a name that …hat it says  1.00 µs  1.10 µs  +10.0 %  ✗
      geometric mean            3.00 µs  3.00 µs    0.0 %

        … The terminal is too narrow for spreads (±); --format csv
        has them.
        … ✗ is slower or worse, ✓ faster or better, ~ changed, ?
        undecided, = unchanged.
      "
    `);
  });

  it('keeps plots where they have room beside one side', () => {
    const lines = shown({ names: ['parse', 'print'], sides: some(4), columns: 90, plot: true });
    expect(lines.join('\n')).toMatchInlineSnapshot(`
      "1 slower

      time · go
                         main           first                            ±25 %
      parse           1.00 µs ±1.0 %  1.10 µs ±2.0 %  +10.0 %  ✗ slower  ·······│··●····
      print           2.00 µs ±1.0 %  2.20 µs ±2.0 %  +10.0 %  ✗ slower  ·······│··●····
      geometric mean  3.00 µs         3.00 µs           0.0 %

      time · go · compared with main
                       second                            ±25 %
      parse           1.20 µs ±3.0 %  +20.0 %  ✗ slower  ·······│····─●·
      print           2.40 µs ±3.0 %  +20.0 %  ✗ slower  ·······│····─●·
      geometric mean  3.00 µs           0.0 %

      time · go · compared with main
                        third                            ±25 %
      parse           1.30 µs ±4.0 %  +30.0 %  ✗ slower  ·······│······▸
      print           2.60 µs ±4.0 %  +30.0 %  ✗ slower  ·······│······▸
      geometric mean  3.00 µs           0.0 %
      "
    `);
  });

  it('has the same colours', () => {
    const wanted = { names: ['parse', 'print'], sides: some(4), columns: 60 };
    const colored = shown({ ...wanted, color: true });
    expect(colored.map(stripVTControlCharacters)).toEqual(shown(wanted));
    expect(colored.filter((line) => line.includes('\u001B[31m+'))).toHaveLength(6);
  });
});

it('never loses a figure, and needs no more than 40 columns', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 40, max: 200 }),
      fc.integer({ min: 1, max: 6 }),
      fc.array(fc.string({ minLength: 1, maxLength: 60 }), { minLength: 1, maxLength: 3 }),
      fc.constantFrom('', '-of-the-branch-with-a-very-long-name.json'),
      fc.boolean(),
      (columns, count, names, ending, plot) => {
        const sides = some(count).map((side) => side + ending);
        const lines = shown({ names, sides, columns, plot });
        for (const line of lines) expect(displayWidth(line)).toBeLessThanOrEqual(columns);
        const text = lines.join('\n');
        for (const [side] of sides.entries()) {
          for (const [row] of names.entries()) {
            const { value } = cell(row, side);
            expect(text).toMatch(new RegExp(`${(value * 1e6).toFixed(2)}\\sµs`));
          }
          if (side > 0) expect(text).toMatch(new RegExp(`\\+${side}0\\.0\\s%`));
        }
        // Each row has a mark for each side.
        expect(text.match(/0\.0\s%\s{1,3}✗/g) ?? []).toHaveLength((count - 1) * names.length);
        const spreads = text.match(/±\d\.0\s%/g) ?? [];
        const isTold = /too narrow for\s+spreads/.test(text);
        expect(spreads).toHaveLength(isTold ? 0 : count * names.length);
      },
    ),
  );
});
