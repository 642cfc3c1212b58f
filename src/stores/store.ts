/** What a place for baselines must do. */
import type { Baseline, BaselineEntry } from '../model/baseline.ts';

export interface BaselineStore {
  /** Names of all baselines, sorted. */
  names(): Promise<string[]>;
  /** The baseline of a name, or null when there is none. Throws for a file that cannot be read. */
  read(name: string): Promise<Baseline | null>;
  /**
   * Puts entries into a baseline: each replaces the one of its suite and fingerprint; entries of
   * the removed suites go, all others stay. Throws, and changes nothing, when the file that is there cannot be read.
   */
  update(
    name: string,
    entries: readonly BaselineEntry[],
    removedSuites?: readonly string[],
  ): Promise<void>;
  /** Removes a baseline; returns false when there is none. */
  remove(name: string): Promise<boolean>;
  /** Absolute path of a baseline's file. Throws `baseline-name-invalid`. */
  fileOf(name: string): string;
}
