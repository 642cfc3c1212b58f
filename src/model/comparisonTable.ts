/** A comparison as tables: what reporters of tables render. */
import type { Direction, Unit } from './metric.ts';
import type { ValuesAre } from './tableEntry.ts';

/**
 * What is said of a change. `changed` and `same` are of metrics of which nobody tells which way is
 * better; `undecided` cannot tell.
 */
export const tableVerdicts = [
  'slower',
  'worse',
  'faster',
  'better',
  'changed',
  'undecided',
  'unchanged',
] as const;
export type TableVerdict = (typeof tableVerdicts)[number];

/** Against the first column. */
export interface Change {
  /** Of the medians, 1 where both are zero; null where only the first one is. */
  readonly ratio: number | null;
  /** Where the ratio lies, at the rule's confidence; null where that cannot be estimated. */
  readonly interval: { readonly ratio: number; readonly low: number; readonly high: number } | null;
  readonly verdict: TableVerdict;
  /** For `undecided`: why, and what to do. */
  readonly reason?: string;
}

export interface Cell {
  /** The median of its values, in the base unit. */
  readonly value: number;
  /** All that it was measured by, in the base unit. */
  readonly values: readonly number[];
  /** The standard deviation of its values as a share of their mean; null for one value. */
  readonly spread: number | null;
  readonly valuesAre: ValuesAre;
  /** Null in the first column, and where that is empty. */
  readonly change: Change | null;
}

export interface TableRow {
  readonly title: string;
  /** One per column; null where there is nothing. */
  readonly cells: readonly (Cell | null)[];
}

/** The geometric mean of a column. */
export interface ColumnMean {
  /** Over all of its medians; null where there are none, and where one of them is zero. */
  readonly value: number | null;
  /**
   * Of candidate ÷ first column over the rows that both have, zero ÷ zero counting as 1; null in the
   * first column, and where one of the two is zero.
   */
  readonly ratio: number | null;
  /** Over so many rows is `ratio`. */
  readonly rows: number;
}

/** All rows of one metric that share what they are grouped by. */
export interface ComparisonTable {
  readonly metric: string;
  readonly unit: Unit;
  readonly direction: Direction | null;
  /** What its rows have in common, as `field=value` words; empty without. */
  readonly group: readonly string[];
  readonly columns: readonly string[];
  /** Whether columns are sides: then what the first one or another one has not is added, or missing. */
  readonly areSides: boolean;
  readonly rows: readonly TableRow[];
  /** One per column; empty for a single row. */
  readonly means: readonly ColumnMean[];
}

/** A benchmark, or a whole suite, that went wrong on one side: what it measured, if anything, may lack. */
export interface TableFailure {
  /** The title of its side. */
  readonly side: string;
  readonly id: string;
  /** The harness's own words; null where it said nothing. */
  readonly message: string | null;
  /** In so many files of the side. */
  readonly count: number;
}

export interface ComparisonTables {
  readonly tables: readonly ComparisonTable[];
  /** How many changes of all tables have which verdict; every verdict is there. */
  readonly counts: Readonly<Record<string, number>>;
  /** Measurements that failed, on any side. */
  readonly failures: readonly TableFailure[];
  /** So many results of the first side another side lacks; 0 where columns are no sides. */
  readonly missing: number;
  /** Changes within ± this share count as unchanged. */
  readonly threshold: number;
  readonly confidence: number;
  /** What makes the comparison doubtful, as whole sentences. */
  readonly warnings: readonly string[];
}

/** Whether there was to be a comparison, and no result has its like in the first column. */
export function comparesNothing({ tables, counts }: ComparisonTables): boolean {
  if (Object.values(counts).some((count) => count > 0)) return false;
  return tables.length === 0 || tables.some(({ columns }) => columns.length > 1);
}
