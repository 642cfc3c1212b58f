import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { type GitHubClient, githubClient } from '../../src/github/client.ts';
import { readGitHubContext } from '../../src/github/context.ts';
import { useCheckedGitHub } from '../support/github/prism.ts';
import { actionsBot, nextId, pullOf, shaOf, testToken } from '../support/github/state.ts';
import { fakeIo } from '../support/io.ts';

const github = useCheckedGitHub();

/** A client, and the seconds that it waited so far. */
async function client(token = testToken): Promise<{ client: GitHubClient; waits: number[] }> {
  const env = { GITHUB_REPOSITORY: 'octo/demo', GITHUB_API_URL: github().url, GITHUB_TOKEN: token };
  const io = fakeIo({ cwd: '/', env });
  const context = await readGitHubContext(io);
  if (!context) throw new Error('no context');
  const waits: number[] = [];
  const sleep = async (seconds: number) => void waits.push(seconds);
  return { client: githubClient(context, { io, sleep }), waits };
}

const comments = 'GET /repos/{owner}/{repo}/issues/{issue_number}/comments';
const idsSchema = z.array(z.object({ id: z.number() }).transform(({ id }) => id));
const pull = 'GET /repos/{owner}/{repo}/pulls/{pull_number}';
const pullSchema = z.object({ number: z.number() });

describe('the client', () => {
  it('asks for all pages', async () => {
    pullOf(github().state());
    const ids = Array.from({ length: 250 }, () => {
      const comment = { id: nextId(), issue: 7, user: actionsBot, body: 'words' };
      github().state().comments.push(comment);
      return comment.id;
    });
    const { client: ours } = await client();
    const found: number[] = [];
    for await (const id of ours.list(comments, { issue_number: 7 }, idsSchema)) found.push(id);
    expect(found).toEqual(ids);
    expect(github().requests()).toHaveLength(3);
  });

  it('asks for no more pages than are read', async () => {
    pullOf(github().state());
    for (let count = 0; count < 250; count += 1) {
      github().state().comments.push({ id: nextId(), issue: 7, user: actionsBot, body: '' });
    }
    const { client: ours } = await client();
    for await (const _ of ours.list(comments, { issue_number: 7 }, idsSchema)) break;
    expect(github().requests()).toHaveLength(1);
  });

  it.each([
    ['an outage', { status: 503 }, [1, 2]],
    ['a broken connection', {}, [1, 2]],
    ['a limit of requests', { status: 429, headers: { 'retry-after': '3' } }, [3, 3]],
    ['a secondary limit', { status: 403, headers: { 'retry-after': '5' } }, [5, 5]],
  ])('tries again after %s, as long as it was told', async (_, failure, expected) => {
    pullOf(github().state());
    github().fail({ ...failure, times: 2 });
    const { client: ours, waits } = await client();
    expect(await ours.request(pull, { pull_number: 7 }, pullSchema)).toEqual({ number: 7 });
    expect(waits).toEqual(expected);
  });

  it.each([
    ['a missing permission', { status: 403, message: 'Resource not accessible by integration' }],
    [
      'a limit that is over later than publishing may take',
      { status: 429, headers: { 'retry-after': '60' } },
    ],
    [
      'a secondary limit without a time',
      { status: 403, message: 'You have exceeded a secondary rate limit.' },
    ],
    ['an expired token', { status: 401, message: 'Bad credentials' }],
    ['what is not there', { status: 404 }],
  ])('does not try again after %s', async (_, failure) => {
    github().fail(failure);
    const { client: ours, waits } = await client();
    const asked = ours.request(pull, { pull_number: 7 }, pullSchema);
    await expect(asked).rejects.toMatchObject({ status: failure.status });
    expect(waits).toEqual([]);
  });

  it('gives up after some attempts', async () => {
    github().fail({ status: 502 });
    const { client: ours, waits } = await client();
    const asked = ours.request(pull, { pull_number: 7 }, pullSchema);
    await expect(asked).rejects.toMatchObject({ status: 502 });
    expect(waits).toEqual([1, 2, 4]);
  });

  it('has one patience for all requests together', async () => {
    github().fail({ status: 429, headers: { 'retry-after': '9' } });
    const { client: ours, waits } = await client();
    for (let count = 0; count < 3; count += 1) {
      await ours.request(pull, { pull_number: 7 }, pullSchema).catch(() => undefined);
    }
    expect(waits).toEqual([9, 9]);
  });

  it('creates nothing twice after an outage', async () => {
    github().fail({ method: 'POST', status: 502 });
    const { client: ours, waits } = await client();
    const route = 'POST /repos/{owner}/{repo}/issues';
    await expect(ours.request(route, { title: 'slow' }, pullSchema)).rejects.toThrow();
    expect(waits).toEqual([]);
  });

  it('refuses an answer that is not what was asked for, and says where', async () => {
    pullOf(github().state());
    const { client: ours } = await client();
    const asked = ours.request(pull, { pull_number: 7 }, z.object({ number: z.string() }));
    await expect(asked).rejects.toThrow(/the answer to GET .* is not as expected \(number: /);
  });

  it('tells where a download lies, and follows nothing itself', async () => {
    const zip = new Uint8Array([1, 2, 3]);
    const artifact = { id: 5, runId: 9, name: 'perfwatch', expired: false, sizeBytes: 3, zip };
    github().state().artifacts.push(artifact);
    const { client: ours } = await client();
    const route = 'GET /repos/{owner}/{repo}/actions/artifacts/{artifact_id}/{archive_format}';
    const parameters = { artifact_id: 5, archive_format: 'zip' };
    expect(await ours.redirection(route, parameters)).toMatch(/\/blobs\/5$/);
    expect(github().requests()).toHaveLength(1);
  });

  it('keeps the token out of errors', async () => {
    const { client: ours } = await client('ghs_wrongTOKEN');
    const error = await ours
      .request(pull, { pull_number: 7 }, pullSchema)
      .catch((thrown) => thrown);
    expect(error).toMatchObject({ status: 401, message: 'Bad credentials' });
    expect(JSON.stringify([error, error.cause, error.stack])).not.toContain('wrongTOKEN');
  });

  it('speaks to the contract in each kind of request', async () => {
    github().state().files.set('main:a/b.json', '{}');
    const { client: ours } = await client();
    const any = z.record(z.string(), z.unknown());
    const path = 'a/b.json';
    const { sha } = await ours.request('GET /repos/{owner}/{repo}/contents/{path}', { path }, any);
    const branch = { ref: 'refs/heads/new', sha: shaOf('a') };
    await ours.request('POST /repos/{owner}/{repo}/git/refs', branch, any);
    await ours.request('GET /repos/{owner}/{repo}/git/ref/{ref}', { ref: 'heads/new' }, any);
    const change = { path, sha, message: 'm', content: 'e30=', branch: 'new' };
    await ours.request('PUT /repos/{owner}/{repo}/contents/{path}', change, any);
    await ours.request(
      'PATCH /repos/{owner}/{repo}/git/refs/{ref}',
      { ref: 'heads/new', sha: shaOf('c') },
      any,
    );
    await ours.request(
      'POST /repos/{owner}/{repo}/pulls',
      { title: 't', head: 'new', base: 'main' },
      any,
    );
    const { number } = await ours.request(
      'POST /repos/{owner}/{repo}/issues',
      { title: 't', labels: ['slow'] },
      pullSchema,
    );
    await ours.request(
      'PATCH /repos/{owner}/{repo}/issues/{issue_number}',
      { issue_number: number, state: 'closed' },
      any,
    );
    const list = { state: 'closed', labels: 'slow', per_page: 100 };
    const numbers = z.array(pullSchema);
    expect(await ours.request('GET /repos/{owner}/{repo}/issues', list, numbers)).toEqual([
      { number },
    ]);
    expect(
      await ours.request('GET /repos/{owner}/{repo}/pulls', { state: 'open' }, numbers),
    ).toHaveLength(1);
    expect(await ours.request('GET /repos/{owner}/{repo}', {}, any)).toMatchObject({
      default_branch: 'main',
    });
  });
});

describe('the contract', () => {
  it('is checked: a request that breaks it is told', async () => {
    const { client: ours } = await client();
    const route = 'POST /repos/{owner}/{repo}/issues/{issue_number}/comments';
    await expect(
      ours.request(route, { issue_number: 7, text: 'the name of this is body' }, pullSchema),
    ).rejects.toMatchObject({ status: 422 });
    expect(github().violations()).toEqual([expect.stringContaining('request')]);
    github().reset();
  });
});
