/** What renders a comparison as tables: a pure function from tables to text. */
import type { ComparisonTables } from '../../model/comparisonTable.ts';
import type { TableEntry, TableSide } from '../../model/tableEntry.ts';
import type { FixedUnit } from './values.ts';

export interface TableOptions {
  /** Width of the terminal in characters. */
  readonly columns: number;
  /** Whether ANSI colours may be used. */
  readonly color: boolean;
  /** Draw the interval of each change. */
  readonly plot: boolean;
  /** Show all values in this unit; null chooses one for each row. */
  readonly unit: FixedUnit | null;
}

export interface TableRequest {
  readonly comparison: ComparisonTables;
  /** What was compared, for formats of single values. */
  readonly entries: readonly TableEntry[];
  readonly sides: readonly TableSide[];
}

export interface TableReporter {
  /** The text, ending in a line break. Linear. */
  render(request: TableRequest, options: TableOptions): string;
}
