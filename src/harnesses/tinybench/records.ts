/**
 * What the runner writes and perfwatch reads: one JSON object a line, in order of time, so that a
 * launch that is killed keeps what it had measured. A file without its `end` was cut short.
 */
import * as z from 'zod';
import { sourceReadingSchema } from '../sourceReading.ts';

/** Non-finite numbers are null in JSON; they stay visible as NaN. */
const sampleSchema = z
  .number()
  .nullable()
  .transform((value) => value ?? Number.NaN);

const taskSchema = z.object({
  kind: z.literal('task'),
  /** Which Bench of the file, by order of first sight. */
  bench: z.int().nonnegative(),
  /** The Bench's own name; null without one. */
  benchName: z.string().nullable(),
  task: z.string(),
  /** Where it was added. */
  source: sourceReadingSchema,
});

export const recordSchema = z.union([
  z.object({
    kind: z.literal('header'),
    /** Version of the format of this file. */
    format: z.literal(1),
    tinybench: z.string(),
    node: z.string(),
  }),
  taskSchema.extend({
    state: z.literal('measured'),
    /** How many calls were measured; `samplesSeconds` may hold fewer. */
    sampleCount: z.int().positive(),
    /** Seconds per call, ascending. */
    samplesSeconds: z.array(sampleSchema).min(1),
  }),
  taskSchema.extend({ state: z.literal('failed'), message: z.string() }),
  z.object({ kind: z.literal('notice'), text: z.string() }),
  z.object({
    /** Modules that were loaded from the user's own repository instead of this checkout. */
    kind: z.literal('other-side'),
    /** Absolute paths. */
    files: z.array(z.string()).min(1),
  }),
  z.object({
    /** Written once the file has loaded and its exports are known. */
    kind: z.literal('exports'),
    /** Under which export each Bench without a name of its own is found, by its number. */
    labels: z.record(z.string(), z.string()),
    /** The file's `throughput` export as it is; null without one. */
    throughput: z.unknown(),
  }),
  z.object({
    /** The file itself went wrong, not one of its tasks. */
    kind: z.literal('error'),
    message: z.string(),
    /** `path/of/file.ts:line:column`; null where no line of the author's is to blame. */
    place: z.string().nullable(),
  }),
  z.object({
    kind: z.literal('end'),
    /** How many benches and tasks were found, whether wanted or not. */
    benches: z.int().nonnegative(),
    tasks: z.int().nonnegative(),
  }),
]);

export type RunnerRecord = z.infer<typeof recordSchema>;

/** What the runner is told, as JSON in its first argument. */
export interface RunnerOptions {
  /** The bench file; absolute. */
  readonly file: string;
  /** Names before those of benches and tasks: what the file's path says. */
  readonly filePath: readonly string[];
  /** Where to write; absolute. Its folder is made. */
  readonly resultsFile: string;
  /** The module of the TypeScript hooks; absolute. */
  readonly hooksFile: string;
  /** The folder of the tinybench package that the bench file resolves to. */
  readonly packageFolder: string;
  /** How many launches share the measuring time. */
  readonly launches: number;
  readonly measurementSeconds: number | null;
  readonly warmupSeconds: number | null;
  /** More samples of a task are thinned to this many. */
  readonly maxSamples: number;
  /** Exported benchmarks whose id does not match this need not run. */
  readonly filter: {
    readonly suite: string;
    readonly source: string;
    readonly flags: string;
  } | null;
  /** Only these exported tasks need run: names from the bench to the task; null is all. */
  readonly only: readonly (readonly string[])[] | null;
  /** The user's own repository, from which nothing must be loaded; null when it is measured itself. */
  readonly otherSideFolder: string | null;
}
