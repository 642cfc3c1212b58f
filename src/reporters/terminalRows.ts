/** Rows of a report as lines of a terminal: a table where there is room, else two lines a row. */
import type { ChalkInstance } from 'chalk';
import type { Verdict } from '../model/comparison.ts';
import { metrics } from '../model/metric.ts';
import { displayWidth, flow, pad, printable, truncateMiddle } from '../text.ts';
import { alignedLine, type Column, columnWidths, lineWidth } from './columns.ts';
import type { MeasuredRow } from './measured.ts';
import { needsMetric, type Row } from './rows.ts';

/** How each verdict is coloured; the word always stands beside it. */
export function verdictPaint(chalk: ChalkInstance): Readonly<Record<Verdict, ChalkInstance>> {
  return {
    regressed: chalk.red,
    failed: chalk.red,
    missing: chalk.yellow,
    improved: chalk.green,
    incomparable: chalk.yellow,
    inconclusive: chalk.yellow,
    added: chalk.cyan,
    unchanged: chalk.dim,
  };
}

/** A name with less room than this is told on a line of its own. */
const leastNameWidth = 24;

const indent = '  ';

/** Where metrics have no column, this one goes without saying. */
const time = metrics.time.title;

/** How the rows of one report are laid out, the same for all of its groups. */
export interface Layout<Shown> {
  lines(row: Shown): string[];
}

const name: Column = { align: 'left', before: indent };
const metric: Column = { align: 'left', before: '  ' };
const number: Column = { align: 'right', before: '  ' };

const comparedColumns: readonly Column[] = [
  name,
  metric,
  number,
  { align: 'right', before: ' → ' },
  number,
  { align: 'left', before: '  ' },
  { align: 'left', before: '  ' },
];

/** What would have been found in this row, for those who ask for details. */
const detects = ({ detectable }: Row) => (detectable === '' ? '' : `detects ${detectable}`);

function comparedCells(row: Row, withMetric: boolean, details: boolean): string[] {
  const { id, base, candidate, change, interval } = row;
  const metric = withMetric ? row.metric : '';
  return [printable(id), metric, base, candidate, change, interval, details ? detects(row) : ''];
}

/** Narrows the first column to what the others leave; null where that is too little to be read. */
function fitName(
  widths: readonly number[],
  columns: readonly Column[],
  width: number,
): number[] | null {
  const [wanted = 0, ...others] = widths;
  const room = width - lineWidth([0, ...others], columns) - displayWidth(indent);
  if (wanted <= room) return [...widths];
  return room >= leastNameWidth ? [room, ...others] : null;
}

export interface ComparedStyle {
  /** In columns. */
  readonly width: number;
  readonly details: boolean;
  readonly chalk: ChalkInstance;
}

/** The layout of compared rows. O(n). */
export function comparedLayout(
  rows: readonly Row[],
  { width, details, chalk }: ComparedStyle,
): Layout<Row> {
  const withMetric = needsMetric(rows);
  const paints = verdictPaint(chalk);
  const widths = columnWidths(
    rows.map((row) => comparedCells(row, withMetric, details)),
    comparedColumns.length,
  );
  const fitted = fitName(widths, comparedColumns, width);
  if (fitted) {
    return {
      lines: (row) => [
        alignedLine(
          comparedCells(row, withMetric, details),
          fitted,
          comparedColumns,
          (text, column) =>
            column === 4 ? paints[row.verdict](text) : column >= 5 ? chalk.dim(text) : text,
        ),
      ],
    };
  }
  const changeWidth = widths[4] ?? 0;
  const nameStart = changeWidth > 0 ? changeWidth + 4 : 2;
  return {
    lines(row) {
      const change = row.change ? paints[row.verdict](pad(row.change, changeWidth, 'left')) : '';
      const shown = truncateMiddle(
        printable(row.id),
        Math.max(8, width - (change ? nameStart : 2)),
      );
      const values = [row.base, row.candidate].filter((text) => text !== '').join(' → ');
      const named = row.metric && row.metric !== time ? `${row.metric}: ${values}` : values;
      const pieces = [named, row.interval, details ? detects(row) : ''].filter(
        (text) => text !== '',
      );
      return [
        indent + (change ? `${change}  ` : '') + shown,
        ...flow(pieces, ' ', width - 4).map((line) => chalk.dim(indent + indent + line)),
      ];
    },
  };
}

const measuredColumns: readonly Column[] = [name, metric, number, number];

/** The layout of values that were measured and not compared. O(n). */
export function measuredLayout(
  rows: readonly MeasuredRow[],
  width: number,
  chalk: ChalkInstance,
): Layout<MeasuredRow> {
  const withMetric = needsMetric(rows);
  const cells = (row: MeasuredRow) => [
    printable(row.id),
    withMetric ? row.metric : '',
    row.value,
    row.spread,
  ];
  const widths = columnWidths(rows.map(cells), measuredColumns.length);
  const fitted = fitName(widths, measuredColumns, width);
  if (fitted) {
    return {
      lines: (row) => [
        alignedLine(cells(row), fitted, measuredColumns, (text, column) =>
          column === 3 ? chalk.dim(text) : text,
        ),
      ],
    };
  }
  return {
    lines: (row) => [
      indent + truncateMiddle(printable(row.id), Math.max(8, width - 2)),
      `${indent}${indent}${row.metric === time ? '' : `${row.metric}: `}${row.value}  ${chalk.dim(row.spread)}`,
    ],
  };
}
