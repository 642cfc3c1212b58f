/** The pipeline for GitLab: it is one, and what it runs is there. */
import { expect, it } from 'vitest';
import { parse } from 'yaml';
import * as z from 'zod';
import {
  gitlabInclude,
  gitlabPipeline,
  gitlabPipelineFile,
} from '../../src/workflows/gitlabPipeline.ts';
import { project } from '../support/project.ts';

/** Of the keywords that GitLab documents (doc/ci/yaml), those in use here. */
const pipelineSchema = z.strictObject({
  benchmarks: z.strictObject({
    image: z.string(),
    rules: z.array(z.strictObject({ if: z.string() })),
    interruptible: z.boolean(),
    variables: z.record(z.string(), z.string()),
    script: z.array(z.string()),
    after_script: z.array(z.string()),
    artifacts: z.strictObject({
      when: z.enum(['on_success', 'on_failure', 'always']),
      expire_in: z.string(),
      paths: z.array(z.string()),
      reports: z.strictObject({ metrics: z.string() }),
    }),
  }),
});

const jobOf = (config: string | null, commands = ['npm ci']) =>
  pipelineSchema.parse(parse(gitlabPipeline({ commands, config }))).benchmarks;
const job = jobOf(null);
const commands = [...job.script, ...job.after_script].flatMap(
  (line) => /npx perfwatch ([^;]+)/.exec(line)?.[1] ?? [],
);

it('clones what paired runs need', () => {
  expect(job.variables).toEqual({ GIT_DEPTH: '0' });
});

it('keeps the artifact folder and the metrics, also of a regression', () => {
  expect(job.artifacts.when).toBe('always');
  expect(job.artifacts.paths).toEqual(['.perfwatch/']);
  expect(commands).toContain(
    `report --reporter gitlab-metrics --output-file ${job.artifacts.reports.metrics}`,
  );
});

it.each(commands)('runs what there is: perfwatch %s', async (line) => {
  const [verb = '', ...words] = line.trim().split(' ');
  const { perfwatch } = project();
  const help = await perfwatch([verb, '--help']);
  expect(help).toMatchObject({ exitCode: 0, err: '' });
  expect(help.out).toContain(`perfwatch ${verb}`);
  for (const option of words.filter((word) => word.startsWith('--'))) {
    expect(help.out).toContain(option);
  }
});

it('installs as the project does, and names a configuration that is not at the root', () => {
  const config = "it's here: #1/perfwatch.config.yaml";
  const other = jobOf(config, ['corepack enable', 'pnpm install']);
  const word = "'it'\\''s here: #1/perfwatch.config.yaml'";
  expect(other.script).toEqual([
    'corepack enable',
    'pnpm install',
    `npx perfwatch run --time-budget 10m --output .perfwatch --config ${word}`,
  ]);
  expect(other.after_script.join('\n')).toContain('npx perfwatch report .perfwatch --reporter');
  expect(other.after_script.join('\n')).toContain(`comment .perfwatch --config ${word}; fi`);
  expect(other.artifacts.paths).toEqual(['.perfwatch/']);
});

it('is included by its own name', () => {
  expect(parse(gitlabInclude)).toEqual({ include: [{ local: gitlabPipelineFile }] });
});
