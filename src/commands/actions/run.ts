/** What `perfwatch run` does: plan, measure, compare, report, publish. */
import { join, relative, resolve } from 'node:path';
import { exitCodeOf } from '../../analysis/exitCode.ts';
import { type Base, buildReport, type NoBase } from '../../analysis/report.ts';
import { selectSuites } from '../../config/suites.ts';
import { exitCodes, problemOf } from '../../errors.ts';
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
import type { CommandContext, ViewOptions } from '../options.ts';
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
async function publish(markdown: string, reportFile: string, io: Io): Promise<void> {
  for (const publisher of Object.values<Publisher>(publishers)) {
    if (!publisher.applies(io)) continue;
    await publisher.publish({ markdown, io }).catch((error: unknown) => {
      io.stderr.write(
        `perfwatch: the report could not be written to ${publisher.title} (${problemOf(error)}); it is in ${reportFile}\n`,
      );
    });
  }
}

async function save(artifacts: ArtifactFolder, run: Run, report: Report, io: Io): Promise<string> {
  const options = { columns: io.stdout.columns, color: false, details: false };
  const markdown = reporters.markdown.render(report, options);
  await artifacts.complete({
    [artifactNames.run]: `${JSON.stringify(run)}\n`,
    [artifactNames.report]: reporters.json.render(report, options),
    [artifactNames.markdown]: markdown,
  });
  return markdown;
}

/** 128 + the signal's number, as shells report a program that a signal ended. */
const interruptExitCodes = new Map([
  ['SIGHUP', 129],
  ['SIGINT', 130],
  ['SIGTERM', 143],
]);

/** The exit code of an interrupted run; null when it was not interrupted. */
function interruptExitCode({ aborted, reason }: AbortSignal): number | null {
  return aborted ? (interruptExitCodes.get(String(reason)) ?? 130) : null;
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
  if (interrupted !== null && run.suites.every(({ launches }) => launches.length === 0)) {
    io.stderr.write(
      'perfwatch: interrupted before anything was measured; the results of the last run are kept.\n',
    );
    return interrupted;
  }
  const report = buildReport({
    run,
    base: baseOf(baselineName, baseline),
    rule: { ...configuration, ...(options.threshold && { threshold: options.threshold }) },
    allowMissing: options.allowMissing ?? configuration.allowMissing,
  });
  const markdown = await save(artifacts, run, report, io);
  showReport(report, options, io);
  const reportFile = join(artifacts.folder, artifactNames.markdown);
  await publish(markdown, reportFile, io);
  if (!options.quiet) io.stderr.write(`Report: ${relative(io.cwd, reportFile)}\n`);
  return interrupted ?? exitCodeOf(report, { strict: options.strict ?? configuration.strict });
}

/**
 * Runs the benchmarks and resolves to the exit code. Whatever suites do ends up in the report.
 *
 * @throws PerfwatchError for the configuration, a baseline that cannot be read, another run in
 * progress, or an artifact folder that cannot be written.
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
