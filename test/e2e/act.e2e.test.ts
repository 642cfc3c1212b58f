/**
 * Workflows run by act on this machine: from fresh clones, with the package as it is published, and with
 * a GitHub that is held to its own description. Skipped where act cannot be found.
 */
import { cpSync, mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { execa } from 'execa';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { reportSchema } from '../../src/model/report.ts';
import { findAct } from '../support/act/act.ts';
import {
  type PullRequestFacts,
  pullRequestEvent,
  scheduleEvent,
  workflowRunEvent,
} from '../support/act/events.ts';
import { makeShop, regressed, type Shop, usual, type Waits } from '../support/act/shop.ts';
import { type Artifact, type Stage, setStage } from '../support/act/stage.ts';
import { useCheckedGitHub } from '../support/github/prism.ts';
import { pullOf } from '../support/github/state.ts';

const act = await findAct();
const title = act
  ? 'workflows, run by act'
  : 'workflows: skipped, since act was not found (.ci/run installs it where Go is)';

const actionStep = './node_modules/perfwatch';

const workflows = fileURLToPath(new URL('../support/act/workflows/', import.meta.url));
const workflow = (name: string) => `.github/workflows/${name}.yml`;

const reportOf = (artifact: Artifact | undefined) =>
  reportSchema.parse(JSON.parse(String(artifact?.['report.json'])));

/** Verdicts on time, by the benchmark's id. */
const verdictsOf = (artifact: Artifact | undefined) =>
  Object.fromEntries(
    reportOf(artifact)
      .comparisons.filter(({ metric }) => metric === 'time')
      .map(({ id, verdict }) => [id, verdict]),
  );

describe.skipIf(act === null)(title, () => {
  const github = useCheckedGitHub();
  let folder: string;
  let shop: Shop;
  let stage: Stage;

  beforeAll(async () => {
    folder = realpathSync(mkdtempSync(join(tmpdir(), 'perfwatch-act-')));
    shop = await makeShop(join(folder, 'shop'), async (into) => {
      // What a newcomer gets, and a matrix over shards as the documentation has it.
      await execa('npx', ['perfwatch', 'init', '--github'], { cwd: into });
      cpSync(workflows, join(into, '.github/workflows'), { recursive: true });
    });
  });

  beforeEach(() => {
    stage = setStage(act ?? '', shop, github(), join(folder, 'played'));
  });

  afterEach(() => {
    const written = stage.written();
    expect(written).toContain('perfwatch');
    expect(stage.secrets.filter((secret) => written.includes(secret))).toEqual([]);
  });

  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  /** Another commit in the pull request, and the event that GitHub sends then. */
  function push(waits: Waits, headRepository = 'octo/demo') {
    const { headSha, mergeSha } = shop.pullRequest(waits);
    const state = github().state();
    state.pulls = [];
    pullOf(state, { headSha, mergeSha, headRef: 'proposed', headRepository });
    const facts: PullRequestFacts = {
      repository: 'octo/demo',
      headRepository,
      number: 7,
      headSha,
      headRef: 'proposed',
      baseSha: shop.main,
    };
    const play = { event: 'pull_request', payload: pullRequestEvent(facts), sha: mergeSha };
    return { facts, play };
  }

  it('tell a pull request in one comment, a summary and an artifact, and are red', async () => {
    const { facts, play } = push(regressed);
    const red = await stage.play({ ...play, workflow: workflow('perfwatch') });

    expect(red.exitCode, red.output).toBe(1);
    expect(red.jobs).toEqual([{ id: 'measure', result: 'failure' }]);
    expect(red.steps).toMatchObject({
      'npm ci': 'success',
      [actionStep]: 'failure',
    });
    expect(verdictsOf(red.artifacts.perfwatch)).toEqual({
      'shop/cart': 'unchanged',
      'shop/checkout': 'regressed',
      'stock/stock': 'unchanged',
    });
    expect(Object.keys(red.artifacts.perfwatch ?? {})).toEqual(
      expect.arrayContaining(['base.json', 'report.json', 'report.md', 'run.json']),
    );
    const [comment, ...others] = github().state().comments;
    expect(others).toEqual([]);
    expect(comment?.body).toContain('1 regressed');
    expect(comment?.body).toContain('`shop/checkout`');
    expect(comment?.body).toContain(facts.headSha);
    expect(red.summaries.join('')).toContain('`shop/checkout`');
    expect(red.annotations).toEqual([
      {
        kind: 'error',
        properties: { title: 'shop/checkout regressed' },
        message: expect.stringMatching(/ from \S+ ms to \S+ ms$/),
      },
    ]);

    const next = push(usual);
    const green = await stage.play({ ...next.play, workflow: workflow('perfwatch') });
    expect(green.exitCode, green.output).toBe(0);
    expect(
      github()
        .state()
        .comments.map(({ id }) => id),
    ).toEqual([comment?.id]);
    expect(comment?.body).not.toContain('1 regressed');
    expect(comment?.body).toContain(next.facts.headSha);
  });

  it('tell a fork’s pull request from its artifact, after a run that may not write', async () => {
    const { facts, play } = push(regressed, 'visitor/demo');
    github().state().isReadOnly = true;
    const measured = await stage.play({ ...play, workflow: workflow('perfwatch') });
    expect(measured.jobs).toEqual([{ id: 'measure', result: 'failure' }]);
    expect(measured.output).toContain('the artifact keeps the report');
    expect(github().state().comments).toEqual([]);

    github().state().isReadOnly = false;
    github().state().runs.push({
      id: measured.runId,
      event: 'pull_request',
      headSha: facts.headSha,
      headBranch: facts.headRef,
      headRepository: facts.headRepository,
      pullRequests: [],
    });
    const told = await stage.play({
      workflow: workflow('perfwatch-comment'),
      event: 'workflow_run',
      payload: workflowRunEvent(facts, { id: measured.runId, conclusion: 'failure' }),
      sha: shop.main,
    });
    expect(told.exitCode, told.output).toBe(0);
    const bodies = github()
      .state()
      .comments.map(({ issue, body }) => [issue, body]);
    expect(bodies).toEqual([[7, expect.stringContaining('1 regressed')]]);
  });

  it('join the shards of a matrix into one verdict and one comment', async () => {
    const { play } = push(regressed);
    const run = await stage.play({ ...play, workflow: workflow('shards') });
    const results = run.jobs.map(({ id, result }) => `${id} ${result}`).sort();
    expect(results, run.output).toEqual(['measure failure', 'measure success', 'verdict failure']);
    const parts = ['perfwatch-shard-1', 'perfwatch-shard-2'].map((name) =>
      Object.keys(verdictsOf(run.artifacts[name])),
    );
    expect(parts.flat().sort()).toEqual(['shop/cart', 'shop/checkout', 'stock/stock']);
    const [comment, ...others] = github().state().comments;
    expect(others).toEqual([]);
    expect(comment?.body).toContain('1 regressed');
  });

  it('conclude at night: good, regressed and confirmed, and good again', async () => {
    const state = () => github().state();
    const night = async (sha: string) => {
      state().refs.set('refs/heads/main', sha);
      const run = await stage.play({
        workflow: workflow('perfwatch-nightly'),
        event: 'schedule',
        payload: scheduleEvent('octo/demo'),
        sha,
      });
      const lastGood = state().refs.get('refs/tags/perfwatch-last-good');
      if (lastGood) shop.tag('perfwatch-last-good', lastGood);
      return { ...run, lastGood, ran: new Set(run.jobs.map(({ id }) => id)) };
    };

    const first = await night(shop.main);
    expect(first.exitCode, first.output).toBe(0);
    expect(first.lastGood).toBe(shop.main);
    expect([...first.ran].sort()).toEqual(['conclude', 'join', 'measure']);
    expect(state().issues).toEqual([]);
    expect(state().pulls).toMatchObject([{ headRef: 'perfwatch/baseline', state: 'open' }]);
    const baseline = state().files.get('perfwatch/baseline:baselines/main.json');
    expect(baseline).toContain('"shop/cart"');

    const slower = shop.push(regressed);
    const second = await night(slower);
    expect(second.exitCode, second.output).toBe(1);
    expect([...second.ran].sort()).toEqual(['conclude', 'confirm', 'join', 'measure']);
    expect(second.lastGood).toBe(shop.main);
    for (const name of ['night', 'confirmation']) {
      expect(verdictsOf(second.artifacts[name])).toMatchObject({ 'shop/checkout': 'regressed' });
    }
    expect(state().issues).toMatchObject([{ state: 'open', title: expect.any(String) }]);
    expect(state().issues[0]?.body).toContain('`shop/checkout`');
    expect(state().files.get('perfwatch/baseline:baselines/main.json')).toBe(baseline);

    const mended = shop.push(usual);
    const third = await night(mended);
    expect(third.exitCode, third.output).toBe(0);
    expect(third.lastGood).toBe(mended);
    expect(state().issues).toMatchObject([{ state: 'closed' }]);
    expect(state().comments.map(({ body }) => body)).toEqual([
      expect.stringContaining(mended.slice(0, 7)),
    ]);
  });
});
