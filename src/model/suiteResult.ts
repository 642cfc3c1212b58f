/** What the launches of one suite gave. */
import * as z from 'zod';
import { toolchainSchema } from './environment.ts';
import { identitySchema } from './identitySchema.ts';
import { measurementSchema } from './measurement.ts';
import { sourceLineSchema } from './sourceLine.ts';

export const benchmarkResultSchema = identitySchema.extend({
  id: z.string(),
  /** `failed`: at least one launch of it went wrong; what other launches measured is kept. */
  state: z.enum(['measured', 'failed', 'skipped']),
  /** Why it failed or was skipped: the harness's own words. */
  message: z.string().optional(),
  measurements: z.array(measurementSchema),
  /** Where it stands, as far as the harness tells. */
  source: sourceLineSchema.optional(),
});
export type BenchmarkResult = z.infer<typeof benchmarkResultSchema>;

export const harnessIdentitySchema = z.object({ name: z.string(), version: z.string() });
export type HarnessIdentity = z.infer<typeof harnessIdentitySchema>;

export const launchRecordSchema = z.object({
  launch: z.int().nonnegative(),
  startedAt: z.iso.datetime(),
  durationSeconds: z.number().nonnegative(),
  /** `incomplete`: ended by the time limit or an interrupt; what it had measured is kept. */
  state: z.enum(['complete', 'failed', 'incomplete']),
  message: z.string().optional(),
});
export type LaunchRecord = z.infer<typeof launchRecordSchema>;

export const suiteResultSchema = z.object({
  suite: z.string(),
  /** Null when the suite never got so far as to know its harness's version. */
  harness: harnessIdentitySchema.nullable(),
  toolchain: toolchainSchema,
  /** How many processors its programs were to use at once (GOMAXPROCS), where the results tell one number. */
  processors: z.int().positive().optional(),
  /** Hash of machine, toolchain and harness version: equal means that results may be compared. */
  fingerprint: z.string().nullable(),
  /**
   * `skipped`: its toolchain is missing. `failed`: it could not be built, launched or read.
   * `incomplete`: launches are missing, by time limit or interrupt.
   */
  state: z.enum(['measured', 'incomplete', 'skipped', 'failed']),
  /** Why it is not `measured`, and what to do. */
  message: z.string().optional(),
  /** How many launches there were to be at most; the measuring time was split over so many. */
  launchesPlanned: z.int().positive(),
  launches: z.array(launchRecordSchema),
  benchmarks: z.array(benchmarkResultSchema),
  /** Hashes of the files that hold the benchmarks, by path relative to the repository. */
  sources: z.record(z.string(), z.string()).default({}),
  /** Sentences for the reader, e.g. bench targets that were left out. */
  notices: z.array(z.string()),
});
export type SuiteResult = z.infer<typeof suiteResultSchema>;
