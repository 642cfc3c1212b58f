/** A table for spreadsheets: CSV as RFC 4180 has it, a row for each metric of a benchmark. */
import type { Comparison } from '../model/comparison.ts';
import type { ReportMeasurement } from '../model/report.ts';
import type { Reporter } from './reporter.ts';
import { visibleText } from './visibleText.ts';

const header = [
  'id',
  'suite',
  'metric',
  'unit',
  'base',
  'candidate',
  'change ratio',
  'low',
  'high',
  'verdict',
  'launches',
  'source',
];

type Cell = string | number | null | undefined;

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

function cell(value: Cell): string {
  if (value === null || value === undefined) return '';
  if (typeof value === 'number') return String(value);
  const text = safeText(value);
  // Where numbers have decimal commas, spreadsheets take semicolons for separators.
  return /[",;]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

function comparedRow(comparison: Comparison): Cell[] {
  const { id, suite, metric, unit, base, candidate, effect, source } = comparison;
  return [
    ...[id, suite, metric, unit, base?.value, candidate?.value],
    ...[effect?.ratio, effect?.low, effect?.high],
    comparison.accepted ? 'accepted' : comparison.verdict,
    candidate?.launches,
    source && `${source.file}:${source.line}`,
  ];
}

function measuredRow({ id, suite, metric, unit, side }: ReportMeasurement): Cell[] {
  return [id, suite, metric, unit, null, side.value, null, null, null, null, side.launches, null];
}

export const csv: Reporter = {
  title: 'a table as CSV, for spreadsheets',
  render({ comparisons, measurements }) {
    const rows = [header, ...comparisons.map(comparedRow), ...measurements.map(measuredRow)];
    return rows.map((row) => `${row.map(cell).join(',')}\r\n`).join('');
  },
};
