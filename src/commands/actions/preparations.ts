/** Everything about `perfwatch run` that is settled before the first process starts. */

import { planDigest } from '../../config/planDigest.ts';
import { repositoryRoot } from '../../config/repository.ts';
import { type SelectedSuite, selectSuites } from '../../config/suites.ts';
import { perfwatchError } from '../../errors.ts';
import { pullRequestTarget } from '../../measure/base/pullRequest.ts';
import { suitesOfShard } from '../../measure/shard.ts';
import type { Baseline } from '../../model/baseline.ts';
import type { Plan, Shard } from '../../model/plan.ts';
import type { Rule } from '../../model/rule.ts';
import type { CommandContext, ViewOptions } from '../options.ts';
import { expectedLaunchSeconds } from './expectedDuration.ts';
import { openSession, ruleWith, type Session } from './session.ts';

export interface RunOptions extends ViewOptions {
  readonly config?: string;
  readonly suite?: readonly string[];
  readonly shard?: Shard;
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

export interface Preparations {
  readonly options: RunOptions;
  readonly session: Session;
  /** What is measured here; none where there are more shards than suites. */
  readonly suites: readonly SelectedSuite[];
  /** Their names where they are only a part of what is configured, else null. */
  readonly selection: readonly string[] | null;
  readonly plan: Plan;
  /** Seconds that one launch took in an earlier run, by suite. */
  readonly expectedLaunchSeconds: ReadonlyMap<string, number>;
  readonly rule: Rule;
  /** What to measure side by side with; null where the baseline is compared with. */
  readonly against: string | null;
  readonly rounds: Rounds;
  readonly timeBudgetSeconds: number | null;
  readonly baselineName: string;
  readonly baseline: Baseline | null;
  /** Absolute path. */
  readonly repositoryFolder: string;
  readonly context: CommandContext;
}

type Environment = Readonly<Record<string, string | undefined>>;

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

/** The suites of a shard, in the order of the configuration; all of them without one. */
function ofShard(
  suites: readonly SelectedSuite[],
  shard: Shard | undefined,
  launchSeconds: ReadonlyMap<string, number>,
): SelectedSuite[] {
  if (!shard) return [...suites];
  const durations = suites.map(({ suite: { name, launches } }) => {
    const seconds = launchSeconds.get(name);
    return { name, seconds: seconds === undefined ? null : seconds * launches };
  });
  const names = new Set(suitesOfShard(durations, shard));
  return suites.filter(({ suite }) => names.has(suite.name));
}

/**
 * Reads the configuration and what else decides what is to be measured.
 *
 * @throws PerfwatchError for the configuration, options that contradict each other, and a baseline
 * that cannot be read.
 */
export async function prepare(options: RunOptions, context: CommandContext): Promise<Preparations> {
  const { io } = context;
  const session = await openSession(io, options.config);
  const { configuration, folder, store } = session;
  const against = againstOf(options, session, io.env);
  const rounds = roundsOf(options, session);
  const all = await selectSuites(configuration, folder, {
    names: options.suite ?? null,
    launches: against === null ? (options.launches ?? null) : rounds.maximum,
  });
  // Read before measuring: a damaged baseline is better known now than in ten minutes.
  const baselineName = options.baseline ?? configuration.baseline;
  const baseline = await store.read(baselineName);
  const expected = expectedLaunchSeconds(
    all.map(({ suite }) => suite),
    baseline,
  );
  const suites = ofShard(all, options.shard, expected);
  const rule = {
    ...ruleWith(session.rule, options.threshold),
    ...(options.anyEnvironment && { anyEnvironment: true }),
  };
  const timeBudgetSeconds = options.timeBudget ?? configuration.timeBudget ?? null;
  const digest = planDigest(configuration, {
    against,
    baseline: baselineName,
    rounds,
    launches: options.launches ?? null,
    timeBudgetSeconds,
    filter: options.filter ?? null,
    rule,
  });
  return {
    options,
    session,
    suites,
    selection: options.shard ? suites.map(({ suite }) => suite.name) : (options.suite ?? null),
    plan: {
      suites: Object.keys(configuration.suites),
      shard: options.shard ?? null,
      asked: options.suite ? all.map(({ suite }) => suite.name) : null,
      digest,
    },
    expectedLaunchSeconds: expected,
    rule,
    against,
    rounds,
    timeBudgetSeconds,
    baselineName,
    baseline,
    repositoryFolder: await repositoryRoot(folder),
    context,
  };
}
