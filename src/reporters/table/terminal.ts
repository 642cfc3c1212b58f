/** Tables for a person at a terminal: what changed as a whole first, doubts at the end. */
import { Chalk, type ChalkInstance } from 'chalk';
import type {
  Cell,
  ColumnMean,
  ComparisonTable,
  ComparisonTables,
  TableVerdict,
} from '../../model/comparisonTable.ts';
import { printable } from '../../text.ts';
import { alignedLine, type Column, columnWidths } from '../columns.ts';
import { formatChange, formatSpread } from '../format.ts';
import { intervalPlot, plotTitle, reachOf } from '../intervalPlot.ts';
import { sentence } from '../terminalText.ts';
import type { TableOptions, TableReporter } from './tableReporter.ts';
import { tableValue } from './values.ts';
import { changeText, noDirection, tableTitle, verdictCounts, verdictSymbols } from './words.ts';

type Paint = (text: string) => string;

const paints = (chalk: ChalkInstance): Readonly<Record<TableVerdict, Paint>> => ({
  slower: chalk.red,
  worse: chalk.red,
  faster: chalk.green,
  better: chalk.green,
  changed: chalk.yellow,
  undecided: chalk.yellow,
  unchanged: chalk.dim,
});

const separator = ' · ';

/** A line of cells, and the verdicts that its cells are painted by. */
interface Line {
  readonly cells: readonly string[];
  readonly verdicts: readonly (TableVerdict | null)[];
}

/** The widest that names may get, so that figures stay in sight. */
const nameShare = 0.4;

function cellsOf(
  cell: Cell | null,
  index: number,
  table: ComparisonTable,
  options: TableOptions,
  reach: number,
): Line {
  const value = cell ? tableValue(cell.value, table.unit, options.unit) : '';
  const spread = cell?.spread ? formatSpread(cell.spread) : '';
  if (index === 0) return { cells: [value, spread], verdicts: [null, null] };
  const change = cell?.change ?? null;
  const verdict = change?.verdict ?? null;
  const word = verdict ? `${verdictSymbols[verdict]} ${verdict}` : '';
  const drawn = options.plot && change?.interval ? intervalPlot(change.interval, reach) : '';
  return {
    cells: [
      value,
      spread,
      change ? changeText(change) : '',
      word,
      ...(options.plot ? [drawn] : []),
    ],
    verdicts: [null, null, verdict, verdict, ...(options.plot ? [null] : [])],
  };
}

function meanCells(
  mean: ColumnMean,
  index: number,
  table: ComparisonTable,
  options: TableOptions,
): string[] {
  const value = mean.value === null ? '' : tableValue(mean.value, table.unit, options.unit);
  if (index === 0) return [value, ''];
  const ratio = mean.ratio === null ? '' : formatChange(mean.ratio);
  return [value, '', ratio, '', ...(options.plot ? [''] : [])];
}

function columnsFor(count: number, plot: boolean): Column[] {
  const value: Column[] = [
    { align: 'right', before: '  ' },
    { align: 'left', before: ' ' },
  ];
  const change: Column[] = [
    { align: 'right', before: '  ' },
    { align: 'left', before: '  ' },
    ...(plot ? [{ align: 'left', before: '  ' } as const] : []),
  ];
  return [
    { align: 'left', before: '' },
    ...value,
    ...Array.from({ length: count - 1 }, () => [...value, ...change]).flat(),
  ];
}

function tableLines(table: ComparisonTable, options: TableOptions, chalk: ChalkInstance): string[] {
  const { rows, means, columns } = table;
  const effects = rows.flatMap(({ cells }) =>
    cells.flatMap((cell) => cell?.change?.interval ?? []),
  );
  const reach = options.plot ? reachOf(effects) : 0;
  const lines = rows.map(({ title, cells }): Line => {
    const parts = cells.map((cell, index) => cellsOf(cell, index, table, options, reach));
    return {
      cells: [printable(title), ...parts.flatMap((part) => part.cells)],
      verdicts: [null, ...parts.flatMap((part) => part.verdicts)],
    };
  });
  const header = [
    '',
    ...columns.flatMap((title, index) =>
      index === 0
        ? [printable(title), '']
        : [printable(title), '', '', '', ...(options.plot ? [plotTitle(reach)] : [])],
    ),
  ];
  const mean = [
    'geometric mean',
    ...means.flatMap((one, index) => meanCells(one, index, table, options)),
  ];
  const layout = columnsFor(columns.length, options.plot);
  const widths = columnWidths(
    [header, ...lines.map(({ cells }) => cells), ...(means.length > 0 ? [mean] : [])],
    layout.length,
  );
  widths[0] = Math.min(widths[0] ?? 0, Math.max(20, Math.floor(options.columns * nameShare)));
  const paint = paints(chalk);
  return [
    chalk.bold(printable(tableTitle(table))),
    chalk.dim(alignedLine(header, widths, layout, (text) => text)),
    ...lines.map(({ cells, verdicts }) =>
      alignedLine(cells, widths, layout, (text, index) => {
        const verdict = verdicts[index];
        return verdict ? paint[verdict](text) : text;
      }),
    ),
    ...(means.length > 0 ? [chalk.dim(alignedLine(mean, widths, layout, (text) => text))] : []),
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
    const directionless = tables.some(
      ({ direction, columns }) => direction === null && columns.length > 1,
    );
    const blocks = [
      ...(headline === '' ? [] : [[chalk.bold(headline)]]),
      ...tables.map((table) => tableLines(table, options, chalk)),
      [
        ...reasonLines(comparison, width),
        ...(directionless ? sentence(`~ ${noDirection}`, '  ', width) : []),
        ...warnings.flatMap((warning) => sentence(`! ${warning}`, '  ', width)),
      ],
    ].filter((lines) => lines.length > 0);
    return `${blocks.map((lines) => lines.join('\n')).join('\n\n')}\n`;
  },
};
