/** The line that a timing helper writes after each run of a command, and what it is told to do. */
import * as z from 'zod';

/** What a helper gets as its only argument, as JSON; both helpers understand the same. */
export const specificationSchema = z.object({
  argv: z.tuple([z.string()], z.string()),
  warmupRuns: z.int().nonnegative(),
  runs: z.int().positive(),
  /** File for the records, one line of JSON each. */
  results: z.string(),
  /** File for what the command's latest run writes to standard error. */
  errors: z.string(),
  /** The variable LC_CTYPE as the command is to see it; null leaves it away. */
  lcCtype: z.string().nullable(),
});
export type Specification = z.infer<typeof specificationSchema>;

const seconds = z.number().nonnegative();

export const recordSchema = z.discriminatedUnion('event', [
  z.object({
    event: z.literal('run'),
    warmup: z.boolean(),
    wallSeconds: seconds,
    /** Null where the helper cannot know. */
    userSeconds: seconds.nullable(),
    systemSeconds: seconds.nullable(),
    /** Null also where it is too small to be told from the helper's own. */
    maxResidentBytes: z.int().positive().nullable(),
    /** Null when a signal ended the command. */
    exitCode: z.int().nullable(),
    signal: z.string().nullable(),
  }),
  z.object({ event: z.literal('not-started'), warmup: z.boolean(), problem: z.string() }),
]);
export type TimingRecord = z.infer<typeof recordSchema>;
export type RunRecord = Extract<TimingRecord, { event: 'run' }>;
