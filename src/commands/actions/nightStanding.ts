/** May a night without a regression change anything? Only where it shows what it seems to. */
import { notShownGone } from '../../analysis/night.ts';
import type { GitHubContext } from '../../github/context.ts';
import { openIssue } from '../../github/issues.ts';
import { githubProblem } from '../../github/problems.ts';
import { shaOfRef } from '../../github/refs.ts';
import type { Commit } from '../../model/environment.ts';
import { lastGoodTag } from '../../model/lastGood.ts';
import { shortSha } from '../../reporters/format.ts';
import { some } from './baselineObjections.ts';
import { type ConcludedNight, issueKey, type Publishing, warn } from './nightPublishing.ts';
import type { Told } from './nightText.ts';

/** The commit that the night was measured at, or a clause that says why that is not to be relied on. */
export function measuredCommit(
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

/** Followed by why. */
export const unchangedText = 'Tag, baseline and issue stay as they are';

/** What is told where the night may change nothing; null where it may. */
export async function toldInstead(publishing: Publishing, sha: string): Promise<Told[] | null> {
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
