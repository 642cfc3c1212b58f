/** Tables in Markdown, for pull requests and documents. */
import type { Cell, ComparisonTable, TableRow } from '../../model/comparisonTable.ts';
import { formatChange, formatSpread } from '../format.ts';
import { code, prose, unbroken } from '../markdownText.ts';
import type { TableOptions, TableReporter } from './tableReporter.ts';
import { tableValue } from './values.ts';
import {
  cellWord,
  changeText,
  directionNotes,
  failureText,
  moreFailures,
  mostFailures,
  tableTitle,
  verdictCounts,
} from './words.ts';

function valueCell(cell: Cell | null, { unit }: ComparisonTable, options: TableOptions): string {
  if (!cell) return '';
  const spread = cell.spread ? ` ${formatSpread(cell.spread)}` : '';
  return unbroken(`${tableValue(cell.value, unit, options.unit)}${spread}`);
}

function changeCell(table: ComparisonTable, row: TableRow, place: number): string {
  const said = cellWord(table, row, place);
  const change = row.cells[place]?.change;
  if (!said) return '';
  return unbroken([said.symbol, ...(change ? [changeText(change)] : []), said.word].join(' '));
}

const row = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;

function tableBlock(table: ComparisonTable, options: TableOptions): string[] {
  const { columns, rows, means } = table;
  const titles = columns.flatMap((title, index) =>
    index === 0 ? [code(title)] : [code(title), ''],
  );
  return [
    `**${prose(tableTitle(table))}**`,
    '',
    row(['', ...titles]),
    row([':--', ...columns.flatMap((_, index) => (index === 0 ? ['--:'] : ['--:', ':--']))]),
    ...rows.map((one) =>
      row([
        code(one.title),
        ...one.cells.flatMap((cell, index) =>
          index === 0
            ? [valueCell(cell, table, options)]
            : [valueCell(cell, table, options), changeCell(table, one, index)],
        ),
      ]),
    ),
    ...(means.length === 0
      ? []
      : [
          row([
            'geometric mean',
            ...means.flatMap(({ value, ratio }, index) => {
              const shown =
                value === null ? '' : unbroken(tableValue(value, table.unit, options.unit));
              return index === 0
                ? [shown]
                : [shown, ratio === null ? '' : unbroken(formatChange(ratio))];
            }),
          ]),
        ]),
  ];
}

export const markdownTables: TableReporter = {
  render({ comparison }, options) {
    const { failures, tables, warnings } = comparison;
    const headline = verdictCounts(comparison)
      .map(({ text }) => text)
      .join(', ');
    const notes = [...directionNotes(comparison), ...warnings];
    const blocks = [
      ...(headline === '' ? [] : [[`**${headline}**`]]),
      [
        ...failures
          .slice(0, mostFailures)
          .map((one) => `- ✗ ${code(one.id)} failed: ${prose(failureText(one))}`),
        ...moreFailures(comparison).map((text) => `- ✗ ${text}`),
      ],
      ...tables.map((table) => tableBlock(table, options)),
      notes.map((warning) => `- ${prose(warning)}`),
    ].filter((lines) => lines.length > 0);
    return `${blocks.map((lines) => lines.join('\n')).join('\n\n')}\n`;
  },
};
