/** Which rows, columns and groups do entries make? Pure. */
import type { TableBenchmark, TableEntry, TableSide } from '../../model/tableEntry.ts';
import { type Arrangement, type Plan, planOf } from './arrangement.ts';
import { type Field, fieldNamed, isCommonField } from './fields.ts';
import { bareName, commonPath, rowsBy } from './rowTitles.ts';

/** What is in one cell: mostly one entry, of which a list would take much room; null for nothing. */
export type Together = TableEntry | readonly TableEntry[] | null;

/** Entries of one metric, by row and column. */
export interface Arranged {
  /** Any of its entries, for what they have in common. */
  readonly metric: TableEntry;
  readonly group: readonly string[];
  readonly columns: readonly string[];
  readonly rows: readonly {
    readonly title: string;
    /** One per column. */
    readonly cells: readonly Together[];
  }[];
}

/** These differ between the metrics of a benchmark, or between the sides that share it. */
const ofEntries = new Set(['side', 'metric', 'unit']);

/** What depends on the benchmark alone is looked at once for all of its metrics. */
function remembered<Value>(
  names: readonly string[],
  look: (entry: TableEntry) => Value,
): (entry: TableEntry) => Value {
  if (names.some((name) => ofEntries.has(name))) return look;
  const known = new Map<TableBenchmark, Value>();
  // Metrics of a benchmark mostly follow each other.
  let last: { readonly benchmark: TableBenchmark; readonly value: Value } | null = null;
  return (entry) => {
    const { benchmark } = entry;
    if (last?.benchmark === benchmark) return last.value;
    let value = known.get(benchmark);
    if (value === undefined) {
      value = look(entry);
      known.set(benchmark, value);
    }
    last = { benchmark, value };
    return value;
  };
}

const valuesOf = (
  names: readonly string[],
  fields: ReadonlyMap<string, Field>,
  entry: TableEntry,
): (string | undefined)[] => names.map((name) => fields.get(name)?.(entry));

interface Columns {
  readonly titles: readonly string[];
  columnOf(entry: TableEntry): number;
}

/** A number alone does not say of what. */
const columnTitle = (names: readonly string[], values: readonly (string | undefined)[]) =>
  names
    .map((name, index) => {
      const value = values[index] ?? '(none)';
      return /^[\d.+-]/.test(value) && !isCommonField(name) ? `${bareName(name)}=${value}` : value;
    })
    .join(' ');

function columnsOf(
  entries: readonly TableEntry[],
  { column }: Plan,
  fields: ReadonlyMap<string, Field>,
  sides: readonly TableSide[],
): Columns {
  if (column.length === 1 && column[0] === 'side') {
    return { titles: sides.map(({ title }) => title), columnOf: ({ side }) => side };
  }
  const places = new Map<string, number>();
  const titles: string[] = [];
  const columnOf = remembered(column, (entry) => {
    const values = valuesOf(column, fields, entry);
    const key = JSON.stringify(values);
    const place = places.get(key) ?? titles.push(columnTitle(column, values)) - 1;
    places.set(key, place);
    return place;
  });
  for (const entry of entries) columnOf(entry);
  return { titles, columnOf };
}

interface Group {
  readonly words: readonly string[];
  readonly entries: TableEntry[];
}

function groupsOf(
  entries: readonly TableEntry[],
  { group }: Plan,
  fields: ReadonlyMap<string, Field>,
): Group[] {
  const groups = new Map<string, Group>();
  const groupOf = remembered(group, (entry) => {
    const values = valuesOf(group, fields, entry);
    const key = JSON.stringify(values);
    let found = groups.get(key);
    if (!found) {
      const words = group.flatMap((name, index) => {
        const value = values[index];
        return value === undefined
          ? []
          : name === 'suite'
            ? [value]
            : [`${bareName(name)}=${value}`];
      });
      found = { words, entries: [] };
      groups.set(key, found);
    }
    return found;
  });
  for (const entry of entries) groupOf(entry).entries.push(entry);
  return [...groups.values()];
}

/** As {@link Together}. */
type OpenTogether = TableEntry | TableEntry[] | null;

interface OpenRow {
  readonly title: string;
  readonly cells: OpenTogether[];
}

/** The rows of one metric. */
interface MetricRows {
  readonly first: TableEntry;
  readonly rows: OpenRow[];
  /** The same by number of the row in the group. */
  readonly byNumber: (OpenRow | undefined)[];
}

/** Lists are changed in place. */
function withEntry(cell: OpenTogether, entry: TableEntry): OpenTogether {
  if (cell === null) return entry;
  if ('side' in cell) return [cell, entry];
  cell.push(entry);
  return cell;
}

/** Which row of its group an entry is of: its number, from 0, and its title. */
function numberedRows(
  plan: Plan,
  fields: ReadonlyMap<string, Field>,
  skipped: number,
): (entry: TableEntry) => { readonly number: number; readonly title: string } {
  const numbers = new Map<string, number>();
  const rowOf = rowsBy(plan, fields, skipped);
  return remembered(plan.row, (entry) => {
    const { key, title } = rowOf(entry);
    const number = numbers.get(key) ?? numbers.size;
    numbers.set(key, number);
    return { number, title };
  });
}

function tablesOf(
  { words, entries }: Group,
  plan: Plan,
  fields: ReadonlyMap<string, Field>,
  { titles, columnOf }: Columns,
): Arranged[] {
  const benchmarks = new Set(entries.map(({ benchmark }) => benchmark));
  const common = plan.row.includes('name') ? commonPath(benchmarks) : [];
  const rowOf = numberedRows(plan, fields, common.length);
  const noCells: readonly null[] = titles.map(() => null);
  const units = new Map<string, Map<string, MetricRows>>();
  const metrics: MetricRows[] = [];
  for (const entry of entries) {
    let ofUnit = units.get(entry.unit);
    if (!ofUnit) {
      ofUnit = new Map();
      units.set(entry.unit, ofUnit);
    }
    let table = ofUnit.get(entry.metric);
    if (!table) {
      table = { first: entry, rows: [], byNumber: [] };
      ofUnit.set(entry.metric, table);
      metrics.push(table);
    }
    const { number, title } = rowOf(entry);
    let row = table.byNumber[number];
    if (!row) {
      row = { title, cells: noCells.slice() };
      table.byNumber[number] = row;
      table.rows.push(row);
    }
    const column = columnOf(entry);
    row.cells[column] = withEntry(row.cells[column] ?? null, entry);
  }
  const group = common.length > 0 ? [...words, common.join('/')] : words;
  return metrics.map(({ first, rows }) => ({ metric: first, group, columns: titles, rows }));
}

/**
 * Entries → tables of rows × columns, in the order of the entries. Linear.
 *
 * @throws PerfwatchError `field-unknown`, `table-one-side`
 */
export function arrange(
  entries: readonly TableEntry[],
  sides: readonly TableSide[],
  arrangement: Arrangement,
): Arranged[] {
  const plan = planOf(entries, sides, arrangement);
  const fields = new Map(
    [...plan.row, ...plan.column, ...plan.group].map((name) => [name, fieldNamed(name, sides)]),
  );
  const columns = columnsOf(entries, plan, fields, sides);
  return groupsOf(entries, plan, fields).flatMap((group) => tablesOf(group, plan, fields, columns));
}
