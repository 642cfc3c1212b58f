/** What is there to comment on? Told by GitHub's event, or by a workflow run that measured before. */
import { workflowRun } from './artifacts.ts';
import type { GitHubClient } from './client.ts';
import type { GitHubContext, WorkflowRun } from './context.ts';
import { type CurrentPullRequest, currentPullRequest, pullRequestOfRun } from './pullRequests.ts';

/** Takes its fields to `publishComment`. */
export interface CommentTarget {
  readonly pullRequest: CurrentPullRequest;
  readonly headSha: string;
  readonly runId: number;
}

/** No target; the reason is a clause. */
export interface NoTarget {
  readonly reason: string;
}

/** The pull request of this job's event; throws as the client does. */
export async function targetOfEvent(
  context: GitHubContext,
  client: GitHubClient,
): Promise<CommentTarget | NoTarget> {
  const { pullRequest, runId, eventProblem, eventName } = context;
  if (!pullRequest) {
    return {
      reason: eventProblem ?? `the event ${eventName ?? ''} is not about a pull request`,
    };
  }
  const { number, headSha } = pullRequest;
  return { pullRequest: await currentPullRequest(client, number), headSha, runId: runId ?? 0 };
}

async function runOf(
  context: GitHubContext,
  client: GitHubClient,
  runId: number,
): Promise<WorkflowRun> {
  const told = context.workflowRun;
  if (told && told.id !== runId) {
    throw new Error(`the event is about run ${told.id}, not about run ${runId}`);
  }
  const known = await workflowRun(client, context, runId);
  return told ?? known;
}

/**
 * The pull request that a run measured.
 *
 * @throws Error when the run is not of this repository or not the event's, or GitHubRequestError.
 */
export async function targetOfRun(
  context: GitHubContext,
  client: GitHubClient,
  runId: number,
): Promise<CommentTarget | NoTarget> {
  const run = await runOf(context, client, runId);
  const pullRequest = await pullRequestOfRun(client, run);
  if (pullRequest) return { pullRequest, headSha: run.headSha, runId };
  return {
    reason: `no open pull request has the head ${run.headSha.slice(0, 7)} of run ${runId} any more`,
  };
}
