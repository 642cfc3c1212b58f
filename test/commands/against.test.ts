/** Two commits measured side by side: what is found, and where it is told. */
import { describe, expect, it } from 'vitest';
import { exitCodes } from '../../src/errors.ts';
import { reportSchema } from '../../src/model/report.ts';
import { commandSuite } from '../support/project.ts';
import { pause, repository, script } from '../support/repository.ts';

/** Far more than this machine's noise, far less than what is slowed down here. */
const threshold = '50%';
const configuration = {
  threshold,
  suites: { cli: commandSuite({ one: script('one.sh'), two: script('two.sh') }) },
};
const files = { 'one.sh': pause(0.02), 'two.sh': pause(0.02) };

describe('run --against', () => {
  it('finds what became slower, and only that; 1', async () => {
    const made = await repository(configuration, files);
    const before = made.git('rev-parse', 'HEAD');
    const after = made.commit({ 'one.sh': pause(0.3) });
    const result = await made.perfwatch(['run', '--against', 'HEAD~1', '--launches', '5']);
    expect(result.exitCode).toBe(exitCodes.regressed);
    expect(made.verdicts()).toMatchObject({ 'cli/one': 'regressed' });
    expect(made.verdicts()['cli/two']).not.toMatch(/regressed|improved/);
    expect(made.run()).toMatchObject({ commit: { sha: after }, pairing: { side: 'candidate' } });
    expect(made.base()).toMatchObject({ commit: { sha: before }, pairing: { side: 'base' } });
    const title = `HEAD~1 (${before.slice(0, 7)})`;
    expect(made.report().base).toEqual({ title, commits: [before] });
    expect(result.out).toContain(title);
  });

  it('finds what became faster; 0', async () => {
    const made = await repository(configuration, { ...files, 'one.sh': pause(0.3) });
    made.commit(files);
    const result = await made.perfwatch(['run', '--against', 'HEAD~1', '--launches', '5']);
    expect(result.exitCode).toBe(exitCodes.ok);
    expect(made.verdicts()['cli/one']).toBe('improved');
  });

  it('measures the working tree, also what is not committed', async () => {
    const made = await repository(configuration, files);
    made.write('one.sh', pause(0.3));
    const result = await made.perfwatch(['run', '--against', 'HEAD', '--launches', '5']);
    expect(result.exitCode).toBe(exitCodes.regressed);
    expect(made.run().commit?.dirty).toBe(true);
    expect(made.base().commit?.dirty).toBe(false);
  });

  it('finds nothing in the same code', async () => {
    const made = await repository(configuration, files);
    const result = await made.perfwatch(['run', '--against', 'HEAD', '--launches', '5']);
    expect(result.exitCode).toBe(exitCodes.ok);
    expect(made.report().counts).toMatchObject({ regressed: 0, improved: 0 });
    expect(Object.keys(made.verdicts()).sort()).toEqual(['cli/one', 'cli/two']);
  });

  it('tells benchmarks of one side only as added and missing', async () => {
    const made = await repository(
      { suites: { cli: commandSuite({ one: script('one.sh'), old: script('two.sh') }) } },
      files,
    );
    made.configure({
      suites: { cli: commandSuite({ one: script('one.sh'), new: script('two.sh') }) },
    });
    const result = await made.perfwatch(['run', '--against', 'HEAD~1', '--launches', '2']);
    expect(result.exitCode).toBe(exitCodes.failed);
    expect(made.verdicts()).toMatchObject({ 'cli/old': 'missing', 'cli/new': 'added' });
  });

  it('follows a benchmark that was renamed', async () => {
    const made = await repository(
      { threshold, suites: { cli: commandSuite({ old: script('one.sh') }) } },
      files,
    );
    made.configure({
      suites: { cli: commandSuite({ new: script('one.sh') }) },
      threshold,
      renames: { 'cli/old': 'cli/new' },
    });
    made.commit({ 'one.sh': pause(0.3) });
    const rounds = ['--min-rounds', '5', '--max-rounds', '6'];
    const result = await made.perfwatch(['run', '--against', 'HEAD~2', ...rounds]);
    expect(result.exitCode).toBe(exitCodes.regressed);
    expect(made.verdicts()).toEqual({ 'cli/new': 'regressed' });
  });

  it('measures what is asked for only, on both sides', async () => {
    const made = await repository(configuration, files);
    made.commit({ 'one.sh': pause(0.3) });
    const options = ['--launches', '2', '--filter', 'two$'];
    const result = await made.perfwatch(['run', '--against', 'HEAD~1', ...options]);
    expect(result.exitCode).toBe(exitCodes.ok);
    for (const run of [made.run(), made.base()]) {
      expect(run.suites.flatMap(({ benchmarks }) => benchmarks.map(({ id }) => id))).toEqual([
        'cli/two',
      ]);
    }
  });
});

describe('the results of a paired run', () => {
  it('are shown and compared again with the same verdicts', async () => {
    const made = await repository(configuration, files);
    made.commit({ 'one.sh': pause(0.3) });
    const result = await made.perfwatch(['run', '--against', 'HEAD~1', '--json']);
    const shown = await made.perfwatch(['report', '--json']);
    const again = await made.perfwatch(['compare', '.perfwatch/base.json', '.perfwatch', '--json']);
    expect([shown.exitCode, again.exitCode]).toEqual([exitCodes.ok, result.exitCode]);
    const [own, shownReport, compared] = [result.out, shown.out, again.out].map((text) =>
      reportSchema.parse(JSON.parse(text)),
    );
    expect(shownReport).toEqual(own);
    expect(own?.comparisons).not.toHaveLength(0);
    expect(compared?.comparisons).toEqual(own?.comparisons);
    expect(compared?.outcome).toBe(own?.outcome);
  });

  it('do not outlive the next run', async () => {
    const made = await repository(configuration, files);
    await made.perfwatch(['run', '--against', 'HEAD', '--launches', '2']);
    expect(made.exists('.perfwatch/base.json')).toBe(true);
    await made.perfwatch(['run', '--launches', '1']);
    expect(made.exists('.perfwatch/base.json')).toBe(false);
  });

  it('are raw files by side', async () => {
    const made = await repository(configuration, files);
    made.commit({ 'one.sh': pause(0.03) });
    await made.perfwatch(['run', '--against', 'HEAD~1', '--launches', '2']);
    for (const side of ['base', 'head']) {
      expect(made.list(`.perfwatch/raw/${side}/cli`)).toEqual(
        expect.arrayContaining(['launch-1/1-one.ndjson', 'launch-2/2-two.ndjson']),
      );
    }
  });
});
