/** Tables for a person at a terminal: what changed as a whole first, doubts at the end. */
import { Chalk, type ChalkInstance } from 'chalk';
import type {
  ComparisonTable,
  ComparisonTables,
  TableRow,
  TableVerdict,
} from '../../model/comparisonTable.ts';
import { printable } from '../../text.ts';
import { alignedLine, type Column, columnWidths, lineWidth } from '../columns.ts';
import { formatChange, formatSpread } from '../format.ts';
import { intervalPlot, plotTitle, reachOf } from '../intervalPlot.ts';
import { sentence } from '../terminalText.ts';
import type { TableOptions, TableReporter } from './tableReporter.ts';
import { tableValue } from './values.ts';
import {
  type Counted,
  changeText,
  directionNotes,
  failureText,
  moreFailures,
  mostFailures,
  tableTitle,
  verdictCounts,
  verdictTexts,
} from './words.ts';

type Paint = (text: string) => string;

const paints = (chalk: ChalkInstance): Readonly<Record<Counted, Paint>> => ({
  slower: chalk.red,
  worse: chalk.red,
  failed: chalk.red,
  missing: chalk.yellow,
  'nothing to compare': chalk.yellow,
  faster: chalk.green,
  better: chalk.green,
  changed: chalk.yellow,
  undecided: chalk.yellow,
  unchanged: chalk.dim,
});

const separator = ' · ';

/** Behind the name: value and spread of the first column; of others also change, word and plot. */
const ofFirst = 2;
const ofOthers = (plot: boolean) => (plot ? 5 : 4);

/** The widest that names may get, so that figures stay in sight. */
const nameShare = 0.4;

/** Rows of a table as cells of text. */
class Sheet {
  readonly table: ComparisonTable;
  readonly options: TableOptions;
  readonly #reach: number;

  constructor(table: ComparisonTable, options: TableOptions) {
    this.table = table;
    this.options = options;
    this.#reach = options.plot
      ? reachOf(
          table.rows.flatMap(({ cells }) => cells.flatMap((cell) => cell?.change?.interval ?? [])),
        )
      : 0;
  }

  get layout(): Column[] {
    const value: Column[] = [
      { align: 'right', before: '  ' },
      { align: 'left', before: ' ' },
    ];
    const change: Column[] = [
      { align: 'right', before: '  ' },
      { align: 'left', before: '  ' },
      ...(this.options.plot ? [{ align: 'left', before: '  ' } as const] : []),
    ];
    return [
      { align: 'left', before: '' },
      ...value,
      ...this.table.columns.slice(1).flatMap(() => [...value, ...change]),
    ];
  }

  get header(): string[] {
    const plot = this.options.plot ? [plotTitle(this.#reach)] : [];
    return [
      '',
      ...this.table.columns.flatMap((title, index) =>
        index === 0 ? [printable(title), ''] : [printable(title), '', '', '', ...plot],
      ),
    ];
  }

  row({ title, cells }: TableRow): string[] {
    const { plot, unit } = this.options;
    const texts = [printable(title)];
    for (let index = 0; index < cells.length; index += 1) {
      const cell = cells[index];
      const change = cell?.change;
      texts.push(
        cell ? tableValue(cell.value, this.table.unit, unit) : '',
        cell?.spread ? formatSpread(cell.spread) : '',
      );
      if (index === 0) continue;
      texts.push(change ? changeText(change) : '', change ? verdictTexts[change.verdict] : '');
      if (plot) texts.push(change?.interval ? intervalPlot(change.interval, this.#reach) : '');
    }
    return texts;
  }

  get means(): string[] {
    const { options, table } = this;
    return [
      'geometric mean',
      ...table.means.flatMap(({ value, ratio }, index) => {
        const shown = value === null ? '' : tableValue(value, table.unit, options.unit);
        if (index === 0) return [shown, ''];
        const plot = options.plot ? [''] : [];
        return [shown, '', ratio === null ? '' : formatChange(ratio), '', ...plot];
      }),
    ];
  }

  /** The places of plots, and those of spreads: what is left out first where there is no room. */
  get droppable(): readonly (readonly number[])[] {
    const each = ofOthers(this.options.plot);
    const others = this.table.columns.slice(1).map((_, index) => 1 + ofFirst + index * each);
    const plots = this.options.plot ? others.map((start) => start + each - 1) : [];
    return [plots, [ofFirst, ...others.map((start) => start + 1)]];
  }

  /** The verdict that the text at this place of a row tells of; null where it tells of none. */
  verdictAt({ cells }: TableRow, place: number): TableVerdict | null {
    const behind = place - 1 - ofFirst;
    const each = ofOthers(this.options.plot);
    const isChange = behind >= 0 && [2, 3].includes(behind % each);
    return isChange ? (cells[1 + Math.floor(behind / each)]?.change?.verdict ?? null) : null;
  }
}

/** Makes columns as wide as nothing, kind by kind, until a line has room. */
function leaveOut(
  widths: number[],
  layout: readonly Column[],
  kinds: readonly (readonly number[])[],
  columns: number,
): void {
  for (const places of kinds) {
    if (lineWidth(widths, layout) <= columns) return;
    for (const place of places) widths[place] = 0;
  }
}

/** What failed, and why, as the harness said it. */
function failureLines(comparison: ComparisonTables, width: number, chalk: ChalkInstance) {
  return [
    ...comparison.failures
      .slice(0, mostFailures)
      .map((one) => `${one.id} failed: ${failureText(one)}`),
    ...moreFailures(comparison),
  ].flatMap((text) => sentence(`✗ ${text}`, '  ', width).map((line) => chalk.red(line)));
}

function tableLines(table: ComparisonTable, options: TableOptions, chalk: ChalkInstance): string[] {
  const sheet = new Sheet(table, options);
  const { header, layout } = sheet;
  const rows = table.rows.map((row) => sheet.row(row));
  const means = table.means.length > 0 ? [sheet.means] : [];
  const widths = columnWidths([header, ...rows, ...means], layout.length);
  widths[0] = Math.min(widths[0] ?? 0, Math.max(20, Math.floor(options.columns * nameShare)));
  leaveOut(widths, layout, sheet.droppable, options.columns);
  const paint = paints(chalk);
  const plainLine = (cells: readonly string[]) =>
    chalk.dim(alignedLine(cells, widths, layout, (text) => text));
  return [
    chalk.bold(printable(tableTitle(table))),
    plainLine(header),
    ...table.rows.map((row, index) =>
      alignedLine(rows[index] ?? [], widths, layout, (text, place) => {
        const verdict = options.color ? sheet.verdictAt(row, place) : null;
        return verdict ? paint[verdict](text) : text;
      }),
    ),
    ...means.map(plainLine),
  ];
}

/** The same reason once, with how often it holds. */
function reasonLines({ tables }: ComparisonTables, width: number): string[] {
  const reasons = new Map<string, number>();
  for (const { rows } of tables) {
    for (const { cells } of rows) {
      for (const cell of cells) {
        const reason = cell?.change?.reason;
        if (reason !== undefined) reasons.set(reason, (reasons.get(reason) ?? 0) + 1);
      }
    }
  }
  return [...reasons].flatMap(([reason, count]) =>
    sentence(`? ${count === 1 ? 'One result' : `${count} results`}: ${reason}`, '  ', width),
  );
}

export const terminalTables: TableReporter = {
  render({ comparison }, options) {
    const chalk = new Chalk({ level: options.color ? 1 : 0 });
    const paint = paints(chalk);
    const { tables, warnings } = comparison;
    const counts = verdictCounts(comparison);
    const headline = counts.map(({ verdict, text }) => paint[verdict](text)).join(separator);
    const width = Math.min(options.columns, 100);
    const blocks = [
      ...(headline === '' ? [] : [[chalk.bold(headline)]]),
      failureLines(comparison, width, chalk),
      ...tables.map((table) => tableLines(table, options, chalk)),
      [
        ...reasonLines(comparison, width),
        ...directionNotes(comparison).flatMap((note) => sentence(`~ ${note}`, '  ', width)),
        ...warnings.flatMap((warning) => sentence(`! ${warning}`, '  ', width)),
      ],
    ].filter((lines) => lines.length > 0);
    return `${blocks.map((lines) => lines.join('\n')).join('\n\n')}\n`;
  },
};
