/** What `perfwatch run` does: plan, measure, compare, report, publish. */
import { join, resolve } from 'node:path';
import { exitCodeOf } from '../../analysis/exitCode.ts';
import { type Base, buildReport, type NoBase } from '../../analysis/report.ts';
import { selectSuites } from '../../config/suites.ts';
import { problemOf } from '../../errors.ts';
import type { Io } from '../../io.ts';
import { takeLock } from '../../measure/lock.ts';
import { measureRun, type RunnableSuite } from '../../measure/measureRun.ts';
import { artifactNames } from '../../model/artifacts.ts';
import type { Baseline } from '../../model/baseline.ts';
import type { Report } from '../../model/report.ts';
import type { Run } from '../../model/run.ts';
import { type ArtifactFolder, startArtifactFolder } from '../../publishers/artifactFolder.ts';
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

interface Measurement {
  readonly run: Run;
  /** The name of the signal that ended it early. */
  readonly interruptedBy: string | null;
}

async function measure(
  suites: readonly RunnableSuite[],
  artifacts: ArtifactFolder,
  session: Session,
  baseline: Baseline | null,
  options: RunOptions,
  { io, version }: CommandContext,
): Promise<Measurement> {
  const interrupt = io.listenForInterrupt();
  try {
    const run = await measureRun({
      suites,
      repositoryFolder: session.folder,
      rawFolder: artifacts.rawFolder,
      launches: options.launches ?? session.configuration.launches,
      filter: options.filter ?? null,
      selection: options.suite ?? null,
      expectedLaunchSeconds: expectedLaunchSeconds(baseline),
      perfwatchVersion: version,
      interrupt: interrupt.signal,
      onProgress: options.quiet ? () => undefined : progressLines(io),
      io,
    });
    const { reason } = interrupt.signal;
    return { run, interruptedBy: interrupt.signal.aborted ? String(reason) : null };
  } finally {
    interrupt.stop();
  }
}

/** 128 + the signal's number, as shells report a program that a signal ended. */
const interruptExitCodes: Readonly<Record<string, number>> = {
  SIGHUP: 129,
  SIGINT: 130,
  SIGTERM: 143,
};

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
    return 0;
  }

  const releaseLock = await takeLock(join(folder, '.perfwatch', 'lock'), io.processId);
  try {
    const output = options.output ? resolve(io.cwd, options.output) : session.output;
    const artifacts = await startArtifactFolder(output);
    try {
      const measured = await measure(suites, artifacts, session, baseline, options, context);
      const report = buildReport({
        run: measured.run,
        base: baseOf(baselineName, baseline),
        rule: { ...configuration, ...(options.threshold && { threshold: options.threshold }) },
        allowMissing: options.allowMissing ?? configuration.allowMissing,
      });
      const markdown = await save(artifacts, measured.run, report, io);
      showReport(report, options, io);
      const reportFile = join(output, artifactNames.markdown);
      await publish(markdown, reportFile, io);
      if (!options.quiet) io.stderr.write(`Report: ${reportFile}\n`);
      const strict = options.strict ?? configuration.strict;
      return measured.interruptedBy === null
        ? exitCodeOf(report, { strict })
        : (interruptExitCodes[measured.interruptedBy] ?? 130);
    } finally {
      await artifacts.discard();
    }
  } finally {
    await releaseLock();
  }
}
