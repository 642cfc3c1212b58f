/** The steps that the documentation shows: the action has the inputs that they give. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import * as z from 'zod';
import { inputVariable, readInputs } from '../../src/action/inputs.ts';
import { fakeIo } from '../support/io.ts';

const stepSchema = z.object({
  uses: z.string().optional(),
  with: z.record(z.string(), z.unknown()).default({}),
});
const workflowSchema = z.object({
  jobs: z.record(z.string(), z.object({ steps: z.array(stepSchema) })),
});

function stepsIn(file: string) {
  const text = readFileSync(new URL(`../../${file}`, import.meta.url), 'utf8');
  const blocks = [...text.matchAll(/```yaml\n([\s\S]*?)```/g)].map(([, block = '']) => block);
  return blocks
    .filter((block) => block.includes('jobs:'))
    .flatMap((block) => Object.values(workflowSchema.parse(parse(block)).jobs))
    .flatMap(({ steps }) => steps)
    .filter(({ uses }) => uses?.includes('perfwatch'));
}

const known = readFileSync(new URL('../../action.yml', import.meta.url), 'utf8');

describe.each(['README.md', 'docs/github.md'])('%s', (file) => {
  it('shows inputs that there are', () => {
    const steps = stepsIn(file);
    expect(steps.length).toBeGreaterThan(0);
    for (const { uses, with: given } of steps) {
      expect(uses).toBe('./node_modules/perfwatch');
      for (const name of Object.keys(given)) expect(known).toContain(`\n  ${name}:\n`);
      const env = Object.entries(given).map(([name, value]) => [
        inputVariable(name),
        String(value).replace(/\$\{\{ matrix\.shard \}\}/, '1/2'),
      ]);
      const { argv } = readInputs(fakeIo({ cwd: '/', env: Object.fromEntries(env) }));
      expect(argv[0]).toMatch(/^(run|merge)$/);
    }
  });
});
