/** A table for spreadsheets: CSV as RFC 4180 has it, a row for each metric of a benchmark. */
import type { Comparison } from '../model/comparison.ts';
import type { ReportMeasurement } from '../model/report.ts';
import { type CsvCell, csvRow } from './csvText.ts';
import type { Reporter } from './reporter.ts';

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

function comparedRow(comparison: Comparison): CsvCell[] {
  const { id, suite, metric, unit, base, candidate, effect, source } = comparison;
  return [
    ...[id, suite, metric, unit, base?.value, candidate?.value],
    ...[effect?.ratio, effect?.low, effect?.high],
    comparison.accepted ? 'accepted' : comparison.verdict,
    candidate?.launches,
    source && `${source.file}:${source.line}`,
  ];
}

function measuredRow({ id, suite, metric, unit, side }: ReportMeasurement): CsvCell[] {
  return [id, suite, metric, unit, null, side.value, null, null, null, null, side.launches, null];
}

export const csv: Reporter = {
  title: 'a table as CSV, for spreadsheets',
  render({ comparisons, measurements }) {
    const rows = [header, ...comparisons.map(comparedRow), ...measurements.map(measuredRow)];
    return rows.map(csvRow).join('');
  },
};
