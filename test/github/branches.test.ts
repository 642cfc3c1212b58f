import { describe, expect, it } from 'vitest';
import { defaultBranch, type Proposal, proposeFile } from '../../src/github/branches.ts';
import { githubClient } from '../../src/github/client.ts';
import { readGitHubContext } from '../../src/github/context.ts';
import { moveRef } from '../../src/github/refs.ts';
import { useCheckedGitHub } from '../support/github/prism.ts';
import { pullOf, shaOf, testToken } from '../support/github/state.ts';
import { fakeIo } from '../support/io.ts';

const github = useCheckedGitHub();

async function connection() {
  const env = {
    GITHUB_REPOSITORY: 'octo/demo',
    GITHUB_API_URL: github().url,
    GITHUB_TOKEN: testToken,
  };
  const io = fakeIo({ cwd: '/', env });
  const context = await readGitHubContext(io);
  if (!context) throw new Error('no context');
  return { context, client: githubClient(context, { io, sleep: async () => undefined }) };
}

const path = 'crates/a b/baselines/main.json';
const branchRef = 'refs/heads/perfwatch/baseline';

async function propose(more: Partial<Proposal> = {}) {
  const { client, context } = await connection();
  return proposeFile(client, context, {
    branch: 'perfwatch/baseline',
    into: 'main',
    parentSha: shaOf('a'),
    path,
    text: '{"é": 1}\n',
    title: 'New baseline',
    body: 'Of last night.',
    ...more,
  });
}

const state = () => github().state();
const fileOn = (branch: string) => state().files.get(`${branch}:${path}`);
const openPulls = () => state().pulls.filter((pull) => pull.state === 'open');
const writes = () =>
  github()
    .requests()
    .filter(({ method }) => method !== 'GET');

describe('a proposed file', () => {
  it('lies on its branch as one commit, with a pull request', async () => {
    state().files.set(`main:${path}`, 'old');
    state().files.set('main:README.md', 'read me');
    expect(await propose()).toMatchObject({ state: 'opened' });
    expect(fileOn('perfwatch/baseline')).toBe('{"é": 1}\n');
    expect(fileOn('main')).toBe('old');
    expect(state().files.get('perfwatch/baseline:README.md')).toBe('read me');
    const [sha, commit] = [...state().commits][0] ?? [];
    expect(state().refs.get(branchRef)).toBe(sha);
    expect(commit).toMatchObject({ parent: shaOf('a'), message: 'New baseline' });
    expect(openPulls()).toMatchObject([
      { title: 'New baseline', body: 'Of last night.', headRef: 'perfwatch/baseline' },
    ]);
  });

  it('takes the place of the one of the night before, in the same pull request', async () => {
    await propose();
    expect(await propose({ text: '2', body: 'Of this night.' })).toMatchObject({
      state: 'updated',
    });
    expect(fileOn('perfwatch/baseline')).toBe('2');
    expect(openPulls()).toMatchObject([{ body: 'Of this night.' }]);
    const made = state().commits.get(state().refs.get(branchRef) ?? '');
    expect(made?.parent).toBe(shaOf('a'));
  });

  it('gets another pull request where people closed the last one', async () => {
    await propose();
    const [first] = state().pulls;
    if (first) first.state = 'closed';
    expect(await propose({ text: '2' })).toMatchObject({ state: 'opened' });
    expect(openPulls()).toHaveLength(1);
  });

  it('changes nothing where the default branch has this text', async () => {
    state().files.set(`main:${path}`, '{"é": 1}\n');
    expect(await propose()).toEqual({ state: 'unchanged' });
    expect(writes()).toEqual([]);
  });

  it('keeps the branch where jobs may not open pull requests', async () => {
    const message = 'GitHub Actions is not permitted to create or approve pull requests.';
    github().fail({ method: 'POST', path: /\/pulls$/, status: 403, message });
    expect(await propose()).toMatchObject({ state: 'refused', thrown: { status: 403, message } });
    expect(fileOn('perfwatch/baseline')).toBe('{"é": 1}\n');
    expect(openPulls()).toEqual([]);
  });

  it('is proposed once although GitHub fails after it opened the pull request', async () => {
    github().before('GET', /\/pulls$/, () => {
      github().before('GET', /\/pulls$/, (now) => {
        pullOf(now, { headRef: 'perfwatch/baseline' });
      });
    });
    github().fail({ method: 'POST', path: /\/pulls$/, status: 502, times: 1 });
    expect(await propose()).toMatchObject({ state: 'opened' });
    expect(openPulls()).toHaveLength(1);
  });

  it('comes through an outage, and is refused by a token that may only read', async () => {
    github().fail({ status: 503, times: 2 });
    expect(await propose()).toMatchObject({ state: 'opened' });
    state().isReadOnly = true;
    await expect(propose({ text: '2' })).rejects.toMatchObject({ status: 403 });
  });
});

describe('a ref', () => {
  const move = async (sha: string, ref = 'tags/perfwatch-last-good') =>
    moveRef((await connection()).client, ref, sha);
  const tag = () => state().refs.get('refs/tags/perfwatch-last-good');

  it('is made, moved, and left where it is right', async () => {
    expect(await move(shaOf('a'))).toBe('created');
    expect(await move(shaOf('b'))).toBe('moved');
    expect(tag()).toBe(shaOf('b'));
    const count = writes().length;
    expect(await move(shaOf('b'))).toBe('there');
    expect(writes()).toHaveLength(count);
  });

  it('is moved where another job made it, or the answer to making it was lost', async () => {
    const elsewhere = () => void state().refs.set('refs/tags/perfwatch-last-good', shaOf('c'));
    github().before('POST', /\/git\/refs$/, elsewhere);
    expect(await move(shaOf('a'))).toBe('moved');
    expect(tag()).toBe(shaOf('a'));
  });
});

it('goes into the default branch', async () => {
  expect(await defaultBranch((await connection()).client)).toBe('main');
});
