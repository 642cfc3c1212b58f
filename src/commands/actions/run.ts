/** What `perfwatch run` does: plan, measure, compare, report, publish. */
import { join, resolve } from 'node:path';
import { exitCodeOf } from '../../analysis/exitCode.ts';
import { summarizeRun } from '../../analysis/summarize.ts';
import { exitCodes, perfwatchError } from '../../errors.ts';
import type { Git } from '../../measure/base/git.ts';
import type { Base as BaseCommit } from '../../measure/base/resolveBase.ts';
import { takeLock } from '../../measure/lock.ts';
import { measureRun } from '../../measure/measureRun.ts';
import {
  type ArtifactFolder,
  makeOwnFolder,
  startArtifactFolder,
} from '../../publishers/artifactFolder.ts';
import type { CommandContext } from '../options.ts';
import { deliver, type MeasuredRuns, runTexts, saveRuns } from './deliver.ts';
import { interruptExitCode } from './interrupt.ts';
import { judge } from './judge.ts';
import { chosenBase, measureAgainstCommit, repositoryGit, tidyCheckouts } from './measurement.ts';
import { isEmpty, isUnmatched } from './noBaseline.ts';
import { launchesOf, withPage } from './page.ts';
import { planText } from './planText.ts';
import { type Preparations, prepare, type RunOptions } from './preparations.ts';
import { progressLines } from './progressLines.ts';

async function measure(
  preparations: Preparations,
  git: Git,
  base: BaseCommit | null,
  rawFolder: string,
  interrupt: AbortSignal,
): Promise<MeasuredRuns> {
  const { options, session, suites, against, rounds, rule, repositoryFolder, context } =
    preparations;
  const { selection, plan, expectedLaunchSeconds, timeBudgetSeconds } = preparations;
  const { io, version } = context;
  const common = {
    suites,
    repositoryFolder,
    rawFolder,
    filter: options.filter ?? null,
    selection,
    expectedLaunchSeconds,
    interrupt,
  };
  if (!base) {
    const run = await measureRun({
      ...common,
      // Where there was to be another side, the suites are to be launched as often as with it: baselines
      // hold runs of one number of launches.
      launches:
        against === null ? (options.launches ?? session.configuration.launches) : rounds.maximum,
      perfwatchVersion: version,
      onProgress: options.quiet ? () => undefined : progressLines(io),
      io,
    });
    return { run: { ...run, plan }, base: null };
  }
  const quiet = options.quiet ?? false;
  const request = { ...common, session, rule, rounds, timeBudgetSeconds, quiet, context };
  const sides = await measureAgainstCommit(request, git, base);
  return { run: { ...sides.candidate, plan }, base: { ...sides.base, plan } };
}

async function reportOn(
  runs: MeasuredRuns,
  preparations: Preparations,
  artifacts: ArtifactFolder,
  interrupt: AbortSignal,
): Promise<number> {
  const { options, session, suites, context } = preparations;
  const { io } = context;
  const { run, base } = runs;
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
  const { configuration } = session;
  const allowMissing = options.allowMissing ?? configuration.allowMissing;
  const otherSide = base && summarizeRun(base);
  const report = await judge(run, otherSide, { ...preparations, allowMissing }, io).catch(
    async (error: unknown) => {
      // A defect in judging must not cost what took minutes to measure.
      await saveRuns(artifacts, runs).catch(() => undefined);
      throw error;
    },
  );
  const { rule, baseline } = preparations;
  const shown = await withPage(options, io, () =>
    launchesOf(run, base ?? baseline?.entries ?? null, rule),
  );
  await deliver(report, runTexts(runs), artifacts, shown, io);
  // Asked again: who interrupts while it is being saved has all of it, and is told so.
  const strict = options.strict ?? configuration.strict;
  // A shard without suites has nothing to decide.
  const own = suites.length > 0 ? exitCodeOf(report, { strict }) : exitCodes.ok;
  return interruptExitCode(interrupt) ?? own;
}

async function measureAndReport(
  preparations: Preparations,
  artifacts: ArtifactFolder,
  interrupt: AbortSignal,
): Promise<number> {
  const { against, suites, repositoryFolder, context } = preparations;
  const { io } = context;
  const { rawFolder } = artifacts;
  const git = repositoryGit(repositoryFolder, { rawFolder, interrupt, io });
  await tidyCheckouts(git, io);
  let measured: MeasuredRuns;
  try {
    // Nobody needs a checkout where there is no suite to measure in it.
    const isPaired = against !== null && suites.length > 0;
    const base = isPaired ? await chosenBase(git, against, io) : null;
    measured = await measure(preparations, git, base, rawFolder, interrupt);
  } catch (error) {
    // git that was interrupted with the rest has nothing to say.
    const interrupted = interruptExitCode(interrupt);
    if (interrupted === null) throw error;
    io.stderr.write('perfwatch: interrupted; the results of the last run are kept.\n');
    return interrupted;
  }
  return reportOn(measured, preparations, artifacts, interrupt);
}

/**
 * Runs the benchmarks and resolves to the exit code. Whatever suites do ends up in the report.
 *
 * @throws PerfwatchError for the configuration, a baseline that cannot be read, a commit that cannot
 * be found or checked out, a time budget that is too small, another run in progress, a filter that
 * matches nothing, or an artifact folder that cannot be written.
 */
export async function executeRun(options: RunOptions, context: CommandContext): Promise<number> {
  const { io } = context;
  const preparations = await prepare(options, context);
  const { session, suites, repositoryFolder, against, rounds } = preparations;
  if (options.dryRun) {
    const { shard } = preparations.plan;
    const plan = { against, rounds, filter: options.filter ?? null, shard };
    io.stdout.write(planText(suites, preparations.expectedLaunchSeconds, plan));
    return exitCodes.ok;
  }
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
