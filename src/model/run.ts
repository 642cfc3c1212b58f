/** All that one `perfwatch run` measured: the file `run.json`. */
import * as z from 'zod';
import { commitSchema, environmentSchema, type Machine, machineSchema } from './environment.ts';
import { planSchema } from './plan.ts';
import { suiteResultSchema } from './suiteResult.ts';

/** How a run was measured side by side with another one. */
export const pairingSchema = z.object({
  /** Which of the two sides this run is; the other one lies beside it. */
  side: z.enum(['base', 'candidate']),
  /** The id of the other side's run. */
  with: z.string(),
  /** The base as the reader knows it: `main (f93cc5b)`. */
  base: z.string(),
  /** `alternating`: one side after the other; `duet`: both at once, each on a processor of its own. */
  design: z.enum(['alternating', 'duet']),
  /** After which rounds it was to be looked at what is decided; the last one is the most rounds. */
  looks: z.array(z.int().positive()).min(1),
});
export type Pairing = z.infer<typeof pairingSchema>;

export const runSchema = z.object({
  schema: z.literal('perfwatch/run'),
  version: z.literal(1),
  id: z.string(),
  perfwatchVersion: z.string(),
  startedAt: z.iso.datetime(),
  durationSeconds: z.number().nonnegative(),
  /** Set where it was not measured by perfwatch, but read from files: how long it took is not known. */
  imported: z.literal(true).optional(),
  /** `interrupted`: the user or CI ended it; what was measured until then is here. */
  state: z.enum(['complete', 'interrupted']),
  environment: environmentSchema,
  /** Where a run was joined from several machines: the one of each suite; else that of `environment`. */
  machines: z.array(z.object({ suite: z.string(), machine: machineSchema })).optional(),
  /** Null outside of a git repository. */
  commit: commitSchema.nullable(),
  /** Null for a run that was measured by itself. Launches of the same number are one round. */
  pairing: pairingSchema.nullable().default(null),
  /** How many times each suite was to be launched, at most. */
  launches: z.int().positive(),
  /** Only benchmarks whose id matches were asked for; null means all. */
  filter: z.string().nullable(),
  /** Only these suites of the configuration were asked for; null means all. */
  selection: z.array(z.string()).nullable(),
  /** What it is a part of; null for runs of an older perfwatch, and for what is no part of anything. */
  plan: planSchema.nullable().default(null),
  suites: z.array(suiteResultSchema),
});
export type Run = z.infer<typeof runSchema>;

/** What is told of a run besides what it measured: which one, where, when, of what code. */
export const runFactsSchema = runSchema.pick({
  id: true,
  perfwatchVersion: true,
  startedAt: true,
  durationSeconds: true,
  imported: true,
  state: true,
  environment: true,
  commit: true,
  filter: true,
});

/** Where a suite of the run was measured. */
export function machineOf({ machines, environment }: Run, suite: string): Machine {
  return machines?.find((one) => one.suite === suite)?.machine ?? environment.machine;
}
