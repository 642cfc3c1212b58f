/**
 * One metric of one benchmark on one side, as tables compare it: of a run of perfwatch, or of any
 * file of results.
 */
import type { Direction, Unit } from './metric.ts';

export interface TableBenchmark {
  readonly suite: string;
  readonly path: readonly string[];
  readonly params: Readonly<Record<string, string>>;
  /** Circumstances by name: configuration lines of the file, `cpu`, `os`, … */
  readonly labels: Readonly<Record<string, string>>;
}

/**
 * What one value of an entry is.
 *
 * - `launches`: a process of its own. Differences between processes are in the values.
 * - `repeats`: a whole measurement, but all in one process.
 * - `one`: there is one value only.
 */
export type ValuesAre = 'launches' | 'repeats' | 'one';

export interface TableEntry {
  /** Shared by the metrics of a benchmark. */
  readonly benchmark: TableBenchmark;
  /** Which side, from 0. */
  readonly side: number;
  readonly metric: string;
  readonly unit: Unit;
  /** Null where nobody tells which way is better. */
  readonly direction: Direction | null;
  /** Whether the same code always gives the same value, as counted instructions do. */
  readonly isExact: boolean;
  /** In the base unit; at least one. */
  readonly values: readonly number[];
  readonly valuesAre: ValuesAre;
}

/** A benchmark that went wrong on one side, and so gave no values, or not all of them. */
export interface FailedEntry {
  /** Without a path for a whole suite. */
  readonly benchmark: TableBenchmark;
  /** Which side, from 0. */
  readonly side: number;
  /** The harness's own words; null where it said nothing. */
  readonly message: string | null;
}

/** One side of a comparison. */
export interface TableSide {
  /** As the user named it. */
  readonly title: string;
  /** Where and by what it was measured, as far as that is told: `cpu`, `os`, `version`, … */
  readonly facts: Readonly<Record<string, string>>;
  /**
   * By suite, the format that its results were read in, of a run of perfwatch; of suites that it measured
   * itself, none. Absent for files of others, where the suite is called like its format.
   */
  readonly formats?: ReadonlyMap<string, string>;
}
