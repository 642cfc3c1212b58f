/** What a night changes on GitHub. A verdict never depends on it: what GitHub refuses is a warning. */
import { isAbsolute, relative } from 'node:path';
import { type Night, notShownGone } from '../../analysis/night.ts';
import { repositoryRoot } from '../../config/repository.ts';
import { PerfwatchError } from '../../errors.ts';
import { defaultBranch, type Proposed, proposeFile } from '../../github/branches.ts';
import { type GitHubClient, githubClient } from '../../github/client.ts';
import { type GitHubContext, repositoryUrlOf, runUrlOf } from '../../github/context.ts';
import { closeIssue, keepIssue, openIssue, type TouchedIssue } from '../../github/issues.ts';
import { githubProblem } from '../../github/problems.ts';
import { moveRef, shaOfRef } from '../../github/refs.ts';
import type { Io } from '../../io.ts';
import type { Commit } from '../../model/environment.ts';
import { lastGoodTag } from '../../model/lastGood.ts';
import type { Report } from '../../model/report.ts';
import type { Run } from '../../model/run.ts';
import { shortSha } from '../../reporters/format.ts';
import { printable } from '../../text.ts';
import { some } from './baselineObjections.ts';
import { baselineUpdateText } from './baselineUpdateText.ts';
import { baselineWith } from './baselineWith.ts';
import {
  goneText,
  issueBody,
  issueTitle,
  type NightPlaces,
  proposalBody,
} from './nightOnGitHubText.ts';
import type { Told } from './nightText.ts';
import { keyOf, type Session } from './session.ts';

const baselineBranch = 'perfwatch/baseline';

export interface ConcludedNight {
  readonly night: Night;
  /** Of the first run. */
  readonly report: Report;
  /** The first run; null where it cannot be read. */
  readonly run: Run | null;
  readonly session: Session;
}

interface Publishing extends ConcludedNight {
  readonly context: GitHubContext;
  readonly client: GitHubClient;
  readonly places: NightPlaces;
  readonly io: Io;
}

const warn = ({ stderr }: Io, text: string) => stderr.write(`perfwatch: ${printable(text)}\n`);

/** What a step did; where it fails, one warning. */
async function attempt(
  { context, io }: Publishing,
  failure: string,
  permission: string,
  step: () => Promise<Told[]>,
): Promise<Told[]> {
  try {
    return await step();
  } catch (error) {
    warn(io, `${failure} (${githubProblem(error, context, permission)})`);
    return [];
  }
}

/** The commit that the night was measured at, or a clause that says why that is not to be relied on. */
function measuredCommit(
  { run, report }: ConcludedNight,
  { sha }: GitHubContext,
): Commit | { readonly reason: string } {
  if (!run) return { reason: 'run.json could not be read' };
  if (run.id !== report.run.id) return { reason: 'run.json and report.json are of different runs' };
  if (run.filter !== null || run.selection !== null || run.plan?.shard) {
    return { reason: 'only a part of the benchmarks was measured' };
  }
  const { commit } = run;
  if (!commit) return { reason: 'run.json does not tell which commit was measured' };
  const short = shortSha(commit.sha);
  if (commit.dirty !== false) {
    return {
      reason: `it is not certain that just commit ${short} was measured: files differed from it or were untracked (name in .gitignore what builds leave)`,
    };
  }
  if (sha === null) return { reason: 'GITHUB_SHA is not set' };
  if (commit.sha !== sha) {
    return { reason: `commit ${short} was measured, and this job is of ${shortSha(sha)}` };
  }
  return commit;
}

function tagTold(state: Awaited<ReturnType<typeof moveRef>>, sha: string, url: string): Told {
  const how = { created: 'set at', moved: 'moved to', there: 'is there already, at' }[state];
  return { text: `Tag ${lastGoodTag} ${how} ${shortSha(sha)}`, url };
}

/** What a proposed baseline came to; the pull request may be for people to open. */
function proposedTold(
  { context, places, io }: Publishing,
  name: string,
  proposed: Proposed,
): Told[] {
  switch (proposed.state) {
    case 'unchanged':
      return [{ text: `Baseline ${name} holds this run already` }];
    case 'opened':
    case 'updated':
      return [{ text: `Baseline ${name} with this run is proposed`, url: proposed.url }];
    case 'refused': {
      const problem = githubProblem(proposed.thrown, context, 'pull-requests: write');
      warn(io, `the pull request for the new baseline could not be opened (${problem})`);
      const { repositoryUrl, branch } = places;
      const url = `${repositoryUrl}/compare/${encodeURI(branch)}...${baselineBranch}?expand=1`;
      return [
        { text: `Baseline ${name} with this run is on ${baselineBranch}; to propose it`, url },
      ];
    }
  }
}

async function proposeBaseline(publishing: Publishing, run: Run, sha: string): Promise<Told[]> {
  const { session, client, context, places, io } = publishing;
  const { store, configuration, rule } = session;
  const name = configuration.baseline;
  const path = relative(await repositoryRoot(session.folder), store.fileOf(name));
  if (/^\.\.([/\\]|$)/.test(path) || isAbsolute(path)) {
    warn(io, `baseline ${name} lies outside of the repository, so it is not updated`);
    return [];
  }
  const updated = await baselineWith(session, { name, run, reason: null }, io);
  const file = path.replaceAll('\\', '/');
  const depth = configuration.baselineRuns;
  const proposed = await proposeFile(client, context, {
    branch: baselineBranch,
    into: places.branch,
    parentSha: sha,
    path: file,
    text: store.textOf(name, updated.entries),
    title: `perfwatch: new baseline ${name}`,
    body: proposalBody(sha, baselineUpdateText({ name, file, run, rule, depth }, updated), places),
  });
  return proposedTold(publishing, name, proposed);
}

/** A run that cannot become the baseline stays what it is: a good night all the same. */
async function baselineTold(publishing: Publishing, run: Run, sha: string): Promise<Told[]> {
  try {
    return await proposeBaseline(publishing, run, sha);
  } catch (error) {
    if (error instanceof PerfwatchError) return [{ text: error.message }];
    throw error;
  }
}

async function issueKey({ session, context }: Publishing) {
  return { key: await keyOf(session), token: context.token, runId: context.runId ?? 0 };
}

function issueTold({ state, url }: TouchedIssue): Told {
  const text = state === 'newer' ? 'Issue left as a later run wrote it' : `Issue ${state}`;
  return { text, url };
}

/**
 * Why a night without a regression changes nothing all the same; null where it may. A clause, with the
 * address of what it is about.
 */
async function standstill(publishing: Publishing, sha: string): Promise<Told | null> {
  const { client, report } = publishing;
  const tag = await shaOfRef(client, `tags/${lastGoodTag}`);
  if (tag !== null && tag !== sha && !report.base?.commits.includes(tag)) {
    return {
      text: `the run was not compared with the commit of the last good night, ${shortSha(tag)}`,
    };
  }
  const issue = await openIssue(client, await issueKey(publishing));
  const open = issue ? notShownGone(report, issue.benchmarks) : [];
  if (!issue || open.length === 0) return null;
  return { text: `this night could not tell whether ${some(open)} is as before`, url: issue.url };
}

const unchangedText = 'Tag, baseline and issue stay as they are';

/** Whether the night may change anything; where not, what is told instead. */
async function mayChange(publishing: Publishing, sha: string): Promise<Told[] | null> {
  const { context, io } = publishing;
  try {
    const reason = await standstill(publishing, sha);
    return reason && [{ ...reason, text: `${unchangedText}: ${reason.text}` }];
  } catch (error) {
    const problem = githubProblem(error, context, 'issues: write');
    warn(io, `${unchangedText.toLowerCase()} (${problem})`);
    return [];
  }
}

async function publishGood(publishing: Publishing): Promise<Told[]> {
  const { client, context, places, run, io } = publishing;
  const commit = measuredCommit(publishing, context);
  if (!run || 'reason' in commit) {
    const reason = 'reason' in commit ? commit.reason : '';
    warn(io, `${unchangedText.toLowerCase()}, since ${reason}`);
    return [];
  }
  const { sha } = commit;
  const instead = await mayChange(publishing, sha);
  if (instead) return instead;
  const tagUrl = `${places.repositoryUrl}/tree/${lastGoodTag}`;
  const tag = await attempt(
    publishing,
    `the tag ${lastGoodTag} could not be moved`,
    'contents: write',
    async () => [tagTold(await moveRef(client, `tags/${lastGoodTag}`, sha), sha, tagUrl)],
  );
  const baseline = await attempt(
    publishing,
    'the new baseline could not be proposed',
    'contents: write',
    () => baselineTold(publishing, run, sha),
  );
  const issue = await attempt(
    publishing,
    'the issue could not be closed, if one is open',
    'issues: write',
    async () => {
      const closed = await closeIssue(client, await issueKey(publishing), goneText(sha, places));
      return closed ? [issueTold(closed)] : [];
    },
  );
  return [...tag, ...baseline, ...issue];
}

async function publishConfirmed(
  publishing: Publishing,
  night: Extract<Night, { state: 'confirmed' }>,
): Promise<Told[]> {
  const { client, report, places } = publishing;
  return await attempt(publishing, 'the issue could not be written', 'issues: write', async () => {
    const kept = await keepIssue(client, await issueKey(publishing), {
      title: issueTitle(places.branch),
      body: issueBody(night, report, places),
      benchmarks: [...new Set(night.regressions.map(({ first }) => first.id))],
    });
    return [issueTold(kept)];
  });
}

/** What would be done, without asking GitHub for anything. */
function planned(concluded: ConcludedNight, context: GitHubContext): Told[] {
  const { night, session } = concluded;
  if (night.state === 'confirmed') {
    return [{ text: 'Would open an issue, or update the one that is open' }];
  }
  const commit = measuredCommit(concluded, context);
  if ('reason' in commit) {
    return [{ text: `Would leave tag, baseline and issue as they are, since ${commit.reason}` }];
  }
  return [
    { text: `Would move the tag ${lastGoodTag} to ${shortSha(commit.sha)}` },
    { text: `Would propose this run for baseline ${session.configuration.baseline}` },
    { text: 'Would close the issue, if one is open' },
  ];
}

/**
 * Brings tag, baseline and issue up to date, and resolves to what was done. Whatever goes wrong is a
 * line on standard error.
 */
export async function publishNight(
  concluded: ConcludedNight,
  context: GitHubContext,
  isDryRun: boolean,
  io: Io,
): Promise<Told[]> {
  const { night } = concluded;
  if (night.state !== 'good' && night.state !== 'confirmed') return [];
  if (isDryRun) return planned(concluded, context);
  if (context.token === null) {
    warn(
      io,
      'nothing was published, since GITHUB_TOKEN is not set: give the step the one of the job (`github.token`)',
    );
    return [];
  }
  const client = githubClient(context, { io });
  try {
    const branch = await defaultBranch(client);
    const ref = io.env.GITHUB_REF;
    if (ref && ref !== `refs/heads/${branch}`) {
      warn(io, `nothing was published, since this job is of ${ref} and not of ${branch}`);
      return [];
    }
    const places = {
      repositoryUrl: repositoryUrlOf(context),
      runUrl: context.runId === null ? null : runUrlOf(context, context.runId),
      branch,
    };
    const publishing = { ...concluded, context, client, places, io };
    return night.state === 'good'
      ? await publishGood(publishing)
      : await publishConfirmed(publishing, night);
  } catch (error) {
    warn(io, `nothing was published (${githubProblem(error, context, 'contents: read')})`);
    return [];
  }
}
