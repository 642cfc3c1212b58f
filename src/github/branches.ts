/** Proposes a new text of one file: a branch with one commit, and one open pull request from it. */
import { createHash } from 'node:crypto';
import * as z from 'zod';
import type { GitHubClient } from './client.ts';
import type { GitHubContext } from './context.ts';
import { moveRef } from './refs.ts';
import { hasStatus, isUncertain } from './requestError.ts';

export interface Proposal {
  /** Name of the branch, which is perfwatch's own: what is on it is replaced. */
  readonly branch: string;
  /** The branch that it is to go into. */
  readonly into: string;
  /** The commit that the one commit of the branch follows. */
  readonly parentSha: string;
  /** From the root of the repository, with `/`. */
  readonly path: string;
  readonly text: string;
  /** Of the commit and of the pull request. */
  readonly title: string;
  /** Markdown. */
  readonly body: string;
}

/**
 * `unchanged`: the file has this text already, so nothing was done. `refused`: the branch is there,
 * the pull request is not, because of what was thrown.
 */
export type Proposed =
  | { readonly state: 'unchanged' }
  | { readonly state: 'opened' | 'updated'; readonly url: string }
  | { readonly state: 'refused'; readonly thrown: unknown };

const shaSchema = z.object({ sha: z.string() });
const commitSchema = z.object({ tree: shaSchema });
const repositorySchema = z.object({ default_branch: z.string() });
const pullSchema = z.object({
  number: z.int().positive(),
  title: z.string(),
  body: z.string().nullish(),
  html_url: z.url({ protocol: /^https?$/ }),
});

/**
 * The branch that pull requests go into.
 *
 * @throws GitHubRequestError when GitHub cannot be reached or refuses.
 */
export async function defaultBranch(client: GitHubClient): Promise<string> {
  const route = 'GET /repos/{owner}/{repo}';
  return (await client.request(route, {}, repositorySchema)).default_branch;
}

/** Git's own name of this content. */
function blobSha(text: string): string {
  const header = `blob ${Buffer.byteLength(text)}\0`;
  return createHash('sha1').update(header).update(text).digest('hex');
}

async function hasText(client: GitHubClient, { into, path, text }: Proposal): Promise<boolean> {
  const route = 'GET /repos/{owner}/{repo}/contents/{path}';
  try {
    const { sha } = await client.request(route, { path, ref: into }, shaSchema);
    return sha === blobSha(text);
  } catch (error) {
    // Of a file of more than 1 MB, GitHub says only that it is too large: it is proposed anew then.
    if (hasStatus(error, 403, 404)) return false;
    throw error;
  }
}

/**
 * Makes the commit before the branch is put there: GitHub closes the pull request of a branch that is
 * without a commit of its own even for a moment.
 */
async function makeCommit(client: GitHubClient, proposal: Proposal): Promise<string> {
  const { parentSha, path, text, title } = proposal;
  const parent = await client.request(
    'GET /repos/{owner}/{repo}/git/commits/{commit_sha}',
    { commit_sha: parentSha },
    commitSchema,
  );
  // The same twice does no harm: nothing refers to either yet.
  const repeatable = { isRepeatable: true };
  const tree = await client.request(
    'POST /repos/{owner}/{repo}/git/trees',
    {
      base_tree: parent.tree.sha,
      tree: [{ path, mode: '100644', type: 'blob', content: text }],
    },
    shaSchema,
    repeatable,
  );
  const commit = await client.request(
    'POST /repos/{owner}/{repo}/git/commits',
    { message: title, tree: tree.sha, parents: [parentSha] },
    shaSchema,
    repeatable,
  );
  return commit.sha;
}

async function openPullRequest(
  client: GitHubClient,
  { owner }: GitHubContext,
  { branch, into, title, body }: Proposal,
): Promise<Proposed> {
  const list = 'GET /repos/{owner}/{repo}/pulls';
  const parameters = { state: 'open', head: `${owner}:${branch}`, base: into };
  const existing = async () => {
    for await (const pull of client.list(list, parameters, z.array(pullSchema))) return pull;
    return null;
  };
  const there = await existing();
  if (there) {
    if (there.title !== title || there.body !== body) {
      const update = 'PATCH /repos/{owner}/{repo}/pulls/{pull_number}';
      await client.request(update, { pull_number: there.number, title, body }, pullSchema);
    }
    return { state: 'updated', url: there.html_url };
  }
  const create = 'POST /repos/{owner}/{repo}/pulls';
  try {
    const made = await client.request(
      create,
      { head: branch, base: into, title, body },
      pullSchema,
    );
    return { state: 'opened', url: made.html_url };
  } catch (error) {
    const made = isUncertain(error) ? await existing() : null;
    if (!made) throw error;
    return { state: 'opened', url: made.html_url };
  }
}

/**
 * Puts the new text on the branch, and keeps one pull request open from there.
 *
 * @throws GitHubRequestError when GitHub cannot be reached or refuses anything but the pull request.
 */
export async function proposeFile(
  client: GitHubClient,
  context: GitHubContext,
  proposal: Proposal,
): Promise<Proposed> {
  if (await hasText(client, proposal)) return { state: 'unchanged' };
  const sha = await makeCommit(client, proposal);
  await moveRef(client, `heads/${proposal.branch}`, sha);
  try {
    return await openPullRequest(client, context, proposal);
  } catch (thrown) {
    return { state: 'refused', thrown };
  }
}
