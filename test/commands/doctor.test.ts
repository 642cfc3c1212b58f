import { describe, expect, it } from 'vitest';
import { exitCodes } from '../../src/errors.ts';
import { commandSuite, nodeCommand, project, smallProject } from '../support/project.ts';

describe('perfwatch doctor', () => {
  it('is content when every suite can be launched, and leaves nothing behind', async () => {
    const { perfwatch, list } = smallProject();
    const before = list();
    const result = await perfwatch(['doctor']);
    expect(result).toMatchObject({ exitCode: exitCodes.ok, err: '' });
    expect(result.out).toMatch(/^Machine\n.*\n\nToolchains\n.*\n\nSuites\n {2}✓ cli: command 1/s);
    expect(list()).toEqual(before);
  });

  it('tells which toolchains are missing and how to install them', async () => {
    const { perfwatch } = project(
      {
        suites: { node: { harness: 'tinybench' } },
      },
      { 'a.bench.js': '', 'package.json': '{}' },
    );
    const result = await perfwatch(['doctor']);
    expect(result.exitCode).toBe(exitCodes.failed);
    expect(result.out).toMatch(/✗ cargo not found\. To mend this: /);
    expect(result.out).toMatch(/✗ node: tinybench in \S+ not found\. To mend this: npm install/);
  });

  it('shows the last words of what cannot be prepared', async () => {
    const prepare = nodeCommand('console.error("\\u001b[31mwhy"); process.exit(1)');
    const { perfwatch } = project({
      suites: { cli: commandSuite({ a: nodeCommand('0') }, { prepare }) },
    });
    const result = await perfwatch(['doctor']);
    expect(result.exitCode).toBe(exitCodes.failed);
    expect(result.out).toContain('why');
    expect(result.out).not.toContain('\u001B');
  });

  it('works without a configuration, but not with a broken one', async () => {
    const none = await project().perfwatch(['doctor']);
    expect(none.exitCode).toBe(exitCodes.ok);
    expect(none.out).toContain('npx perfwatch init');
    const broken = await project(null, { 'perfwatch.config.json': '{' }).perfwatch(['doctor']);
    expect(broken).toMatchObject({ exitCode: exitCodes.usage, out: '' });
    expect(broken.err).toContain('perfwatch.config.json');
  });
});
