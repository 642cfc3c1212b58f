/** Where in GitHub does this process run? As the job's environment and its event file tell it. */
import { open } from 'node:fs/promises';
import * as z from 'zod';
import { perfwatchError, problemOf } from '../errors.ts';
import type { Io } from '../io.ts';

/** The pull request that an event is about. */
export interface PullRequest {
  readonly number: number;
  /** The newest commit of the pull request; not the merge commit that GitHub checks out. */
  readonly headSha: string;
  /** Whether it comes from another repository, so that its jobs get no secrets and no right to write. */
  readonly isFork: boolean;
}

/** The workflow run that a `workflow_run` event is about. */
export interface WorkflowRun {
  readonly id: number;
  /** What started that run: `pull_request`, `push`, … */
  readonly event: string;
  readonly headSha: string;
  readonly headBranch: string | null;
  /** Owner and name of the repository that the head lies in; null when that was deleted. */
  readonly headOwner: string | null;
  readonly headRepository: string | null;
  /** Numbers of its pull requests, those into this repository only; empty for forks. */
  readonly pullRequests: readonly number[];
}

export interface GitHubContext {
  readonly owner: string;
  readonly name: string;
  /** Without a slash at the end, as `https://api.github.com`. */
  readonly apiUrl: string;
  /** Without a slash at the end, as `https://github.com`. */
  readonly serverUrl: string;
  /** Never to be printed. */
  readonly token: string | null;
  readonly runId: number | null;
  readonly eventName: string | null;
  /** The commit that the job runs for; in a pull request its merge commit. */
  readonly sha: string | null;
  readonly pullRequest: PullRequest | null;
  readonly workflowRun: WorkflowRun | null;
  /** A clause that says why the event could not be read; null where it could. */
  readonly eventProblem: string | null;
}

/** GitHub's own limit for events is 25 MB. */
const maxEventBytes = 25 * 1024 * 1024;

const shaSchema = z.string().regex(/^([0-9a-f]{40}|[0-9a-f]{64})$/);
const idSchema = z.int().positive();
const ownerAndName = /^([\w.-]{1,100})\/([\w.-]{1,100})$/;
const repositorySchema = z.object({
  full_name: z.string().regex(ownerAndName),
});

const eventSchema = z.object({
  pull_request: z
    .object({
      number: idSchema,
      head: z.object({ sha: shaSchema, repo: repositorySchema.nullish() }),
    })
    .optional(),
  workflow_run: z
    .object({
      id: idSchema,
      event: z.string(),
      head_sha: shaSchema,
      head_branch: z.string().nullish(),
      head_repository: repositorySchema.nullish(),
      pull_requests: z
        .array(
          z.object({ number: idSchema, base: z.object({ repo: z.object({ url: z.string() }) }) }),
        )
        .default([]),
    })
    .optional(),
});
type Event = z.infer<typeof eventSchema>;

async function readText(file: string): Promise<string> {
  const handle = await open(file);
  try {
    const { size } = await handle.stat();
    if (size > maxEventBytes) throw new Error('it is larger than GitHub makes any');
    return await handle.readFile('utf8');
  } finally {
    await handle.close();
  }
}

/** What the event says, or why that cannot be known. */
async function readEvent(file: string | undefined): Promise<Event | { problem: string }> {
  if (!file) return { problem: 'GITHUB_EVENT_PATH is not set' };
  let json: unknown;
  try {
    json = JSON.parse(await readText(file));
  } catch (error) {
    return { problem: `the event file ${file} could not be read (${problemOf(error)})` };
  }
  const parsed = eventSchema.safeParse(json);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  const where = issue?.path.join('.') || 'the whole';
  return { problem: `the event file ${file} is not one of GitHub's (${where}: ${issue?.message})` };
}

function pullRequestOf(event: Event, repository: string): PullRequest | null {
  const found = event.pull_request;
  if (!found) return null;
  const isFork = found.head.repo?.full_name.toLowerCase() !== repository.toLowerCase();
  return { number: found.number, headSha: found.head.sha, isFork };
}

function workflowRunOf(event: Event, repository: string): WorkflowRun | null {
  const found = event.workflow_run;
  if (!found) return null;
  const [, headOwner = null, headRepository = null] =
    ownerAndName.exec(found.head_repository?.full_name ?? '') ?? [];
  return {
    id: found.id,
    event: found.event,
    headSha: found.head_sha,
    headBranch: found.head_branch ?? null,
    headOwner,
    headRepository,
    // Pull requests from this repository into the one it was forked from are listed as well.
    pullRequests: found.pull_requests
      .filter(({ base }) => base.repo.url.toLowerCase().endsWith(`/${repository.toLowerCase()}`))
      .map(({ number }) => number),
  };
}

function urlOf(env: Io['env'], variable: string, usual: string): string {
  const value = env[variable] || usual;
  if (!/^https?:\/\//.test(value) || !URL.canParse(value)) {
    throw perfwatchError('github-variable-invalid', { variable, value });
  }
  return value.replace(/\/+$/, '');
}

/**
 * The context of a job in GitHub Actions, or of whoever sets the same variables; null where
 * GITHUB_REPOSITORY is not set. An event that cannot be read is told in `eventProblem`.
 *
 * @throws PerfwatchError `github-variable-invalid` for a repository or URL that cannot be one.
 */
export async function readGitHubContext({ env }: Pick<Io, 'env'>): Promise<GitHubContext | null> {
  const repository = env.GITHUB_REPOSITORY;
  if (!repository) return null;
  const [, owner, name] = ownerAndName.exec(repository) ?? [];
  if (!owner || !name) {
    throw perfwatchError('github-variable-invalid', {
      variable: 'GITHUB_REPOSITORY',
      value: repository,
    });
  }
  const event = await readEvent(env.GITHUB_EVENT_PATH);
  const isRead = !('problem' in event);
  return {
    owner,
    name,
    apiUrl: urlOf(env, 'GITHUB_API_URL', 'https://api.github.com'),
    serverUrl: urlOf(env, 'GITHUB_SERVER_URL', 'https://github.com'),
    token: env.GITHUB_TOKEN || null,
    runId: /^\d{1,15}$/.test(env.GITHUB_RUN_ID ?? '') ? Number(env.GITHUB_RUN_ID) : null,
    eventName: env.GITHUB_EVENT_NAME || null,
    sha: shaSchema.safeParse(env.GITHUB_SHA).data ?? null,
    pullRequest: isRead ? pullRequestOf(event, repository) : null,
    workflowRun: isRead ? workflowRunOf(event, repository) : null,
    eventProblem: isRead ? null : event.problem,
  };
}

/** Address of the repository in a browser, without a slash at the end. */
export const repositoryUrlOf = ({ serverUrl, owner, name }: GitHubContext): string =>
  `${serverUrl}/${owner}/${name}`;

/** The same address, from the environment alone; null where that names no repository of GitHub. */
export function repositoryUrlOfJob(env: Io['env']): string | null {
  const { GITHUB_SERVER_URL: server, GITHUB_REPOSITORY: repository } = env;
  if (!server || !repository || !ownerAndName.test(repository)) return null;
  return /^https?:\/\/[\w.:-]+$/.test(server) ? `${server}/${repository}` : null;
}

/** Address of a workflow run in a browser. */
export const runUrlOf = (context: GitHubContext, runId: number): string =>
  `${repositoryUrlOf(context)}/actions/runs/${runId}`;
