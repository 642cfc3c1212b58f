import { describe, expect, it } from 'vitest';
import { githubClient } from '../../src/github/client.ts';
import { readGitHubContext } from '../../src/github/context.ts';
import { markerIn, markerLine } from '../../src/github/marker.ts';
import { githubProblem } from '../../src/github/problems.ts';
import { publishComment } from '../../src/github/publishComment.ts';
import { currentPullRequest } from '../../src/github/pullRequests.ts';
import { useCheckedGitHub } from '../support/github/prism.ts';
import {
  actionsBot,
  nextId,
  pullOf,
  shaOf,
  testToken,
  type User,
} from '../support/github/state.ts';
import { fakeIo } from '../support/io.ts';

const github = useCheckedGitHub();

interface Told {
  readonly key?: string;
  readonly headSha?: string;
  readonly runId?: number;
  readonly markdown?: string | null;
  readonly mayCreate?: boolean;
  readonly token?: string;
}

async function publish(told: Told = {}) {
  const env = {
    GITHUB_REPOSITORY: 'octo/demo',
    GITHUB_API_URL: github().url,
    GITHUB_TOKEN: told.token ?? testToken,
  };
  const io = fakeIo({ cwd: '/', env });
  const context = await readGitHubContext(io);
  if (!context) throw new Error('no context');
  const client = githubClient(context, { io, sleep: async () => undefined });
  const pullRequest = await currentPullRequest(client, 7);
  return await publishComment({
    context,
    client,
    pullRequest,
    key: told.key ?? 'perfwatch.config.ts',
    headSha: told.headSha ?? shaOf('b'),
    runId: told.runId ?? 100,
    markdown: told.markdown === undefined ? '## Nothing changed\n' : told.markdown,
    mayCreate: told.mayCreate ?? true,
  });
}

const bodies = () =>
  github()
    .state()
    .comments.map(({ body }) => body);

function add(body: string, user: User = actionsBot): number {
  const id = nextId();
  github().state().comments.push({ id, issue: 7, user, body });
  return id;
}

const marker = (more: { headSha?: string; runId?: number } = {}) =>
  markerLine({
    key: 'perfwatch.config.ts',
    headSha: shaOf('b'),
    runId: 100,
    state: 'results',
    ...more,
  });

const commentsPath = /\/issues\/7\/comments$/;
const commentPath = /\/issues\/comments\/\d+$/;

describe('the comment', () => {
  it('is written once and then updated in place', async () => {
    pullOf(github().state());
    expect((await publish({ markdown: 'one' })).state).toBe('created');
    expect((await publish({ markdown: 'two' })).state).toBe('updated');
    expect(bodies()).toEqual([`${marker()}two`]);
  });

  it('is left alone where it says the same already', async () => {
    pullOf(github().state());
    await publish();
    const before = github().requests().length;
    await publish();
    const methods = github()
      .requests()
      .slice(before)
      .map(({ method }) => method);
    expect(new Set(methods)).toEqual(new Set(['GET']));
  });

  it('is found behind 250 others', async () => {
    pullOf(github().state());
    for (let count = 0; count < 250; count += 1) add('words', { login: 'ann', type: 'User' });
    const id = add(`${marker()}old`);
    expect((await publish({ markdown: 'new' })).state).toBe('updated');
    const ours = github()
      .state()
      .comments.filter(({ body }) => body.startsWith('<!-- perfwatch'));
    expect(ours).toMatchObject([{ id, body: `${marker()}new` }]);
  });

  it('is one for each key', async () => {
    pullOf(github().state());
    const keys = ['a', 'b --> <img src=x>', 'c\u0000\ud800'];
    for (const key of keys) await publish({ key, markdown: key.slice(0, 1) });
    for (const key of keys) await publish({ key, markdown: key.slice(0, 1) });
    expect(bodies()).toHaveLength(3);
    for (const body of bodies()) {
      expect(body.split('\n')[0]).toMatch(/^<!-- [^<>]* -->$/);
    }
  });

  it('is never a stranger’s, even with a copied marker', async () => {
    pullOf(github().state());
    add(`${marker()}mine`, { login: 'mallory', type: 'User' });
    expect((await publish({ markdown: 'ours' })).state).toBe('created');
    expect(bodies()).toEqual([`${marker()}mine`, `${marker()}ours`]);
  });

  it('is never another user’s, for the token of a user', async () => {
    github().state().token = 'ghp_personal';
    github().state().user = { login: 'ann', type: 'User' };
    pullOf(github().state());
    add(`${marker()}a bot’s`);
    await publish({ markdown: 'one', token: 'ghp_personal' });
    await publish({ markdown: 'two', token: 'ghp_personal' });
    expect(bodies()).toEqual([`${marker()}a bot’s`, `${marker()}two`]);
  });

  it('is one again where there are two: the oldest stays', async () => {
    pullOf(github().state());
    const id = add(`${marker()}first`);
    add(`${marker()}second`);
    add(`${marker()}of another bot`, { login: 'other[bot]', type: 'Bot' });
    await publish({ markdown: 'new' });
    expect(github().state().comments).toMatchObject([
      { id, body: `${marker()}new` },
      { body: `${marker()}of another bot` },
    ]);
  });

  it('is written again when it is deleted in between', async () => {
    pullOf(github().state());
    add(`${marker()}old`);
    github().before('PATCH', commentPath, (state) => {
      state.comments = [];
    });
    expect((await publish({ markdown: 'new' })).state).toBe('created');
    expect(bodies()).toEqual([`${marker()}new`]);
  });

  it('is one when another job makes one at the same moment', async () => {
    pullOf(github().state());
    github().before('POST', commentsPath, () => void add(`${marker()}theirs`));
    await publish({ markdown: 'ours' });
    expect(bodies()).toEqual([`${marker()}ours`]);
  });

  it('is one when many jobs publish at once', async () => {
    pullOf(github().state());
    await Promise.all(['a', 'b', 'c', 'd'].map((markdown) => publish({ markdown })));
    expect(bodies()).toHaveLength(1);
    expect(bodies()[0]).toMatch(/[abcd]$/);
  });

  it('is not made twice when the answer to the first got lost', async () => {
    pullOf(github().state());
    github().fail({ method: 'POST', status: 502, times: 1 });
    // It was made although GitHub answered 502.
    github().before('GET', commentsPath, () => {
      github().before('GET', commentsPath, () => void add(`${marker()}new`));
    });
    await publish({ markdown: 'new' });
    expect(bodies()).toEqual([`${marker()}new`]);
  });

  it('of a newer head is never overwritten', async () => {
    pullOf(github().state(), { headSha: shaOf('c') });
    const newer = `${marker({ headSha: shaOf('c'), runId: 5 })}newer`;
    add(newer);
    const old = { headSha: shaOf('b'), runId: 100 };
    expect((await publish({ ...old, markdown: 'older' })).state).toBe('outdated');
    expect((await publish({ ...old, markdown: null })).state).toBe('outdated');
    expect(bodies()).toEqual([newer]);
  });

  it('of a later run of the same head is not overwritten by an earlier one', async () => {
    pullOf(github().state());
    add(`${marker({ runId: 101 })}later`);
    expect((await publish({ runId: 100 })).state).toBe('outdated');
    expect((await publish({ runId: 102, markdown: 'latest' })).state).toBe('updated');
  });

  it('says so when the head has moved on', async () => {
    pullOf(github().state(), { headSha: shaOf('c') });
    await publish({ markdown: 'results' });
    expect(bodies()[0]).toContain(
      '> ⚠️ These are results of [`bbbbbbb`](https://github.com/octo/demo/commit/bbb',
    );
    expect(bodies()[0]).toContain('the pull request has moved on to [`ccccccc`]');
  });

  it('is not made where none is wanted, and updated where one is', async () => {
    pullOf(github().state());
    expect(await publish({ mayCreate: false })).toEqual({ state: 'absent', url: null });
    add(`${marker()}regressed`);
    expect((await publish({ mayCreate: false, markdown: 'gone' })).state).toBe('updated');
    expect(bodies()).toEqual([`${marker()}gone`]);
  });
});

describe('while it is measured, the comment', () => {
  it('says so and keeps the earlier results, over any number of pushes', async () => {
    const pull = pullOf(github().state());
    await publish({ markdown: '## 2 regressed\n' });
    for (const [digit, runId] of [
      ['c', 101],
      ['d', 102],
    ] as const) {
      pull.headSha = shaOf(digit);
      await publish({ headSha: shaOf(digit), runId, markdown: null });
      const [body = ''] = bodies();
      expect(body).toContain(`⏳ **Measuring** [\`${digit.repeat(7)}\`](`);
      expect(body).toContain(`[workflow run](https://github.com/octo/demo/actions/runs/${runId})`);
      expect(body.match(/<details>/g)).toHaveLength(1);
      expect(body).toContain('Of [`bbbbbbb`](');
      expect(body.match(/## 2 regressed/g)).toHaveLength(1);
    }
    await publish({ headSha: shaOf('d'), runId: 102, markdown: 'done' });
    expect(bodies()).toEqual([`${marker({ headSha: shaOf('d'), runId: 102 })}done`]);
  });

  it('drops earlier results that do not fit', async () => {
    const pull = pullOf(github().state());
    await publish({ markdown: 'x'.repeat(65_300) });
    pull.headSha = shaOf('c');
    await publish({ headSha: shaOf('c'), runId: 101, markdown: null });
    expect(bodies()[0]).not.toContain('<details>');
  });
});

describe('what GitHub would refuse', () => {
  it('is not sent: a body over its limit', async () => {
    pullOf(github().state());
    await publish({ markdown: 'x'.repeat(70_000) });
    expect(bodies()[0]).toContain('too long for a comment');
  });
});

describe('a marker', () => {
  it('counts at the very beginning only, and for its own key', () => {
    expect(markerIn(`${marker()}text`, 'perfwatch.config.ts')).toMatchObject({ runId: 100 });
    expect(markerIn(`${marker().replace('\n', '\r\n')}text`, 'perfwatch.config.ts')).not.toBeNull();
    expect(markerIn(`> ${marker()}`, 'perfwatch.config.ts')).toBeNull();
    expect(markerIn(marker(), 'other')).toBeNull();
  });
});

describe('problems', () => {
  const problemOf = async (whose: Parameters<typeof githubProblem>[1]) =>
    githubProblem(await publish().catch((error: unknown) => error), whose);
  const ownJob = { eventName: 'pull_request', pullRequest: null };

  it.each([
    [
      'a read-only token',
      { status: 403, message: 'Resource not accessible by integration' },
      'add `pull-requests: write` to `permissions:` of the job',
    ],
    [
      'an expired token',
      { status: 401, message: 'Bad credentials' },
      'the token is wrong or has expired',
    ],
    ['a limit', { status: 429, headers: { 'retry-after': '900' } }, 'run the job again later'],
    [
      'a secondary limit',
      { status: 403, message: 'You have exceeded a secondary rate limit' },
      'run the job again later',
    ],
    ['what cannot be seen', { status: 404, message: 'Not Found' }, 'check that `permissions:`'],
    ['an outage', { status: 503, message: 'Unavailable' }, 'GitHub answered 503, Unavailable'],
    ['no connection', {}, 'GitHub could not be reached'],
    [
      'what acts on a terminal',
      { status: 500, message: '\u001b[2Jgone' },
      'GitHub answered 500, gone',
    ],
  ])('say what to do about %s', async (_, failure, words) => {
    github().fail(failure);
    expect(await problemOf(ownJob)).toContain(words);
  });

  it('of a fork name the second workflow', async () => {
    pullOf(github().state());
    github().state().isReadOnly = true;
    const fork = {
      eventName: 'pull_request',
      pullRequest: { number: 7, headSha: shaOf('b'), isFork: true },
    };
    expect(await problemOf(fork)).toContain('may only read: the artifact keeps the report');
    expect(github().state().comments).toEqual([]);
  });
});
