/** One launch of one suite: its processes one after another, then what they left is read. */
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type {
  LaunchReading,
  LaunchRequest,
  PreparedSuite,
  ProcessOutcome,
  Suite,
} from '../harnesses/harness.ts';
import type { Io } from '../io.ts';
import { benchmarkId } from '../model/identity.ts';
import type { LaunchRecord } from '../model/suiteResult.ts';
import { layoutPadding } from './layout.ts';
import { runProcess, shortenLogs } from './processes.ts';
import { describeTrouble, keptMessage } from './troubles.ts';

export interface LaunchResult {
  readonly record: LaunchRecord;
  readonly reading: LaunchReading;
}

export interface LaunchContext {
  readonly suite: Suite;
  readonly prepared: PreparedSuite;
  /** What every process is started by, such as `taskset -c 1`; empty for nothing. */
  readonly startedBy: readonly string[];
  readonly interrupt: AbortSignal;
  readonly io: Io;
}

/** Why the launch was not finished, in words; null when it was. */
function cutShort(suite: Suite, outcomes: Iterable<ProcessOutcome>): string | null {
  for (const { ending } of outcomes) {
    if (ending === 'interrupted') return 'It was interrupted.';
    if (ending === 'timed-out') {
      return `A launch was ended after ${suite.timeoutSeconds} s. Raise \`timeoutSeconds\` of suite "${suite.name}", or mend the benchmark that hangs.`;
    }
  }
  return null;
}

/** Harnesses narrow as far as they can; the rest of what nobody asked for is left out here. */
function onlyWanted(
  reading: LaunchReading,
  suite: string,
  { filter, only }: LaunchRequest,
): LaunchReading {
  if (!filter && !only) return reading;
  const ids = only && new Set(only.map(benchmarkId));
  return {
    ...reading,
    benchmarks: reading.benchmarks.filter(({ path, params }) => {
      const id = benchmarkId({ suite, path: [...path], params: { ...params } });
      return (filter?.test(id) ?? true) && (ids?.has(id) ?? true);
    }),
  };
}

interface Launched {
  readonly reading: LaunchReading;
  /** Why it was not finished; null when it was. */
  readonly incomplete: string | null;
}

async function runAndRead(
  request: LaunchRequest,
  { suite, prepared, startedBy, interrupt, io }: LaunchContext,
): Promise<Launched> {
  const startedSeconds = io.monotonicSeconds();
  const outcomes = new Map<string, ProcessOutcome>();
  await mkdir(request.folder, { recursive: true });
  for (const step of prepared.steps(request)) {
    if (step.outputFolder !== undefined) await mkdir(step.outputFolder, { recursive: true });
    const elapsedSeconds = io.monotonicSeconds() - startedSeconds;
    const [program, ...rest] = [...startedBy, ...step.argv];
    const outcome = await runProcess({
      argv: [program ?? step.argv[0], ...rest],
      cwd: step.cwd,
      env: { ...io.env, ...layoutPadding(request.folder), ...suite.env, ...step.env },
      timeoutSeconds: Math.max(0, suite.timeoutSeconds - elapsedSeconds),
      logFolder: join(request.folder, step.name),
      interrupt,
      io,
    });
    outcomes.set(step.name, outcome);
    if (outcome.ending === 'timed-out' || outcome.ending === 'interrupted') break;
  }
  const reading = await prepared.read(request, outcomes);
  for (const name of outcomes.keys()) await shortenLogs(join(request.folder, name));
  return {
    reading: onlyWanted(reading, suite.name, request),
    incomplete: cutShort(suite, outcomes.values()),
  };
}

/**
 * Runs and reads one launch; the folder of the request is made and must not exist before. Never
 * rejects: what cannot be written or read, on a full disk for instance, makes the launch a failure.
 */
export async function launchSuite(
  request: LaunchRequest,
  context: LaunchContext,
): Promise<LaunchResult> {
  const { io } = context;
  const startedAt = io.now().toISOString();
  const startedSeconds = io.monotonicSeconds();
  const { reading, incomplete } = await runAndRead(request, context).catch(
    (error: unknown): Launched => ({
      reading: { benchmarks: [], failure: describeTrouble(error), notices: [] },
      incomplete: null,
    }),
  );
  const message = incomplete ?? reading.failure;
  return {
    record: {
      launch: request.index,
      startedAt,
      durationSeconds: io.monotonicSeconds() - startedSeconds,
      state: incomplete ? 'incomplete' : reading.failure ? 'failed' : 'complete',
      ...(message ? { message: keptMessage(message) } : {}),
    },
    reading,
  };
}
