/** What `perfwatch run` does: plan, measure, compare, report, publish. */
import { join, relative, resolve } from 'node:path';
import { exitCodeOf } from '../../analysis/exitCode.ts';
import { renamed } from '../../analysis/renamed.ts';
import { type Base, buildReport, type NoBase } from '../../analysis/report.ts';
import { summarizeRun } from '../../analysis/summarize.ts';
import { repositoryRoot } from '../../config/repository.ts';
import { type SelectedSuite, selectSuites } from '../../config/suites.ts';
import { exitCodes, perfwatchError } from '../../errors.ts';
import type { Git } from '../../measure/base/git.ts';
import { pullRequestTarget } from '../../measure/base/pullRequest.ts';
import type { Base as BaseCommit } from '../../measure/base/resolveBase.ts';
import { takeLock } from '../../measure/lock.ts';
import { measureRun } from '../../measure/measureRun.ts';
import { artifactNames } from '../../model/artifacts.ts';
import type { Baseline } from '../../model/baseline.ts';
import type { Rule } from '../../model/rule.ts';
import type { Run } from '../../model/run.ts';
import {
  type ArtifactFolder,
  makeOwnFolder,
  startArtifactFolder,
} from '../../publishers/artifactFolder.ts';
import type { CommandContext, ViewOptions } from '../options.ts';
import { acceptedSince } from './acceptedSince.ts';
import { publish, renderMarkdown, saveAll, saveRuns } from './deliver.ts';
import { expectedLaunchSeconds } from './expectedDuration.ts';
import { interruptExitCode } from './interrupt.ts';
import { chosenBase, measureAgainstCommit, repositoryGit, tidyCheckouts } from './measurement.ts';
import { isEmpty, isUnmatched, noBaseline } from './noBaseline.ts';
import { planText } from './planText.ts';
import { progressLines } from './progressLines.ts';
import { openSession, ruleWith, type Session } from './session.ts';
import { showReport } from './show.ts';

export interface RunOptions extends ViewOptions {
  readonly config?: string;
  readonly suite?: readonly string[];
  readonly filter?: RegExp;
  readonly launches?: number;
  readonly baseline?: string;
  /** A commit; false with --no-against. */
  readonly against?: string | false;
  readonly minRounds?: number;
  readonly maxRounds?: number;
  /** In seconds. */
  readonly timeBudget?: number;
  readonly threshold?: number;
  readonly output?: string;
  readonly quiet?: true;
  readonly strict?: true;
  readonly allowMissing?: true;
  readonly anyEnvironment?: true;
  readonly dryRun?: true;
}

interface Rounds {
  readonly minimum: number;
  readonly maximum: number;
}

/** Everything that is settled before the first process starts. */
interface Preparations {
  readonly options: RunOptions;
  readonly session: Session;
  readonly suites: readonly SelectedSuite[];
  readonly rule: Rule;
  /** What to measure side by side with; null where the baseline is compared with. */
  readonly against: string | null;
  readonly rounds: Rounds;
  readonly baselineName: string;
  readonly baseline: Baseline | null;
  /** Absolute path. */
  readonly repositoryFolder: string;
  readonly context: CommandContext;
}

/** What a run is compared with, once it is measured. */
interface Measured {
  readonly run: Run;
  /** The other side of a paired run. */
  readonly baseRun: Run | null;
}

/**
 * The commit to measure side by side with: as asked for, else as configured, else the merge-base
 * where this is a pull request; a baseline that was asked for goes before the last two.
 */
function againstOf(options: RunOptions, { configuration }: Session, env: Environment) {
  // An empty name, as of a variable that is not set, is a mistake, and not the same as --no-against.
  if (options.against !== undefined) return options.against === false ? null : options.against;
  if (options.baseline !== undefined) return null;
  return configuration.against ?? (pullRequestTarget(env) === null ? null : 'merge-base');
}

type Environment = Readonly<Record<string, string | undefined>>;

/** A number of launches is a number of rounds where there are two sides: fixed, looked at once. */
function roundsOf(
  { launches, minRounds, maxRounds }: RunOptions,
  { configuration }: Session,
): Rounds {
  if (launches !== undefined) return { minimum: launches, maximum: launches };
  const minimum = minRounds ?? Math.min(configuration.rounds.minimum, maxRounds ?? 1000);
  const maximum = maxRounds ?? Math.max(configuration.rounds.maximum, minimum);
  if (minimum > maximum) {
    throw perfwatchError('option-invalid', {
      option: '--min-rounds',
      value: String(minimum),
      advice: `Give at most --max-rounds, which is ${maximum}.`,
    });
  }
  return { minimum, maximum };
}

async function prepare(options: RunOptions, context: CommandContext): Promise<Preparations> {
  const { io } = context;
  const session = await openSession(io, options.config);
  const { configuration, folder, store } = session;
  const against = againstOf(options, session, io.env);
  const rounds = roundsOf(options, session);
  const suites = await selectSuites(configuration, folder, {
    names: options.suite ?? null,
    launches: against === null ? (options.launches ?? null) : rounds.maximum,
  });
  // Read before measuring: a damaged baseline is better known now than in ten minutes.
  const baselineName = options.baseline ?? configuration.baseline;
  const baseline = await store.read(baselineName);
  const rule = {
    ...ruleWith(session.rule, options.threshold),
    ...(options.anyEnvironment && { anyEnvironment: true }),
  };
  const repositoryFolder = await repositoryRoot(folder);
  return {
    options,
    session,
    suites,
    rule,
    against,
    rounds,
    baselineName,
    baseline,
    repositoryFolder,
    context,
  };
}

const expectedOf = ({ suites, baseline }: Preparations) =>
  expectedLaunchSeconds(
    suites.map(({ suite }) => suite),
    baseline,
  );

async function measure(
  preparations: Preparations,
  git: Git,
  base: BaseCommit | null,
  rawFolder: string,
  interrupt: AbortSignal,
): Promise<Measured> {
  const { options, session, suites, rounds, rule, repositoryFolder, context } = preparations;
  const { io, version } = context;
  const common = {
    suites,
    repositoryFolder,
    rawFolder,
    filter: options.filter ?? null,
    selection: options.suite ?? null,
    expectedLaunchSeconds: expectedOf(preparations),
    interrupt,
  };
  if (!base) {
    const run = await measureRun({
      ...common,
      launches: options.launches ?? session.configuration.launches,
      perfwatchVersion: version,
      onProgress: options.quiet ? () => undefined : progressLines(io),
      io,
    });
    return { run, baseRun: null };
  }
  const timeBudgetSeconds = options.timeBudget ?? session.configuration.timeBudget ?? null;
  const quiet = options.quiet ?? false;
  const request = { ...common, session, rule, rounds, timeBudgetSeconds, quiet, context };
  const { base: baseRun, candidate } = await measureAgainstCommit(request, git, base);
  return { run: candidate, baseRun };
}

function baseOf(
  { run, baseRun }: Measured,
  { baselineName, baseline }: Preparations,
): Base | NoBase {
  if (baseRun) {
    return { title: run.pairing?.base ?? 'the base', suites: summarizeRun(baseRun) };
  }
  return baseline
    ? { title: `baseline ${baselineName}`, suites: baseline.entries }
    : noBaseline(baselineName, run);
}

async function judge(measured: Measured, preparations: Preparations) {
  const { options, session, rule, context } = preparations;
  const { run } = measured;
  const base = baseOf(measured, preparations);
  const suites = 'suites' in base ? renamed(base.suites, rule.renames) : [];
  return buildReport({
    run,
    base,
    rule,
    accepted: await acceptedSince(session, suites, run, context.io),
    allowMissing: options.allowMissing ?? session.configuration.allowMissing,
  });
}

async function reportOn(
  measured: Measured,
  preparations: Preparations,
  artifacts: ArtifactFolder,
  interrupt: AbortSignal,
): Promise<number> {
  const { options, session, context } = preparations;
  const { io } = context;
  const { run, baseRun } = measured;
  const runs = { run, base: baseRun };
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
  const report = await judge(measured, preparations).catch(async (error: unknown) => {
    // A defect in judging must not cost what took minutes to measure.
    await saveRuns(artifacts, runs).catch(() => undefined);
    throw error;
  });
  const markdown = renderMarkdown(report);
  const problem = await saveAll(artifacts, runs, report, markdown);
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

async function measureAndReport(
  preparations: Preparations,
  artifacts: ArtifactFolder,
  interrupt: AbortSignal,
): Promise<number> {
  const { against, repositoryFolder, context } = preparations;
  const { io } = context;
  const { rawFolder } = artifacts;
  const git = repositoryGit(repositoryFolder, { rawFolder, interrupt, io });
  await tidyCheckouts(git, io);
  let measured: Measured;
  try {
    const base = against === null ? null : await chosenBase(git, against, io);
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
    const plan = { against, rounds, filter: options.filter ?? null };
    io.stdout.write(planText(suites, expectedOf(preparations), plan));
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
