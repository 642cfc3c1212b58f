/** Which merge request of which GitLab does this job belong to? As the job's environment tells it. */
import type { Io } from '../io.ts';

export interface GitLabContext {
  /** Without a slash at the end, as `https://gitlab.com/api/v4`. */
  readonly apiUrl: string;
  /** The project that the merge request goes into; of a fork's pipeline this is the other one. */
  readonly projectId: number;
  readonly mergeRequestIid: number;
  /** Address of the merge request in a browser; null where it is unknown. */
  readonly mergeRequestUrl: string | null;
  /** Never to be printed. */
  readonly token: string | null;
}

function idIn(text: string | undefined): number | null {
  return /^[1-9]\d{0,14}$/.test(text ?? '') ? Number(text) : null;
}

function urlIn(text: string | undefined): string | null {
  const isUrl = /^https?:\/\//.test(text ?? '') && URL.canParse(text ?? '');
  return isUrl ? (text ?? '').replace(/\/+$/, '') : null;
}

/** The context of a job in a merge request pipeline; null anywhere else. */
export function readGitLabContext({ env }: Pick<Io, 'env'>): GitLabContext | null {
  const apiUrl = urlIn(env.CI_API_V4_URL);
  const projectId = idIn(env.CI_MERGE_REQUEST_PROJECT_ID) ?? idIn(env.CI_PROJECT_ID);
  const mergeRequestIid = idIn(env.CI_MERGE_REQUEST_IID);
  if (apiUrl === null || projectId === null || mergeRequestIid === null) return null;
  const projectUrl = urlIn(env.CI_MERGE_REQUEST_PROJECT_URL);
  return {
    apiUrl,
    projectId,
    mergeRequestIid,
    mergeRequestUrl: projectUrl && `${projectUrl}/-/merge_requests/${mergeRequestIid}`,
    token: env.PERFWATCH_GITLAB_TOKEN || env.GITLAB_TOKEN || null,
  };
}
