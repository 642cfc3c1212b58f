/** Branches and tags: where they stand, and putting them elsewhere. */
import * as z from 'zod';
import type { GitHubClient } from './client.ts';
import { hasStatus, isUncertain } from './requestError.ts';

const refSchema = z.object({ object: z.object({ sha: z.string() }) });

const get = 'GET /repos/{owner}/{repo}/git/ref/{ref}';
const create = 'POST /repos/{owner}/{repo}/git/refs';
const update = 'PATCH /repos/{owner}/{repo}/git/refs/{ref}';

/**
 * Where a branch or tag stands; null where there is none.
 *
 * @param ref `heads/NAME` or `tags/NAME`
 * @throws GitHubRequestError when GitHub cannot be reached or refuses.
 */
export async function shaOfRef(client: GitHubClient, ref: string): Promise<string | null> {
  try {
    return (await client.request(get, { ref }, refSchema)).object.sha;
  } catch (error) {
    if (hasStatus(error, 404)) return null;
    throw error;
  }
}

/**
 * Puts a branch or tag at a commit, wherever it is now.
 *
 * @param ref `heads/NAME` or `tags/NAME`
 * @throws GitHubRequestError when GitHub cannot be reached or refuses.
 */
export async function moveRef(
  client: GitHubClient,
  ref: string,
  sha: string,
): Promise<'created' | 'moved' | 'there'> {
  const before = await shaOfRef(client, ref);
  if (before === sha) return 'there';
  if (before === null) {
    try {
      await client.request(create, { ref: `refs/${ref}`, sha }, refSchema);
      return 'created';
    } catch (error) {
      // It may be there now: by another job, or by this request.
      if (!hasStatus(error, 422) && !isUncertain(error)) throw error;
    }
  }
  await client.request(update, { ref, sha, force: true }, refSchema);
  return 'moved';
}
