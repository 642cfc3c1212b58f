/** What stands in the cells of a row? By the places of the header, as names may hold the lines of the table. */
import type { Unit } from '../../model/metric.ts';
import { printedNumber } from '../numbers.ts';
import { printedUnit } from '../units.ts';

/** Where the columns begin, in characters. */
export interface Columns {
  readonly title: string;
  readonly fastest: number;
  readonly slowest: number;
  readonly median: number;
  readonly mean: number;
}

export interface Cells {
  /** Of the row itself; null for one that continues the row above. */
  readonly label: string | null;
  /** How many levels it lies below the outermost ones. */
  readonly depth: number;
  readonly fastest: string;
  readonly median: string;
  /** Whether the row has cells at all. */
  readonly isWhole: boolean;
}

const header = /^(\S(?:.*\S)?) +fastest +│ slowest +│ median +│ mean +│ samples +│ iters\s*$/;

/** Longer lines are no rows; names of Rust are far shorter. */
const longestRow = 10_000;

/** The columns that a header begins; null for any other line. */
export function columnsOf(line: string): Columns | null {
  if (!line.includes('│ samples') || line.length > longestRow) return null;
  const title = header.exec(line)?.[1];
  if (title === undefined) return null;
  const place = (name: string) => [...line.slice(0, line.lastIndexOf(name))].length;
  return {
    title,
    fastest: place('fastest '),
    slowest: place('slowest '),
    median: place('median '),
    mean: place('mean '),
  };
}

const branch = /^((?:│ {2}| {3})*)[├╰]─ (.*)$/;

/** Reads a row by the columns above it. */
export function cellsOf(columns: Columns, line: string): Cells {
  const characters = [...line.slice(0, longestRow)];
  const cell = (from: number, to: number) => characters.slice(from, to).join('').trim();
  const [, indent = '', label = null] =
    branch.exec(characters.slice(0, columns.fastest).join('')) ?? [];
  const fastest = cell(columns.fastest, columns.slowest - 2);
  return {
    label: label === null ? null : label.trim(),
    depth: indent.length / 3,
    fastest,
    median: cell(columns.median, columns.mean - 2),
    isWhole: characters[columns.slowest - 2] === '│' && characters[columns.median - 2] === '│',
  };
}

/** The median of a row in a base unit: `27.07 µs` is 0.00002707 s, `1,002` of no unit a count. Null where it is none. */
export function medianOf({ median }: Cells, unit: Unit): number | null {
  const [, digits = '', name = ''] = /^(\S+)(?: (\S+))?$/.exec(median) ?? [];
  const value = printedNumber(digits, true);
  if (value === null) return null;
  if (name === '') return unit === '1' ? value : null;
  const printed = printedUnit(name);
  return printed?.unit === unit ? printed.toBase(value) : null;
}
