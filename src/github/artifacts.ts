/**
 * What a workflow run left, through GitHub's API. Whoever opened the pull request of a fork decides
 * what is in it: it is bounded in number and size, and only the report is read.
 */
import * as z from 'zod';
import { boundedBytes } from '../http/boundedFetch.ts';
import { artifactNames } from '../model/artifacts.ts';
import type { GitHubClient } from './client.ts';
import type { GitHubContext, WorkflowRun } from './context.ts';
import { GitHubRequestError } from './requestError.ts';
import { fileInZip } from './zip.ts';

/** The name of the artifact with the whole report, and the beginning of the names of others. */
export const artifactName = 'perfwatch';

/** A job per language, version and machine; more are no pull request's. */
const maxArtifacts = 20;
const maxZipBytes = 100 * 1024 * 1024;
const downloadSeconds = 60;
const zipLimits = { maxEntries: 20_000, maxBytes: 64 * 1024 * 1024 };

const runSchema = z.object({
  id: z.int(),
  event: z.string(),
  head_sha: z.string().regex(/^[0-9a-f]{40,64}$/),
  head_branch: z.string().nullable(),
  repository: z.object({ full_name: z.string() }),
  pull_requests: z
    .array(
      z.object({
        number: z.int().positive(),
        base: z.object({ repo: z.object({ url: z.string() }) }),
      }),
    )
    .nullish(),
  head_repository: z.object({ name: z.string(), owner: z.object({ login: z.string() }) }).nullish(),
});

/**
 * The run as GitHub knows it.
 *
 * @throws Error when it is not of this repository, or GitHubRequestError.
 */
export async function workflowRun(
  client: GitHubClient,
  { owner, name }: GitHubContext,
  runId: number,
): Promise<WorkflowRun> {
  const route = 'GET /repos/{owner}/{repo}/actions/runs/{run_id}';
  const run = await client.request(route, { run_id: runId }, runSchema);
  const isSame = (fullName: string) => fullName.toLowerCase() === `${owner}/${name}`.toLowerCase();
  if (!isSame(run.repository.full_name) || run.id !== runId)
    throw new Error(`run ${runId} is not one of ${owner}/${name}`);
  return {
    id: run.id,
    event: run.event,
    headSha: run.head_sha,
    headBranch: run.head_branch,
    headOwner: run.head_repository?.owner.login ?? null,
    headRepository: run.head_repository?.name ?? null,
    pullRequests: (run.pull_requests ?? [])
      .filter(({ base }) => isSame(base.repo.url.split('/').slice(-2).join('/')))
      .map(({ number }) => number),
  };
}

const artifactSchema = z.object({
  id: z.int(),
  name: z.string(),
  size_in_bytes: z.number(),
  expired: z.boolean(),
});
export type Artifact = z.infer<typeof artifactSchema>;

const artifactPageSchema = z
  .object({ artifacts: z.array(artifactSchema) })
  .transform(({ artifacts }) => artifacts);

/**
 * The artifacts of a run that hold reports: the one called `perfwatch`, else all whose names begin so.
 * Of several of one name, as of a run that was started again, the newest.
 */
export async function reportArtifacts(client: GitHubClient, runId: number): Promise<Artifact[]> {
  const route = 'GET /repos/{owner}/{repo}/actions/runs/{run_id}/artifacts';
  const found = new Map<string, Artifact>();
  for await (const artifact of client.list(route, { run_id: runId }, artifactPageSchema)) {
    if (!artifact.name.startsWith(artifactName) || artifact.expired) continue;
    const known = found.get(artifact.name);
    if (!known || known.id < artifact.id) found.set(artifact.name, artifact);
  }
  const whole = found.get(artifactName);
  const all = whole ? [whole] : [...found.values()];
  if (all.length > maxArtifacts) {
    throw new Error(`the run has more than ${maxArtifacts} artifacts called ${artifactName}…`);
  }
  return all.sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** The bytes of a download, at most so many, without the token. */
async function download(url: string): Promise<Uint8Array> {
  const response = await fetch(url, { signal: AbortSignal.timeout(downloadSeconds * 1000) });
  if (!response.ok) throw new GitHubRequestError('the download failed', response.status, {});
  return await boundedBytes(response, maxZipBytes);
}

/**
 * The text of the report in an artifact, unchecked; null where there is none.
 *
 * @throws Error for a zip that is too large or damaged, or GitHubRequestError.
 */
export async function reportText(
  client: GitHubClient,
  { id, size_in_bytes }: Artifact,
): Promise<string | null> {
  if (size_in_bytes > maxZipBytes) {
    throw new Error(`the artifact is larger than ${maxZipBytes} bytes`);
  }
  const route = 'GET /repos/{owner}/{repo}/actions/artifacts/{artifact_id}/{archive_format}';
  const url = await client.redirection(route, { artifact_id: id, archive_format: 'zip' });
  return fileInZip(await download(url), artifactNames.report, zipLimits)?.toString('utf8') ?? null;
}
