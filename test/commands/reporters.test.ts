/** Several reporters at once: one on standard output, the others into files. */
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { exitCodes } from '../../src/errors.ts';
import { reportSchema } from '../../src/model/report.ts';
import { reporters } from '../../src/reporters/index.ts';
import { reporterNames } from '../../src/reporters/names.ts';
import { timeRun } from '../analysis/runs.ts';
import {
  commandSuite,
  nodeCommand,
  type Project,
  project,
  smallProject,
} from '../support/project.ts';

it('the command line knows all reporters, in the order of the registry', () => {
  expect(reporterNames).toEqual(Object.keys(reporters));
});

const fast = timeRun({ parse: [1, 1.01, 0.99, 1, 1.02] });
const slow = timeRun({ parse: [2, 2.01, 1.99, 2, 2.02] });

function twoRuns(): Project {
  const made = project();
  for (const [name, run] of Object.entries({ fast, slow })) {
    made.write(`${name}/run.json`, JSON.stringify(run));
  }
  return made;
}

describe('--reporter with files', () => {
  it('shows one report and writes the others, in folders that it makes', async () => {
    const { perfwatch, read } = twoRuns();
    const argv = ['compare', 'fast', 'slow'];
    const shown = await perfwatch([...argv, '--reporter', 'markdown']);
    const names = 'markdown,junit=out/a/junit.xml,csv=table.csv';
    const both = await perfwatch([...argv, '--reporter', names]);
    expect(both).toEqual(shown);
    expect(both.exitCode).toBe(exitCodes.regressed);
    for (const [name, file] of [
      ['junit', 'out/a/junit.xml'],
      ['csv', 'table.csv'],
    ] as const) {
      const alone = await perfwatch([...argv, '--reporter', name]);
      expect(read(file)).toBe(alone.out);
    }
  });

  it('keeps the terminal’s report on standard output when all others have files', async () => {
    const { perfwatch, read } = twoRuns();
    const shown = await perfwatch(['compare', 'fast', 'slow']);
    const told = await perfwatch(['compare', 'fast', 'slow', '--reporter', 'json=report.json']);
    expect(told).toEqual(shown);
    expect(reportSchema.parse(JSON.parse(read('report.json'))).outcome).toBe('regressed');
  });

  it('may be given several times, goes with --json, and colours no file', async () => {
    const { perfwatch, read } = twoRuns();
    const argv = ['compare', 'fast', 'slow', '--json'];
    const shown = await perfwatch(argv);
    const more = ['--reporter', 'terminal=report.txt', '--reporter', 'csv=a=b.csv'];
    const colored = { isTerminal: true, columns: 40, env: { FORCE_COLOR: '1' } };
    expect(await perfwatch([...argv, ...more], colored)).toEqual(shown);
    expect(read('report.txt')).toBe((await perfwatch(['compare', 'fast', 'slow'])).out);
    expect(read('a=b.csv')).toMatch(/^id,suite,/);
  });

  it('may have spaces around names and files', async () => {
    const { perfwatch, list } = twoRuns();
    const before = list();
    const names = 'json, csv = a b.csv , junit= out.xml';
    const { out } = await perfwatch(['compare', 'fast', 'slow', '--reporter', names]);
    expect(JSON.parse(out)).toMatchObject({ schema: 'perfwatch/report' });
    expect(list().filter((file) => !before.includes(file))).toEqual(['a b.csv', 'out.xml']);
  });

  it('works for run, merge and report alike', async () => {
    const { perfwatch, read, path } = smallProject();
    const argv = ['--quiet', '--reporter', 'json,csv=table.csv'];
    const run = await perfwatch(['run', '--output', 'part', ...argv]);
    expect(run, run.out).toMatchObject({ exitCode: exitCodes.ok, err: '' });
    expect(JSON.parse(run.out)).toMatchObject({ schema: 'perfwatch/report' });
    const table = read('table.csv');
    expect(table).toContain('cli/work');
    const merged = await perfwatch(['merge', 'part', ...argv.with(-1, 'csv=merged.csv')]);
    expect(merged).toMatchObject({ exitCode: exitCodes.ok, err: '' });
    expect(read('merged.csv')).toBe(table);
    await perfwatch(['report', path('part'), '--reporter', `csv=${path('shown.csv')}`]);
    expect(read('shown.csv')).toBe(table);
  });
});

it('benchfmt has a line for each launch wherever they are known', async () => {
  const { perfwatch, read } = project({
    suites: { cli: commandSuite({ work: nodeCommand('0') }, { launches: 3 }) },
  });
  await perfwatch(['run', '-o', 'part', '--reporter', 'benchfmt=run.txt']);
  await perfwatch(['merge', 'part', '--reporter', 'benchfmt=merge.txt']);
  await perfwatch(['report', '--reporter', 'benchfmt=report.txt']);
  await perfwatch(['compare', 'part', 'part', '--reporter', 'benchfmt=compare.txt']);
  const lines = read('run.txt').match(/^BenchmarkWork 1 [\d.e-]+ sec\/op.*$/gm);
  expect(lines).toHaveLength(3);
  expect(new Set(lines).size).toBe(3);
  for (const file of ['merge.txt', 'report.txt', 'compare.txt']) {
    expect(read(file)).toBe(read('run.txt'));
  }
});

describe('--reporter is refused before anything is done', () => {
  it.each([
    { what: 'an unknown name', names: 'junit=a.xml,pigeon', says: 'Allowed choices are terminal' },
    { what: 'an empty name', names: 'csv=a.csv,', says: 'Allowed choices are terminal' },
    { what: 'an empty file', names: 'csv=', says: 'Name a file behind "csv="' },
    {
      what: 'two for standard output',
      names: 'markdown,csv',
      says: 'only one report fits on standard output, not markdown and csv; give the others a file',
    },
    {
      what: 'the same file twice',
      names: 'csv=out/a.csv,json=./out/../out/a.csv',
      says: '--reporter csv and json cannot both go into ./out/../out/a.csv; name a file for each',
    },
  ])('$what', async ({ names, says }) => {
    const { perfwatch, list } = project({
      suites: {
        cli: commandSuite({ a: nodeCommand('require("node:fs").writeFileSync("ran", "")') }),
      },
    });
    const before = list();
    const result = await perfwatch(['run', '--reporter', names]);
    expect(result).toMatchObject({ exitCode: exitCodes.usage, out: '' });
    expect(result.err).toContain(says);
    expect(list()).toEqual(before);
  });

  it('--json beside another one on standard output; beside itself it says nothing new', async () => {
    const { perfwatch } = twoRuns();
    const argv = ['compare', 'fast', 'slow', '--json', '--reporter'];
    const two = await perfwatch([...argv, 'markdown']);
    expect(two).toMatchObject({ exitCode: exitCodes.usage, out: '' });
    expect(two.err).toContain('not markdown and json');
    expect((await perfwatch([...argv, 'json'])).exitCode).toBe(exitCodes.regressed);
  });

  it('--output-file beside a reporter that has a file', async () => {
    const { perfwatch, list } = project();
    const argv = ['report', '--output-file', 'a.md', '--reporter', 'markdown,csv=a.csv'];
    const result = await perfwatch(argv);
    expect(result).toMatchObject({ exitCode: exitCodes.usage, out: '' });
    expect(result.err).toContain('--output-file cannot be used with --reporter csv=a.csv');
    expect(list()).toEqual([]);
  });
});

describe('a file that cannot be written', () => {
  it('is an error after all else was shown, published and written', async () => {
    const { perfwatch, read, write, exists, path } = smallProject();
    write('summary.md', '');
    // What writes there asks the process itself.
    vi.stubEnv('GITHUB_STEP_SUMMARY', path('summary.md'));
    onTestFinished(() => void vi.unstubAllEnvs());
    const result = await perfwatch(
      ['run', '--reporter', 'markdown,csv=perfwatch.config.json/a.csv,json=.perfwatch,junit=a.xml'],
      { env: { GITHUB_ACTIONS: 'true', GITHUB_STEP_SUMMARY: path('summary.md') } },
    );
    expect(result.exitCode).toBe(exitCodes.failed);
    expect(result.out).toContain('cli/work');
    expect(read('a.xml')).toContain('<testcase name="cli/work"');
    expect(exists('.perfwatch/report.md')).toBe(true);
    expect(read('summary.md')).toContain('cli/work');
    const lines = result.err.split('\n').filter((line) => line.startsWith('perfwatch:'));
    expect(lines).toEqual([
      expect.stringMatching(
        /^perfwatch: \S+\/perfwatch\.config\.json\/a\.csv could not be written: /,
      ),
      expect.stringMatching(/^perfwatch: \S+\/\.perfwatch could not be written: /),
    ]);
    expect(result.err).toContain('Report: .perfwatch/report.md');
  });
});
