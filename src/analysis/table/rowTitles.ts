/** How is a row called, and which entries are of the same row? Pure. */
import type { TableBenchmark, TableEntry } from '../../model/tableEntry.ts';
import type { Plan } from './arrangement.ts';
import { type Field, isCommonField, nameOf, paramsText } from './fields.ts';

/** What all benchmarks of a table have in front of their names. */
export function commonPath(benchmarks: Iterable<TableBenchmark>): readonly string[] {
  let common: readonly string[] | null = null;
  for (const { path } of benchmarks) {
    const most: number = Math.min(path.length - 1, common?.length ?? path.length);
    const known: readonly string[] = common ?? path;
    let shared = 0;
    while (shared < most && path[shared] === known[shared]) shared += 1;
    if (common === null || shared < common.length) common = path.slice(0, shared);
    if (shared === 0) break;
  }
  return common ?? [];
}

/** The name of a field without what says that it is a parameter or a label. */
export const bareName = (name: string) => name.replace(/^(?:param|label):/, '');

export interface Row {
  /** The same for entries of one row; two benchmarks with one title may be two rows. */
  readonly key: string;
  readonly title: string;
}

const separator = '\u0000';

/**
 * Rows by their entries.
 *
 * @param skipped how many names in front are told elsewhere
 */
export function rowsBy(
  plan: Plan,
  fields: ReadonlyMap<string, Field>,
  skipped: number,
): (entry: TableEntry) => Row {
  const elsewhere = new Set([...plan.column, ...plan.group, ...plan.row].map(bareName));
  const isPlain = plan.row.length === 1;
  return (entry) => {
    const { benchmark } = entry;
    let title = '';
    let key = '';
    for (const name of plan.row) {
      if (name === 'name') {
        const { path } = benchmark;
        title += title === '' ? '' : ' ';
        for (let part = 0; part < path.length; part += 1) {
          if (part >= skipped) title += part > skipped ? `/${path[part]}` : path[part];
          key += path[part] + separator;
        }
      } else if (name === 'params') {
        const text = paramsText(benchmark.params, elsewhere);
        if (text !== '') title += `[${text}]`;
        key += text;
      } else {
        const value = fields.get(name)?.(entry);
        const shown = isCommonField(name) || isPlain ? value : `${bareName(name)}=${value}`;
        if (value !== undefined) title += `${title === '' ? '' : ' '}${shown}`;
        key += value ?? separator;
      }
      key += separator;
    }
    return { key, title: title === '' ? nameOf(benchmark) : title };
  };
}
