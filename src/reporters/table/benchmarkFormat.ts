/**
 * All values in Go's benchmark format, a line each, for benchstat and others; which side they are of is
 * the configuration line `from`.
 */
import { benchmarkId } from '../../model/identity.ts';
import type { TableEntry } from '../../model/tableEntry.ts';
import { unitOf as goUnitOf } from '../benchmarkFormat.ts';
import { benchmarkName } from '../benchmarkName.ts';
import { distinctNames } from '../metricNames.ts';
import { visibleText } from '../visibleText.ts';
import type { TableReporter } from './tableReporter.ts';

function entryLines(
  { benchmark, values }: TableEntry,
  unit: string,
  names: Map<TableEntry['benchmark'], string>,
): string[] {
  let name = names.get(benchmark);
  if (name === undefined) {
    const { suite, path, params } = benchmark;
    name = benchmarkName(benchmarkId({ suite, path: [...path], params }));
    names.set(benchmark, name);
  }
  return values.map((value) => `${name} 1 ${value} ${unit}`);
}

export const benchmarkFormatTables: TableReporter = {
  render({ entries, sides }) {
    const unitOf = distinctNames(entries, goUnitOf);
    const names = new Map<TableEntry['benchmark'], string>();
    const better = new Map(
      entries.flatMap((entry): [string, string][] =>
        entry.direction === null
          ? []
          : [[unitOf(entry), entry.direction === 'lower-is-better' ? 'lower' : 'higher']],
      ),
    );
    const blocks = [
      [...better].map(([unit, direction]) => `Unit ${unit} better=${direction}`),
      ...sides.map(({ title }, side) => [
        `from: ${visibleText(title)}`,
        ...entries
          .filter((entry) => entry.side === side)
          .flatMap((entry) => entryLines(entry, unitOf(entry), names)),
      ]),
    ].filter((lines) => lines.length > 0);
    return `${blocks.map((lines) => lines.join('\n')).join('\n\n')}\n`;
  },
};
