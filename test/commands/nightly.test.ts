/** `perfwatch nightly`, against GitHub's contract. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { exitCodes } from '../../src/errors.ts';
import { baselineSchema } from '../../src/model/baseline.ts';
import type { Run } from '../../src/model/run.ts';
import { lastGood, measured, type NightRun, nightRun, secondRun } from '../analysis/nights.ts';
import { readReport } from '../reporters/readReport.ts';
import { useCheckedGitHub } from '../support/github/prism.ts';
import { actionsBot, nextId, shaOf, testToken } from '../support/github/state.ts';
import { commandSuite, nodeCommand, type Project, project } from '../support/project.ts';

const github = useCheckedGitHub();
const state = () => github().state();

const configuration = { suites: { rust: commandSuite({ a: nodeCommand('0') }) } };
const tagName = 'refs/tags/perfwatch-last-good';
const tag = () => state().refs.get(tagName);
const marker = '<!-- perfwatch nightly key=perfwatch.config.json run=99 -->\n';

const good = nightRun({ parse: 1, print: 1 });
const slower = nightRun({ parse: 1.5, print: 1 });
const slowerAgain = secondRun({ parse: 1.4, print: 1 });
const fineAgain = secondRun({ parse: 1, print: 1 });

// GitHub's library remembers the file of the first summary that it writes.
const summaryFolder = mkdtempSync(join(tmpdir(), 'perfwatch-summary-'));
const summaryFile = join(summaryFolder, 'summary.md');
afterAll(() => rmSync(summaryFolder, { recursive: true, force: true }));

beforeEach(() => {
  vi.stubEnv('GITHUB_STEP_SUMMARY', summaryFile);
  writeFileSync(summaryFile, '');
  // What was measured is the head of main.
  state().refs.set('refs/heads/main', measured);
});

function folderWith(
  first: NightRun,
  second: NightRun | null = null,
  files: Readonly<Record<string, string>> = {},
): Project {
  const of = (folder: string, { run, report }: NightRun) => ({
    [`${folder}/run.json`]: JSON.stringify(run),
    [`${folder}/report.json`]: JSON.stringify(report),
  });
  return project(configuration, {
    '.git/HEAD': 'ref: refs/heads/main\n',
    ...of('.perfwatch', first),
    ...(second && of('second', second)),
    ...files,
  });
}

/** Concludes in a job of the measured commit; what is written must never hold the token. */
async function conclude(
  where: Project,
  argv: readonly string[] = [],
  more: Readonly<Record<string, string>> = {},
) {
  const env = {
    GITHUB_REPOSITORY: 'octo/demo',
    GITHUB_API_URL: github().url,
    GITHUB_SERVER_URL: 'https://github.test',
    GITHUB_TOKEN: testToken,
    GITHUB_EVENT_NAME: 'schedule',
    GITHUB_RUN_ID: '100',
    GITHUB_REF: 'refs/heads/main',
    GITHUB_SHA: measured,
    GITHUB_STEP_SUMMARY: summaryFile,
    ...more,
  };
  const result = await where.perfwatch(['nightly', ...argv], { env });
  const summary = readFileSync(summaryFile, 'utf8');
  const { issues, comments, pulls } = state();
  const written = [result.out, result.err, summary, JSON.stringify([issues, comments, pulls])];
  expect(written.join('\n')).not.toContain('SECRET');
  const [verdict = ''] = result.out.split('\n');
  return { ...result, verdict, summary };
}

const confirming = ['--confirmation', 'second'];
const openIssues = () => state().issues.filter((issue) => issue.state === 'open');
const changes = () =>
  github()
    .requests()
    .filter(({ method }) => method !== 'GET');

function addIssue() {
  const issue = {
    number: nextId(),
    user: actionsBot,
    title: 'Slow',
    body: `${marker}slow`,
    state: 'open' as const,
    labels: ['perfwatch'],
  };
  state().issues.push(issue);
  return issue;
}

describe('a good night', () => {
  it('sets the tag and proposes the first baseline, on the first night', async () => {
    const { pairing: _, ...run } = good.run;
    const alone = { run: { ...run, pairing: null }, report: { ...good.report, base: null } };
    const { exitCode, out, err, summary } = await conclude(folderWith(alone));
    const [pull] = state().pulls;
    expect(out.split('\n')).toEqual([
      '✓ A good night at bbbbbbb: nothing regressed.',
      'First run: ✓ Nothing regressed: 2 unchanged',
      'Tag perfwatch-last-good set at bbbbbbb: https://github.test/octo/demo/tree/perfwatch-last-good',
      `Baseline main with this run is proposed: https://github.test/pull/${pull?.number}`,
      '',
    ]);
    expect({ exitCode, err }).toEqual({ exitCode: exitCodes.ok, err: '' });
    expect(tag()).toBe(measured);
    expect(summary).toContain('## ✅ A good night at bbbbbbb: nothing regressed.\n');
    expect(summary).toContain(`](<https://github.test/pull/${pull?.number}>)`);
    expect(pull).toMatchObject({
      title: 'perfwatch: new baseline main',
      headRef: 'perfwatch/baseline',
      baseRef: 'main',
    });
    expect(pull?.body).toContain('rust (2 benchmarks, 1 run deep)');
    expect(pull?.body).toContain('/actions/runs/100)');
    const text = state().files.get('perfwatch/baseline:baselines/main.json') ?? '';
    expect(baselineSchema.parse(JSON.parse(text)).entries).toMatchObject([
      { suite: 'rust', run: { id: 'first' } },
    ]);
    expect(state().issues).toEqual([]);
  });

  it('moves the tag, keeps one pull request, and compares with the stored baseline', async () => {
    state().refs.set(tagName, lastGood);
    const where = folderWith(good);
    await conclude(where);
    where.write(
      'baselines/main.json',
      state().files.get('perfwatch/baseline:baselines/main.json') ?? '',
    );
    state().files.set('main:baselines/main.json', where.read('baselines/main.json'));
    const later: NightRun = nightRun(
      { parse: 1, print: 1 },
      { id: 'later', startedAt: '2026-01-02T00:00:00.000Z' },
    );
    where.write('.perfwatch/run.json', JSON.stringify(later.run));
    where.write('.perfwatch/report.json', JSON.stringify(later.report));
    const { out, summary } = await conclude(where);
    expect(tag()).toBe(measured);
    expect(out).toContain('Tag perfwatch-last-good is there already, at bbbbbbb');
    expect(out).toMatch(/^Compared with baseline main: /m);
    expect(summary).toContain('compared with baseline main');
    expect(state().pulls).toMatchObject([{ state: 'open' }]);
    expect(state().pulls[0]?.body).toContain('2 runs deep');
  });

  it('changes nothing more once the default branch holds the baseline', async () => {
    const where = folderWith(good);
    await conclude(where);
    const text = state().files.get('perfwatch/baseline:baselines/main.json') ?? '';
    state().files.set('main:baselines/main.json', text);
    where.write('baselines/main.json', text);
    state().pulls = [];
    const { out } = await conclude(where);
    expect(out).toContain('Baseline main holds this run already\n');
    expect(state().pulls).toEqual([]);
  });

  it('closes the issue, and says since when it is gone', async () => {
    const issue = addIssue();
    const { out } = await conclude(folderWith(good));
    expect(out).toContain(`Issue closed: https://github.test/issues/${issue.number}`);
    expect(issue.state).toBe('closed');
    expect(state().comments.map(({ body }) => body)).toEqual([
      `Nothing is regressed any more at [\`bbbbbbb\`](https://github.test/octo/demo/commit/${measured}): [workflow run](https://github.test/octo/demo/actions/runs/100).\n`,
    ]);
  });

  it('changes nothing while it cannot tell whether the regression is gone', async () => {
    state().refs.set(tagName, lastGood);
    await conclude(folderWith(slower, slowerAgain), confirming);
    const noisy: NightRun = {
      ...good,
      report: {
        ...good.report,
        outcome: 'undecided',
        comparisons: good.report.comparisons.map((one) =>
          one.id === 'rust/parse' ? { ...one, verdict: 'inconclusive' } : one,
        ),
      },
    };
    const { exitCode, out, err } = await conclude(folderWith(noisy));
    expect({ exitCode, err }).toEqual({ exitCode: exitCodes.ok, err: '' });
    expect(out).toContain(
      `Tag, baseline and issue stay as they are: this night could not tell whether rust/parse is as before: https://github.test/issues/${state().issues[0]?.number}`,
    );
    expect(openIssues()).toHaveLength(1);
    expect(tag()).toBe(lastGood);
    expect(state().pulls).toEqual([]);
  });

  it('changes nothing where it was not compared with the last good night', async () => {
    state().refs.set(tagName, shaOf('d'));
    const { exitCode, out } = await conclude(folderWith(good));
    expect(exitCode).toBe(exitCodes.ok);
    expect(out).toContain('not compared with the commit of the last good night, ddddddd');
    expect(tag()).toBe(shaOf('d'));
    expect(changes()).toEqual([]);
  });

  it('changes nothing while GitHub does not tell how things stand', async () => {
    github().fail({ path: /\/issues$/, status: 403, message: 'Resource not accessible' });
    const { exitCode, err } = await conclude(folderWith(good));
    expect(exitCode).toBe(exitCodes.ok);
    expect(err).toContain('tag, baseline and issue stay as they are (GitHub answered 403');
    expect(err).toContain('issues: write');
    expect(changes()).toEqual([]);
  });

  it('tells why a run cannot become the baseline, and is good all the same', async () => {
    const where = folderWith(good, null, {
      'baselines/main.json': JSON.stringify({
        schema: 'perfwatch/baseline',
        version: 2,
        name: 'main',
        entries: [],
      }),
    });
    const faster = nightRun({ parse: 0.5, print: 0.5 }, { id: 'faster' });
    where.write('.perfwatch/run.json', JSON.stringify(faster.run));
    await where.perfwatch(['baseline', 'update']);
    const text = where.read('baselines/main.json');
    where.write('.perfwatch/run.json', JSON.stringify(good.run));
    const { exitCode, out } = await conclude(where);
    expect(exitCode).toBe(exitCodes.ok);
    expect(out).toContain('Baseline "main" was not updated: regressed: rust/parse, rust/print.');
    expect(out).toMatch(
      /^Compared with baseline main: .*2 regressed.*\(rust\/parse, rust\/print\)$/m,
    );
    expect(tag()).toBe(measured);
    expect(state().pulls).toEqual([]);
    expect(where.read('baselines/main.json')).toBe(text);
  });

  it('writes no baseline outside of the repository', async () => {
    const where = folderWith(good);
    const outside = { ...configuration, baselinesFolder: '../elsewhere' };
    where.write('perfwatch.config.json', JSON.stringify(outside));
    const { exitCode, err } = await conclude(where);
    expect(exitCode).toBe(exitCodes.ok);
    expect(err).toBe(
      'perfwatch: baseline main lies outside of the repository, so it is not updated\n',
    );
    expect(tag()).toBe(measured);
    expect([...state().files.keys()]).toEqual([]);
  });

  it('says where the stored baseline is of another machine', async () => {
    const where = folderWith(good);
    await where.perfwatch(['baseline', 'update']);
    const other = nightRun({ parse: 1, print: 1 }, { id: 'other' }, { fingerprint: 'another' });
    where.write('.perfwatch/run.json', JSON.stringify(other.run));
    where.write('.perfwatch/report.json', JSON.stringify(other.report));
    const { out, summary } = await conclude(where);
    const sentence = 'Not compared with baseline main, which holds no run of this machine';
    expect(out).toContain(sentence);
    expect(summary).toContain(sentence);
  });

  it.each<[string, Partial<Run>, Readonly<Record<string, string>>, string]>([
    [
      'with local changes',
      { commit: good.run.commit && { ...good.run.commit, dirty: true } },
      {},
      'files differed from it',
    ],
    ['of another commit', {}, { GITHUB_SHA: shaOf('c') }, 'commit bbbbbbb was measured, and this'],
    ['of no commit', { commit: null }, {}, 'does not tell which commit'],
    ['of a part', { filter: 'parse' }, {}, 'only a part'],
    ['of a branch', {}, { GITHUB_REF: 'refs/heads/faster' }, 'this job is of refs/heads/faster'],
  ])('%s touches nothing, and says so', async (_, run, env, words) => {
    const issue = addIssue();
    const { exitCode, err } = await conclude(
      folderWith(nightRun({ parse: 1, print: 1 }, run)),
      [],
      env,
    );
    expect(exitCode).toBe(exitCodes.ok);
    expect(err).toContain(words);
    expect(err.split('\n')).toHaveLength(2);
    expect(changes()).toEqual([]);
    expect(issue.state).toBe('open');
  });
});

describe('a regression', () => {
  it('that is confirmed opens one issue, which the next nights keep up to date', async () => {
    state().refs.set(tagName, lastGood);
    const where = folderWith(slower, slowerAgain);
    const first = await conclude(where, confirming);
    expect(first).toMatchObject({ exitCode: exitCodes.regressed, err: '' });
    const [issue] = state().issues;
    expect(first.verdict).toBe(
      '✗ A confirmed regression at bbbbbbb: in both runs, of 1 benchmark (rust/parse).',
    );
    expect(first.out).toContain(`Issue opened: https://github.test/issues/${issue?.number}`);
    expect(issue?.title).toBe('perfwatch: confirmed regression on main');
    expect(issue?.body).toMatch(
      /^<!-- perfwatch nightly key=perfwatch\.config\.json run=100 -->\n/,
    );
    expect(issue?.body).toContain(`between [\`aaaaaaa\`](https://github.test/octo/demo/commit/`);
    expect(issue?.body).toMatch(/\| `rust\/parse` \| time \| \+50\.0\s%\s.* \| \+40\.0\s%\s.* \|/);
    expect(issue?.body).toContain('- Second run: Test CPU × 4, started 2026-01-01');
    expect(issue?.body).toContain('## ❌ 1 regressed');
    const again = await conclude(where, confirming, { GITHUB_RUN_ID: '101' });
    expect(again.out).toContain('Issue updated: ');
    expect(state().issues).toHaveLength(1);
    expect(state().issues[0]?.body).toContain('/actions/runs/101)');
    expect(state().comments).toEqual([]);
    expect(tag()).toBe(lastGood);
    expect(state().pulls).toEqual([]);
  });

  it('that is gone closes it again', async () => {
    await conclude(folderWith(slower, slowerAgain), confirming);
    await conclude(folderWith(good));
    expect(openIssues()).toEqual([]);
    expect(state().comments).toHaveLength(1);
    expect(tag()).toBe(measured);
  });

  it('that a second run does not confirm is looked at again the next night', async () => {
    const { exitCode, out, summary } = await conclude(folderWith(slower, fineAgain), confirming);
    expect(exitCode).toBe(exitCodes.ok);
    expect(out).toContain(
      '1 benchmark (rust/parse) regressed in the first run, and not in the second. The next night looks at the same change again.',
    );
    expect(summary).toContain('## ❔ Not confirmed at bbbbbbb');
    expect(github().requests()).toEqual([]);
  });

  it('without a second run is undecided, with 1', async () => {
    const { exitCode, verdict } = await conclude(folderWith(slower));
    expect(exitCode).toBe(exitCodes.regressed);
    expect(verdict).toContain('there is no second run');
    expect(verdict).toContain('--confirmation');
    expect(github().requests()).toEqual([]);
  });

  it.each([
    ['missing', {}, 'There is no report at '],
    ['damaged', { 'second/report.json': '{' }, 'not whole JSON'],
  ])('with a second run that is %s is undecided, with 3', async (_, files, words) => {
    const { exitCode, verdict } = await conclude(folderWith(slower, null, files), confirming);
    expect(exitCode).toBe(exitCodes.failed);
    expect(verdict).toContain(words);
    expect(github().requests()).toEqual([]);
  });

  it('keeps hostile names text, and fits into an issue with all of them', async () => {
    const name = `<img src=x> @everyone | \`x\` ${'$'.repeat(150)}`;
    const names = Object.fromEntries(
      Array.from({ length: 60 }, (_, index) => [`${name}${index}`, 1.5]),
    );
    const where = folderWith(nightRun(names), secondRun(names));
    const { exitCode, out } = await conclude(where, confirming);
    expect(exitCode).toBe(exitCodes.regressed);
    expect(out).toContain('Issue opened');
    const body = state().issues[0]?.body ?? '';
    expect(body).not.toMatch(/<img|@everyone|\]\(x/);
    expect(body).toContain('And 40 rows more.');
    expect(body.length).toBeLessThan(65_536);
  });
});

describe('a failed night', () => {
  it('publishes nothing, with 3', async () => {
    const failed = nightRun({ parse: 1, print: 1 }, { state: 'interrupted' });
    const { exitCode, verdict, err } = await conclude(folderWith(failed));
    expect(exitCode).toBe(exitCodes.failed);
    expect(verdict).toMatch(/^! A failed night/);
    expect(err).toBe('');
    expect(github().requests()).toEqual([]);
  });

  it('is wrong usage without a report or a configuration', async () => {
    expect((await conclude(folderWith(good), ['nowhere'])).exitCode).toBe(exitCodes.usage);
    expect((await project().perfwatch(['nightly'])).exitCode).toBe(exitCodes.usage);
  });
});

describe('what cannot be published', () => {
  it('is one warning each that names the permission', async () => {
    state().isReadOnly = true;
    const issue = addIssue();
    const { exitCode, err } = await conclude(folderWith(good));
    expect(exitCode).toBe(exitCodes.ok);
    const warnings = err.split('\n').slice(0, -1);
    expect(warnings).toHaveLength(3);
    expect(warnings[0]).toContain('the tag perfwatch-last-good could not be moved');
    expect(warnings[0]).toContain('add `contents: write` to `permissions:`');
    expect(warnings[1]).toContain('the new baseline could not be proposed');
    expect(warnings[2]).toContain('add `issues: write` to `permissions:`');
    expect(issue.state).toBe('open');
    const confirmed = await conclude(folderWith(slower, slowerAgain), confirming);
    expect(confirmed.exitCode).toBe(exitCodes.regressed);
    expect(confirmed.err).toContain('add `issues: write` to `permissions:`');
  });

  it('are pull requests where the repository does not allow jobs to open them', async () => {
    const message = 'GitHub Actions is not permitted to create or approve pull requests.';
    github().fail({ method: 'POST', path: /\/pulls$/, status: 403, message });
    const { exitCode, out, err } = await conclude(folderWith(good));
    expect(exitCode).toBe(exitCodes.ok);
    expect(err).toContain('"Allow GitHub Actions to create and approve pull requests"');
    expect(err.split('\n')).toHaveLength(2);
    expect(out).toContain(
      'to propose it: https://github.test/octo/demo/compare/main...perfwatch/baseline?expand=1',
    );
    expect(state().files.has('perfwatch/baseline:baselines/main.json')).toBe(true);
  });

  it('is told where there is no token, no GitHub, or an outage', async () => {
    const where = folderWith(good);
    const without = await conclude(where, [], { GITHUB_TOKEN: '' });
    expect(without.err).toContain('nothing was published, since GITHUB_TOKEN is not set');
    github().fail({ status: 401, message: 'Bad credentials' });
    const expired = await conclude(where);
    expect(expired.err).toContain('the token is wrong or has expired');
    const outside = await where.perfwatch(['nightly']);
    expect(outside.out).toContain('Nothing was published, since this is no job of GitHub Actions');
    for (const { exitCode } of [without, expired, outside]) expect(exitCode).toBe(exitCodes.ok);
  });
});

describe('nightly --dry-run', () => {
  it.each([
    [
      'a good night',
      good,
      null,
      ['move the tag perfwatch-last-good to bbbbbbb', 'close the issue'],
    ],
    ['a confirmed regression', slower, slowerAgain, ['open an issue, or update']],
  ])('says what it would do after %s', async (_, first, second, expected) => {
    const argv = ['--dry-run', ...(second ? confirming : [])];
    const { out, summary } = await conclude(folderWith(first, second), argv);
    for (const words of expected) expect(out).toContain(`Would ${words}`);
    expect(summary).toBe('');
    expect(github().requests()).toEqual([]);
  });
});

it('reads a report of any run', async () => {
  const where = project(configuration, {
    'results/report.json': JSON.stringify(readReport('green')),
  });
  const { exitCode, err, verdict } = await conclude(where, ['results']);
  expect(exitCode).toBe(exitCodes.ok);
  expect(verdict).toContain('A good night');
  expect(err).toContain('run.json could not be read');
  expect(changes()).toEqual([]);
});
