/**
 * What the launcher writes and perfwatch reads: one JSON object a line, in order of time, so that a
 * launch that is killed keeps what it had measured. A file without its `end` was cut short.
 */
import * as z from 'zod';

/** Non-finite numbers are null in JSON; they stay visible as NaN. */
const secondsSchema = z
  .number()
  .nullable()
  .transform((value) => value ?? Number.NaN);

const namedSchema = z.object({
  kind: z.literal('benchmark'),
  /** Absolute path of the bench file. */
  file: z.string(),
  /** The vitest project that ran it; empty without a name. */
  project: z.string(),
  /** From the outermost `describe` to the benchmark; from vitest 5 on with the test between them. */
  names: z.array(z.string()).min(1),
});

export const recordSchema = z.union([
  z.object({
    kind: z.literal('header'),
    /** Version of the format of this file. */
    format: z.literal(1),
    vitest: z.string(),
    node: z.string(),
  }),
  namedSchema.extend({
    state: z.literal('measured'),
    /** How many calls were measured; `samplesSeconds` may hold fewer. */
    sampleCount: z.int().positive(),
    /** Seconds per call, ascending. */
    samplesSeconds: z.array(secondsSchema).min(1),
  }),
  namedSchema.extend({
    /** Vitest kept no samples: one mean of so many calls is all that is known. */
    state: z.literal('averaged'),
    callCount: z.int().positive().nullable(),
    meanSeconds: secondsSchema,
  }),
  namedSchema.extend({ state: z.enum(['failed', 'skipped']), message: z.string() }),
  z.object({
    /** A file, a hook or vitest itself went wrong, not one benchmark. */
    kind: z.literal('error'),
    /** Absolute path of the bench file; null when it is none of one file. */
    file: z.string().nullable(),
    message: z.string(),
  }),
  z.object({
    /** Modules that were loaded from the user's own repository instead of this checkout. */
    kind: z.literal('other-side'),
    /** Absolute paths. */
    files: z.array(z.string()).min(1),
  }),
  z.object({
    /** The bench files, when only they were asked for. */
    kind: z.literal('files'),
    files: z.array(z.string()),
  }),
  z.object({ kind: z.literal('end') }),
]);

export type LauncherRecord = z.infer<typeof recordSchema>;

/** What the launcher is told, as JSON in its first argument. */
export interface LauncherOptions {
  /** `list` only finds the bench files. */
  readonly task: 'list' | 'measure';
  /** The suite's own vitest: the folder of its package; absolute. */
  readonly packageFolder: string;
  readonly version: string;
  /** As for `vitest bench`. */
  readonly vitestArguments: readonly string[];
  readonly project: string | null;
  /** Parts of paths of bench files, or whole ones; empty is all. */
  readonly filters: readonly string[];
  /** Of the full name of a benchmark; null is all. */
  readonly testNamePattern: string | null;
  /** Where to write; absolute. Its folder is made. Null is standard output. */
  readonly resultsFile: string | null;
  /** More samples of a benchmark are thinned to this many. */
  readonly maxSamples: number;
  /** The user's own repository, from which nothing must be loaded; null when it is measured itself. */
  readonly otherSideFolder: string | null;
}
