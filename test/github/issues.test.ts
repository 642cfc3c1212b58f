import { describe, expect, it } from 'vitest';
import { githubClient } from '../../src/github/client.ts';
import { readGitHubContext } from '../../src/github/context.ts';
import { closeIssue, keepIssue, openIssue } from '../../src/github/issues.ts';
import { useCheckedGitHub } from '../support/github/prism.ts';
import { actionsBot, type Issue, nextId, testToken, type User } from '../support/github/state.ts';
import { fakeIo } from '../support/io.ts';

const github = useCheckedGitHub();
const markerBy = (runId: number) =>
  `<!-- perfwatch nightly key=perfwatch.config.ts run=${runId} -->\n`;
const marker = markerBy(100);

async function clientOf(token = testToken) {
  const env = {
    GITHUB_REPOSITORY: 'octo/demo',
    GITHUB_API_URL: github().url,
    GITHUB_TOKEN: token,
  };
  const io = fakeIo({ cwd: '/', env });
  const context = await readGitHubContext(io);
  if (!context) throw new Error('no context');
  return githubClient(context, { io, sleep: async () => undefined });
}

const keyOf = (key = 'perfwatch.config.ts', token = testToken, runId = 100) => ({
  key,
  token,
  runId,
});
const text = (body = 'slower', benchmarks: readonly string[] = []) => ({
  title: 'Confirmed',
  body,
  benchmarks,
});

const keep = async (body?: string, key?: string) =>
  keepIssue(await clientOf(), keyOf(key), text(body));
const close = async (reason = 'gone') => closeIssue(await clientOf(), keyOf(), reason);

const issues = () => github().state().issues;
const open = () => issues().filter(({ state }) => state === 'open');
const comments = () =>
  github()
    .state()
    .comments.map(({ body }) => body);

function addIssue(more: Partial<Issue> = {}): Issue {
  const issue: Issue = {
    number: nextId(),
    user: actionsBot,
    title: 'Confirmed',
    body: `${marker}slower`,
    state: 'open',
    labels: ['perfwatch'],
    ...more,
  };
  issues().push(issue);
  return issue;
}

describe('the issue', () => {
  it('is opened with its label, and found again', async () => {
    expect(await keep()).toMatchObject({ state: 'opened' });
    expect(issues()).toMatchObject([
      { title: 'Confirmed', body: `${marker}slower`, labels: ['perfwatch'], user: actionsBot },
    ]);
    expect(await keep('slower still')).toMatchObject({ state: 'updated' });
    expect(issues()).toMatchObject([{ body: `${marker}slower still` }]);
    expect(comments()).toEqual([]);
  });

  it('is found behind a hundred others, and keeps the title that people gave it', async () => {
    for (let count = 0; count < 130; count += 1) addIssue({ body: 'of something else' });
    const issue = addIssue({ title: 'Parser is slow', body: `${marker.trim()}\r\nslower` });
    expect((await keep('now')).url).toContain(`/${issue.number}`);
    expect(issue).toMatchObject({ title: 'Parser is slow', body: `${marker}now` });
    expect(open()).toHaveLength(131);
  });

  const stranger: User = { login: 'mallory', type: 'User' };
  it.each([
    ['of a stranger', { user: stranger }],
    ['that is closed', { state: 'closed' }],
    [
      'of another configuration',
      { body: '<!-- perfwatch nightly key=other.json run=100 -->\nslower' },
    ],
    ['with the marker further down', { body: `> ${marker}` }],
    ['without the label', { labels: [] }],
  ] as const)('is not one %s', async (_, more) => {
    const other = { ...addIssue(more) };
    expect(await keep('new')).toMatchObject({ state: 'opened' });
    expect(issues()[0]).toEqual(other);
    expect(issues()).toHaveLength(2);
  });

  it('tells which benchmarks it is about, whatever their names are, and whoever edits it', async () => {
    const client = await clientOf();
    expect(await openIssue(client, keyOf())).toBeNull();
    const names = ['rust/a b --> c', 'node/é\n%', '-->'];
    await keepIssue(client, keyOf(), text('slower', names));
    expect(await openIssue(client, keyOf())).toMatchObject({ benchmarks: names });
    expect(issues()[0]?.body).toMatch(/^<!--[^>]*-->\n<!--[^>]*-->\nslower$/);
    const [issue] = issues();
    if (issue) issue.body = issue.body.replace(/benchmarks \S+/, 'benchmarks %');
    expect(await openIssue(client, keyOf())).toMatchObject({ benchmarks: null });
    await keepIssue(client, keyOf(), text('slower', Array(2000).fill('rust/parse')));
    expect(await openIssue(client, keyOf())).toMatchObject({ benchmarks: null });
  });

  it('is the token’s own user’s where that is told', async () => {
    github().state().user = { login: 'octo', type: 'User' };
    addIssue();
    const token = 'ghp_SECRET';
    github().state().token = token;
    const client = await clientOf(token);
    expect(await keepIssue(client, keyOf(undefined, token), text())).toMatchObject({
      state: 'opened',
    });
    expect(await keepIssue(client, keyOf(undefined, token), text('2'))).toMatchObject({
      state: 'updated',
    });
    expect(issues().map(({ body }) => body)).toEqual([`${marker}slower`, `${marker}2`]);
  });

  it('is the oldest where there are two; the other is closed', async () => {
    const [first, second] = [addIssue(), addIssue()];
    await keep('now');
    expect(first).toMatchObject({ state: 'open', body: `${marker}now` });
    expect(second.state).toBe('closed');
    expect(comments()).toEqual([]);
  });

  it('is the other job’s where that opened one at the same moment', async () => {
    github().before('POST', /\/issues$/, () => void addIssue());
    expect(await keep('mine')).toMatchObject({ state: 'updated' });
    expect(open()).toMatchObject([{ body: `${marker}mine` }]);
  });

  it('is opened once although GitHub fails after it did so', async () => {
    github().before('GET', /\/issues$/, () => {
      github().before('GET', /\/issues$/, () => void addIssue({ body: `${marker}mine` }));
    });
    github().fail({ method: 'POST', path: /\/issues$/, status: 502, times: 1 });
    expect(await keep('mine')).toMatchObject({ state: 'updated' });
    expect(issues()).toHaveLength(1);
  });

  it('is opened after an outage, and given up in a long one', async () => {
    github().fail({ method: 'POST', path: /\/issues$/, status: 503, times: 1 });
    expect(await keep()).toMatchObject({ state: 'opened' });
    await close();
    github().fail({ method: 'POST', path: /\/issues$/, status: 503 });
    await expect(keep()).rejects.toMatchObject({ status: 503 });
    expect(open()).toEqual([]);
  });
});

describe('an issue of a later run', () => {
  it('is left as it is by an old one that is run again', async () => {
    const issue = addIssue({ body: `${markerBy(101)}slower` });
    expect(await keep('as it was')).toMatchObject({ state: 'newer' });
    expect(await close()).toMatchObject({ state: 'newer' });
    expect(issue).toMatchObject({ state: 'open', body: `${markerBy(101)}slower` });
    expect(comments()).toEqual([]);
  });
});

describe('closing', () => {
  it('tells why, once', async () => {
    const issue = addIssue();
    const closed = await close('Gone since `abc`.');
    expect(closed).toMatchObject({ state: 'closed' });
    expect(closed?.url).toContain(`/${issue.number}`);
    expect(issue).toMatchObject({ state: 'closed', body: `${marker}slower` });
    expect(comments()).toEqual(['Gone since `abc`.']);
    expect(await close()).toBeNull();
    expect(comments()).toHaveLength(1);
  });

  it('is of all there are, with one comment', async () => {
    addIssue();
    addIssue();
    addIssue({ body: 'another' });
    await close();
    expect(open()).toMatchObject([{ body: 'another' }]);
    expect(comments()).toEqual(['gone']);
  });
});
