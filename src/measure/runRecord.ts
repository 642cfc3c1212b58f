/** Puts what was measured together as a run. */
import { join } from 'node:path';
import type { Io } from '../io.ts';
import type { Commit, Environment } from '../model/environment.ts';
import type { Pairing, Run } from '../model/run.ts';
import type { SuiteResult } from '../model/suiteResult.ts';
import { gitIn } from './base/git.ts';
import { describeCommit } from './commit.ts';

/** What is known of a run before it is measured. */
export interface RunFacts {
  readonly id: string;
  readonly perfwatchVersion: string;
  readonly environment: Environment;
  readonly commit: Commit | null;
  readonly pairing: Pairing | null;
  /** At most, of each suite. */
  readonly launches: number;
  readonly filter: RegExp | null;
  /** Suites chosen by name; null when all of the configuration were. */
  readonly selection: readonly string[] | null;
}

/** When measuring began. */
export interface Start {
  readonly startedAt: string;
  readonly monotonicSeconds: number;
}

export const startNow = (io: Io): Start => ({
  startedAt: io.now().toISOString(),
  monotonicSeconds: io.monotonicSeconds(),
});

/** The run as it stands at this moment. */
export function runRecord(
  facts: RunFacts,
  start: Start,
  suites: SuiteResult[],
  { interrupt, io }: { readonly interrupt: AbortSignal; readonly io: Io },
): Run {
  const { filter, selection, ...rest } = facts;
  return {
    schema: 'perfwatch/run',
    version: 1,
    ...rest,
    startedAt: start.startedAt,
    durationSeconds: io.monotonicSeconds() - start.monotonicSeconds,
    state: interrupt.aborted ? 'interrupted' : 'complete',
    filter: filter?.source ?? null,
    selection: selection ? [...selection] : null,
    plan: null,
    suites,
  };
}

/** The commit that is checked out in a folder, or null where git cannot be asked. */
export async function commitIn(
  folder: string,
  { rawFolder, interrupt, io }: { rawFolder: string; interrupt: AbortSignal; io: Io },
): Promise<Commit | null> {
  const git = gitIn(folder, { env: io.env, io, logFolder: join(rawFolder, '_git'), interrupt });
  return describeCommit((gitArguments) => git.run(gitArguments)).catch(() => null);
}
