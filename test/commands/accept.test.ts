import { describe, expect, it } from 'vitest';
import { exitCodes } from '../../src/errors.ts';
import { acceptedSchema } from '../../src/model/accepted.ts';
import { type Report, reportSchema } from '../../src/model/report.ts';
import type { Run } from '../../src/model/run.ts';
import { benchmark, run as makeRun, measurement, suiteResult } from '../analysis/runs.ts';
import { commit, git, gitEnvironment } from '../measure/base/repositories.ts';
import type { Project } from '../support/project.ts';
import { addRun, later, withRun } from './lastRun.ts';

const file = 'perfwatch.accepted.json';
const around = (value: number) => [1, 1.01, 0.99, 1, 1.02].map((factor) => factor * value);

/** One suite; by benchmark its time, and its memory where it matters. */
function runOf(
  times: Readonly<Record<string, number>>,
  days: number,
  { memory = 100, sha = null }: { memory?: number; sha?: string | null } = {},
): Run {
  const benchmarks = Object.entries(times).map(([name, time]) => {
    const counted = measurement([memory, memory, memory], 'memory');
    const processed = { workPerIteration: 1000, unit: 'B/s' as const };
    const rates = around(time).map((seconds) => 1000 / seconds);
    const rate = measurement(rates, 'throughput', processed);
    return benchmark('rust', name, [measurement(around(time)), counted, rate]);
  });
  const committedAt = '2026-01-01T00:00:00Z';
  const run = makeRun([suiteResult('rust', benchmarks)], {
    commit: sha === null ? null : { sha, branch: 'main', dirty: false, committedAt },
  });
  return later(run, days);
}

const before = runOf({ parse: 1, print: 2, format: 3 }, 0);

/** Compares the last run with a base and keeps the report as `perfwatch run` does. */
async function compareWith(project: Project, base: Run, env = {}): Promise<Report> {
  project.write('base/run.json', JSON.stringify(base));
  const argv = ['compare', 'base', '.perfwatch', '--json'];
  const { out, err } = await project.perfwatch(argv, Object.keys(env).length > 0 ? { env } : {});
  expect(err).toBe('');
  project.write('.perfwatch/report.json', out);
  return reportSchema.parse(JSON.parse(out));
}

async function regressed(times: Readonly<Record<string, number>>, memory = 100): Promise<Project> {
  const project = withRun(runOf(times, 1, { memory }));
  await compareWith(project, before);
  return project;
}

const slower = { parse: 1.5, print: 2, format: 6 };

const entriesOf = ({ read }: Project) => acceptedSchema.parse(JSON.parse(read(file))).accepted;

describe('accepting a regression', () => {
  it('records it for review, and fails no run with it, while others still do', async () => {
    const project = await regressed(slower);
    const argv = ['accept', 'rust/parse', '--reason', 'the new hash', '--until', '2999-12-31'];
    expect(await project.perfwatch(argv)).toEqual({
      exitCode: exitCodes.ok,
      out: `Accepted: rust/parse (time) +50.0 % until 2999-12-31\nCommit ${file} with the change, so that it is reviewed.\n`,
      err: '',
    });
    expect(entriesOf(project)).toMatchObject([
      {
        benchmark: 'rust/parse',
        metric: 'time',
        reason: 'the new hash',
        until: '2999-12-31',
        change: { ratio: 1.5, confidence: 0.95 },
        run: 'run-2',
      },
    ]);
    const report = await compareWith(project, before);
    expect(report).toMatchObject({ outcome: 'regressed', accepted: 1, stale: [] });
    expect(report.counts.regressed).toBe(1);
    const shown = report.comparisons.filter(({ accepted }) => accepted);
    expect(shown.map(({ id, verdict }) => `${verdict} ${id}`)).toEqual([
      'regressed rust/parse',
      'regressed rust/parse',
    ]);
    expect(new Set(shown.map(({ metric }) => metric))).toEqual(new Set(['time', 'throughput']));
    await project.perfwatch(['accept', 'rust/format', '--reason', 'it checks more']);
    const all = await compareWith(project, before);
    expect(all).toMatchObject({ accepted: 2, counts: { regressed: 0 } });
    expect(all.outcome).not.toBe('regressed');
    const compared = await project.perfwatch(['compare', 'base', '.perfwatch']);
    expect(compared.exitCode).toBe(exitCodes.ok);
  });

  it('does not cover a further one', async () => {
    const project = await regressed(slower);
    await project.perfwatch(['accept', 'rust/**', '--reason', 'why']);
    project.write('.perfwatch/run.json', JSON.stringify(runOf({ ...slower, parse: 3 }, 2)));
    const report = await compareWith(project, before);
    expect(report.outcome).toBe('regressed');
    expect(report.comparisons[0]).toMatchObject({
      id: 'rust/parse',
      reason: 'Further than what was accepted (why).',
    });
  });

  it('takes a glob, a metric, a share; the same again replaces what was there', async () => {
    const project = await regressed(slower, 200);
    const accept = (...argv: string[]) => project.perfwatch(['accept', ...argv, '--reason', 'why']);
    await accept('rust/f*', '--metric', 'memory', '--up-to', '50%');
    expect(project.exists(file)).toBe(false);
    await accept('rust/*');
    const placesOf = () => entriesOf(project).map((one) => `${one.benchmark} ${one.metric}`);
    const all = [
      'rust/format memory',
      'rust/format time',
      'rust/parse memory',
      'rust/parse time',
      'rust/print memory',
    ];
    expect(placesOf()).toEqual(all);
    await accept('rust/parse', '--metric', 'time', '--up-to', '60%');
    expect(placesOf()).toEqual(all);
    expect(entriesOf(project).map(({ upTo }) => upTo)).toEqual([
      undefined,
      undefined,
      undefined,
      0.6,
      undefined,
    ]);
  });

  it('takes metrics that only their harness knows, and excuses no further regression of them', async () => {
    const of = (seconds: number, days: number) => {
      const paint = measurement(around(seconds), 'first-paint', { direction: 'lower-is-better' });
      return later(makeRun([suiteResult('web', [benchmark('web', 'home', [paint])])]), days);
    };
    const project = withRun(of(1.5, 1));
    await compareWith(project, of(1, 0));
    const argv = ['accept', 'web/home', '--metric', 'first-paint', '--reason', 'why'];
    expect(await project.perfwatch(argv)).toMatchObject({ exitCode: exitCodes.ok });
    expect((await compareWith(project, of(1, 0))).comparisons[0]?.accepted).toEqual({
      reason: 'why',
    });
    project.write('.perfwatch/run.json', JSON.stringify(of(3, 2)));
    expect((await compareWith(project, of(1, 0))).outcome).toBe('regressed');
  });

  it('is written one fact a line, in six digits, and to the byte the same again', async () => {
    const project = await regressed(slower);
    await project.perfwatch(['accept', 'rust/*', '--reason', 'a | "b"\n\u001B[31mc']);
    const text = project.read(file);
    expect(text).toMatch(/^ {6}"metric": "time",$/m);
    expect(text).toMatch(/^ {6}"reason": "a \| \\"b\\"\\n\\u001b\[31mc",$/m);
    expect(text).toMatch(/"low":1\.\d{1,5},/);
    await project.perfwatch(['accept', 'rust/parse', '--reason', 'a | "b"\n\u001B[31mc']);
    expect(project.read(file)).toBe(text);
  });
});

describe('accepting is refused, and nothing is written, when', () => {
  it.each([
    { what: 'nothing is called so', argv: ['rust/prase'], says: 'Did you mean: rust/parse, ' },
    { what: 'nothing is like it', argv: ['xyz'], says: 'report --details' },
    { what: 'it did not regress', argv: ['rust/print'], says: 'regressed in the last run' },
    {
      what: 'the metric was not compared',
      argv: ['rust/parse', '--metric', 'speed-index'],
      says: '--metric cannot be "speed-index". Of "rust/parse", the last run compared: memory, throughput, time.',
    },
    {
      what: 'no metric can be called so',
      argv: ['rust/parse', '--metric', 'Peak memory'],
      says: 'Name one of time, throughput, ',
    },
    { what: 'the metric did not', argv: ['rust/parse', '--metric', 'memory'], says: '(unchanged)' },
    {
      what: 'the share is too small',
      argv: ['rust/parse', '--up-to', '10%'],
      says: '--up-to 10 % would not cover rust/parse (time), which is +50.0 %',
    },
    { what: 'the day is over', argv: ['rust/parse', '--until', '2001-01-01'], says: '--until' },
    { what: 'there is no such day', argv: ['rust/parse', '--until', '2999-02-30'], says: 'a day' },
  ])('$what', async ({ argv, says }) => {
    const project = await regressed(slower);
    const refused = await project.perfwatch(['accept', ...argv, '--reason', 'why']);
    expect(refused).toMatchObject({ exitCode: exitCodes.usage, out: '' });
    expect(refused.err).toContain(says);
    expect(project.exists(file)).toBe(false);
  });

  it.each([[[]], [['--reason', ' ']]])('no reason is given: %j', async (argv) => {
    const project = await regressed(slower);
    const refused = await project.perfwatch(['accept', 'rust/parse', ...argv]);
    expect(refused).toMatchObject({ exitCode: exitCodes.usage, out: '' });
    expect(project.exists(file)).toBe(false);
  });

  it('there is no last run', async () => {
    const refused = await withRun(before).perfwatch(['accept', 'rust/parse', '--reason', 'why']);
    expect(refused.exitCode).toBe(exitCodes.usage);
    expect(refused.err).toContain('There is no report at ');
  });

  it.each([
    ['damaged', '{"schema": "perfwatch/accepted", "ver', 'is not whole JSON'],
    ['foreign', '{"name": "mine"}', 'it does not say "schema": "perfwatch/accepted"'],
    ['newer', '{"schema": "perfwatch/accepted", "version": 2}', 'format version 2'],
    ['in conflict', '<<<<<<< HEAD\n{}\n=======\n{}\n>>>>>>> other\n', 'is not whole JSON'],
    [
      'without reasons',
      '{"schema":"perfwatch/accepted","version":1,"accepted":[{"benchmark":"a"}]}',
      'accepted.0.',
    ],
  ])('the file that is there is %s; other commands say so as well', async (_, text, says) => {
    const project = await regressed(slower);
    project.write(file, text);
    for (const argv of [
      ['accept', 'rust/parse', '--reason', 'why'],
      ['compare', 'base', '.perfwatch'],
      ['baseline', 'update', '--accept', 'why'],
    ]) {
      const refused = await project.perfwatch(argv);
      expect(refused).toMatchObject({ exitCode: exitCodes.usage, out: '' });
      expect(refused.err).toContain(file);
      expect(refused.err).toContain(says);
    }
    expect(project.read(file)).toBe(text);
    expect(project.exists('baselines')).toBe(false);
  });
});

describe('an acceptance that is over', () => {
  const over = async (change: (text: string) => string, run: Run, base = before) => {
    const project = await regressed(slower);
    await project.perfwatch(['accept', 'rust/parse', '--reason', 'why', '--until', '2999-01-01']);
    project.write(file, change(project.read(file)));
    project.write('.perfwatch/run.json', JSON.stringify(run));
    return compareWith(project, base);
  };
  const same = (text: string) => text;

  it('by its day counts no more, and it is said', async () => {
    const ended = (text: string) => text.replace('2999-01-01', '2026-01-01');
    const { accepted, counts, stale } = await over(ended, runOf(slower, 1));
    expect({ accepted, regressed: counts.regressed }).toEqual({ accepted: 0, regressed: 2 });
    expect(stale).toEqual([
      `The acceptance of rust/parse (time) in ${file} ended on 2026-01-01 and counts no more: mend the regression, or accept it again; else remove the entry.`,
    ]);
  });

  it('since nothing regresses any more is to be removed', async () => {
    const { stale } = await over(same, runOf({ ...slower, parse: 0.5 }, 2));
    expect(stale).toEqual([expect.stringContaining('is over, since it did not regress: remove')]);
  });

  it('since there is no such benchmark any more is to be removed', async () => {
    const run = runOf({ print: 2 }, 2);
    const { stale } = await over(same, run);
    expect(stale).toEqual([expect.stringContaining('a benchmark that this run does not have')]);
    // A part of the suites cannot tell.
    expect((await over(same, { ...run, filter: 'print' })).stale).toEqual([]);
    expect((await over(same, { ...run, selection: ['rust'] })).stale).toEqual([]);
    expect((await over(same, { ...run, state: 'interrupted' })).stale).toEqual([]);
  });

  it('since the base holds it excuses no second regression', async () => {
    const twice = runOf({ ...slower, parse: 2.25 }, 2);
    const { counts, stale } = await over(same, twice, runOf(slower, 1));
    expect(counts.regressed).toBe(1);
    expect(stale).toEqual([expect.stringContaining('the base holds already')]);
  });

  it('since the commit of the base has it excuses no second regression', async () => {
    const project = await regressed(slower);
    git(project.folder, 'init', '--quiet', '--initial-branch', 'main');
    const first = commit(project.folder, { '.gitignore': '*\n!.gitignore\n!perfwatch.*\n' });
    await project.perfwatch(['accept', 'rust/parse', '--reason', 'why']);
    const second = commit(project.folder, {});
    const twice = runOf({ ...slower, parse: 2.25 }, 3);
    project.write('.perfwatch/run.json', JSON.stringify(twice));
    const baseAt = (sha: string) => runOf(slower, 2, { sha });
    const held = await compareWith(project, baseAt(second), gitEnvironment);
    expect(held).toMatchObject({ accepted: 0, counts: { regressed: 1 } });
    const earlier = await compareWith(project, baseAt(first), gitEnvironment);
    expect(earlier).toMatchObject({ accepted: 1, counts: { regressed: 0 } });
    const unknown = await compareWith(project, baseAt('0'.repeat(40)), gitEnvironment);
    expect(unknown).toMatchObject({ accepted: 1, counts: { regressed: 0 } });
  });
});

describe('an update of the baseline', () => {
  it('takes an accepted regression without another word, and holds it then', async () => {
    const project = await regressed(slower);
    await addRun(project, before);
    const slow = runOf(slower, 1);
    await expect(addRun(project, slow)).rejects.toThrow('regressed: rust/format, rust/parse');
    await project.perfwatch(['accept', 'rust/*', '--reason', 'why']);
    await addRun(project, slow);
    expect(project.baseline('main').entries.at(-1)).not.toHaveProperty('acceptedBecause');
    const text = project.read('baselines/main.json');
    await addRun(project, slow);
    expect(project.read('baselines/main.json')).toBe(text);
    const twice = runOf({ ...slower, parse: 2.25 }, 2);
    await expect(addRun(project, twice)).rejects.toThrow('regressed: rust/parse');
  });
});
