/** What `perfwatch run` does: plan, measure, compare, report, publish. */
import { join, relative, resolve } from 'node:path';
import { exitCodeOf } from '../../analysis/exitCode.ts';
import { type Base, buildReport, type NoBase } from '../../analysis/report.ts';
import { selectSuites } from '../../config/suites.ts';
import { exitCodes, PerfwatchError, perfwatchError, problemOf } from '../../errors.ts';
import type { Io } from '../../io.ts';
import { takeLock } from '../../measure/lock.ts';
import { measureRun, type RunnableSuite } from '../../measure/measureRun.ts';
import { artifactNames } from '../../model/artifacts.ts';
import type { Baseline } from '../../model/baseline.ts';
import type { Report } from '../../model/report.ts';
import type { Run } from '../../model/run.ts';
import {
  type ArtifactFolder,
  makeOwnFolder,
  startArtifactFolder,
} from '../../publishers/artifactFolder.ts';
import { type Publisher, publishers } from '../../publishers/index.ts';
import { reporters } from '../../reporters/index.ts';
import { printable } from '../../text.ts';
import type { CommandContext, ViewOptions } from '../options.ts';
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

/** Seconds one launch took when the baseline was measured, by suite. */
function expectedLaunchSeconds(baseline: Baseline | null): Map<string, number> {
  return new Map(baseline?.entries.map(({ suite, launchSeconds }) => [suite, launchSeconds]));
}

function baseOf(name: string, baseline: Baseline | null): Base | NoBase {
  if (baseline) return { title: `baseline ${name}`, suites: baseline.entries };
  const update = name === 'main' ? 'baseline update' : `baseline update ${name}`;
  return {
    noBaseReason: `There is no baseline "${name}" yet. To make this run the baseline: npx perfwatch ${update}`,
  };
}

/** A report that could not be published is a warning; it never changes verdict or exit code. */
async function publish(markdown: string, reportFile: string | null, io: Io): Promise<void> {
  const elsewhere = reportFile === null ? '' : `; it is in ${reportFile}`;
  for (const publisher of Object.values<Publisher>(publishers)) {
    if (!publisher.applies(io)) continue;
    await publisher.publish({ markdown, io }).catch((error: unknown) => {
      io.stderr.write(
        `perfwatch: the report could not be written to ${publisher.title} (${printable(problemOf(error))})${elsewhere}\n`,
      );
    });
  }
}

/** Puts run and report into place; resolves to why that was not possible, or null. */
async function save(
  artifacts: ArtifactFolder,
  run: Run,
  report: Report,
  markdown: string,
): Promise<PerfwatchError | null> {
  const options = { columns: 80, color: false, details: false };
  try {
    await artifacts.complete({
      [artifactNames.run]: `${JSON.stringify(run)}\n`,
      [artifactNames.report]: reporters.json.render(report, options),
      [artifactNames.markdown]: markdown,
    });
    return null;
  } catch (error) {
    if (error instanceof PerfwatchError) return error;
    throw error;
  }
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
  readonly context: CommandContext;
}

function measure(
  { options, session, suites, baseline, context }: Preparations,
  rawFolder: string,
  interrupt: AbortSignal,
): Promise<Run> {
  const { io, version } = context;
  return measureRun({
    suites,
    repositoryFolder: session.folder,
    rawFolder,
    launches: options.launches ?? session.configuration.launches,
    filter: options.filter ?? null,
    selection: options.suite ?? null,
    expectedLaunchSeconds: expectedLaunchSeconds(baseline),
    perfwatchVersion: version,
    interrupt,
    onProgress: options.quiet ? () => undefined : progressLines(io),
    io,
  });
}

async function measureAndReport(
  preparations: Preparations,
  artifacts: ArtifactFolder,
  interrupt: AbortSignal,
): Promise<number> {
  const { options, session, baselineName, baseline, context } = preparations;
  const { configuration } = session;
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
  const report = buildReport({
    run,
    base: baseOf(baselineName, baseline),
    rule: { ...configuration, ...(options.threshold && { threshold: options.threshold }) },
    allowMissing: options.allowMissing ?? configuration.allowMissing,
  });
  const markdown = reporters.markdown.render(report, { columns: 80, color: false, details: false });
  const problem = await save(artifacts, run, report, markdown);
  // Also when it could not be saved: what took minutes to measure is at least shown.
  showReport(report, options, io);
  const reportFile = join(artifacts.folder, artifactNames.markdown);
  await publish(markdown, problem ? null : reportFile, io);
  if (problem) throw problem;
  if (!options.quiet) io.stderr.write(`Report: ${relative(io.cwd, reportFile)}\n`);
  // Asked again: who interrupts while it is being saved has all of it, and is told so.
  return (
    interruptExitCode(interrupt) ??
    exitCodeOf(report, { strict: options.strict ?? configuration.strict })
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
    io.stdout.write(planText(suites, expectedLaunchSeconds(baseline), options.filter ?? null));
    return exitCodes.ok;
  }
  const preparations = { options, session, suites, baselineName, baseline, context };
  const output = options.output ? resolve(io.cwd, options.output) : session.output;
  const ownFolder = join(folder, '.perfwatch');
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
