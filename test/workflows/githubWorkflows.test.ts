/** The workflows for GitHub: pinned, with no more permission than they need, and what they run is there. */
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import * as z from 'zod';
import {
  githubCommentWorkflow,
  githubPullRequestWorkflow,
} from '../../src/workflows/githubWorkflows.ts';
import { project } from '../support/project.ts';

const stepSchema = z.strictObject({
  uses: z.string().optional(),
  run: z.string().optional(),
  if: z.string().optional(),
  with: z.record(z.string(), z.unknown()).optional(),
  env: z.record(z.string(), z.string()).optional(),
});

/** Of GitHub's workflow syntax, what is in use here. */
const workflowSchema = z.strictObject({
  name: z.string(),
  on: z.unknown(),
  permissions: z.record(z.string(), z.enum(['read', 'write'])),
  concurrency: z.strictObject({ group: z.string(), 'cancel-in-progress': z.boolean() }).optional(),
  jobs: z.record(
    z.string(),
    z.strictObject({
      'runs-on': z.string(),
      'timeout-minutes': z.number(),
      if: z.string().optional(),
      steps: z.array(stepSchema),
    }),
  ),
});

const workflows = {
  'pull request': githubPullRequestWorkflow(),
  comment: githubCommentWorkflow(),
};

const read = (text: string) => workflowSchema.parse(parse(text));
const stepsOf = (text: string) => Object.values(read(text).jobs).flatMap(({ steps }) => steps);

describe.each(Object.entries(workflows))('the workflow for a %s', (_, text) => {
  it('pins the actions of others to a commit, with the version beside it', () => {
    const uses = text.split('\n').filter((line) => line.includes('uses:'));
    expect(uses.length).toBeGreaterThan(1);
    for (const line of uses)
      expect(line).toMatch(/uses: [\w-]+\/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/);
  });

  it('gives its token to perfwatch alone', () => {
    for (const { env, run } of stepsOf(text)) {
      if (env) expect(run).toMatch(/^npx perfwatch comment/);
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

it('comments after the workflow that measures', () => {
  const on = z.object({ workflow_run: z.object({ workflows: z.array(z.string()) }) });
  expect(on.parse(read(workflows.comment).on).workflow_run.workflows).toEqual([
    read(workflows['pull request']).name,
  ]);
});
