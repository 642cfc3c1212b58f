/** The action as GitHub starts it: a process of its own, beside GitHub's API and its artifact service. */
import { spawn } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { inputVariable } from '../../src/action/inputs.ts';
import { useCheckedGitHub } from '../support/github/prism.ts';
import { pullOf, testToken } from '../support/github/state.ts';
import { commandSuite, temporaryFolder } from '../support/project.ts';
import { pause, type Repository, repository, script } from '../support/repository.ts';
import { type ResultsService, startResultsService } from '../support/resultsService.ts';

const program = fileURLToPath(new URL('../../bin/action.js', import.meta.url));

const github = useCheckedGitHub();
let service: ResultsService;
beforeEach(async () => {
  service = await startResultsService();
});
afterEach(async () => {
  await service.stop();
  expect(service.refused()).toEqual([]);
});

interface Step {
  readonly exitCode: number | null;
  readonly log: string;
  readonly outputs: Readonly<Record<string, string>>;
  readonly summary: string;
  /** The lines that the runner takes for annotations. */
  readonly annotations: readonly string[];
}

/** Outputs are written as `name<<delimiter`, lines, `delimiter`. */
function parseOutputs(text: string): Record<string, string> {
  const found = [...text.matchAll(/^(.+)<<(ghadelimiter_.+)\n([\s\S]*?)\n\2$/gm)];
  return Object.fromEntries(found.map(([, name = '', , value = '']) => [name, value]));
}

/** What the runner would obey: not what stands between `stop-commands` and its token. */
function obeyed(log: string): string[] {
  let token: string | null = null;
  return log.split('\n').filter((line) => {
    const stop = /^::stop-commands::(.+)$/.exec(line)?.[1];
    if (token === null && stop) token = stop;
    else if (token !== null && line === `::${token}::`) token = null;
    return token === null;
  });
}

/** Runs the step in a job of pull request 7; no secret may be in anything that it writes. */
async function step(
  made: Repository,
  inputs: Readonly<Record<string, string>>,
  more: Readonly<Record<string, string>> = {},
): Promise<Step> {
  const place = temporaryFolder('step');
  const file = (name: string, text = '') => {
    const path = join(place, name);
    writeFileSync(path, text);
    return path;
  };
  const headSha = made.git('rev-parse', 'HEAD');
  const event = {
    pull_request: { number: 7, head: { sha: headSha, repo: { full_name: 'octo/demo' } } },
  };
  const state = github().state();
  if (state.pulls.length === 0) pullOf(state, { headSha });
  const given = { 'github-token': testToken, annotations: 'true', ...inputs };
  const env = {
    ...made.env,
    ...Object.fromEntries(
      Object.entries(given).map(([name, value]) => [inputVariable(name), value]),
    ),
    GITHUB_ACTIONS: 'true',
    GITHUB_WORKSPACE: made.folder,
    GITHUB_REPOSITORY: 'octo/demo',
    GITHUB_API_URL: github().url,
    GITHUB_EVENT_NAME: 'pull_request',
    GITHUB_EVENT_PATH: file('event.json', JSON.stringify(event)),
    GITHUB_RUN_ID: '100',
    GITHUB_JOB: 'measure',
    GITHUB_OUTPUT: file('output'),
    GITHUB_STEP_SUMMARY: file('summary'),
    ACTIONS_RESULTS_URL: service.url,
    ACTIONS_RUNTIME_TOKEN: service.token,
    ...more,
  };
  const child = spawn(process.execPath, [program], { cwd: made.folder, env });
  const said = { stdout: '', stderr: '' };
  for (const name of ['stdout', 'stderr'] as const) {
    child[name].setEncoding('utf8').on('data', (text: string) => {
      said[name] += text;
    });
  }
  const exitCode = await new Promise<number | null>((resolve) => child.on('close', resolve));
  // The runner reads the two by turns: what is on the other one could be obeyed.
  expect(said.stderr).toBe('');
  const log = said.stdout;
  const outputs = readFileSync(env.GITHUB_OUTPUT, 'utf8');
  const summary = existsSync(env.GITHUB_STEP_SUMMARY)
    ? readFileSync(env.GITHUB_STEP_SUMMARY, 'utf8')
    : '';
  const written = [log, outputs, summary, JSON.stringify(service.kept()), ...bodies()].join('\n');
  for (const secret of [testToken, service.token]) expect(written).not.toContain(secret);
  const annotations = obeyed(log).filter((line) => /^::(error|warning|notice)/.test(line));
  return { exitCode, log, outputs: parseOutputs(outputs), summary, annotations };
}

const bodies = () =>
  github()
    .state()
    .comments.map(({ body }) => body);

const configuration = {
  threshold: '50%',
  // Five are enough, unless the machine is busy.
  rounds: { minimum: 5, maximum: 20 },
  suites: { cli: commandSuite({ one: script('one.sh'), two: script('two.sh') }) },
};

/** A commit on top of `main` that makes `one` ten times as slow. */
async function slowed(more: string = ''): Promise<Repository> {
  const files = { 'one.sh': pause(0.04), 'two.sh': pause(0.04) };
  const made = await repository(configuration, files);
  made.git('checkout', '--quiet', '-b', 'proposed');
  made.commit({ 'one.sh': more + pause(0.4) });
  return made;
}

describe('the action', () => {
  it('measures, and tells it in outputs, summary, annotations, comment and artifact', async () => {
    const made = await slowed('export -p >> "$NOTES"\n');
    const { exitCode, outputs, summary, annotations, log } = await step(made, {
      against: 'merge-base',
      'retention-days': '7',
    });
    expect(exitCode, log).toBe(1);
    expect(log).toMatch(/^perfwatch \d/);
    expect(outputs).toEqual({
      verdict: 'regressed',
      'exit-code': '1',
      regressed: '1',
      improved: '0',
      inconclusive: expect.stringMatching(/^[01]$/),
      unchanged: expect.stringMatching(/^[01]$/),
      failed: '0',
      missing: '0',
      added: '0',
      incomparable: '0',
      accepted: '0',
      'run-id': made.report().run.id,
      folder: made.path('.perfwatch'),
      report: made.path('.perfwatch/report.json'),
      summary: made.path('.perfwatch/report.md'),
      artifact: 'perfwatch',
      'artifact-id': expect.stringMatching(/^\d+$/),
    });
    expect(summary).toContain('1 regressed');
    expect(annotations).toEqual([
      expect.stringMatching(
        /^::error title=cli\/one regressed::×\d.* \[.*\], from .* ms to .* ms$/,
      ),
    ]);
    expect(bodies()).toEqual([expect.stringContaining('1 regressed')]);
    const [artifact, ...others] = service.kept();
    expect(others).toEqual([]);
    expect(artifact?.expiresAt).not.toBeNull();
    expect(Object.keys(artifact?.files ?? {})).toEqual(
      expect.arrayContaining(['.gitignore', 'base.json', 'report.json', 'report.md', 'run.json']),
    );
    expect(artifact?.files['report.json']).toBe(made.read('.perfwatch/report.json'));
    // The benchmark saw an environment, and nothing of ours in it.
    const seen = made.notes().join('\n');
    expect(seen).toContain("GITHUB_ACTIONS='true'");
    expect(seen).not.toMatch(/INPUT_|RUNTIME_TOKEN|SECRET/);
  });

  it('measures a shard without a word in the pull request, and joins the shards', async () => {
    const made = await slowed();
    const part = await step(made, { against: 'merge-base', shard: '1/1', output: 'parts/1' });
    expect(part.exitCode, part.log).toBe(1);
    expect(part.outputs).toMatchObject({ verdict: 'regressed', artifact: 'perfwatch-shard-1' });
    expect(part.annotations).toEqual([]);
    expect(bodies()).toEqual([]);

    const whole = await step(made, { command: 'merge', parts: 'parts\n' });
    expect(whole.exitCode, whole.log).toBe(1);
    expect(whole.outputs).toMatchObject({ verdict: 'regressed', artifact: 'perfwatch' });
    expect(whole.annotations).toHaveLength(1);
    expect(bodies()).toEqual([expect.stringContaining('1 regressed')]);
  });

  it('takes another name where that of the artifact is another job’s', async () => {
    const made = await slowed();
    service.take('perfwatch');
    service.take('perfwatch-measure');
    const { exitCode, outputs, annotations } = await step(made, { 'no-against': 'true' });
    expect(exitCode).toBe(0);
    expect(outputs).toMatchObject({ verdict: 'no-baseline', artifact: 'perfwatch-measure-2' });
    expect(annotations).toEqual([
      expect.stringMatching(/^::warning::The artifact perfwatch is another job's already/),
    ]);
    expect(service.kept().map(({ name }) => name)).toEqual(['perfwatch-measure-2']);
  });

  it('ends the same way when nothing can be published; one warning says where the report lies', async () => {
    const made = await slowed();
    service.fail(401);
    github().fail({ status: 403, message: 'Resource not accessible by integration' });
    const { exitCode, outputs, annotations, log } = await step(made, { against: 'merge-base' });
    expect(exitCode).toBe(1);
    expect(outputs).toMatchObject({ verdict: 'regressed' });
    expect(outputs).not.toHaveProperty('artifact');
    expect(annotations.filter((line) => line.startsWith('::warning'))).toEqual([
      expect.stringContaining(`and in ${made.path('.perfwatch')} until the job ends.`),
    ]);
    expect(log).toContain('pull-requests: write');
    expect(made.exists('.perfwatch/report.json')).toBe(true);
  });

  it('makes no comment, annotation and artifact where none is wanted', async () => {
    const made = await slowed();
    const { exitCode, annotations, outputs } = await step(made, {
      against: 'merge-base',
      comment: 'never',
      annotations: 'false',
      artifact: 'none',
    });
    expect(exitCode).toBe(1);
    expect(annotations).toEqual([]);
    expect(bodies()).toEqual([]);
    expect(service.kept()).toEqual([]);
    expect(outputs).not.toHaveProperty('artifact');
  });

  it('hides its secrets from the configuration, and ends whatever that leaves running', async () => {
    const made = await slowed();
    made.git('rm', '--quiet', 'perfwatch.config.json');
    made.commit({
      'perfwatch.config.mjs': `
        import { execFileSync } from 'node:child_process';
        console.log(JSON.stringify(process.env));
        console.log(String(execFileSync('/usr/bin/env')));
        console.log('::error::injected');
        setInterval(() => undefined, 1000);
        export default ${JSON.stringify(configuration)};
      `,
    });
    const { exitCode, log, annotations, outputs } = await step(made, { 'no-against': 'true' });
    expect(exitCode, log).toBe(0);
    expect(log).toContain('GITHUB_ACTIONS=true');
    expect(log).toContain('::error::injected');
    expect(log).not.toContain('INPUT_');
    expect(annotations).toEqual([]);
    expect(outputs).toMatchObject({ artifact: 'perfwatch' });
  });

  it('says in the comment that nothing could be measured, and then what was', async () => {
    const made = await slowed();
    const failed = await step(made, { against: 'nowhere' });
    expect(failed.exitCode).toBe(2);
    expect(bodies()).toEqual([expect.stringContaining('💥 **Could not be measured**')]);
    expect(bodies()[0]).toContain('nowhere');
    expect(bodies()[0]).toContain('state=failed');
    await step(made, { against: 'merge-base' });
    expect(bodies()).toEqual([expect.stringContaining('1 regressed')]);
  });

  it('tells what a configuration throws after it was loaded', async () => {
    const made = await slowed();
    made.git('rm', '--quiet', 'perfwatch.config.json');
    made.commit({
      'perfwatch.config.mjs': `
        setTimeout(() => { throw new Error('too late'); }, 50);
        export default ${JSON.stringify(configuration)};
      `,
    });
    const { exitCode, annotations, outputs } = await step(made, { against: 'main' });
    expect(exitCode).toBe(3);
    expect(annotations).toEqual([
      expect.stringMatching(/^::error::an error that nobody .*too late/),
    ]);
    expect(outputs).toEqual({ 'exit-code': '3' });
    expect(bodies()).toEqual([expect.stringContaining('💥 **Could not be measured**')]);
  });

  it('has a comment for each configuration and suite', async () => {
    const made = await slowed();
    await step(made, { 'no-against': 'true', suite: 'cli' });
    expect(bodies()).toEqual([expect.stringContaining('key=perfwatch.config.json%20cli ')]);
  });

  it.each([
    [{ 'time-budget': 'soon' }, 2, 'Give a duration'],
    [{ command: 'destroy' }, 2, 'The input command cannot be "destroy". Give run or merge.'],
    [{ strict: 'maybe' }, 2, 'Give true or false.'],
    [{ command: 'merge' }, 2, 'Give folders for `merge`'],
    [{ command: 'merge', parts: 'x', shard: '1/2' }, 2, 'has no such option'],
    [{ config: 'nowhere.yaml' }, 2, 'There is no configuration file'],
  ])('says what is wrong with %j as an annotation; %i', async (inputs, code, said) => {
    const made = await slowed();
    const { exitCode, annotations, outputs } = await step(made, { ...inputs, comment: 'never' });
    expect(exitCode).toBe(code);
    expect(annotations).toEqual([expect.stringMatching(/^::error::/)]);
    expect(annotations[0]).toContain(said);
    expect(outputs).not.toHaveProperty('verdict');
    expect(service.kept()).toEqual([]);
  });
});
