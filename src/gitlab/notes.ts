/**
 * The one note of perfwatch in a merge request: found again by its marker, updated in place, and one
 * again after several jobs have written it at once.
 */
import * as z from 'zod';
import { RequestError } from '../http/requestError.ts';
import type { GitLabClient } from './client.ts';
import type { GitLabContext } from './context.ts';

export interface StickyNote {
  /** A hidden comment that is in the body, and tells this note from all others. */
  readonly marker: string;
  readonly markdown: string;
  /** Whether to write it where there is none yet; one that is there is always updated. */
  readonly mayCreate: boolean;
}

export interface WrittenNote {
  readonly state: 'created' | 'updated';
  readonly id: number;
}

const userSchema = z.object({ id: z.int() });

const noteSchema = z.object({
  id: z.int(),
  body: z.string().nullable(),
  system: z.boolean(),
  author: userSchema.nullable(),
});
type Note = z.infer<typeof noteSchema>;

/** Notes may be deleted while they are written; not for ever. */
const maxAttempts = 3;

/**
 * GitLab carries out what stands at the start of a line behind a slash (`/merge`, `/close`), in the
 * name of whoever writes the note. A space in front changes nothing for readers.
 */
const withoutQuickActions = (markdown: string): string => markdown.replace(/^\//gm, ' /');

const isGone = (error: unknown): boolean => error instanceof RequestError && error.status === 404;

/** GitLab stores texts without spaces and line breaks around them. */
const says = (note: Note, body: string): boolean => note.body?.trim() === body.trim();

/**
 * Writes the note; null where there is none and none was to be made.
 *
 * Only notes of the token's own user count: a marker in somebody else's text means nothing. Of
 * several ones the oldest stays, so that jobs that run at the same time keep the same one.
 *
 * @throws RequestError when GitLab cannot be reached or refuses.
 */
export async function writeNote(
  client: GitLabClient,
  { projectId, mergeRequestIid }: Pick<GitLabContext, 'projectId' | 'mergeRequestIid'>,
  { marker, markdown, mayCreate }: StickyNote,
): Promise<WrittenNote | null> {
  const notes = `/projects/${projectId}/merge_requests/${mergeRequestIid}/notes`;
  const body = withoutQuickActions(markdown);
  const user = await client.request({ method: 'GET', path: '/user' }, userSchema);

  const ours = async (): Promise<Note[]> => {
    const all = await client.list(`${notes}?order_by=created_at&sort=asc`, noteSchema);
    return all
      .filter((note) => !note.system && note.author?.id === user.id && note.body?.includes(marker))
      .sort((a, b) => a.id - b.id);
  };
  const remove = async ({ id }: Note): Promise<void> => {
    try {
      await client.request({ method: 'DELETE', path: `${notes}/${id}` }, z.unknown());
    } catch (error) {
      if (!isGone(error)) throw error;
    }
  };

  let created: WrittenNote | null = null;
  for (let attempt = 1; attempt <= maxAttempts; attempt += 1) {
    const [oldest, ...others] = await ours();
    if (!oldest) {
      if (created || !mayCreate) return created;
      const { id } = await client.request(
        { method: 'POST', path: notes, body: { body } },
        noteSchema,
      );
      created = { state: 'created', id };
      // Another job may have done the same at this moment: look again.
      continue;
    }
    try {
      if (!says(oldest, body)) {
        const path = `${notes}/${oldest.id}`;
        await client.request({ method: 'PUT', path, body: { body } }, noteSchema);
      }
    } catch (error) {
      if (isGone(error)) continue;
      throw error;
    }
    for (const other of others) await remove(other);
    return created?.id === oldest.id ? created : { state: 'updated', id: oldest.id };
  }
  if (created) return created;
  throw new RequestError('the note was deleted again and again', null, {});
}
