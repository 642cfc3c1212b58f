import { describe, expect, it } from 'vitest';
import { exitCodes } from '../../src/errors.ts';
import { type Report, reportSchema } from '../../src/model/report.ts';
import type { Run } from '../../src/model/run.ts';
import { benchmark, run as makeRun, measurement, suiteResult } from '../analysis/runs.ts';
import { addRun, later, withRun } from './lastRun.ts';

const around = (value: number) => [1, 1.01, 0.99, 1, 1.02].map((factor) => factor * value);

/** Time and memory by benchmark; null for one that failed. */
type Values = Readonly<Record<string, readonly [time: number, memory: number] | null>>;

function runOf(values: Values, days = 0, suite = 'rust'): Run {
  const benchmarks = Object.entries(values).map(([name, value]) => {
    if (!value) return benchmark(suite, name, [], { state: 'failed', message: 'boom' });
    const [time, memory] = value;
    const counted = measurement([memory, memory], 'memory');
    return benchmark(suite, name, [measurement(around(time)), counted]);
  });
  return later(makeRun([suiteResult(suite, benchmarks)]), days);
}

type Configuration = Readonly<Record<string, unknown>>;

const projectOf = (base: Run, candidate: Run, configuration: Configuration) =>
  withRun(candidate, { 'base/run.json': JSON.stringify(base) }, configuration);

async function compared(base: Run, candidate: Run, configuration: Configuration): Promise<Report> {
  const { perfwatch } = projectOf(base, candidate, configuration);
  const { out, err } = await perfwatch(['compare', 'base', '.perfwatch', '--json']);
  expect(err).toBe('');
  return reportSchema.parse(JSON.parse(out));
}

const verdictsOf = ({ comparisons }: Report) =>
  Object.fromEntries(comparisons.map(({ id, metric, verdict }) => [`${id} ${metric}`, verdict]));

const before = runOf({ a: [1, 100], b: [1, 100] });
const after = runOf({ a: [1.5, 200], b: [1.5, 200] }, 1);

describe('what a configuration says about some benchmarks', () => {
  it('is their threshold, and the last that matches counts', async () => {
    const benchmarks = [
      { match: 'rust/*', threshold: '90%' },
      { match: 'rust/b', threshold: 0.1 },
    ];
    const report = await compared(before, after, { metrics: ['time'], benchmarks });
    expect(verdictsOf(report)).toMatchObject({ 'rust/b time': 'regressed' });
    expect(verdictsOf(report)['rust/a time']).not.toBe('regressed');
    expect(report.stale).toEqual([]);
  });

  it('is which of their metrics are judged; the others are shown as measured', async () => {
    const benchmarks = [{ match: 'rust/a', metrics: ['memory'] }];
    const report = await compared(before, after, { benchmarks });
    expect(verdictsOf(report)).toEqual({
      'rust/a memory': 'regressed',
      'rust/b memory': 'regressed',
      'rust/b time': 'regressed',
    });
    expect(report.measurements.map(({ id, metric }) => `${id} ${metric}`)).toEqual(['rust/a time']);
  });

  it('is that they get no verdict, but are measured, and nothing is silent about them', async () => {
    const benchmarks = [
      { match: 'rust/{b}', ignore: true },
      { match: 'rust/b', ignore: true },
    ];
    const same = runOf({ a: [1, 100], b: [9, 900] }, 1);
    const report = await compared(before, same, { benchmarks });
    expect(Object.keys(verdictsOf(report)).sort()).toEqual(['rust/a memory', 'rust/a time']);
    expect(report.outcome).not.toBe('regressed');
    expect(report.measurements.map(({ id }) => id)).toEqual(['rust/b', 'rust/b']);
    expect(report.suites[0]?.notices).toEqual([
      'Not judged, as the configuration ignores them: rust/b.',
    ]);
    expect(report.stale).toEqual([
      'The configuration says something about "rust/{b}" in `benchmarks`, but no benchmark matches that: mend it or remove it.',
    ]);
  });

  it.each([
    { what: 'failed', values: { a: [1, 100], b: null } as Values, says: '; failed: rust/b' },
    { what: 'is gone', values: { a: [1, 100] } as Values, says: '' },
  ])('does not fail a run whose ignored benchmark $what', async ({ values, says }) => {
    const run = runOf(values, 1);
    const ignored = { benchmarks: [{ match: 'rust/b', ignore: true }] };
    const { outcome, suites } = await compared(before, run, ignored);
    expect(outcome).not.toBe('failed');
    expect(suites[0]?.notices.join()).toContain(says);
    expect((await compared(before, run, {})).outcome).toBe('failed');
    const project = projectOf(before, run, ignored);
    await addRun(project, before);
    await addRun(project, run);
    expect(project.baseline('main').entries).toHaveLength(2);
  });

  it('is no matter for a suite that is no longer configured', async () => {
    const other = runOf({ c: [1, 100] }, 1, 'node');
    const ignored = { benchmarks: [{ match: 'rust/**', ignore: true }] };
    const { comparisons } = await compared(before, other, ignored);
    expect(comparisons.filter(({ verdict }) => verdict === 'missing')).toEqual([]);
  });

  it.each([
    [{ match: 'a', thresold: 0.1 }, 'benchmarks.0.thresold: there is no such key'],
    [{ threshold: 0.1 }, 'benchmarks.0.match: it is missing'],
    [{ match: '' }, 'benchmarks.0.match: '],
    [{ match: 'a', metrics: ['Speed'] }, 'benchmarks.0.metrics.0: '],
  ])('cannot be %j', async (override, says) => {
    const { perfwatch } = projectOf(before, after, { benchmarks: [override] });
    const refused = await perfwatch(['compare', 'base', '.perfwatch']);
    expect(refused).toMatchObject({ exitCode: exitCodes.usage, out: '' });
    expect(refused.err).toContain(says);
  });
});

describe('renames', () => {
  const renamedRun = runOf({ 'new-a': [1, 100], b: [1, 100] }, 1);

  it('carry the history over', async () => {
    expect((await compared(before, renamedRun, {})).outcome).toBe('failed');
    const report = await compared(before, renamedRun, { renames: { 'rust/a': 'rust/new-a' } });
    expect(report.counts).toMatchObject({ missing: 0, added: 0 });
    expect(report.comparisons.map(({ id }) => id)).toContain('rust/new-a');
    expect(report.stale).toEqual([]);
  });

  it('of a whole suite carry over its place, too', async () => {
    const moved = runOf({ a: [1.5, 100], b: [1, 100] }, 1, 'core');
    const report = await compared(before, moved, { renames: { 'rust/': 'core/' } });
    expect(verdictsOf(report)['core/a time']).toBe('regressed');
    expect(report.counts).toMatchObject({ missing: 0, added: 0 });
  });

  it('are kept by the next update of the baseline, and then to be removed', async () => {
    const project = withRun(before, {}, { renames: { 'rust/a': 'rust/new-a' } });
    await addRun(project, before);
    await addRun(project, renamedRun);
    const ids = project
      .baseline('main')
      .entries.map(({ benchmarks }) => benchmarks.map(({ id }) => id));
    expect(ids).toEqual([
      ['rust/b', 'rust/new-a'],
      ['rust/b', 'rust/new-a'],
    ]);
    const again = later(renamedRun, 2);
    const { stale } = await compared(renamedRun, again, { renames: { 'rust/a': 'rust/new-a' } });
    expect(stale).toEqual([expect.stringContaining('remove it from `renames`')]);
  });

  it('to a name that nothing has are told', async () => {
    const { stale } = await compared(before, renamedRun, { renames: { 'rust/a': 'rust/newa' } });
    expect(stale).toEqual([expect.stringContaining('nothing is called "rust/newa" in this run')]);
  });

  it.each([
    [{ 'rust/a': 'rust/b/' }, 'renames.rust/a: both ids end in "/"'],
    [{ a: 'rust/b' }, 'renames.a: '],
    [{ 'rust/a': 'b' }, 'renames.rust/a: '],
  ])('cannot be %j', async (renames, says) => {
    const { perfwatch } = projectOf(before, after, { renames });
    const refused = await perfwatch(['compare', 'base', '.perfwatch']);
    expect(refused).toMatchObject({ exitCode: exitCodes.usage, out: '' });
    expect(refused.err).toContain(says);
  });
});

describe('comparing by a configuration', () => {
  it('takes its threshold, unless the command line says another one', async () => {
    const { perfwatch } = projectOf(before, after, { threshold: '90%', metrics: ['time'] });
    const codeOf = async (...argv: string[]) =>
      (await perfwatch(['compare', 'base', '.perfwatch', ...argv])).exitCode;
    expect(await codeOf()).toBe(exitCodes.ok);
    expect(await codeOf('--threshold', '3%')).toBe(exitCodes.regressed);
  });

  it('needs none, and refuses one that is damaged', async () => {
    const project = projectOf(before, after, {});
    const folder = { cwd: project.path('base') };
    project.write('base/after/run.json', JSON.stringify(after));
    project.write('perfwatch.config.json', '{');
    const argv = ['compare', 'run.json', 'after'];
    expect((await project.perfwatch(argv, folder)).exitCode).toBe(exitCodes.regressed);
    const refused = await project.perfwatch(['compare', 'base', '.perfwatch']);
    expect(refused.exitCode).toBe(exitCodes.usage);
  });
});
