/** What one file said: values by benchmark and metric, and all that was passed over. */
import type { Fact, Metric, ValueKind } from './format.ts';
import type { ReadLaunch } from './values.ts';

export interface ReadMetric {
  readonly metric: Metric;
  readonly kind: ValueKind;
  /** By the processes that measured, where the file tells them apart; none empty. */
  readonly launches: readonly ReadLaunch[];
}

export interface ReadBenchmark {
  readonly path: readonly string[];
  readonly params: Readonly<Record<string, string>>;
  readonly labels: Readonly<Record<string, string>>;
  readonly state: 'measured' | 'failed' | 'skipped';
  readonly message?: string;
  readonly metrics: readonly ReadMetric[];
}

/** Rows that were not read for the same reason. */
export interface PassedOver {
  readonly why: string;
  readonly count: number;
  /** Of the first one, from 1; null where it is not known. */
  readonly line: number | null;
  /** Of the first one, where a folder was read: relative to it with `/`. */
  readonly file?: string;
}

/** Where the first of them stands, for people: `results.json, line 3`. @param read the file or folder that was read */
export function placeOf({ file, line }: PassedOver, read: string): string {
  const path = file === undefined ? read : `${read.replace(/\/$/, '')}/${file}`;
  return line === null ? path : `${path}, line ${line}`;
}

export interface Reading {
  /** As the user named it. */
  readonly file: string;
  readonly format: string;
  readonly benchmarks: readonly ReadBenchmark[];
  readonly rows: number;
  readonly passedOver: readonly PassedOver[];
  readonly facts: ReadonlyMap<Fact, string>;
  readonly notices: readonly string[];
}
