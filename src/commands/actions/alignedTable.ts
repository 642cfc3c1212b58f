/** Rows of a name, a metric and figures as aligned lines. */
import { alignedLine, type Column, columnWidths } from '../../reporters/columns.ts';

const columns: readonly Column[] = [
  { align: 'left', before: '  ' },
  { align: 'left', before: '  ' },
  { align: 'right', before: '  ' },
  { align: 'right', before: '  ' },
  { align: 'right', before: '  ' },
];

/** Name, metric, value, spread between launches and spread between runs. */
export type Row = readonly [string, string, string, string, string];

/** One indented line per row. */
export function alignedTable(rows: readonly Row[]): string {
  const widths = columnWidths(rows, columns.length);
  return rows.map((row) => `${alignedLine(row, widths, columns, (text) => text)}\n`).join('');
}
