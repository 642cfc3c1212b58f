/** Publishes a report as the note of a merge request, from inside a GitLab job. */
import { problemOf } from '../errors.ts';
import { RequestError } from '../http/requestError.ts';
import type { Sleep } from '../http/retries.ts';
import type { Io } from '../io.ts';
import { gitlabClient } from './client.ts';
import { readGitLabContext } from './context.ts';
import { type StickyNote, writeNote } from './notes.ts';

export interface PublishedNote {
  /** `absent`: there was none, and none was to be made. */
  readonly state: 'created' | 'updated' | 'absent';
  /** Its address in a browser, where that is known. */
  readonly url: string | null;
}

export interface PublishOptions {
  readonly io: Pick<Io, 'env' | 'now' | 'monotonicSeconds'>;
  /** For tests, which do not wait. */
  readonly sleep?: Sleep;
}

const tokenAdvice =
  'create a project access token with the role Reporter and the scope `api`, and store it as the masked CI/CD variable PERFWATCH_GITLAB_TOKEN';

/** What to do about an answer of GitLab, by its status. */
const advice: Readonly<Record<number, string>> = {
  401: `the token is wrong, expired or revoked: ${tokenAdvice}`,
  403: `the token may not write notes: ${tokenAdvice}`,
  404: `the token cannot see this merge request: ${tokenAdvice} of the project that it goes into`,
};

function refusal(error: unknown): Error {
  if (!(error instanceof RequestError)) return new Error(problemOf(error), { cause: error });
  if (error.status === null) {
    return new Error(`GitLab could not be reached (${error.message})`, { cause: error });
  }
  const told = [`GitLab answered ${error.status}`, error.message].filter(Boolean).join(', ');
  const next = advice[error.status];
  return new Error(next ? `${told}: ${next}` : told, { cause: error });
}

/**
 * Writes or updates the note of this job's merge request.
 *
 * @throws Error with what is the case and what to do, never with the token: no merge request
 *   pipeline, no token, GitLab out of reach, or a refusal.
 */
export async function publishNote(
  note: StickyNote,
  { io, ...options }: PublishOptions,
): Promise<PublishedNote> {
  const context = readGitLabContext(io);
  if (!context) {
    throw new Error(
      'this is no merge request pipeline: let the job run for `if: $CI_PIPELINE_SOURCE == "merge_request_event"`',
    );
  }
  const { token, mergeRequestUrl } = context;
  if (token === null) {
    throw new Error(`there is no token, and CI_JOB_TOKEN cannot write notes: ${tokenAdvice}`);
  }
  const client = gitlabClient({ apiUrl: context.apiUrl, token }, { io, ...options });
  try {
    const written = await writeNote(client, context, note);
    if (!written) return { state: 'absent', url: null };
    return {
      state: written.state,
      url: mergeRequestUrl && `${mergeRequestUrl}#note_${written.id}`,
    };
  } catch (error) {
    throw refusal(error);
  }
}
