/** Entries of any number of sides → tables with medians, changes, verdicts and geometric means. Pure. */
import {
  type ColumnMean,
  type ComparisonTable,
  type ComparisonTables,
  type TableRow,
  tableVerdicts,
} from '../../model/comparisonTable.ts';
import type { FailedEntry, TableEntry, TableSide } from '../../model/tableEntry.ts';
import { type Arranged, arrange } from './arrange.ts';
import type { Arrangement } from './arrangement.ts';
import { cellOf, type OpenCell } from './cell.ts';
import { failuresOf } from './failures.ts';
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

/** A row whose changes are still to be judged. */
interface OpenRow extends TableRow {
  readonly cells: readonly (OpenCell | null)[];
}

/** A table of such rows. */
interface Open {
  readonly arranged: Arranged;
  readonly rows: readonly OpenRow[];
}

function open(arranged: Arranged): Open {
  const rows = arranged.rows.map(({ title, cells }) => ({ title, cells: cells.map(cellOf) }));
  return { arranged, rows };
}

interface OpenPair extends Pair {
  readonly candidate: OpenCell;
}

/** The cells that are compared with the first one of their row, table by table and row by row. */
function pairsOf(tables: readonly Open[]): OpenPair[] {
  const pairs: OpenPair[] = [];
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

/** How many results of the first column other columns lack. */
function missingOf(tables: readonly Open[]): number {
  let missing = 0;
  for (const { rows } of tables) {
    for (const { cells } of rows) {
      if (!cells[0]) continue;
      for (const cell of cells) if (!cell) missing += 1;
    }
  }
  return missing;
}

function tableOf({ arranged, rows }: Open, areSides: boolean): ComparisonTable {
  const { metric, unit, direction } = arranged.metric;
  return {
    metric,
    unit,
    direction,
    group: arranged.group,
    columns: arranged.columns,
    areSides,
    rows,
    means: rows.length > 1 ? meansOf(rows, arranged.columns.length) : [],
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
  failed: readonly FailedEntry[] = [],
): ComparisonTables {
  const opened = arrange(entries, sides, arrangement).map(open);
  const pairs = pairsOf(opened);
  const found = judgePairs(pairs, judging);
  const counts = Object.fromEntries(tableVerdicts.map((verdict) => [verdict, 0]));
  for (const [index, { candidate }] of pairs.entries()) {
    const change = found[index];
    if (!change) continue;
    candidate.change = change;
    counts[change.verdict] = (counts[change.verdict] ?? 0) + 1;
  }
  const areSides = arrangement.column === null;
  const tables = opened.map((one) => tableOf(one, areSides));
  return {
    tables,
    counts,
    failures: failuresOf(failed, sides),
    missing: areSides ? missingOf(opened) : 0,
    threshold: judging.threshold,
    confidence: judging.confidence,
    warnings: soundnessWarnings(entries, sides, tables, { arrangement, paired: judging.paired }),
  };
}
