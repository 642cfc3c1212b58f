/** What a night changes on GitHub. A verdict never depends on it: what GitHub refuses is a warning. */
import type { Night } from '../../analysis/night.ts';
import { defaultBranch } from '../../github/branches.ts';
import { githubClient } from '../../github/client.ts';
import { type GitHubContext, repositoryUrlOf, runUrlOf } from '../../github/context.ts';
import { closeIssue, keepIssue, type TouchedIssue } from '../../github/issues.ts';
import { githubProblem } from '../../github/problems.ts';
import { moveRef } from '../../github/refs.ts';
import type { Io } from '../../io.ts';
import { lastGoodTag } from '../../model/lastGood.ts';
import { shortSha } from '../../reporters/format.ts';
import { baselineTold } from './nightBaseline.ts';
import { goneText, issueBody, issueTitle } from './nightOnGitHubText.ts';
import { type ConcludedNight, issueKey, type Publishing, warn } from './nightPublishing.ts';
import { measuredCommit, toldInstead, unchangedText } from './nightStanding.ts';
import type { Told } from './nightText.ts';

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

function tagTold(state: Awaited<ReturnType<typeof moveRef>>, sha: string, url: string): Told {
  const how = { created: 'set at', moved: 'moved to', there: 'is there already, at' }[state];
  return { text: `Tag ${lastGoodTag} ${how} ${shortSha(sha)}`, url };
}

function issueTold({ state, url }: TouchedIssue): Told {
  const text = state === 'newer' ? 'Issue left as a later run wrote it' : `Issue ${state}`;
  return { text, url };
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
  const instead = await toldInstead(publishing, sha);
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
