/** benchstat's CSV as tables of numbers. */

/** What benchstat prints of one column. */
export interface BenchstatColumn {
  /** Null where it prints nothing. */
  readonly value: number | null;
  /** As printed: `+5.00%`, `~` for no significant one, `?` for none; null where it prints nothing. */
  readonly delta: string | null;
}

export interface BenchstatTable {
  readonly unit: string;
  /** Only those that have something in this table. */
  readonly titles: readonly string[];
  readonly rows: readonly { readonly name: string; readonly columns: readonly BenchstatColumn[] }[];
  readonly means: readonly BenchstatColumn[];
}

/** Cells of the first column: its value and interval; of the others, the delta and its p as well. */
const firstWidth = 2;
const width = 4;

const numberOf = (cell: string | undefined) =>
  cell === undefined || cell === '' ? null : Number(cell);

function columnsOf(cells: readonly string[], count: number): BenchstatColumn[] {
  return Array.from({ length: count }, (_, column) => {
    const place = column === 0 ? 1 : 1 + firstWidth + (column - 1) * width;
    const delta = column === 0 ? undefined : cells[place + 2];
    return {
      value: numberOf(cells[place]),
      delta: delta === undefined || delta === '' ? null : delta,
    };
  });
}

interface Open {
  readonly unit: string;
  readonly titles: readonly string[];
  readonly rows: BenchstatTable['rows'][number][];
}

/** Tables in the order of the text; names of test data hold no commas. */
export function benchstatTables(lines: readonly string[]): BenchstatTable[] {
  const tables: BenchstatTable[] = [];
  let above: readonly string[] = [];
  let open: Open | null = null;
  for (const line of lines) {
    const cells = line.split(',');
    const [name = '', unit = '', interval] = cells;
    if (name === '' && interval === 'CI') {
      open = { unit, titles: above.filter((title) => title !== ''), rows: [] };
    } else if (open && name === 'geomean') {
      tables.push({ ...open, means: columnsOf(cells, open.titles.length) });
      open = null;
    } else if (open) open.rows.push({ name, columns: columnsOf(cells, open.titles.length) });
    above = cells;
  }
  return tables;
}
