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
import { cellOf } from './cell.ts';
import { type Judging, judgePairs, type Pair } from './judge.ts';
import { soundnessWarnings } from './soundness.ts';

/** Null where a value is zero: a geometric mean is one of values above zero. */
const meanOf = (logarithms: number, count: number) =>
  count > 0 && Number.isFinite(logarithms) ? Math.exp(logarithms / count) : null;

function meansOf(rows: readonly TableRow[], columns: number): ColumnMean[] {
  return Array.from({ length: columns }, (_, column) => {
    let [sum, count, ratioSum, ratios] = [0, 0, 0, 0];
    for (const { cells } of rows) {
      const cell = cells[column];
      if (!cell) continue;
      sum += Math.log(cell.value);
      count += 1;
      const base = cells[0];
      if (column > 0 && base) {
        // What was zero and still is has not changed.
        ratioSum += cell.value === base.value ? 0 : Math.log(cell.value / base.value);
        ratios += 1;
      }
    }
    return { value: meanOf(sum, count), ratio: meanOf(ratioSum, ratios), rows: ratios };
  });
}

/** A table whose changes are still to be judged. */
interface Open {
  readonly arranged: Arranged;
  readonly rows: readonly TableRow[];
}

function open(arranged: Arranged): Open {
  const rows = arranged.rows.map(({ title, cells }) => ({ title, cells: cells.map(cellOf) }));
  return { arranged, rows };
}

/** The cells that are compared with the first one of their row, table by table and row by row. */
function pairsOf(tables: readonly Open[]): Pair[] {
  const pairs: Pair[] = [];
  for (const { arranged, rows } of tables) {
    for (const { cells } of rows) {
      const base = cells[0];
      if (!base) continue;
      for (let column = 1; column < cells.length; column += 1) {
        const candidate = cells[column];
        if (candidate) pairs.push({ base, candidate, metric: arranged.metric });
      }
    }
  }
  return pairs;
}

/** @param changes by the cells that they are of */
function tableOf({ arranged, rows }: Open, changes: ReadonlyMap<Cell, Change>): ComparisonTable {
  const { metric, unit, direction } = arranged.metric;
  const judged = rows.map(
    ({ title, cells }): TableRow => ({
      title,
      cells: cells.map((cell) => {
        const change = cell && changes.get(cell);
        return change ? { ...cell, change } : cell;
      }),
    }),
  );
  return {
    metric,
    unit,
    direction,
    group: arranged.group,
    columns: arranged.columns,
    rows: judged,
    means: judged.length > 1 ? meansOf(judged, arranged.columns.length) : [],
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
  const opened = arrange(entries, sides, arrangement).map(open);
  const pairs = pairsOf(opened);
  const found = judgePairs(pairs, judging);
  const changes = new Map<Cell, Change>();
  const counts = Object.fromEntries(tableVerdicts.map((verdict) => [verdict, 0]));
  for (const [index, { candidate }] of pairs.entries()) {
    const change = found[index];
    if (!change) continue;
    changes.set(candidate, change);
    counts[change.verdict] = (counts[change.verdict] ?? 0) + 1;
  }
  const tables = opened.map((table) => tableOf(table, changes));
  return {
    tables,
    counts,
    threshold: judging.threshold,
    confidence: judging.confidence,
    warnings: soundnessWarnings(entries, sides, tables),
  };
}
