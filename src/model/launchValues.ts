/**
 * What was measured launch by launch, for pictures of it. No part of a report: it decides nothing,
 * and whoever renders may do without.
 */
import type { Commit } from './environment.ts';
import type { MetricName, Unit } from './metric.ts';

/** One launch. */
export interface LaunchValue {
  /** The number that stands for its samples when launches are compared. */
  readonly value: number;
  /** Between these lie nine of ten of its samples; absent where only the one number is known. */
  readonly low?: number;
  readonly high?: number;
}

/** What is measured of a benchmark. */
export interface Measured {
  readonly id: string;
  readonly metric: MetricName;
  readonly unit: Unit;
}

/** What is measured, as one word: the same on both sides. */
export const measuredKey = ({ id, metric, unit }: Measured): string => `${metric} ${unit} ${id}`;

/** The launches of one side in the order they were measured, by {@link measuredKey}. */
export type SideLaunches = ReadonlyMap<string, readonly LaunchValue[]>;

/** A run that a baseline holds. */
export interface PastRun {
  readonly startedAt: string;
  readonly commit: Commit | null;
}

/** What one run of a baseline measured. */
export interface PastValue {
  readonly run: PastRun;
  /** The typical value of its launches. */
  readonly value: number;
  /** Of its launches: the least and the largest one. */
  readonly low: number;
  readonly high: number;
}

/** The runs of a baseline that measured something, the oldest first, by {@link measuredKey}; never one alone. */
export type History = ReadonlyMap<string, readonly PastValue[]>;

/** The launches of both sides; of a side that is not known, there are none. */
export interface LaunchValues {
  readonly base: SideLaunches;
  readonly candidate: SideLaunches;
  /** Only where the base is a baseline. */
  readonly history?: History;
  /** The names of parameters as the harness has them, by id; of the candidate's benchmarks that have several. */
  readonly parameterOrder?: ReadonlyMap<string, readonly string[]>;
}
