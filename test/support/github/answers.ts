/** How the test server writes what it knows, as GitHub's own description of the API wants it. */
import { createHash } from 'node:crypto';
import { type JsonObject, sample } from './samples.ts';
import type { Artifact, Comment, Issue, Pull, State, User, WorkflowRun } from './state.ts';

const userAnswer = ({ login, type }: User): JsonObject => ({
  ...sample('simple-user'),
  login,
  type,
});

export const commentAnswer = (comment: Comment): JsonObject => ({
  ...sample('issue-comment'),
  id: comment.id,
  body: comment.body,
  user: userAnswer(comment.user),
});

export const issueAnswer = (issue: Issue | Pull, isPull: boolean): JsonObject => ({
  ...sample('issue'),
  number: issue.number,
  title: issue.title,
  body: issue.body,
  state: issue.state,
  html_url: `https://github.test/issues/${issue.number}`,
  labels: 'labels' in issue ? issue.labels.map((name) => ({ name })) : [],
  ...('user' in issue && { user: userAnswer(issue.user) }),
  ...(isPull && {
    pull_request: { diff_url: null, html_url: null, patch_url: null, url: null },
  }),
});

export function repositoryAnswer(fullName: string, schema: string): JsonObject {
  const [login = '', name = ''] = fullName.split('/');
  return {
    ...sample(schema),
    name,
    full_name: fullName,
    owner: userAnswer({ login, type: 'User' }),
  };
}

export function pullAnswer(pull: Pull, state: State, schema: string): JsonObject {
  const base = `${state.owner}/${state.name}`;
  const side = (ref: string, sha: string, repository: string) => ({
    label: `${repository.split('/')[0]}:${ref}`,
    ref,
    sha,
    repo: repositoryAnswer(repository, 'repository'),
    user: userAnswer({ login: repository.split('/')[0] ?? '', type: 'User' }),
  });
  return {
    ...sample(schema),
    number: pull.number,
    title: pull.title,
    body: pull.body,
    state: pull.state,
    merge_commit_sha: pull.mergeSha ?? null,
    html_url: `https://github.test/pull/${pull.number}`,
    head: side(pull.headRef, pull.headSha, pull.headRepository),
    base: side(pull.baseRef, state.refs.get(`refs/heads/${pull.baseRef}`) ?? '', base),
  };
}

export const runAnswer = (run: WorkflowRun, state: State): JsonObject => ({
  ...sample('workflow-run'),
  id: run.id,
  event: run.event,
  head_sha: run.headSha,
  head_branch: run.headBranch,
  repository: repositoryAnswer(`${state.owner}/${state.name}`, 'minimal-repository'),
  head_repository: repositoryAnswer(run.headRepository, 'minimal-repository'),
  pull_requests: run.pullRequests.map((number) => ({
    ...sample('pull-request-minimal'),
    number,
    base: {
      ref: state.defaultBranch,
      sha: run.headSha,
      repo: {
        id: 1,
        name: state.name,
        url: `https://api.github.test/repos/${state.owner}/${state.name}`,
      },
    },
  })),
});

export const artifactAnswer = (artifact: Artifact): JsonObject => ({
  ...sample('artifact'),
  id: artifact.id,
  name: artifact.name,
  size_in_bytes: artifact.sizeBytes,
  expired: artifact.expired,
});

export const refAnswer = (ref: string, sha: string): JsonObject => ({
  ...sample('git-ref'),
  ref,
  object: { type: 'commit', sha, url: 'https://github.test/' },
});

const url = 'https://github.test/';

export const gitCommitAnswer = (sha: string, tree: string): JsonObject => ({
  ...sample('git-commit'),
  sha,
  tree: { sha: tree, url },
});

/** Git's own name of this content. */
export const blobSha = (text: string) =>
  createHash('sha1')
    .update(`blob ${Buffer.byteLength(text)}\0`)
    .update(text)
    .digest('hex');

export const fileAnswer = (path: string, text: string): JsonObject => ({
  ...sample('content-file'),
  // Where something else may lie these may be null, not so in what was just written.
  html_url: url,
  git_url: url,
  download_url: url,
  _links: { git: url, html: url, self: url },
  type: 'file',
  encoding: 'base64',
  name: path.split('/').at(-1),
  path,
  size: Buffer.byteLength(text),
  sha: blobSha(text),
  // GitHub breaks lines as MIME does.
  content: `${
    Buffer.from(text)
      .toString('base64')
      .match(/.{1,60}/g)
      ?.join('\n') ?? ''
  }\n`,
});
