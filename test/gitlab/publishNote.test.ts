/** The note of a merge request, against a server that takes only what GitLab documents. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { publishNote } from '../../src/gitlab/publishNote.ts';
import {
  type GitLabServer,
  gitlabToken,
  mergeRequest,
  ownUser,
  project,
  startGitLabServer,
} from '../support/gitlab/server.ts';
import { fakeIo } from '../support/io.ts';

let gitlab: GitLabServer;

beforeEach(async () => {
  gitlab = await startGitLabServer();
});

afterEach(async () => {
  expect(gitlab.violations).toEqual([]);
  await gitlab.stop();
});

const marker = '<!-- perfwatch test -->';
const text = (words: string) => `${marker}\n${words}`;

const environment = () => ({
  CI_API_V4_URL: gitlab.url,
  CI_PROJECT_ID: `${project}`,
  CI_MERGE_REQUEST_IID: `${mergeRequest}`,
  CI_MERGE_REQUEST_PROJECT_URL: 'https://gitlab.test/shop/web',
  PERFWATCH_GITLAB_TOKEN: gitlabToken,
});

/** Publishes, and tells the seconds that were waited. */
async function publish(
  words: string,
  { env = {}, mayCreate = true }: { env?: Record<string, string>; mayCreate?: boolean } = {},
) {
  const io = fakeIo({ cwd: '/', env: { ...environment(), ...env } });
  const waits: number[] = [];
  const sleep = async (seconds: number) => void waits.push(seconds);
  const published = await publishNote({ marker, markdown: text(words), mayCreate }, { io, sleep });
  return { ...published, waits };
}

const add = (body: string, more: { authorId?: number; system?: boolean } = {}) => {
  const id = gitlab.notes.length + 1;
  gitlab.notes.push({ id, authorId: ownUser, system: false, body, ...more });
  return id;
};

const bodies = () => gitlab.notes.map(({ body }) => body);

describe('the note', () => {
  it('is written once and then updated in place', async () => {
    const first = await publish('one');
    expect(first.state).toBe('created');
    expect(first.url).toBe('https://gitlab.test/shop/web/-/merge_requests/11#note_301');
    expect(await publish('two')).toEqual({ ...first, state: 'updated' });
    expect(bodies()).toEqual([text('two')]);
  });

  it('is found again behind all pages', async () => {
    for (let count = 0; count < 230; count += 1) add('words', { authorId: 7 });
    await publish('one');
    await publish('two');
    expect(bodies().filter((body) => body.includes(marker))).toEqual([text('two')]);
    expect(gitlab.requests.filter((line) => line.includes('page=3'))).not.toEqual([]);
  });

  it('is only one of its own: neither what others write nor what GitLab itself notes', async () => {
    add(text('a trap'), { authorId: 7 });
    add(text('changed the title'), { system: true });
    expect((await publish('one')).state).toBe('created');
    expect(bodies()).toEqual([text('a trap'), text('changed the title'), text('one')]);
  });

  it('is one again where there were several: the oldest', async () => {
    const oldest = add(text('old'));
    add('somebody’s words', { authorId: 7 });
    add(text('newer'));
    add(text('newest'));
    await publish('now');
    expect(bodies()).toEqual([text('now'), 'somebody’s words']);
    expect(gitlab.notes[0]?.id).toBe(oldest);
  });

  it('is one when two jobs write it at the same moment', async () => {
    gitlab.before('POST', () => add(text('of the other job')));
    const { url } = await publish('of this job');
    expect(bodies()).toEqual([text('of this job')]);
    expect(url).toMatch(/#note_1$/);
  });

  it('is written anew when it is deleted in between', async () => {
    add(text('old'));
    gitlab.before('PUT', () => gitlab.notes.splice(0));
    expect((await publish('now')).state).toBe('created');
    expect(bodies()).toEqual([text('now')]);
  });

  it('does not mind that another job has removed a duplicate', async () => {
    add(text('old'));
    add(text('newer'));
    gitlab.before('DELETE', () => gitlab.notes.splice(1));
    await publish('now');
    expect(bodies()).toEqual([text('now')]);
  });

  it('is not begun where it may not be, but kept true where it is', async () => {
    const absent = await publish('one', { mayCreate: false });
    expect(absent).toMatchObject({ state: 'absent', url: null });
    expect(gitlab.notes).toEqual([]);
    add(text('old'));
    await publish('two', { mayCreate: false });
    expect(bodies()).toEqual([text('two')]);
  });

  it('gives GitLab no commands', async () => {
    await publish('words\n/merge\n```\n/close\n```\npath/to/x');
    expect(bodies()).toEqual([text('words\n /merge\n```\n /close\n```\npath/to/x')]);
  });

  it('goes to the project that a fork’s merge request goes into', async () => {
    const env = { CI_PROJECT_ID: '99', CI_MERGE_REQUEST_PROJECT_ID: `${project}` };
    expect((await publish('one', { env })).state).toBe('created');
  });

  it('needs no address to show', async () => {
    const env = { CI_MERGE_REQUEST_PROJECT_URL: 'javascript:alert(1)' };
    expect(await publish('one', { env })).toMatchObject({ state: 'created', url: null });
  });

  it.each([
    ['an outage', { status: 503 }, [1, 2]],
    ['a broken connection', {}, [1, 2]],
    ['a limit of requests', { status: 429, headers: { 'retry-after': '3' } }, [3, 3]],
  ])('is tried again after %s', async (_, failure, expected) => {
    add(text('old'));
    gitlab.fail({ ...failure, method: 'PUT', times: 2 });
    expect((await publish('now')).waits).toEqual(expected);
    expect(bodies()).toEqual([text('now')]);
  });

  it('is never created twice after an outage', async () => {
    gitlab.fail({ method: 'POST', status: 502 });
    await expect(publish('one')).rejects.toThrow('GitLab answered 502');
    expect(gitlab.requests.filter((line) => line.startsWith('POST'))).toHaveLength(1);
  });
});

describe('what stands in the way is told with what to do', () => {
  it.each([
    [
      'no token',
      { PERFWATCH_GITLAB_TOKEN: '', CI_JOB_TOKEN: 'x' },
      /^there is no token, and CI_JOB_TOKEN cannot write notes: create a project access token .*PERFWATCH_GITLAB_TOKEN$/,
    ],
    [
      'a wrong token',
      { PERFWATCH_GITLAB_TOKEN: 'glpat-wrong' },
      /^GitLab answered 401, 401 Unauthorized: the token is wrong/,
    ],
    [
      'another project',
      { CI_PROJECT_ID: '6' },
      /^GitLab answered 404, 404 Not found: the token cannot see/,
    ],
    [
      'a branch pipeline',
      { CI_MERGE_REQUEST_IID: '' },
      /^this is no merge request pipeline: .*merge_request_event/,
    ],
    ['a path as an id', { CI_MERGE_REQUEST_IID: '1/../2' }, /^this is no merge request pipeline/],
    [
      'GitLab out of reach',
      { CI_API_V4_URL: 'http://127.0.0.1:9' },
      /^GitLab could not be reached \(/,
    ],
  ])('%s', async (_, env, says) => {
    const error: unknown = await publish('one', { env }).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(Error);
    expect(String(error).replace(/^Error: /, '')).toMatch(says);
    expect(gitlab.notes).toEqual([]);
  });

  it('a token that may only read', async () => {
    gitlab.fail({ method: 'POST', status: 403, message: 'insufficient_scope' });
    await expect(publish('one')).rejects.toThrow(
      /^GitLab answered 403, insufficient_scope: the token may not write notes: create /,
    );
  });

  it('a redirection, which is not followed with the token', async () => {
    gitlab.fail({ status: 302, headers: { location: 'https://evil.test/' } });
    await expect(publish('one')).rejects.toThrow(/^GitLab could not be reached/);
  });

  it('and never with the token', async () => {
    gitlab.fail({ status: 500 });
    const error: unknown = await publish('one').catch((thrown: unknown) => thrown);
    const { stack = '', cause } = error as Error;
    expect(`${error}${stack}${JSON.stringify(cause)}`).not.toContain('SECRET');
  });
});
