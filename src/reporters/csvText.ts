/** Rows of CSV as RFC 4180 has it, harmless in spreadsheets. */
import { visibleText } from './visibleText.ts';

export type CsvCell = string | number | null | undefined;

/** What spreadsheets take for the beginning of a formula; in East Asian settings, also wide ones. */
const formulaStart = /^[=+\-@＝＋－＠]/;

/**
 * A text with an apostrophe before what would be a formula, as spreadsheets themselves mark text. Line
 * breaks and tabs are written out, so that no formula begins behind them, either.
 */
function safeText(text: string): string {
  const visible = visibleText(text);
  return formulaStart.test(visible) ? `'${visible}` : visible;
}

function cell(value: CsvCell): string {
  if (value === null || value === undefined) return '';
  if (typeof value === 'number') return String(value);
  const text = safeText(value);
  // Where numbers have decimal commas, spreadsheets take semicolons for separators.
  return /[",;]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** One row, with its line end. */
export const csvRow = (cells: readonly CsvCell[]): string => `${cells.map(cell).join(',')}\r\n`;
