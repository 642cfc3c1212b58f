/** `perfwatch comment`, against GitHub's contract. */
import { readFileSync } from 'node:fs';
import { strToU8, zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import type { Report } from '../../src/model/report.ts';
import { largeReport, readReport } from '../reporters/readReport.ts';
import { useCheckedGitHub } from '../support/github/prism.ts';
import { nextId, pullOf, shaOf, testToken } from '../support/github/state.ts';
import { type CommandResult, type Project, project } from '../support/project.ts';

const github = useCheckedGitHub();

const configuration = { suites: { cli: { harness: 'command', commands: { work: ['true'] } } } };

const pullRequestEvent = (repository = 'octo/demo') => ({
  pull_request: { number: 7, head: { sha: shaOf('b'), repo: { full_name: repository } } },
});

const workflowRunEvent = (more: object = {}) => ({
  workflow_run: {
    id: 55,
    event: 'pull_request',
    head_sha: shaOf('b'),
    head_branch: 'faster',
    head_repository: { full_name: 'mallory/demo' },
    pull_requests: [],
    ...more,
  },
});

function withReport(report: Report | string | null, more: object = {}): Project {
  const text = typeof report === 'string' ? report : JSON.stringify(report);
  return project({ ...configuration, ...more }, report ? { '.perfwatch/report.json': text } : {});
}

/** Runs `perfwatch comment` in a job with this event; what it writes must never hold the token. */
async function comment(
  where: Project,
  event: object,
  argv: readonly string[] = [],
  more: Record<string, string> = {},
): Promise<CommandResult> {
  where.write('event.json', JSON.stringify(event));
  const env = {
    GITHUB_REPOSITORY: 'octo/demo',
    GITHUB_API_URL: github().url,
    GITHUB_TOKEN: testToken,
    GITHUB_EVENT_NAME: 'pull_request' in event ? 'pull_request' : 'workflow_run',
    GITHUB_EVENT_PATH: where.path('event.json'),
    GITHUB_RUN_ID: '100',
    ...more,
  };
  const result = await where.perfwatch(['comment', ...argv], { env });
  const written = [result.out, result.err, ...bodies()].join('\n');
  expect(written).not.toContain('SECRET');
  return result;
}

const bodies = () =>
  github()
    .state()
    .comments.map(({ body }) => body);

describe('comment', () => {
  it('writes the report of the last run, and updates it in place', async () => {
    pullOf(github().state());
    const where = withReport(readReport('mixed'));
    const first = await comment(where, pullRequestEvent());
    expect(first).toMatchObject({ exitCode: 0, out: '' });
    expect(first.err).toMatch(/^perfwatch: commented: https:/);
    const second = await comment(where, pullRequestEvent());
    expect(second.err).toContain('updated the comment');
    expect(bodies()).toHaveLength(1);
    expect(bodies()[0]).toMatch(/^<!-- perfwatch key=perfwatch\.config\.json head=b{40} run=100 /);
    expect(bodies()[0]).toContain('regressed');
  });

  it('reads the report of a folder that is named', async () => {
    pullOf(github().state());
    const where = project(null, { 'results/report.json': JSON.stringify(readReport('green')) });
    await comment(where, pullRequestEvent(), ['results', '--key', 'node 24']);
    expect(bodies()[0]).toMatch(/^<!-- perfwatch key=node%2024 /);
  });

  it.each([
    ['always', 'green', 1],
    ['on-change', 'no-baseline', 0],
    ['on-change', 'green', 1],
    ['on-change', 'mixed', 1],
    ['on-regression', 'green', 0],
    ['on-regression', 'mixed', 1],
    ['never', 'mixed', 0],
  ] as const)('--when %s makes of a %s report %d comments', async (when, name, count) => {
    pullOf(github().state());
    const where = withReport(readReport(name));
    expect((await comment(where, pullRequestEvent(), ['--when', when])).exitCode).toBe(0);
    expect(bodies()).toHaveLength(count);
  });

  it('takes what the configuration says, and updates what is there when the change is gone', async () => {
    pullOf(github().state());
    const regressed = withReport(readReport('mixed'), { comment: 'on-regression' });
    await comment(regressed, pullRequestEvent());
    const gone = withReport(readReport('green'), { comment: 'on-regression' });
    await comment(gone, pullRequestEvent());
    expect(bodies()).toHaveLength(1);
    expect(bodies()[0]).not.toContain('❌');
  });

  it('--starting waits in place of earlier results, and begins only with `always`', async () => {
    const pull = pullOf(github().state());
    const where = withReport(readReport('mixed'));
    const quiet = await comment(where, pullRequestEvent(), ['--starting', '--when', 'on-change']);
    expect(quiet.err).toBe('perfwatch: no comment, as configured\n');
    await comment(where, pullRequestEvent());
    pull.headSha = shaOf('c');
    const event = {
      pull_request: { ...pullRequestEvent().pull_request, head: { sha: shaOf('c') } },
    };
    await comment(where, event, ['--starting', '--when', 'on-change']);
    expect(bodies()).toHaveLength(1);
    expect(bodies()[0]).toContain('Measuring');
    expect(bodies()[0]).toContain('Earlier results');
  });
});

describe('what keeps comment from commenting', () => {
  const kept = /the report is in .*\.perfwatch\/report\.json\n$/;

  it.each([
    ['a push', { push: true }, {}, 'the event push is not about a pull request'],
    ['no event file', pullRequestEvent(), { GITHUB_EVENT_PATH: '/none' }, 'could not be read'],
    ['no token', pullRequestEvent(), { GITHUB_TOKEN: '' }, 'GITHUB_TOKEN is not set'],
    ['an expired token', pullRequestEvent(), { GITHUB_TOKEN: 'ghs_oldSECRET' }, 'has expired'],
  ])('is told for %s, and is no failure', async (_, event, env, words) => {
    const names = { GITHUB_EVENT_NAME: 'push' in event ? 'push' : 'pull_request', ...env };
    const { exitCode, err } = await comment(withReport(readReport('mixed')), event, [], names);
    expect(exitCode).toBe(0);
    expect(err).toContain(words);
    expect(err).toMatch(kept);
    expect(err.split('\n')).toHaveLength(2);
  });

  it('is told for the read-only token of a fork', async () => {
    pullOf(github().state());
    github().state().isReadOnly = true;
    const where = withReport(readReport('mixed'));
    const { exitCode, err } = await comment(where, pullRequestEvent('mallory/demo'));
    expect(exitCode).toBe(0);
    expect(err).toContain('a pull request from a fork may only read');
    expect(err).toMatch(kept);
  });

  it('is told for a missing permission', async () => {
    pullOf(github().state());
    github().state().isReadOnly = true;
    const { exitCode, err } = await comment(withReport(readReport('mixed')), pullRequestEvent());
    expect(exitCode).toBe(0);
    expect(err).toContain('add `pull-requests: write` to `permissions:`');
  });

  it('is wrong usage without a report, and outside of CI', async () => {
    expect((await comment(withReport(null), pullRequestEvent())).exitCode).toBe(2);
    const { exitCode, err } = await withReport(readReport('green')).perfwatch(['comment']);
    expect(exitCode).toBe(2);
    expect(err).toContain('This is no job of GitHub Actions or GitLab');
  });
});

describe('comment --run-id', () => {
  const reportBy = (sha: string, report = readReport('mixed')): Report => ({
    ...report,
    run: {
      ...report.run,
      commit: { sha, branch: null, dirty: false, committedAt: '2026-01-01T00:00:00Z' },
    },
  });

  function addRun(): void {
    const { state } = github();
    const headRepository = 'mallory/demo';
    pullOf(state(), { headRepository });
    state().runs.push({
      id: 55,
      event: 'pull_request',
      headSha: shaOf('b'),
      headBranch: 'faster',
      headRepository,
      pullRequests: [],
    });
  }

  function addArtifact(zip: Uint8Array, name = 'perfwatch', more: object = {}): void {
    const id = nextId();
    const artifact = { id, runId: 55, name, expired: false, sizeBytes: zip.length, zip, ...more };
    github().state().artifacts.push(artifact);
  }

  const zipOf = (report: unknown) =>
    zipSync({
      'report.json': strToU8(typeof report === 'string' ? report : JSON.stringify(report)),
      'report.md': strToU8('## [Click me](https://evil.test)'),
    });

  const run = (event: object = workflowRunEvent(), argv = ['--run-id', '55']) =>
    comment(withReport(null), event, argv);

  it('comments on the pull request that GitHub names, from the report alone', async () => {
    addRun();
    addArtifact(zipOf(reportBy(shaOf('b'))));
    const { exitCode, err } = await run();
    expect(err).toContain('perfwatch: commented: ');
    expect(exitCode).toBe(0);
    expect(bodies()[0]).toMatch(/^<!-- perfwatch key=perfwatch\.config\.json head=b{40} run=55 /);
    expect(bodies()[0]).toContain('regressed');
    expect(bodies()[0]).not.toContain('evil.test');
    expect(bodies()[0]).not.toContain('which is neither');
  });

  it('sends no token to where the artifact lies', async () => {
    addRun();
    addArtifact(zipOf(reportBy(shaOf('b'))));
    await run();
    const download = github()
      .requests()
      .filter(({ path }) => path.startsWith('/blobs/'));
    expect(download).toMatchObject([{ authorization: null }]);
  });

  it('says when the report is of another commit', async () => {
    addRun();
    addArtifact(zipOf(reportBy(shaOf('e'))));
    await run();
    expect(bodies()[0]).toContain('measured at commit eeeeeee, which is neither');
  });

  it('finds artifacts on all pages, and those of a matrix', async () => {
    addRun();
    for (let count = 0; count < 120; count += 1) addArtifact(zipOf('{}'), `logs-${count}`);
    addArtifact(zipOf(reportBy(shaOf('b'))), 'perfwatch-node');
    addArtifact(zipOf(reportBy(shaOf('b'))), 'perfwatch-rust');
    await run();
    expect(bodies().map((body) => /key=(\S+)/.exec(body)?.[1])).toEqual([
      'perfwatch.config.json%20perfwatch%2Dnode',
      'perfwatch.config.json%20perfwatch%2Drust',
    ]);
  });

  it('tells the others of a matrix where one artifact is none of ours', async () => {
    addRun();
    addArtifact(zipSync({ 'notes.txt': strToU8('x') }), 'perfwatch-a');
    addArtifact(zipOf(reportBy(shaOf('b'))), 'perfwatch-b');
    const { exitCode, err } = await run();
    expect(exitCode).toBe(0);
    expect(err).toContain('the report in artifact perfwatch-a of run 55 is missing');
    expect(bodies()).toEqual([expect.stringContaining('perfwatch%2Db ')]);
  });

  it('takes the newest of two attempts', async () => {
    addRun();
    addArtifact(zipOf(reportBy(shaOf('b'), readReport('mixed'))));
    addArtifact(zipOf(reportBy(shaOf('b'), readReport('green'))));
    await run();
    expect(bodies()).toHaveLength(1);
    expect(bodies()[0]).not.toContain('❌');
  });

  it('says nothing where the pull request has moved on or is closed', async () => {
    addRun();
    addArtifact(zipOf(reportBy(shaOf('b'))));
    const [pull] = github().state().pulls;
    if (pull) pull.headSha = shaOf('c');
    const { exitCode, err } = await run();
    expect(exitCode).toBe(0);
    expect(err).toContain('no open pull request has the head bbbbbbb of run 55 any more');
    expect(bodies()).toEqual([]);
  });

  it('refuses a run that is not the event’s, or not of this repository', async () => {
    addRun();
    expect((await run(workflowRunEvent({ id: 54 }))).err).toContain(
      'about run 54, not about run 55',
    );
    expect((await run({}, ['--run-id', '56'])).err).toContain('GitHub answered 404');
    expect((await run({}, ['--run-id', '-1'])).exitCode).toBe(2);
    expect(bodies()).toEqual([]);
  });

  it.each<[string, () => Uint8Array, string]>([
    ['no zip', () => strToU8('words, no zip, but long enough'), 'the zip is damaged'],
    ['a zip bomb', () => zipSync({ 'report.json': new Uint8Array(70_000_000) }), 'is larger than'],
    ['only a path outside', () => zipSync({ '../report.json': zipOf('{}') }), 'is missing'],
    ['no JSON', () => zipOf('{"schema'), 'not whole JSON'],
    ['another schema', () => zipOf({ schema: 'perfwatch/run', version: 1 }), 'perfwatch/run file'],
    ['a wrong schema', () => zipOf({ ...readReport('mixed'), counts: 'many' }), 'counts'],
    ['a newer version', () => zipOf({ ...readReport('mixed'), version: 99 }), 'version 99'],
  ])('warns of an artifact with %s', async (_, zip, words) => {
    addRun();
    addArtifact(zip());
    const { exitCode, err } = await run();
    expect(exitCode).toBe(0);
    expect(err).toContain(words);
    expect(err.split('\n')).toHaveLength(2);
    expect(bodies()).toEqual([]);
  });

  it('warns of artifacts that are too large, expired, missing or too many', async () => {
    addRun();
    expect((await run()).err).toContain('left no artifact');
    addArtifact(zipOf('{}'), 'perfwatch', { expired: true });
    expect((await run()).err).toContain('left no artifact');
    for (let count = 0; count < 21; count += 1) addArtifact(zipOf('{}'), `perfwatch-${count}`);
    expect((await run()).err).toContain('more than 20 artifacts');
    addArtifact(zipOf('{}'), 'perfwatch', { sizeBytes: 1e9 });
    expect((await run()).err).toContain('the artifact is larger than');
  });

  it('keeps hostile names text', async () => {
    addRun();
    addArtifact(zipOf(reportBy(shaOf('b'), readReport('hostile'))));
    await run();
    const text = readFileSync(
      new URL('../../fixtures/reports/hostile.md', import.meta.url),
      'utf8',
    );
    expect(bodies()[0]?.split('\n').slice(1).join('\n')).toContain(text.split('\n')[0]);
    expect(bodies()[0]).not.toMatch(/<(script|img|iframe)/i);
  });

  it('fits 100,000 benchmarks into a comment', async () => {
    addRun();
    addArtifact(zipOf(reportBy(shaOf('b'), largeReport(100_000))));
    const { err } = await run();
    expect(err).toContain('perfwatch: commented: ');
    expect(bodies()[0]?.length).toBeLessThan(65_536);
  });
});
