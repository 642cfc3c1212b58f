/** What a place for baselines must do. */
import type { Baseline, BaselineEntry } from '../model/baseline.ts';

export interface BaselineStore {
  /** Names of all baselines, sorted. */
  names(): Promise<string[]>;
  /** The baseline of a name, or null when there is none. Throws for a file that cannot be read. */
  read(name: string): Promise<Baseline | null>;
  /**
   * Makes these the entries of a baseline, which need not exist yet; their order does not matter.
   * Throws, and changes nothing, when what is there cannot be read.
   */
  write(name: string, entries: readonly BaselineEntry[]): Promise<void>;
  /** What `write` makes the text of its file. */
  textOf(name: string, entries: readonly BaselineEntry[]): string;
  /** Removes a baseline; returns false when there is none. */
  remove(name: string): Promise<boolean>;
  /** Absolute path of a baseline's file. Throws `baseline-name-invalid`. */
  fileOf(name: string): string;
}
