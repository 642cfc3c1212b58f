import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { exitCodes } from '../../src/errors.ts';
import { reportSchema } from '../../src/model/report.ts';
import { timeRun } from '../analysis/runs.ts';
import { commandSuite, nodeCommand, project, smallProject } from '../support/project.ts';

const fast = timeRun({ parse: [1, 1.01, 0.99, 1, 1.02] });
const slow = timeRun({ parse: [2, 2.01, 1.99, 2, 2.02] });

describe('perfwatch report', () => {
  it('shows what the run has shown, to the byte, and succeeds whatever it says', async () => {
    const { perfwatch } = project({
      suites: { cli: commandSuite({ crash: nodeCommand('process.exit(1)') }) },
    });
    const markdown = ['--reporter', 'markdown'];
    for (const argv of [[], ['--json'], markdown, [...markdown, '--details'], ['--details']]) {
      const run = await perfwatch(['run', ...argv]);
      expect(run.exitCode).toBe(exitCodes.failed);
      expect(await perfwatch(['report', ...argv])).toEqual({ exitCode: 0, out: run.out, err: '' });
    }
  });

  it('renders what is elsewhere, without any configuration', async () => {
    const { perfwatch, path } = smallProject();
    await perfwatch(['run', '-o', 'artifacts']);
    const { perfwatch: elsewhere } = project();
    for (const place of ['artifacts', 'artifacts/report.json']) {
      expect((await elsewhere(['report', path(place)])).exitCode).toBe(exitCodes.ok);
    }
  });

  it('goes into a file as a whole, wherever that is', async () => {
    const { perfwatch, read, path, list } = smallProject();
    await perfwatch(['run']);
    const argv = ['report', '--reporter', 'markdown'];
    const shown = await perfwatch(argv);
    const told = await perfwatch([...argv, '--output-file', 'out/report.md']);
    expect(told).toEqual({ exitCode: exitCodes.ok, out: '', err: '' });
    expect(read('out/report.md')).toBe(shown.out);
    const colored = { isTerminal: true, columns: 20, env: { FORCE_COLOR: '1' } };
    await perfwatch(['report', '--output-file', path('out/report.txt')], colored);
    expect(read('out/report.txt')).toBe((await perfwatch(['report'])).out);
    expect(list('out')).toEqual(['report.md', 'report.txt']);
  });

  it('says when the file cannot be written, and shows nothing instead', async () => {
    const { perfwatch } = smallProject();
    await perfwatch(['run']);
    const result = await perfwatch(['report', '--output-file', '.perfwatch']);
    expect(result).toMatchObject({ exitCode: exitCodes.failed, out: '' });
    expect(result.err).toMatch(/^perfwatch: \S+\.perfwatch could not be written: /);
  });

  it.each([
    { what: 'there is none', text: null, says: 'There is no report at' },
    { what: 'it is damaged', text: '{"schema":"perfwatch/report","ver', says: 'not whole JSON' },
    {
      what: 'it is a run',
      text: '{"schema":"perfwatch/run","version":1}',
      says: 'it is a perfwatch/run file',
    },
    {
      what: 'it is newer',
      text: '{"schema":"perfwatch/report","version":2}',
      says: 'a report of format version 2',
    },
    { what: 'it holds nonsense', text: '{"schema":"perfwatch/report","version":1}', says: ': ' },
  ])('is refused in one sentence when $what', async ({ text, says }) => {
    const { perfwatch } = project(null, text === null ? {} : { '.perfwatch/report.json': text });
    const result = await perfwatch(['report']);
    expect(result).toMatchObject({ exitCode: exitCodes.usage, out: '' });
    expect(result.err).toMatch(/^perfwatch: [^\n]+\n$/);
    expect(result.err).toContain(says);
  });

  it('does not pass terminal commands of a damaged file on', async () => {
    const { perfwatch } = project(null, { '.perfwatch/report.json': '\u001B[2J\u001B]0;x\u0007' });
    const result = await perfwatch(['report']);
    expect(result.exitCode).toBe(exitCodes.usage);
    expect(result.err).not.toMatch(/[\u001B\u0007]/);
  });
});

describe('perfwatch compare', () => {
  function twoRuns() {
    const made = project();
    for (const [name, run] of Object.entries({ fast, slow })) {
      made.write(`${name}/run.json`, JSON.stringify(run));
    }
    return made;
  }

  it.each([
    { argv: ['fast', 'slow'], code: exitCodes.regressed, outcome: 'regressed' },
    { argv: ['slow', 'fast'], code: exitCodes.ok, outcome: 'passed' },
    {
      argv: ['fast/run.json', 'fast', '--threshold', '20%'],
      code: exitCodes.ok,
      outcome: 'passed',
    },
    // One run tells nothing of how far runs differ: too little to show so small a change absent.
    { argv: ['fast', 'fast', '--threshold', '1%'], code: exitCodes.ok, outcome: 'undecided' },
    {
      argv: ['fast', 'fast', '--threshold', '1%', '--strict'],
      code: exitCodes.undecided,
      outcome: 'undecided',
    },
  ])('$argv → $code', async ({ argv, code, outcome }) => {
    const { perfwatch } = twoRuns();
    const result = await perfwatch(['compare', ...argv, '--json']);
    expect(result).toMatchObject({ exitCode: code, err: '' });
    expect(reportSchema.parse(JSON.parse(result.out))).toMatchObject({
      outcome,
      base: { title: argv[0] },
    });
  });

  it.each([
    { what: 'the base', argv: ['none', 'fast'], names: 'none' },
    { what: 'the candidate', argv: ['fast', 'none'], names: 'none' },
  ])('names $what when it is missing', async ({ argv, names }) => {
    const { perfwatch } = twoRuns();
    const result = await perfwatch(['compare', ...argv]);
    expect(result).toMatchObject({ exitCode: exitCodes.usage, out: '' });
    expect(result.err).toContain(`There is nothing at ${names}`);
  });

  it('refuses a newer run, and one that was cut', async () => {
    const { perfwatch, folder } = twoRuns();
    const newer = JSON.stringify({ ...fast, version: 2 });
    writeFileSync(join(folder, 'newer.json'), newer);
    writeFileSync(join(folder, 'cut.json'), newer.slice(0, 100));
    for (const file of ['newer.json', 'cut.json']) {
      const result = await perfwatch(['compare', 'fast', file]);
      expect(result).toMatchObject({ exitCode: exitCodes.usage, out: '' });
      expect(result.err).toContain(join(folder, file));
    }
  });
});
