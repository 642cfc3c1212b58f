/** Parts of a run on several machines: which suites each measures, and what it leaves. */
import { describe, expect, it } from 'vitest';
import { exitCodes } from '../../src/errors.ts';
import { commandSuite, nodeCommand, project } from '../support/project.ts';

const suite = () => commandSuite({ work: nodeCommand('0') });
const configuration = { launches: 1, suites: { a: suite(), b: suite(), c: suite() } };

const suitesOf = ({ suites }: { suites: readonly { suite: string }[] }) =>
  suites.map((one) => one.suite);

describe('run --shard', () => {
  it('measures its part of the suites, and says which', async () => {
    const made = project(configuration);
    expect((await made.perfwatch(['run', '--shard', '1/2'])).exitCode).toBe(exitCodes.ok);
    expect(suitesOf(made.run())).toEqual(['a', 'c']);
    const { plan, selection } = made.run();
    expect(selection).toEqual(['a', 'c']);
    expect(plan).toMatchObject({ suites: ['a', 'b', 'c'], shard: { index: 1, count: 2 } });
    expect(made.report().run.shard).toEqual({ index: 1, count: 2 });
    await made.perfwatch(['run', '--shard', '2/2']);
    expect(suitesOf(made.run())).toEqual(['b']);
    expect(made.run().plan?.digest).toBe(plan?.digest);
  });

  it('divides by what the baseline tells of durations', async () => {
    const slow = commandSuite({ work: nodeCommand('setTimeout(() => {}, 1000)') });
    const made = project({ launches: 1, suites: { a: suite(), b: suite(), c: slow } });
    await made.perfwatch(['run']);
    await made.perfwatch(['baseline', 'update']);
    await made.perfwatch(['run', '--shard', '1/2']);
    expect(suitesOf(made.run())).toEqual(['c']);
    const rest = await made.perfwatch(['run', '--shard', '2/2', '--dry-run']);
    expect(rest.out).toMatch(/^Plan of shard 2 of 2: 2 suites/);
    expect(rest.out).toMatch(/^ {2}a .*\n {2}b /m);
  });

  it('divides only what is asked for', async () => {
    const made = project(configuration);
    await made.perfwatch(['run', '--shard', '2/2', '--suite', 'b', '--suite', 'c']);
    expect(suitesOf(made.run())).toEqual(['c']);
    expect(made.run().plan).toMatchObject({ suites: ['a', 'b', 'c'], asked: ['b', 'c'] });
  });

  it('says that it has nothing to do where there are more shards than suites; 0', async () => {
    const made = project({ ...configuration, strict: true });
    const result = await made.perfwatch(['run', '--shard', '4/4']);
    expect(result.exitCode).toBe(exitCodes.ok);
    expect(result.out).toContain('shard 4 of 4 has nothing to measure');
    expect(made.run()).toMatchObject({ state: 'complete', suites: [], selection: [] });
    const plan = await made.perfwatch(['run', '--shard', '4/4', '--dry-run']);
    expect(plan.out).toBe(
      'Plan: nothing, since there are more shards than suites (shard 4 of 4).\n',
    );
  });

  it('is to be joined before it becomes a baseline', async () => {
    const result = await project(configuration).perfwatch(['run', '--shard', '1/2']);
    expect(result.out).toContain('npx perfwatch merge');
  });

  it.each(['0/2', '3/2', '1', '1/0', 'a/b', '-1/2', '1/2/3', '1.5/2', '1/1001'])(
    'refuses %s',
    async (text) => {
      const result = await project(configuration).perfwatch(['run', '--shard', text]);
      expect(result).toMatchObject({ exitCode: exitCodes.usage, out: '' });
      expect(result.err).toContain('Give a part and how many there are');
    },
  );
});
