/** What makes a row, a column and a table: as asked for, else the usual. Pure. */
import { perfwatchError } from '../../errors.ts';
import type { TableBenchmark, TableEntry, TableSide } from '../../model/tableEntry.ts';
import { fieldNames, isCommonField, namePart } from './fields.ts';

/** What the user asked for; fields by name, null for the usual. */
export interface Arrangement {
  readonly row: readonly string[] | null;
  readonly column: readonly string[] | null;
  readonly groupBy: readonly string[] | null;
}

/** Fields by name. */
export interface Plan {
  readonly row: readonly string[];
  readonly column: readonly string[];
  readonly group: readonly string[];
}

/** Facts that are told for the record, and make no group. */
const notGrouped = new Set([
  'started-at',
  'commit',
  'version',
  'cpu-count',
  // When it was measured: another one for each launch.
  'date',
  'time',
  'timestamp',
]);

const isFieldOfAll = (name: string) => isCommonField(name) || namePart.test(name);

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
  // As a label where a field of all entries has the name.
  return [...varying].sort().map((name) => (isFieldOfAll(name) ? `label:${name}` : name));
}

function checked(names: readonly string[], known: ReadonlySet<string>): readonly string[] {
  const unknown = names.find((name) => !known.has(name) && !/^(?:param|label):/.test(name));
  if (unknown !== undefined)
    throw perfwatchError('field-unknown', { field: unknown, fields: [...known] });
  return names;
}

/**
 * The fields of rows, columns and groups.
 *
 * @throws PerfwatchError `field-unknown`, `table-one-side`
 */
export function planOf(
  entries: readonly TableEntry[],
  sides: readonly TableSide[],
  { row, column, groupBy }: Arrangement,
): Plan {
  const isUsual = row === null && column === null && groupBy === null;
  const known = new Set(isUsual ? [] : fieldNames(entries, sides));
  const asked = [row, column, groupBy].map((names) => names && checked(names, known));
  const columns = asked[1] ?? ['side'];
  if (sides.length < 2 && asked[1] === null && asked[0] !== null) {
    throw perfwatchError('table-one-side', undefined);
  }
  const used = new Set([...columns, ...(asked[0] ?? [])]);
  const group = asked[2] ?? ['suite', ...varyingLabels(entries)].filter((name) => !used.has(name));
  return { row: asked[0] ?? ['name', 'params'], column: columns, group };
}
