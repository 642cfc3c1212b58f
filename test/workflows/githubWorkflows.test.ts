/** The workflows for GitHub: pinned, with no more permission than they need, and what they run is there. */
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import * as z from 'zod';
import { inputVariable, readInputs } from '../../src/action/inputs.ts';
import { githubNightlyWorkflow } from '../../src/workflows/githubNightly.ts';
import {
  githubCommentWorkflow,
  githubPullRequestWorkflow,
} from '../../src/workflows/githubWorkflows.ts';
import { fakeIo } from '../support/io.ts';
import { project } from '../support/project.ts';

const stepSchema = z.strictObject({
  id: z.string().optional(),
  'continue-on-error': z.boolean().optional(),
  uses: z.string().optional(),
  run: z.string().optional(),
  if: z.string().optional(),
  with: z.record(z.string(), z.unknown()).optional(),
  env: z.record(z.string(), z.string()).optional(),
});

const permissionsSchema = z.record(z.string(), z.enum(['read', 'write']));

/** Of GitHub's workflow syntax, what is in use here. */
const workflowSchema = z.strictObject({
  name: z.string(),
  on: z.unknown(),
  permissions: permissionsSchema,
  concurrency: z
    .strictObject({ group: z.string(), 'cancel-in-progress': z.boolean().optional() })
    .optional(),
  jobs: z.record(
    z.string(),
    z.strictObject({
      needs: z.string().or(z.array(z.string())).optional(),
      'runs-on': z.string(),
      'timeout-minutes': z.number(),
      if: z.string().optional(),
      permissions: permissionsSchema.optional(),
      strategy: z
        .strictObject({
          'fail-fast': z.literal(false),
          matrix: z.strictObject({ shard: z.array(z.string()) }),
        })
        .optional(),
      outputs: z.record(z.string(), z.string()).optional(),
      steps: z.array(stepSchema),
    }),
  ),
});

const installation = { commands: ['npm ci'], config: null };
const workflows = {
  'pull request': githubPullRequestWorkflow(installation),
  comment: githubCommentWorkflow(installation),
  night: githubNightlyWorkflow(installation),
};

const read = (text: string) => workflowSchema.parse(parse(text));
const stepsOf = (text: string) => Object.values(read(text).jobs).flatMap(({ steps }) => steps);

describe.each(Object.entries(workflows))('the workflow for a %s', (_, text) => {
  it('pins the actions of others to a commit, with the version beside it', () => {
    const uses = text
      .split('\n')
      .filter((line) => line.includes('uses:') && !line.includes('uses: ./node_modules/perfwatch'));
    expect(uses.length).toBeGreaterThan(1);
    for (const line of uses)
      expect(line).toMatch(/uses: [\w-]+\/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/);
  });

  it('gives its token to perfwatch alone', () => {
    for (const { env, run } of stepsOf(text)) {
      if (env) expect(run).toMatch(/^npx perfwatch (comment|nightly)/);
    }
    const [checkout] = stepsOf(text);
    expect(checkout?.with).toMatchObject({ 'persist-credentials': false });
  });

  it.each(stepsOf(text).flatMap(({ run }) => (run?.startsWith('npx perfwatch') ? [run] : [])))(
    'runs what there is: %s',
    async (line) => {
      const [, , verb = '', ...words] = line.split(' ');
      const { perfwatch } = project();
      const help = await perfwatch([verb, '--help']);
      expect(help).toMatchObject({ exitCode: 0, err: '' });
      for (const option of words.filter((word) => word.startsWith('--'))) {
        expect(help.out).toContain(option);
      }
    },
  );

  it('gives the action inputs that it takes', () => {
    const steps = stepsOf(text).filter(({ uses }) => uses === './node_modules/perfwatch');
    for (const step of steps) {
      const given = Object.entries(step.with ?? {}).map(([name, value]) => [
        inputVariable(name),
        String(value).replace(/\$\{\{ matrix\.shard \}\}/, '1/2'),
      ]);
      const inputs = readInputs(fakeIo({ cwd: '/', env: Object.fromEntries(given) }));
      expect(inputs.argv.length).toBeGreaterThan(1);
    }
  });

  it('puts nothing that a pull request can name into a command', () => {
    for (const { run } of stepsOf(text)) {
      const inserted = run?.match(/\$\{\{.*?\}\}/g) ?? [];
      for (const expression of inserted) {
        // A number that GitHub gives.
        expect(expression).toMatch(/^\S+ github\.event\.workflow_run\.id \S+$/);
      }
    }
  });
});

it('asks for no more permission than a comment needs', () => {
  expect(read(workflows['pull request']).permissions).toEqual({
    contents: 'read',
    'pull-requests': 'write',
  });
  expect(read(workflows.comment).permissions).toEqual({
    actions: 'read',
    contents: 'read',
    'pull-requests': 'write',
  });
});

it.each([
  ['packages/parser/perfwatch.config.yaml', 'packages/parser/perfwatch.config.yaml'],
  ["it's here: #1/perfwatch.config.yaml", "'it'\\''s here: #1/perfwatch.config.yaml'"],
])('names a configuration that is not at the root: %s', (config, word) => {
  const elsewhere = { commands: ['npm ci'], config };
  const pullRequest = githubPullRequestWorkflow(elsewhere);
  const night = githubNightlyWorkflow(elsewhere);
  const steps = [pullRequest, night].flatMap(stepsOf);
  const own = steps.filter(({ uses }) => uses === './node_modules/perfwatch');
  expect(own.map((step) => step.with?.config)).toEqual(own.map(() => config));
  const commands = [githubCommentWorkflow(elsewhere), night]
    .flatMap(stepsOf)
    .flatMap(({ run }) => (run?.startsWith('npx perfwatch') ? [run] : []));
  expect(commands).toHaveLength(2);
  for (const command of commands) expect(command.endsWith(` --config ${word}`)).toBe(true);
});

it('writes at night only where it concludes', () => {
  const { permissions, jobs } = read(workflows.night);
  expect(permissions).toEqual({ contents: 'read' });
  const writing = Object.entries(jobs).filter(([, { permissions }]) => permissions);
  expect(writing.map(([name]) => name)).toEqual(['conclude']);
});

it('measures all parts of a night, twice', () => {
  const { measure, confirm } = read(workflows.night).jobs;
  const shards = measure?.strategy?.matrix.shard ?? [];
  expect(shards).toEqual(shards.map((_, index) => `${index + 1}/${shards.length}`));
  expect(confirm?.strategy).toEqual(measure?.strategy);
});

it('comments after the workflow that measures', () => {
  const on = z.object({ workflow_run: z.object({ workflows: z.array(z.string()) }) });
  expect(on.parse(read(workflows.comment).on).workflow_run.workflows).toEqual([
    read(workflows['pull request']).name,
  ]);
});
