/** What does a row of tinybench's `bench.table()` say? Its columns changed their names with the versions. Pure. */
import { printedNumber } from '../numbers.ts';
import { type JsonObject, numberOf, textOf } from '../shape.ts';
import { printedUnit } from '../units.ts';

/** `Latency med (ns)` (from 3.1 on), `Latency median (ns)` (3.0). */
const median = /^Latency med(?:ian)? \((\w+)\)$/;
/** `Latency avg (ns)`, `Latency average (ns)`, and `Average Time (ns)` of version 2. */
const mean = /^(?:Latency (?:avg|average)|Average Time) \((\w+)\)$/;

export type TableRow =
  | { readonly name: string; readonly seconds: number }
  | { readonly name: string; readonly error: string }
  | { readonly name: string; readonly skipped: string }
  | { readonly name: string; readonly problem: string };

const nameOf = (row: JsonObject) => textOf(row['Task name']) ?? textOf(row['Task Name']);

const columnOf = (row: JsonObject, pattern: RegExp) =>
  Object.keys(row).find((key) => pattern.test(key));

/** Whether it is a row of such a table. */
export const isTableRow = (row: JsonObject): boolean =>
  nameOf(row) !== undefined &&
  (columnOf(row, mean) !== undefined ||
    (textOf(row.Error) !== undefined && textOf(row.Stack) !== undefined));

/** `163813 ± 43194.00` → 163813: what follows is how far it scatters. */
function figure(value: unknown): number | null {
  const [text = ''] = (textOf(value) ?? '').split('±');
  return numberOf(value) ?? printedNumber(text.trim(), true);
}

/** Null where the row has no name. */
export function tableRow(row: JsonObject): TableRow | null {
  const name = nameOf(row);
  if (name === undefined) return null;
  const error = textOf(row.Error);
  if (error !== undefined) return { name, error: error || 'it failed without a message' };
  const column = columnOf(row, median) ?? columnOf(row, mean);
  if (column === undefined) return { name, problem: 'a row of the table has no time' };
  if (row[column] === 'N/A') {
    return { name, skipped: `it was not measured: ${textOf(row.Remarks) ?? 'no reason is told'}` };
  }
  const value = figure(row[column]);
  const unit = printedUnit(/\((\w+)\)$/.exec(column)?.[1] ?? '');
  if (value === null || unit?.unit !== 's') {
    return { name, problem: 'a time of the table is not printed as tinybench prints it' };
  }
  return { name, seconds: unit.toBase(value) };
}
