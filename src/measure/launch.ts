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
import { runProcess, shortenLog } from './processes.ts';

export interface LaunchResult {
  readonly record: LaunchRecord;
  readonly reading: LaunchReading;
}

export interface LaunchContext {
  readonly suite: Suite;
  readonly prepared: PreparedSuite;
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

function onlyWanted(reading: LaunchReading, suite: string, filter: RegExp | null): LaunchReading {
  if (!filter) return reading;
  return {
    ...reading,
    benchmarks: reading.benchmarks.filter(({ path, params }) =>
      filter.test(benchmarkId({ suite, path: [...path], params })),
    ),
  };
}

/** Runs and reads one launch; the folder of the request is made and must not exist before. */
export async function launchSuite(
  request: LaunchRequest,
  { suite, prepared, interrupt, io }: LaunchContext,
): Promise<LaunchResult> {
  const startedAt = io.now().toISOString();
  const startedSeconds = io.monotonicSeconds();
  const elapsedSeconds = () => io.monotonicSeconds() - startedSeconds;
  const outcomes = new Map<string, ProcessOutcome>();
  await mkdir(request.folder, { recursive: true });
  for (const step of prepared.steps(request)) {
    const logFolder = join(request.folder, step.name);
    const outcome = await runProcess({
      argv: step.argv,
      cwd: step.cwd,
      env: { ...io.env, ...suite.env, ...step.env },
      timeoutSeconds: Math.max(0, suite.timeoutSeconds - elapsedSeconds()),
      logFolder,
      interrupt,
      io,
    });
    outcomes.set(step.name, outcome);
    if (outcome.ending === 'timed-out' || outcome.ending === 'interrupted') break;
  }
  const durationSeconds = elapsedSeconds();
  const reading = await prepared.read(request, outcomes);
  for (const name of outcomes.keys()) {
    await shortenLog(join(request.folder, name, 'stdout.log'));
    await shortenLog(join(request.folder, name, 'stderr.log'));
  }
  const incomplete = cutShort(suite, outcomes.values());
  const message = incomplete ?? reading.failure;
  return {
    record: {
      launch: request.index,
      startedAt,
      durationSeconds,
      state: incomplete ? 'incomplete' : reading.failure ? 'failed' : 'complete',
      ...(message ? { message } : {}),
    },
    reading: onlyWanted(reading, suite.name, request.filter),
  };
}
