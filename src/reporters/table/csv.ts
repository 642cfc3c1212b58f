/** Tables as CSV: a row for each cell, in base units, whatever the arrangement, and for each failure. */
import { type CsvCell, csvRow } from '../csvText.ts';
import type { TableReporter } from './tableReporter.ts';

const header: readonly CsvCell[] = [
  'metric',
  'unit',
  'group',
  'row',
  'column',
  'median',
  'spread',
  'values',
  'values are',
  'ratio',
  'low',
  'high',
  'verdict',
];

export const csvTables: TableReporter = {
  render({ comparison }) {
    const failures = comparison.failures.map(({ id, side }): readonly CsvCell[] => [
      ...['', '', '', id, side],
      ...header.slice(6).map(() => ''),
      'failed',
    ]);
    const rows = comparison.tables.flatMap(({ metric, unit, group, columns, rows: all }) =>
      all.flatMap(({ title, cells }) =>
        cells.flatMap((cell, index): (readonly CsvCell[])[] => {
          if (!cell) return [];
          const { value, spread, values, valuesAre, change } = cell;
          return [
            [
              ...[
                metric,
                unit,
                group.join(' '),
                title,
                columns[index],
                value,
                spread,
                values.length,
                valuesAre,
              ],
              ...[change?.ratio, change?.interval?.low, change?.interval?.high, change?.verdict],
            ],
          ];
        }),
      ),
    );
    return [header, ...rows, ...failures].map(csvRow).join('');
  },
};
