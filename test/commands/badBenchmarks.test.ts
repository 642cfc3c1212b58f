/** Benchmark programs that do what they should not, from end to end. */
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { exitCodes } from '../../src/errors.ts';
import { commandSuite, linkTinybench, nodeCommand, project } from '../support/project.ts';

const good = `
  import { Bench } from 'tinybench';
  export const bench = new Bench({ time: 1, iterations: 1, warmup: false }).add('fine', () => {});
`;

/** A suite of one bench file beside one that is fine; launched twice. */
function benchProject(file: string, more: object = {}) {
  const made = project(
    {
      suites: {
        bad: { harness: 'tinybench', folder: 'bad', launches: 2, ...more },
        good: { harness: 'tinybench', folder: 'good', launches: 2 },
      },
    },
    {
      'package.json': '{ "type": "module" }',
      'bad/it.bench.js': file,
      'good/it.bench.js': good,
    },
  );
  linkTinybench(made);
  return made;
}

describe('a bench file', () => {
  it.each([
    {
      what: 'that throws while it loads',
      file: 'throw new Error("my trouble");',
      says: /it\.bench\.js: Error: my trouble \(it\.bench\.js:1:7\)/,
    },
    {
      what: 'with a syntax error',
      file: 'export const = 1;',
      says: /it\.bench\.js: .*it\.bench\.js:1/s,
    },
    {
      what: 'that is empty',
      file: '',
      says: /it has no benchmark that perfwatch can run/,
    },
    {
      what: 'with a Bench that has no task',
      file: `import { Bench } from 'tinybench'; export const bench = new Bench();`,
      says: /it has a Bench, but no task in it/,
    },
    {
      what: 'that ends its process in the middle',
      file: `import { Bench } from 'tinybench';
        export const bench = new Bench({ time: 1 }).add('a', () => process.exit(0));`,
      says: /ended its process before its benchmarks had finished/,
    },
    {
      what: 'that kills itself',
      file: 'process.kill(process.pid, "SIGKILL");',
      says: /its process was killed/,
    },
    {
      what: 'that throws megabytes',
      file: 'throw new Error("x".repeat(5_000_000));',
      says: /it\.bench\.js: Error: x{100}/,
    },
  ])('$what is a failure in words; the other suite is measured', async ({ file, says }) => {
    const { perfwatch, run, read } = benchProject(file);
    const result = await perfwatch(['run']);
    expect(result.exitCode).toBe(exitCodes.failed);
    const [bad, other] = run().suites;
    expect(bad).toMatchObject({ state: 'failed', message: expect.stringMatching(says) });
    // What can measure nothing is not launched again.
    expect(bad?.launches).toHaveLength(1);
    expect(other).toMatchObject({ state: 'measured', launches: [{}, {}] });
    expect(result.out).toContain('bad');
    expect(read('.perfwatch/run.json').length).toBeLessThan(100_000);
    expect(result.out.length).toBeLessThan(20_000);
  });

  it('with one task that throws: the task failed, the other one was measured', async () => {
    const { perfwatch, run } = benchProject(`${good}
      bench.add('broken', () => { throw new Error('my trouble'); });`);
    const result = await perfwatch(['run']);
    expect(result.exitCode).toBe(exitCodes.failed);
    expect(result.out).toContain('my trouble');
    expect(run().suites[0]?.benchmarks.map(({ id, state }) => [id, state])).toEqual([
      ['bad/it/bench/broken', 'failed'],
      ['bad/it/bench/fine', 'measured'],
    ]);
  });

  it('that hangs is ended, is not launched again, and what it had measured is kept', async () => {
    const { perfwatch, run } = benchProject(
      `${good}
      let calls = 0;
      // The first call is tinybench's own, while the file loads.
      bench.add('hangs', () => { calls += 1; while (calls > 1); });`,
      { timeoutSeconds: 4 },
    );
    const result = await perfwatch(['run']);
    expect(result.exitCode).toBe(exitCodes.failed);
    expect(result.out).toContain('timeoutSeconds');
    const [bad, other] = run().suites;
    expect(bad).toMatchObject({
      state: 'incomplete',
      launches: [{ state: 'incomplete' }],
      benchmarks: [{ id: 'bad/it/bench/fine', state: 'measured' }],
    });
    expect(other?.state).toBe('measured');
  });
});

describe('a command', () => {
  it.each([
    { what: 'that is not there', command: ['/nowhere/it'], says: 'there is no such program' },
    {
      what: 'that fails',
      command: nodeCommand('console.error("why"); process.exit(4)'),
      says: 'ended with exit code 4 in run 1 of 1:\nwhy',
    },
    {
      what: 'that is killed',
      command: nodeCommand('process.kill(process.pid, "SIGKILL")'),
      says: 'was ended by SIGKILL',
    },
  ])('$what is a failure with its reason', async ({ command, says }) => {
    const { perfwatch, run } = project({
      suites: { cli: commandSuite({ bad: command, good: nodeCommand('0') }) },
    });
    expect((await perfwatch(['run'])).exitCode).toBe(exitCodes.failed);
    const [bad, good] = run().suites[0]?.benchmarks ?? [];
    expect(bad).toMatchObject({ state: 'failed', message: expect.stringContaining(says) });
    expect(good?.state).toBe('measured');
  });

  it('whose preparation fails is told with its last lines', async () => {
    const prepare = nodeCommand('console.error("first\\nlast"); process.exit(1)');
    const { perfwatch, run } = project({
      suites: { cli: commandSuite({ a: nodeCommand('0') }, { prepare }) },
    });
    const result = await perfwatch(['run']);
    expect(result.exitCode).toBe(exitCodes.failed);
    expect(result.out).toContain('last');
    expect(run().suites[0]).toMatchObject({ state: 'failed', launches: [] });
  });

  it('whose preparation prints megabytes leaves a short log', async () => {
    const prepare = nodeCommand('require("node:fs").writeSync(1, "x".repeat(3_000_000))');
    const { perfwatch, path } = project({
      suites: { cli: commandSuite({ a: nodeCommand('0') }, { prepare }) },
    });
    expect((await perfwatch(['run'])).exitCode).toBe(exitCodes.ok);
    const raw = path('.perfwatch/raw');
    const sizes = readdirSync(raw, { recursive: true, encoding: 'utf8' }).map(
      (file) => statSync(join(raw, file)).size,
    );
    expect(Math.max(...sizes)).toBeLessThan(300_000);
  });
});
