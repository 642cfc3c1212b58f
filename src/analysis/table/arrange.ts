/** Which rows, columns and groups do entries make? Pure. */
import { perfwatchError } from '../../errors.ts';
import type { TableBenchmark, TableEntry, TableSide } from '../../model/tableEntry.ts';
import { commonFields, type Field, fieldNamed, fieldNames, nameOf, paramsText } from './fields.ts';

/** What the user asked for; fields by name, null for the usual. */
export interface Arrangement {
  readonly row: readonly string[] | null;
  readonly column: readonly string[] | null;
  readonly groupBy: readonly string[] | null;
}

/** Entries of one row and column. */
export interface Arranged {
  readonly metric: TableEntry;
  readonly group: readonly string[];
  readonly columns: readonly string[];
  readonly rows: readonly {
    readonly title: string;
    readonly cells: readonly (readonly TableEntry[])[];
  }[];
}

/** Facts that are told for the record, and make no group. */
const notGrouped = new Set(['started-at', 'commit', 'version', 'cpu-count']);

/** Labels of which a side has several values: its rows would be mixed up without them. */
function varyingLabels(entries: readonly TableEntry[]): string[] {
  const bySide = new Map<number, Set<TableBenchmark['labels']>>();
  for (const { side, benchmark } of entries) {
    const known = bySide.get(side);
    if (known) known.add(benchmark.labels);
    else bySide.set(side, new Set([benchmark.labels]));
  }
  const varying = new Set<string>();
  for (const labels of bySide.values()) {
    const names = new Set([...labels].flatMap((one) => Object.keys(one)));
    for (const name of names) {
      const values = new Set([...labels].map((one) => one[name]));
      if (values.size > 1 && !notGrouped.has(name)) varying.add(name);
    }
  }
  return [...varying].sort();
}

function checked(names: readonly string[], known: ReadonlySet<string>): readonly string[] {
  const unknown = names.find((name) => !known.has(name) && !/^(?:param|label):/.test(name));
  if (unknown !== undefined)
    throw perfwatchError('field-unknown', { field: unknown, fields: [...known] });
  return names;
}

/** What all benchmarks of a group have in front of their names. */
function commonPath(benchmarks: Iterable<TableBenchmark>): readonly string[] {
  let common: readonly string[] | null = null;
  for (const { path } of benchmarks) {
    const folders = path.slice(0, -1);
    if (common === null) common = folders;
    const shared: readonly string[] = common;
    const differs = shared.findIndex((part, index) => part !== folders[index]);
    if (differs >= 0) common = shared.slice(0, differs);
    if (common.length === 0) return [];
  }
  return common ?? [];
}

const bare = (name: string) => name.replace(/^(?:param|label):/, '');

interface Plan {
  readonly row: readonly string[];
  readonly column: readonly string[];
  readonly group: readonly string[];
}

function planOf(
  entries: readonly TableEntry[],
  sides: readonly TableSide[],
  { row, column, groupBy }: Arrangement,
): Plan {
  const known = new Set(fieldNames(entries));
  const asked = [row, column, groupBy].map((names) => names && checked(names, known));
  const columns = asked[1] ?? ['side'];
  if (sides.length < 2 && asked[1] === null && asked[0] !== null) {
    throw perfwatchError('table-one-side', undefined);
  }
  const used = new Set([...columns, ...(asked[0] ?? [])]);
  const group = asked[2] ?? ['suite', ...varyingLabels(entries)].filter((name) => !used.has(name));
  return { row: asked[0] ?? ['name', 'params'], column: columns, group };
}

/** The words of a row: fields of their own name are told without it. */
function titleOf(
  plan: Plan,
  fields: ReadonlyMap<string, Field>,
  entry: TableEntry,
  skipped: number,
): string {
  const elsewhere = new Set([...plan.column, ...plan.group, ...plan.row].map(bare));
  const words = plan.row.flatMap((name) => {
    if (name === 'name') return entry.benchmark.path.slice(skipped).join('/');
    if (name === 'params') {
      const text = paramsText(entry.benchmark.params, elsewhere);
      return text === '' ? [] : `[${text}]`;
    }
    const value = fields.get(name)?.(entry);
    if (value === undefined) return [];
    return commonFields.some((one) => one === name) || plan.row.length === 1
      ? value
      : `${bare(name)}=${value}`;
  });
  return words.join(' ').replaceAll(' [', '[') || nameOf(entry.benchmark);
}

interface Group {
  readonly words: readonly string[];
  readonly entries: TableEntry[];
}

/** Fields of a benchmark are the same for all of its metrics, and are looked at once. */
function keyed(
  names: readonly string[],
  fields: ReadonlyMap<string, Field>,
): (entry: TableEntry) => readonly (string | undefined)[] {
  const readers = names.map((name) => fields.get(name));
  return (entry) => readers.map((field) => field?.(entry));
}

function columnsOf(
  entries: readonly TableEntry[],
  plan: Plan,
  fields: ReadonlyMap<string, Field>,
  sides: readonly TableSide[],
): { readonly titles: readonly string[]; readonly columnOf: (entry: TableEntry) => number } {
  if (plan.column.length === 1 && plan.column[0] === 'side') {
    return { titles: sides.map(({ title }) => title), columnOf: ({ side }) => side };
  }
  const valuesOf = keyed(plan.column, fields);
  const places = new Map<string, number>();
  const titles: string[] = [];
  const columnOf = (entry: TableEntry) => {
    const values = valuesOf(entry);
    const key = JSON.stringify(values);
    let place = places.get(key);
    if (place === undefined) {
      const title = values.map((value) => value ?? '(none)').join(' ');
      place = titles.push(title) - 1;
      places.set(key, place);
    }
    return place;
  };
  for (const entry of entries) columnOf(entry);
  return { titles, columnOf };
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
  const { titles, columnOf } = columnsOf(entries, plan, fields, sides);
  const groupOf = keyed(plan.group, fields);
  const groups = new Map<string, Group>();
  for (const entry of entries) {
    const values = groupOf(entry);
    const key = values.join('\u0000');
    const known = groups.get(key);
    if (known) known.entries.push(entry);
    else {
      const words = plan.group.flatMap((name, index) => {
        const value = values[index];
        return value === undefined ? [] : name === 'suite' ? [value] : [`${bare(name)}=${value}`];
      });
      groups.set(key, { words, entries: [entry] });
    }
  }
  return [...groups.values()].flatMap((group) => tablesOf(group, plan, fields, titles, columnOf));
}

function tablesOf(
  { words, entries }: Group,
  plan: Plan,
  fields: ReadonlyMap<string, Field>,
  titles: readonly string[],
  columnOf: (entry: TableEntry) => number,
): Arranged[] {
  const benchmarks = new Set(entries.map(({ benchmark }) => benchmark));
  const common = plan.row.includes('name') ? commonPath(benchmarks) : [];
  const rowTitles = new Map<TableBenchmark, string>();
  const titled = (entry: TableEntry) => {
    let title = rowTitles.get(entry.benchmark);
    if (title === undefined) {
      title = titleOf(plan, fields, entry, common.length);
      rowTitles.set(entry.benchmark, title);
    }
    return title;
  };
  const metrics = new Map<string, { first: TableEntry; rows: Map<string, TableEntry[][]> }>();
  for (const entry of entries) {
    const key = `${entry.metric} ${entry.unit}`;
    let table = metrics.get(key);
    if (!table) {
      table = { first: entry, rows: new Map() };
      metrics.set(key, table);
    }
    const title = titled(entry);
    let row = table.rows.get(title);
    if (!row) {
      row = titles.map(() => []);
      table.rows.set(title, row);
    }
    row[columnOf(entry)]?.push(entry);
  }
  const group = common.length > 0 ? [...words, common.join('/')] : words;
  return [...metrics.values()].map(({ first, rows }) => ({
    metric: first,
    group,
    columns: titles,
    rows: [...rows].map(([title, cells]) => ({ title, cells })),
  }));
}
