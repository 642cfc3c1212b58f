/** Which CI service this is: by hand for those that matter here, beside ci-info itself for all. */
import { execFileSync } from 'node:child_process';
import { createRequire } from 'node:module';
import vendors from 'ci-info/vendors.json' with { type: 'json' };
import { expect, it } from 'vitest';
import { ciServiceOf } from '../src/ciService.ts';

it.each([
  [{ GITHUB_ACTIONS: 'true', CI: 'true' }, 'GITHUB_ACTIONS'],
  [{ GITLAB_CI: 'true', CI: 'true' }, 'GITLAB'],
  [{ BUILDKITE: 'true' }, 'BUILDKITE'],
  [{ JENKINS_URL: 'https://ci.test', BUILD_ID: '12' }, 'JENKINS'],
  [{ JENKINS_URL: 'https://ci.test' }, undefined],
  [{ CI: 'woodpecker' }, 'WOODPECKER'],
  [{ CI: 'true' }, undefined],
  [{ GITLAB_CI: '' }, undefined],
  [{ GITLAB_CI: 'true', CI: 'false' }, undefined],
  [{}, undefined],
])('%o is %s', (env, id) => {
  expect(ciServiceOf(env)?.id).toBe(id);
});

it('says the same as ci-info for each service that it knows', () => {
  const environments = vendors.map(({ env }) =>
    Object.fromEntries(
      [env].flat().flatMap((condition): [string, string][] => {
        if (typeof condition === 'string') return [[condition, 'x']];
        const { env: name, includes, any, ...values } = condition as Record<string, unknown>;
        if (Array.isArray(any)) return [[String(any[0]), 'x']];
        if (name !== undefined) return [[String(name), `x${includes}x`]];
        return Object.entries(values).map(([key, value]) => [key, String(value)]);
      }),
    ),
  );
  const script = `
    const file = ${JSON.stringify(createRequire(import.meta.url).resolve('ci-info'))};
    const environments = ${JSON.stringify(environments)};
    const names = environments.map((env) => {
      process.env = env;
      delete require.cache[file];
      return require(file).name;
    });
    console.log(JSON.stringify(names));`;
  const told: unknown = JSON.parse(execFileSync(process.execPath, ['-e', script]).toString());
  expect(environments.map((env) => ciServiceOf(env)?.name ?? null)).toEqual(told);
  expect(environments.length).toBeGreaterThan(50);
});
