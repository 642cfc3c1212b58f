/** How actions have both sides of a comparison measured next to each other. */
import { join, relative } from 'node:path';
import { looksOf } from '../../analysis/looks.ts';
import { undecidedBenchmarks } from '../../analysis/undecided.ts';
import { baseSuites } from '../../config/baseSuites.ts';
import type { SelectedSuite } from '../../config/suites.ts';
import { problemOf } from '../../errors.ts';
import type { Io } from '../../io.ts';
import { cacheFolderOf, repositoryCacheFolder } from '../../measure/base/cacheFolder.ts';
import {
  type BaseCheckout,
  checkOutBase,
  removeLeftCheckout,
} from '../../measure/base/checkout.ts';
import { reuseDependencies } from '../../measure/base/dependencies.ts';
import { type Git, gitIn } from '../../measure/base/git.ts';
import { resolveLastGood } from '../../measure/base/lastGood.ts';
import { pullRequestTarget } from '../../measure/base/pullRequest.ts';
import { type Base, resolveBase } from '../../measure/base/resolveBase.ts';
import { sameInputs } from '../../measure/base/sameInputs.ts';
import { measurePair, type PairedRuns, type PairRequest } from '../../measure/pair/measurePair.ts';
import type { BaseCheckoutSource, BaseSource } from '../../measure/pair/sides.ts';
import { lastGoodWord } from '../../model/lastGood.ts';
import type { Rule } from '../../model/rule.ts';
import type { Run } from '../../model/run.ts';
import { printable } from '../../text.ts';
import type { CommandContext } from '../options.ts';
import { progressLines } from './progressLines.ts';
import type { Session } from './session.ts';

/** git in the user's repository; its logs lie beside the harnesses'. */
export function repositoryGit(
  repositoryFolder: string,
  { rawFolder, interrupt, io }: { rawFolder: string; interrupt: AbortSignal; io: Io },
): Git {
  return gitIn(repositoryFolder, {
    env: io.env,
    io,
    logFolder: join(rawFolder, '_git'),
    interrupt,
  });
}

/** Removes what a killed run has left of its checkout, whatever this run is going to do. */
export async function tidyCheckouts(git: Git, io: Io): Promise<void> {
  const cacheFolder = await cacheFolderOf(io, git.folder);
  const removed = await removeLeftCheckout({ git, cacheFolder, processId: io.processId });
  if (removed) {
    io.stderr.write('perfwatch: removed a checkout that a run which was killed had left.\n');
  }
}

export interface SideBySideRequest {
  readonly session: Session;
  readonly rule: Rule;
  /** Their `launches` are the most rounds. */
  readonly suites: readonly SelectedSuite[];
  readonly filter: RegExp | null;
  readonly selection: readonly string[] | null;
  readonly rounds: { readonly minimum: number; readonly maximum: number };
  readonly timeBudgetSeconds: number | null;
  /** Of one launch, by suite; may be empty. */
  readonly expectedLaunchSeconds: ReadonlyMap<string, number>;
  readonly quiet: boolean;
  readonly repositoryFolder: string;
  /** Fresh and empty. */
  readonly rawFolder: string;
  readonly interrupt: AbortSignal;
  readonly context: CommandContext;
}

/** Measures the suites against whatever the source says; a base of its own is not removed here. */
function measure(
  request: SideBySideRequest,
  source: BaseSource,
  title: string,
  undecided: PairRequest['undecided'],
) {
  const { session, rule, suites, rounds, context, quiet, ...common } = request;
  const { io, version } = context;
  const duetSuites = suites
    .filter(({ pairing }) => pairing === 'duet')
    .map(({ suite }) => suite.name);
  return measurePair({
    ...common,
    suites,
    source,
    baseTitle: title,
    looks: looksOf(rounds),
    duetSuites: new Set(duetSuites),
    undecided,
    perfwatchVersion: version,
    onProgress: quiet ? () => undefined : progressLines(io),
    io,
  });
}

/** Measures the user's own working tree on both sides: whatever differs is noise. */
export function measureAgainstItself(request: SideBySideRequest): Promise<PairedRuns> {
  // How noisy a benchmark is, is never decided.
  const allOf = ({ suites }: Run) =>
    new Set(suites.flatMap(({ benchmarks }) => benchmarks.map(({ id }) => id)));
  const undecided = (base: Run, candidate: Run) => ({
    base: allOf(base),
    candidate: allOf(candidate),
  });
  return measure(request, { kind: 'same' }, 'the same code', undecided);
}

/**
 * The commit to compare with; null where the last good night was asked for and there is nothing to
 * measure side by side with, which is told. Throws as `resolveBase` does.
 */
export async function chosenBase(git: Git, against: string, io: Io): Promise<Base | null> {
  if (against !== lastGoodWord) return resolveBase(git, against, pullRequestTarget(io.env));
  const found = await resolveLastGood(git);
  if ('sha' in found) return found;
  io.stderr.write(
    `perfwatch: measuring by itself and comparing with the baseline, since ${found.reason}.\n`,
  );
  return null;
}

/** How a suite is found and run, whatever the checkout that it is in. */
const settingsOf = ({ suite }: SelectedSuite, root: string) =>
  JSON.stringify([relative(root, suite.folder), suite.env, suite.settings]);

async function checkoutSource(
  { session, suites, repositoryFolder }: SideBySideRequest,
  git: Git,
  sha: string,
  folders: { readonly checkout: string; readonly build: string },
): Promise<{ source: BaseCheckoutSource; notices: readonly string[] }> {
  // Its configuration may import packages, as the one that `perfwatch init --format ts` writes. What
  // stands in the way of that stands in the way of its suites, too, and is told there.
  await reuseDependencies({
    from: repositoryFolder,
    to: folders.checkout,
    suiteFolder: relative(repositoryFolder, session.folder),
  }).catch(() => undefined);
  const { suites: theirs, notices } = await baseSuites(
    suites,
    session,
    repositoryFolder,
    folders.checkout,
  );
  const source: BaseCheckoutSource = {
    kind: 'checkout',
    folder: folders.checkout,
    buildFolder: folders.build,
    suiteOf: (name) => theirs.get(name) ?? null,
    async hasSameInputs(name) {
      const [own, other] = [suites.find(({ suite }) => suite.name === name), theirs.get(name)];
      if (!own || !other) return false;
      const isRunAlike = settingsOf(own, repositoryFolder) === settingsOf(other, folders.checkout);
      return isRunAlike && sameInputs(git, sha, own.inputs);
    },
  };
  return { source, notices };
}

/** Removes the checkout. Where that fails, the next run tries again; what was measured counts more. */
async function tidyUp(checkout: BaseCheckout, { stderr }: Io): Promise<void> {
  try {
    await checkout.remove();
  } catch (error) {
    stderr.write(`perfwatch: ${printable(problemOf(error))}.\n`);
  }
}

/**
 * Measures the user's working tree next to a commit that is checked out for that time.
 *
 * @throws PerfwatchError as `checkOutBase` and `measurePair` do; the checkout is removed all the same.
 */
export async function measureAgainstCommit(
  request: SideBySideRequest,
  git: Git,
  base: Base,
): Promise<PairedRuns> {
  const { repositoryFolder, context } = request;
  const { io } = context;
  const cacheFolder = await cacheFolderOf(io, repositoryFolder);
  const checkout = await checkOutBase({ git, cacheFolder, processId: io.processId }, base.sha);
  try {
    const own = await repositoryCacheFolder(cacheFolder, repositoryFolder);
    const folders = { checkout: checkout.folder, build: join(own, 'build') };
    const { source, notices } = await checkoutSource(request, git, base.sha, folders);
    const runs = await measure(request, source, base.title, (own, candidate) =>
      undecidedBenchmarks(own, candidate, request.rule),
    );
    const [first, ...others] = runs.candidate.suites;
    if (!first || notices.length === 0) return runs;
    const told = { ...first, notices: [...notices, ...first.notices] };
    return { ...runs, candidate: { ...runs.candidate, suites: [told, ...others] } };
  } finally {
    await tidyUp(checkout, io);
  }
}
