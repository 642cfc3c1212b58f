/** Who wrote it? A marker in a stranger's text means nothing. */
import * as z from 'zod';
import type { GitHubClient } from './client.ts';
import { hasStatus } from './requestError.ts';

export const userSchema = z.object({ login: z.string(), type: z.string() });
export type User = z.infer<typeof userSchema>;

/**
 * Who writes with this token; null where GitHub does not say, as to the token of a job.
 *
 * @throws GitHubRequestError when GitHub cannot be reached.
 */
export async function ownLogin(client: GitHubClient, token: string | null): Promise<string | null> {
  // Tokens of apps, those of jobs among them, are not a user's.
  if (token?.startsWith('ghs_')) return null;
  try {
    return (await client.request('GET /user', {}, userSchema)).login;
  } catch (error) {
    if (hasStatus(error, 401, 403, 404)) return null;
    throw error;
  }
}

/** Whether it is by the token's own user, or where that is unknown by a bot. */
export const isByUs = (user: User | null | undefined, login: string | null): boolean =>
  login === null ? user?.type === 'Bot' : user?.login === login;
