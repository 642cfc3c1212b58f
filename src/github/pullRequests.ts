/** Which pull request is it, and where is its head now? */
import * as z from 'zod';
import type { GitHubClient } from './client.ts';
import type { WorkflowRun } from './context.ts';

const pullSchema = z.object({
  number: z.int().positive(),
  head: z.object({ sha: z.string().regex(/^[0-9a-f]{40,64}$/) }),
  merge_commit_sha: z.string().nullish(),
});

export interface CurrentPullRequest {
  readonly number: number;
  readonly headSha: string;
  /** The commit that GitHub made to see whether it merges: what jobs check out. */
  readonly mergeSha: string | null;
}

const current = (pull: z.infer<typeof pullSchema>): CurrentPullRequest => ({
  number: pull.number,
  headSha: pull.head.sha,
  mergeSha: pull.merge_commit_sha ?? null,
});

/** The pull request as it is now; throws as the client does. */
export async function currentPullRequest(
  client: GitHubClient,
  number: number,
): Promise<CurrentPullRequest> {
  const route = 'GET /repos/{owner}/{repo}/pulls/{pull_number}';
  return current(await client.request(route, { pull_number: number }, pullSchema));
}

/**
 * The pull request that a workflow run measured, by what GitHub says of the run: nothing that the run
 * itself left is asked. Null where none is open with this head, as after another push.
 */
export async function pullRequestOfRun(
  client: GitHubClient,
  run: WorkflowRun,
): Promise<CurrentPullRequest | null> {
  const [number] = run.pullRequests;
  if (number !== undefined) return await currentPullRequest(client, number);
  // GitHub names no pull requests of runs that forks started.
  if (run.headOwner === null || run.headBranch === null) return null;
  const route = 'GET /repos/{owner}/{repo}/pulls';
  const parameters = { state: 'open', head: `${run.headOwner}:${run.headBranch}` };
  for await (const pull of client.list(route, parameters, z.array(pullSchema))) {
    if (pull.head.sha === run.headSha) return current(pull);
  }
  return null;
}
