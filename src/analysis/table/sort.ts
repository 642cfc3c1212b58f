/** In which order are the rows of a table? Pure. */
import { type ComparisonTable, type TableRow, tableVerdicts } from '../../model/comparisonTable.ts';

export const sortKeys = ['name', 'change', 'value', 'verdict'] as const;

export interface SortOrder {
  readonly key: (typeof sortKeys)[number];
  readonly isDescending: boolean;
}

const last = ({ cells }: TableRow) => cells.findLast((cell) => cell !== null) ?? null;

const changeOf = (row: TableRow) => last(row)?.change?.ratio ?? Number.NaN;

function severityOf({ cells }: TableRow): number {
  const found = cells.flatMap((cell) =>
    cell?.change ? tableVerdicts.indexOf(cell.change.verdict) : [],
  );
  return found.length > 0 ? Math.min(...found) : tableVerdicts.length;
}

/** What is not known comes last, whichever way. */
function byNumber(a: number, b: number, sign: number): number {
  if (Number.isNaN(a) || Number.isNaN(b)) return Number(Number.isNaN(a)) - Number(Number.isNaN(b));
  return (a - b) * sign;
}

/** The table with its rows in order: by the last column where columns differ. O(n log n). */
export function sorted(table: ComparisonTable, { key, isDescending }: SortOrder): ComparisonTable {
  const sign = isDescending ? -1 : 1;
  const compare: Readonly<Record<SortOrder['key'], (a: TableRow, b: TableRow) => number>> = {
    name: (a, b) => a.title.localeCompare(b.title, 'en', { numeric: true }) * sign,
    change: (a, b) => byNumber(changeOf(a), changeOf(b), sign),
    value: (a, b) => byNumber(last(a)?.value ?? Number.NaN, last(b)?.value ?? Number.NaN, sign),
    verdict: (a, b) => (severityOf(a) - severityOf(b)) * sign,
  };
  return { ...table, rows: table.rows.toSorted(compare[key]) };
}
