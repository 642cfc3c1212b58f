/** One table as lines for a terminal: as it is where there is room, else in blocks of columns. */
import type { ChalkInstance } from 'chalk';
import type { ComparisonTable, TableRow } from '../../model/comparisonTable.ts';
import { displayWidth, pad, printable, truncateMiddle } from '../../text.ts';
import { alignedLine, columnWidths, lineWidth } from '../columns.ts';
import { paints } from './paint.ts';
import { type Block, type Lines, roomFor, type Saving, sideWidth } from './room.ts';
import { Sheet } from './sheet.ts';
import type { TableOptions } from './tableReporter.ts';
import { cellWord, tableTitle } from './words.ts';

/** The widest that names may get, so that figures stay in sight. */
const nameShare = 0.4;

export interface TableLines {
  readonly lines: readonly string[];
  /** What had no room. */
  readonly saved: readonly Saving[];
}

/** What is written of one table. */
class Writer {
  readonly #sheet: Sheet;
  readonly #options: TableOptions;
  readonly #chalk: ChalkInstance;

  constructor(sheet: Sheet, options: TableOptions, chalk: ChalkInstance) {
    this.#sheet = sheet;
    this.#options = options;
    this.#chalk = chalk;
  }

  /** Dimmed, as it tells of no verdict. */
  plain(cells: readonly string[], widths: readonly number[]): string {
    return this.#chalk.dim(alignedLine(cells, widths, this.#sheet.layout, (text) => text));
  }

  /** @param texts the cells of each row */
  rows(texts: readonly (readonly string[])[], widths: readonly number[]): string[] {
    const sheet = this.#sheet;
    const { layout } = sheet;
    const paint = paints(this.#chalk);
    return sheet.table.rows.map((row: TableRow, index) =>
      alignedLine(texts[index] ?? [], widths, layout, (text, place) => {
        const verdict = this.#options.color ? sheet.verdictAt(row, place) : null;
        return verdict ? paint[verdict](text) : text;
      }),
    );
  }

  /** @param base set where the side that others are compared with stands in a block above */
  title(base?: string): string[] {
    const title = printable(tableTitle(this.#sheet.table));
    const { columns } = this.#options;
    if (base === undefined) return [this.#chalk.bold(title)];
    const reference = `compared with ${base}`;
    const together = `${title} · ${reference}`;
    return (
      displayWidth(together) <= columns ? [together] : [title, truncateMiddle(reference, columns)]
    ).map((line) => this.#chalk.bold(line));
  }
}

/** Each side's title above all of its columns: at the right of the values, if it is no wider than they are. */
function headerAcross(lines: Lines, { sides, widths }: Block, header: readonly string[]): string {
  let line = ' '.repeat(widths[0] ?? 0);
  for (const number of sides) {
    const side = lines.sides[number];
    if (!side) continue;
    const plotWidth = side.plot === null ? 0 : (widths[side.plot] ?? 0);
    const before = lines.layout[side.value]?.before ?? '';
    const width = sideWidth(lines, side, widths) - (plotWidth === 0 ? 0 : plotWidth + 2);
    const title = header[side.value] ?? '';
    const valueWidth = widths[side.value] ?? 0;
    const text =
      displayWidth(title) <= valueWidth
        ? pad(title, valueWidth, 'left')
        : truncateMiddle(title, width);
    line += before + pad(text, width, 'right');
    if (plotWidth > 0) line += `  ${pad(header[side.plot ?? 0] ?? '', plotWidth, 'right')}`;
  }
  return line.trimEnd();
}

/** Marks instead of words: `✗` for `✗ slower`. */
function withMarks(sheet: Sheet, row: TableRow, cells: readonly string[]): string[] {
  const marked = [...cells];
  for (const [number, { word }] of sheet.sides.entries()) {
    const said = cellWord(sheet.table, row, number);
    if (word !== null && said) marked[word] = said.symbol;
  }
  return marked;
}

/** A title, a line with the names of sides, the rows, and their mean. */
export function tableLines(
  table: ComparisonTable,
  options: TableOptions,
  chalk: ChalkInstance,
): TableLines {
  const sheet = new Sheet(table, options);
  const { header, layout, means, sides } = sheet;
  const writer = new Writer(sheet, options, chalk);
  const rows = table.rows.map((row) => sheet.row(row));
  const ofRows = columnWidths([...rows, ...means], layout.length);
  const titles = columnWidths([header], layout.length);
  ofRows[0] = Math.min(ofRows[0] ?? 0, Math.max(20, Math.floor(options.columns * nameShare)));
  const widths = ofRows.map((width, place) => Math.max(width, titles[place] ?? 0));
  if (lineWidth(widths, layout) <= options.columns) {
    const lines = [
      ...writer.title(),
      writer.plain(header, widths),
      ...writer.rows(rows, widths),
      ...means.map((cells) => writer.plain(cells, widths)),
    ];
    return { lines, saved: [] };
  }
  // Plots have a title of their own, as wide as they are.
  const own = new Set(sides.map(({ value }) => value));
  const all: Lines = {
    layout,
    sides,
    widths: widths.map((width, place) => (own.has(place) ? (ofRows[place] ?? 0) : width)),
    titles: sides.map(({ value }) => titles[value] ?? 0),
    columns: options.columns,
  };
  const { blocks, saved } = roomFor(all);
  const texts = saved.includes('words')
    ? rows.map((cells, index) => {
        const row = table.rows[index];
        return row ? withMarks(sheet, row, cells) : cells;
      })
    : rows;
  const base = printable(table.columns[0] ?? '');
  const lines = blocks.flatMap((block, index) => [
    ...(index === 0 ? writer.title() : ['', ...writer.title(base)]),
    chalk.dim(headerAcross(all, block, header)),
    ...writer.rows(texts, block.widths),
    ...means.map((cells) => writer.plain(cells, block.widths)),
  ]);
  return { lines, saved };
}
