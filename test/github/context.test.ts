import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readGitHubContext, repositoryUrlOf, runUrlOf } from '../../src/github/context.ts';
import { temporaryFolder } from '../support/project.ts';

const sha = 'b'.repeat(40);

/** The context of a job with this event; `event` is the file's text, or what is in it as JSON. */
async function contextOf(event: unknown, more: Record<string, string> = {}) {
  const file = join(temporaryFolder(), 'event.json');
  writeFileSync(file, typeof event === 'string' ? event : JSON.stringify(event));
  const env = { GITHUB_REPOSITORY: 'octo/demo', GITHUB_EVENT_PATH: file, ...more };
  const context = await readGitHubContext({ env });
  if (!context) throw new Error('there is a repository, so there is a context');
  return context;
}

const pullRequest = (repo: string | null) => ({
  pull_request: { number: 7, head: { sha, repo: repo && { full_name: repo } } },
});

describe('the context', () => {
  it('is null outside of GitHub Actions', async () => {
    expect(await readGitHubContext({ env: {} })).toBeNull();
  });

  it('knows repository, addresses and run', async () => {
    const context = await contextOf(
      {},
      {
        GITHUB_RUN_ID: '12',
        GITHUB_SERVER_URL: 'https://git.test/',
        GITHUB_API_URL: 'https://git.test/api/v3',
        GITHUB_TOKEN: 'secret',
        GITHUB_EVENT_NAME: 'push',
        GITHUB_SHA: sha,
      },
    );
    expect(context).toMatchObject({
      owner: 'octo',
      name: 'demo',
      apiUrl: 'https://git.test/api/v3',
      token: 'secret',
      eventName: 'push',
      sha,
      pullRequest: null,
      workflowRun: null,
      eventProblem: null,
    });
    expect(repositoryUrlOf(context)).toBe('https://git.test/octo/demo');
    expect(runUrlOf(context, 12)).toBe('https://git.test/octo/demo/actions/runs/12');
  });

  it.each([
    ['octo/demo', false],
    ['Octo/Demo', false],
    ['someone/demo', true],
    [null, true],
  ])('tells whether the head in %s is a fork', async (repo, isFork) => {
    const { pullRequest: found } = await contextOf(pullRequest(repo));
    expect(found).toEqual({ number: 7, headSha: sha, isFork });
  });

  it('takes of a workflow run only the pull requests into this repository', async () => {
    const into = (name: string, number: number) => ({
      number,
      base: { repo: { name: 'demo', url: `https://api.github.com/repos/${name}` } },
    });
    const { workflowRun } = await contextOf({
      workflow_run: {
        id: 99,
        event: 'pull_request',
        head_sha: sha,
        head_branch: 'faster',
        head_repository: { full_name: 'someone/demo' },
        pull_requests: [into('upstream/demo', 3), into('octo/demo', 7)],
      },
    });
    expect(workflowRun).toEqual({
      id: 99,
      event: 'pull_request',
      headSha: sha,
      headBranch: 'faster',
      headOwner: 'someone',
      headRepository: 'demo',
      pullRequests: [7],
    });
  });

  it.each([
    ['no JSON', '{"pull_request', 'could not be read'],
    ['a number that is a path', { pull_request: { number: '../1' } }, 'pull_request.number'],
    ['a commit that is a flag', { pull_request: { number: 1, head: { sha: '--x' } } }, 'head.sha'],
  ])('says what is wrong with an event that has %s', async (_, event, words) => {
    const context = await contextOf(event);
    expect(context.eventProblem).toContain(words);
    expect(context.pullRequest).toBeNull();
  });

  it('says when there is no event file, or the path leads elsewhere', async () => {
    const missing = await contextOf({}, { GITHUB_EVENT_PATH: '' });
    expect(missing.eventProblem).toBe('GITHUB_EVENT_PATH is not set');
    const folder = join(temporaryFolder(), 'folder');
    mkdirSync(folder);
    const wrong = await contextOf({}, { GITHUB_EVENT_PATH: folder });
    expect(wrong.eventProblem).toContain('could not be read');
  });

  it('reads no event that is larger than GitHub makes any', async () => {
    const { eventProblem } = await contextOf(`"${'x'.repeat(26 * 1024 * 1024)}"`);
    expect(eventProblem).toContain('larger than GitHub makes any');
  });

  it.each([
    { GITHUB_REPOSITORY: 'no-slash' },
    { GITHUB_REPOSITORY: 'a/b/../c' },
    { GITHUB_API_URL: 'file:///etc/passwd' },
    { GITHUB_SERVER_URL: 'not a url' },
  ])('refuses %j', async (env) => {
    await expect(contextOf({}, env)).rejects.toMatchObject({ code: 'github-variable-invalid' });
  });
});
