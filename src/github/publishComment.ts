/** Publishes a report as the comment of a pull request. The one way there, for command and action. */
import type { GitHubClient } from './client.ts';
import { pendingBody, resultsBody } from './commentBody.ts';
import { type WrittenComment, writeComment } from './comments.ts';
import { type GitHubContext, repositoryUrlOf, runUrlOf } from './context.ts';
import type { CurrentPullRequest } from './pullRequests.ts';

export interface CommentPublication {
  readonly context: GitHubContext;
  readonly client: GitHubClient;
  /** As it is now. */
  readonly pullRequest: CurrentPullRequest;
  /** Tells the comments of several configurations or jobs apart: the configuration's path, usually. */
  readonly key: string;
  /** The head of the pull request that was measured, as the event says. */
  readonly headSha: string;
  /** The workflow run that measured; 0 outside of workflows. */
  readonly runId: number;
  /** The report as `reporters.markdown` renders it; null where there is none. */
  readonly markdown: string | null;
  /** Why there is none, as Markdown; null while it is being measured. */
  readonly failure?: string | null;
  /** Sentences of Markdown that stand above the report. */
  readonly notes?: readonly string[];
  /** Whether to make a comment where there is none, see `isWorthComment`. */
  readonly mayCreate: boolean;
}

/**
 * Writes or updates the comment.
 *
 * @throws GitHubRequestError; `githubProblem` says it in a sentence.
 */
export async function publishComment(publication: CommentPublication): Promise<WrittenComment> {
  const { context, client, pullRequest, key, headSha, runId, markdown } = publication;
  const { failure = null } = publication;
  const repositoryUrl = repositoryUrlOf(context);
  const marker = {
    key,
    headSha,
    runId,
    state: markdown !== null ? 'results' : failure === null ? 'measuring' : 'failed',
  } as const;
  const parts = {
    marker,
    currentHeadSha: pullRequest.headSha,
    places: { repositoryUrl, runUrl: runId > 0 ? runUrlOf(context, runId) : null },
  };
  return await writeComment(client, context.token, {
    pullRequest: pullRequest.number,
    marker,
    currentHeadSha: pullRequest.headSha,
    mayCreate: publication.mayCreate,
    body: (previous) =>
      markdown === null
        ? pendingBody(parts, previous, failure)
        : resultsBody(parts, markdown, publication.notes ?? []),
  });
}
