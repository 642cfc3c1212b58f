/** Entries of any number of sides → tables with medians, changes, verdicts and geometric means. Pure. */

import {
  type Cell,
  type Change,
  type ColumnMean,
  type ComparisonTable,
  type ComparisonTables,
  type TableRow,
  tableVerdicts,
} from '../../model/comparisonTable.ts';
import type { TableEntry, TableSide } from '../../model/tableEntry.ts';
import { type Arranged, arrange } from './arrange.ts';
import type { Arrangement } from './arrangement.ts';
import { type CellValues, type Judging, judgePairs, type Pair } from './judge.ts';
import { soundnessWarnings } from './soundness.ts';

/** Sorting few numbers in place is quicker than any other way to their middle. */
const fewValues = 32;

/** The middle value; of an even number of values, the mean of the middle two. */
function medianOf(values: readonly number[]): number {
  const sorted = Float64Array.from(values);
  if (sorted.length > fewValues) sorted.sort();
  else {
    for (let index = 1; index < sorted.length; index += 1) {
      const value = sorted[index] ?? Number.NaN;
      let place = index;
      for (; place > 0 && (sorted[place - 1] ?? Number.NaN) > value; place -= 1) {
        sorted[place] = sorted[place - 1] ?? Number.NaN;
      }
      sorted[place] = value;
    }
  }
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? Number.NaN) + upper) / 2;
}

/** Values of one cell, from however many entries come together in it. */
function cellValues(entries: readonly TableEntry[]): CellValues | null {
  const [first, another] = entries;
  if (!first) return null;
  if (!another) {
    const { values, valuesAre } = first;
    return { values, valuesAre, median: medianOf(values) };
  }
  const values = entries.flatMap((entry) => entry.values);
  const kinds = entries.map(({ valuesAre }) => valuesAre);
  const valuesAre = kinds.includes('repeats')
    ? 'repeats'
    : kinds.includes('launches') || !another
      ? first.valuesAre
      : 'launches';
  return { values, valuesAre, median: medianOf(values) };
}

/** The standard deviation as a share of the mean; null for one value, or a mean of zero. */
function spreadOf({ values }: CellValues): number | null {
  if (values.length < 2) return null;
  let sum = 0;
  for (const value of values) sum += value;
  const mean = sum / values.length;
  if (mean === 0) return null;
  let squares = 0;
  for (const value of values) squares += (value - mean) ** 2;
  return Math.sqrt(squares / (values.length - 1)) / mean;
}

interface Prepared {
  readonly arranged: Arranged;
  readonly rows: readonly {
    readonly title: string;
    readonly values: readonly (CellValues | null)[];
  }[];
}

function meansOf(rows: readonly TableRow[], columns: number): ColumnMean[] {
  return Array.from({ length: columns }, (_, column) => {
    let [sum, count, ratioSum, ratios] = [0, 0, 0, 0];
    for (const { cells } of rows) {
      const cell = cells[column];
      if (!cell || cell.value <= 0) continue;
      sum += Math.log(cell.value);
      count += 1;
      const base = cells[0];
      if (column > 0 && base && base.value > 0) {
        ratioSum += Math.log(cell.value / base.value);
        ratios += 1;
      }
    }
    return {
      value: count > 0 ? Math.exp(sum / count) : null,
      ratio: ratios > 0 ? Math.exp(ratioSum / ratios) : null,
      rows: ratios,
    };
  });
}

function tableOf(
  { arranged, rows }: Prepared,
  changeOf: () => Change | undefined,
): ComparisonTable {
  const { metric, unit, direction } = arranged.metric;
  const found = rows.map(({ title, values }): TableRow => {
    const base = values[0];
    return {
      title,
      cells: values.map((of, column): Cell | null => {
        if (!of) return null;
        return {
          value: of.median,
          spread: spreadOf(of),
          count: of.values.length,
          valuesAre: of.valuesAre,
          change: column > 0 && base ? (changeOf() ?? null) : null,
        };
      }),
    };
  });
  return {
    metric,
    unit,
    direction,
    group: arranged.group,
    columns: arranged.columns,
    rows: found,
    means: found.length > 1 ? meansOf(found, arranged.columns.length) : [],
  };
}

/**
 * Compares each column with the first one. O(n log n) in entries.
 *
 * @throws PerfwatchError `field-unknown`, `table-one-side`
 */
export function compareTables(
  entries: readonly TableEntry[],
  sides: readonly TableSide[],
  arrangement: Arrangement,
  judging: Judging,
): ComparisonTables {
  const prepared = arrange(entries, sides, arrangement).map(
    (arranged): Prepared => ({
      arranged,
      rows: arranged.rows.map(({ title, cells }) => ({ title, values: cells.map(cellValues) })),
    }),
  );
  const pairs = prepared.flatMap(({ arranged, rows }) =>
    rows.flatMap(({ values }) => {
      const [base, ...others] = values;
      if (!base) return [];
      return others.flatMap((candidate): Pair[] =>
        candidate ? [{ base, candidate, metric: arranged.metric }] : [],
      );
    }),
  );
  const found = judgePairs(pairs, judging);
  const changes = found.values();
  const tables = prepared.map((one) => tableOf(one, () => changes.next().value));
  const counts = Object.fromEntries(tableVerdicts.map((verdict) => [verdict, 0]));
  for (const { verdict } of found) counts[verdict] = (counts[verdict] ?? 0) + 1;
  return {
    tables,
    counts,
    threshold: judging.threshold,
    confidence: judging.confidence,
    warnings: soundnessWarnings(entries, sides, tables),
  };
}
