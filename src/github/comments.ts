/**
 * The one comment of perfwatch in a pull request: found again by its marker through all pages, updated
 * in place, and one again after several jobs have written it at once.
 */
import * as z from 'zod';
import { isByUs, ownLogin, userSchema } from './authors.ts';
import type { GitHubClient } from './client.ts';
import { type Marker, markerIn } from './marker.ts';
import { GitHubRequestError, hasStatus, isUncertain } from './requestError.ts';

export interface StickyComment {
  readonly pullRequest: number;
  readonly marker: Marker;
  /** The newest commit of the pull request now. */
  readonly currentHeadSha: string;
  /** The whole text, its first line the marker, from that of the comment that is there. */
  readonly body: (previous: string | null) => string;
  /** Whether to write it where there is none yet; one that is there is always updated. */
  readonly mayCreate: boolean;
}

/** `absent`: there is none and none was to be made; `outdated`: there are results of a newer commit. */
export interface WrittenComment {
  readonly state: 'created' | 'updated' | 'absent' | 'outdated';
  /** Its address in a browser; null where there is none. */
  readonly url: string | null;
}

const commentSchema = z.object({
  id: z.int(),
  body: z.string().nullish(),
  html_url: z.url({ protocol: /^https?$/ }),
  user: userSchema.nullish(),
});
type Comment = z.infer<typeof commentSchema>;

const list = 'GET /repos/{owner}/{repo}/issues/{issue_number}/comments';
const create = 'POST /repos/{owner}/{repo}/issues/{issue_number}/comments';
const update = 'PATCH /repos/{owner}/{repo}/issues/comments/{comment_id}';
const remove = 'DELETE /repos/{owner}/{repo}/issues/comments/{comment_id}';

/** Comments may be deleted while they are written; not for ever. */
const maxAttempts = 4;

/** Whether what is there is newer than what was to be written. */
function isNewer(there: Marker, { marker, currentHeadSha }: StickyComment): boolean {
  if (
    there.headSha === marker.headSha ||
    ![there.headSha, marker.headSha].includes(currentHeadSha)
  ) {
    return there.runId > marker.runId;
  }
  return there.headSha === currentHeadSha;
}

/**
 * Writes the comment. A marker in a stranger's comment means nothing: it has to be by the token's own
 * user, or where that is unknown by a bot. Of several the oldest stays, so that jobs that run at the
 * same time keep the same one.
 *
 * @throws GitHubRequestError when GitHub cannot be reached or refuses.
 */
export async function writeComment(
  client: GitHubClient,
  token: string | null,
  sticky: StickyComment,
): Promise<WrittenComment> {
  const { pullRequest, marker } = sticky;
  const login = await ownLogin(client, token);

  const isOurs = ({ user, body }: Comment) =>
    isByUs(user, login) && markerIn(body ?? '', marker.key) !== null;
  const ours = async (): Promise<Comment[]> => {
    const found: Comment[] = [];
    const parameters = { issue_number: pullRequest };
    for await (const comment of client.list(list, parameters, z.array(commentSchema))) {
      if (isOurs(comment)) found.push(comment);
    }
    return found.sort((a, b) => a.id - b.id);
  };
  const removeAll = async (comments: readonly Comment[]) => {
    for (const { id } of comments) {
      try {
        await client.request(remove, { comment_id: id }, z.unknown());
      } catch (error) {
        if (!hasStatus(error, 404)) throw error;
      }
    }
  };

  let created: WrittenComment | null = null;
  for (let attempt = 1; attempt <= maxAttempts; attempt += 1) {
    const [oldest, ...others] = await ours();
    if (!oldest) {
      if (!sticky.mayCreate) return { state: 'absent', url: null };
      const parameters = { issue_number: pullRequest, body: sticky.body(null) };
      try {
        const { html_url } = await client.request(create, parameters, commentSchema);
        created = { state: 'created', url: html_url };
      } catch (error) {
        // Whether it is there now is seen by looking again.
        if (!isUncertain(error) || attempt === maxAttempts) throw error;
      }
      // Another job may have done the same at this moment: look again.
      continue;
    }
    const { id, html_url: url, user } = oldest;
    // Other bots may use perfwatch, too.
    await removeAll(others.filter((other) => other.user?.login === user?.login));
    const previous = oldest.body ?? '';
    const there = markerIn(previous, marker.key);
    if (there && isNewer(there, sticky)) return { state: 'outdated', url };
    const body = sticky.body(created ? null : previous);
    try {
      if (previous !== body) await client.request(update, { comment_id: id, body }, commentSchema);
    } catch (error) {
      if (hasStatus(error, 404)) continue;
      throw error;
    }
    return created?.url === url ? created : { state: 'updated', url };
  }
  if (created) return created;
  throw new GitHubRequestError('the comment was deleted again and again', null, {});
}
