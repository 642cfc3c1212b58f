/** What `perfwatch run` does: plan, measure, compare, report, publish. */
import { join, relative, resolve } from 'node:path';
import { exitCodeOf } from '../../analysis/exitCode.ts';
import { type Base, buildReport, type NoBase } from '../../analysis/report.ts';
import { repositoryRoot } from '../../config/repository.ts';
import { selectSuites } from '../../config/suites.ts';
import { exitCodes, perfwatchError } from '../../errors.ts';
import { takeLock } from '../../measure/lock.ts';
import { measureRun } from '../../measure/measureRun.ts';
import type { RunnableSuite } from '../../measure/prepare.ts';
import { artifactNames } from '../../model/artifacts.ts';
import type { Baseline } from '../../model/baseline.ts';
import type { Report } from '../../model/report.ts';
import type { Run } from '../../model/run.ts';
import {
  type ArtifactFolder,
  makeOwnFolder,
  startArtifactFolder,
} from '../../publishers/artifactFolder.ts';
import type { CommandContext, ViewOptions } from '../options.ts';
import { publish, renderMarkdown, saveAll, saveRun } from './deliver.ts';
import { expectedLaunchSeconds } from './expectedDuration.ts';
import { interruptExitCode } from './interrupt.ts';
import { planText } from './planText.ts';
import { progressLines } from './progressLines.ts';
import { openSession, type Session } from './session.ts';
import { showReport } from './show.ts';

export interface RunOptions extends ViewOptions {
  readonly config?: string;
  readonly suite?: readonly string[];
  readonly filter?: RegExp;
  readonly launches?: number;
  readonly baseline?: string;
  readonly threshold?: number;
  readonly output?: string;
  readonly quiet?: true;
  readonly strict?: true;
  readonly allowMissing?: true;
  readonly dryRun?: true;
}

function baseOf(name: string, baseline: Baseline | null, run: Run): Base | NoBase {
  if (baseline) return { title: `baseline ${name}`, suites: baseline.entries };
  const fact = `There is no baseline "${name}" yet.`;
  const update = `npx perfwatch baseline update${name === 'main' ? '' : ` ${name}`}`;
  if (isEmpty(run)) return { noBaseReason: fact };
  const isWhole = run.suites.every(
    ({ state, benchmarks }) =>
      state === 'skipped' ||
      (state === 'measured' && benchmarks.every((benchmark) => benchmark.state !== 'failed')),
  );
  return {
    noBaseReason: isWhole
      ? `${fact} To make this run the baseline: ${update}`
      : `${fact} Mend what failed first, or accept it: ${update} --accept "why"`,
  };
}

/** Whether nothing at all was measured, not even in part. */
const isEmpty = ({ suites }: Run) =>
  suites.every(({ benchmarks }) =>
    benchmarks.every(({ measurements }) => measurements.length === 0),
  );

/** Whether what could be launched went well, but the filter left nothing of it to measure. */
function isUnmatched({ filter, suites }: Run): boolean {
  const launched = suites.filter(({ state }) => state !== 'skipped');
  return (
    filter !== null &&
    launched.length > 0 &&
    launched.every(({ state, benchmarks }) => state === 'measured' && benchmarks.length === 0)
  );
}

/** Everything that is settled before the first process starts. */
interface Preparations {
  readonly options: RunOptions;
  readonly session: Session;
  readonly suites: readonly RunnableSuite[];
  readonly baselineName: string;
  readonly baseline: Baseline | null;
  /** Absolute path. */
  readonly repositoryFolder: string;
  readonly context: CommandContext;
}

const expectedOf = (suites: readonly RunnableSuite[], baseline: Baseline | null) =>
  expectedLaunchSeconds(
    suites.map(({ suite }) => suite),
    baseline,
  );

function measure(
  { options, session, suites, baseline, repositoryFolder, context }: Preparations,
  rawFolder: string,
  interrupt: AbortSignal,
): Promise<Run> {
  const { io, version } = context;
  return measureRun({
    suites,
    repositoryFolder,
    rawFolder,
    launches: options.launches ?? session.configuration.launches,
    filter: options.filter ?? null,
    selection: options.suite ?? null,
    expectedLaunchSeconds: expectedOf(suites, baseline),
    perfwatchVersion: version,
    interrupt,
    onProgress: options.quiet ? () => undefined : progressLines(io),
    io,
  });
}

async function judge(
  run: Run,
  { options, session, baselineName, baseline }: Preparations,
): Promise<Report> {
  const { configuration } = session;
  return buildReport({
    run,
    base: baseOf(baselineName, baseline, run),
    rule: { ...configuration, ...(options.threshold && { threshold: options.threshold }) },
    allowMissing: options.allowMissing ?? configuration.allowMissing,
  });
}

async function measureAndReport(
  preparations: Preparations,
  artifacts: ArtifactFolder,
  interrupt: AbortSignal,
): Promise<number> {
  const { options, session, context } = preparations;
  const { io } = context;
  const run = await measure(preparations, artifacts.rawFolder, interrupt);
  const interrupted = interruptExitCode(interrupt);
  if (interrupted !== null && isEmpty(run)) {
    io.stderr.write(
      'perfwatch: interrupted before anything was measured; the results of the last run are kept.\n',
    );
    return interrupted;
  }
  if (isUnmatched(run)) {
    throw perfwatchError('filter-unmatched', { filter: run.filter ?? '' });
  }
  const report = await judge(run, preparations).catch(async (error: unknown) => {
    // A defect in judging must not cost what took minutes to measure.
    await saveRun(artifacts, run).catch(() => undefined);
    throw error;
  });
  const markdown = renderMarkdown(report);
  const problem = await saveAll(artifacts, run, report, markdown);
  // Also when it could not be saved: what took minutes to measure is at least shown.
  showReport(report, options, io);
  const reportFile = join(artifacts.folder, artifactNames.markdown);
  await publish(markdown, problem ? null : reportFile, io);
  if (problem) throw problem;
  if (!options.quiet) io.stderr.write(`Report: ${relative(io.cwd, reportFile)}\n`);
  // Asked again: who interrupts while it is being saved has all of it, and is told so.
  return (
    interruptExitCode(interrupt) ??
    exitCodeOf(report, { strict: options.strict ?? session.configuration.strict })
  );
}

/**
 * Runs the benchmarks and resolves to the exit code. Whatever suites do ends up in the report.
 *
 * @throws PerfwatchError for the configuration, a baseline that cannot be read, another run in
 * progress, a filter that matches nothing, or an artifact folder that cannot be written.
 */
export async function executeRun(options: RunOptions, context: CommandContext): Promise<number> {
  const { io } = context;
  const session = await openSession(io, options.config);
  const { configuration, folder, store } = session;
  const suites = await selectSuites(configuration, folder, {
    names: options.suite ?? null,
    launches: options.launches ?? null,
  });
  // Read before measuring: a damaged baseline is better known now than in ten minutes.
  const baselineName = options.baseline ?? configuration.baseline;
  const baseline = await store.read(baselineName);
  if (options.dryRun) {
    io.stdout.write(planText(suites, expectedOf(suites, baseline), options.filter ?? null));
    return exitCodes.ok;
  }
  const repositoryFolder = await repositoryRoot(folder);
  const preparations = {
    options,
    session,
    suites,
    baselineName,
    baseline,
    repositoryFolder,
    context,
  };
  const output = options.output ? resolve(io.cwd, options.output) : session.output;
  const ownFolder = join(repositoryFolder, '.perfwatch');
  await makeOwnFolder(ownFolder);
  const releaseLock = await takeLock(join(ownFolder, 'lock'), io.processId);
  const interrupt = io.listenForInterrupt();
  try {
    const artifacts = await startArtifactFolder(output);
    try {
      return await measureAndReport(preparations, artifacts, interrupt.signal);
    } finally {
      await artifacts.discard();
    }
  } finally {
    await releaseLock();
    interrupt.stop();
  }
}
