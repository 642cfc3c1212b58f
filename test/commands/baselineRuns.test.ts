import { describe, expect, it } from 'vitest';
import { exitCodes } from '../../src/errors.ts';
import { baselineSchema } from '../../src/model/baseline.ts';
import type { Pairing, Run } from '../../src/model/run.ts';
import type { SuiteResult } from '../../src/model/suiteResult.ts';
import { benchmark, run as makeRun, measurement, suiteResult, timeRun } from '../analysis/runs.ts';
import type { Project } from '../support/project.ts';
import { addRun, later, withRun } from './lastRun.ts';

/** Launches around a value, always the same way. */
const around = (value: number) => [1, 1.01, 0.99, 1, 1.02].map((factor) => factor * value);

const runOf = (parse: number, print: number, days: number, more: Partial<SuiteResult> = {}) =>
  later(timeRun({ parse: around(parse), print: around(print) }, more), days);

const idsOf = ({ baseline }: Project) => baseline('main').entries.map(({ run }) => run.id);

/** Which runs hold a benchmark. */
const holding = ({ baseline }: Project, id: string) =>
  baseline('main')
    .entries.filter(({ benchmarks }) => benchmarks.some((one) => one.id === id))
    .map(({ run }) => run.id);

const pairing: Pairing = {
  side: 'candidate',
  with: 'base-run',
  base: 'main (f93cc5b)',
  design: 'alternating',
  looks: [5],
};

describe('the runs of a baseline', () => {
  it('are kept up to the depth, the newest last, and all others to the byte', async () => {
    const project = withRun(runOf(1, 2, 0), {}, { baselineRuns: 3 });
    for (const days of [0, 1, 2]) await addRun(project, runOf(1, 2, days));
    expect(idsOf(project)).toEqual(['run-1', 'run-2', 'run-3']);
    const blocks = () =>
      Array.from(project.read('baselines/main.json').matchAll(/^ {4}\{$.*?^ {4}\}/gms), String);
    const before = blocks();
    expect(await addRun(project, runOf(1, 2, 3))).toContain('rust (2 benchmarks, 3 runs deep)');
    expect(idsOf(project)).toEqual(['run-2', 'run-3', 'run-4']);
    expect(blocks().slice(0, 2)).toEqual(before.slice(1));
  });

  it('are one with a depth of one', async () => {
    const project = withRun(runOf(1, 2, 0), {}, { baselineRuns: 1 });
    const first = await addRun(project, runOf(1, 2, 0));
    expect(first).not.toContain('With one run');
    await addRun(project, runOf(1, 2, 1));
    expect(idsOf(project)).toEqual(['run-2']);
  });

  it('change nothing when one is added again', async () => {
    const project = withRun(runOf(1, 2, 0));
    for (const days of [0, 1, 2]) await addRun(project, runOf(1, 2, days));
    await addRun(project, runOf(2, 2, 3), '--accept', 'it is safer');
    const text = project.read('baselines/main.json');
    for (const argv of [[], ['--accept', 'another reason']]) {
      await addRun(project, runOf(2, 2, 3), ...argv);
      expect(project.read('baselines/main.json')).toBe(text);
    }
  });

  it('keep one that is older than all of them, in its place', async () => {
    const project = withRun(runOf(1, 2, 0), {}, { baselineRuns: 2 });
    await addRun(project, runOf(1, 2, 5));
    await addRun(project, runOf(1, 2, 6));
    await addRun(project, runOf(1, 2, 1));
    expect(idsOf(project)).toEqual(['run-2', 'run-7']);
  });

  it('tell how far runs lie apart, which launches do not know', async () => {
    const project = withRun(runOf(1, 2, 0));
    for (const [days, print] of [2, 2.02, 1.98].entries()) {
      await addRun(project, runOf(1, print, days));
    }
    const { out } = await project.perfwatch(['baseline', 'show']);
    expect(out).toContain('rust (3 runs, 2026-01-01 to 2026-01-03, no commit, Test CPU × 4');
    expect(out).toMatch(/benchmark +metric +value +between launches +between runs\n/);
    expect(out).toMatch(/rust\/parse +time +1\.00 s +±1\.1 % +±0\.0 % \(3\)\n/);
    expect(out).toMatch(/rust\/print +time +2\.01 s +±1\.1 % +±1\.0 % \(3\)\n/);
    const list = await project.perfwatch(['baseline', 'list']);
    expect(list.out).toContain('rust: 2 benchmarks, 3 runs, 2026-01-01 to 2026-01-03');
  });
});

describe('what really changed', () => {
  const threeRuns = async () => {
    const project = withRun(runOf(1, 2, 0));
    for (const days of [0, 1, 2]) await addRun(project, runOf(1, 2, days));
    return project;
  };

  it.each([
    { what: 'improved', parse: 0.5, argv: [] },
    { what: 'regressed and was accepted', parse: 2, argv: ['--accept', 'safer'] },
  ])('begins its history anew, and only that: what $what', async ({ parse, argv }) => {
    const project = await threeRuns();
    const said = await addRun(project, runOf(parse, 2, 3), ...argv);
    expect(said).toContain('Changed, so that older runs no longer count there: rust/parse time\n');
    expect(holding(project, 'rust/parse')).toEqual(['run-4']);
    expect(holding(project, 'rust/print')).toEqual(['run-1', 'run-2', 'run-3', 'run-4']);
    // The step from the old values to the new ones is not taken for noise of the machine.
    const { out } = await project.perfwatch(['baseline', 'show']);
    expect(out).toMatch(/rust\/parse +time +\S+ m?s +±1\.1 %\n/);
    expect(await addRun(project, runOf(parse, 2, 4))).not.toContain('no longer count');
    expect(holding(project, 'rust/parse')).toEqual(['run-4', 'run-5']);
  });

  it('leaves no run behind of which nothing else is left', async () => {
    const project = await threeRuns();
    await addRun(project, runOf(0.5, 1, 3));
    expect(idsOf(project)).toEqual(['run-4']);
  });

  it('takes the CPU times of the same calls with it, and leaves the memory', async () => {
    const measured = (time: number, days: number) =>
      later(
        makeRun([
          suiteResult('rust', [
            benchmark('rust', 'parse', [
              measurement(around(time)),
              measurement(around(time), 'user-time'),
              measurement([100, 100, 100], 'memory'),
            ]),
          ]),
        ]),
        days,
      );
    const project = withRun(measured(1, 0));
    await addRun(project, measured(1, 0));
    await addRun(project, measured(0.5, 1));
    const [older, newest] = project.baseline('main').entries;
    expect(older?.benchmarks[0]?.metrics.map(({ metric }) => metric)).toEqual(['memory']);
    expect(newest?.benchmarks[0]?.metrics).toHaveLength(3);
  });

  it('gives up what was measured later, when an older run is made the baseline again', async () => {
    const project = await threeRuns();
    await addRun(project, runOf(0.5, 2, 5));
    const said = await addRun(project, runOf(1, 2, 4), '--accept', 'back to before');
    expect(said).toContain('Given up: 1 other run of rust, measured later than this one');
    expect(idsOf(project)).toEqual(['run-1', 'run-2', 'run-3', 'run-5']);
  });

  it('is gone from older runs when it was removed, but not when its suite was not finished', async () => {
    const project = await threeRuns();
    const unfinished = timeRun({ parse: around(1) }, { state: 'incomplete', message: 'why' });
    await addRun(project, later(unfinished, 3), '--accept', 'a time limit');
    expect(holding(project, 'rust/print')).toEqual(['run-1', 'run-2', 'run-3']);
    await addRun(project, runOf(1, 2, 4));
    await addRun(project, later(timeRun({ parse: around(1) }), 5), '--accept', 'removed');
    expect(holding(project, 'rust/print')).toEqual([]);
  });

  it('begins anew where something else is measured now', async () => {
    const project = await threeRuns();
    const calls = makeRun([
      suiteResult('rust', [
        benchmark('rust', 'parse', [measurement(around(1), 'time', { sampleKind: 'call' })]),
        benchmark('rust', 'print', [measurement(around(2))]),
      ]),
    ]);
    await addRun(project, later(calls, 3));
    expect(holding(project, 'rust/parse')).toEqual(['run-4']);
    expect(holding(project, 'rust/print')).toEqual(['run-1', 'run-2', 'run-3', 'run-4']);
  });
});

describe('runs that cannot stand beside each other', () => {
  it('are those with another share of the measuring time: the new one stays', async () => {
    const project = withRun(runOf(1, 2, 0));
    await addRun(project, runOf(1, 2, 0));
    await addRun(project, runOf(1, 2, 1));
    const said = await addRun(project, runOf(1, 2, 2, { launchesPlanned: 20 }));
    expect(said).toContain(
      'Given up: 2 other runs of rust, whose measuring time was not split over 20 launches',
    );
    expect(idsOf(project)).toEqual(['run-3']);
  });

  it('are those of version 1, which held medians', async () => {
    const project = withRun(runOf(1, 2, 0));
    await addRun(project, runOf(1, 2, 0));
    const document = JSON.parse(project.read('baselines/main.json'));
    const entries = baselineSchema
      .parse(document)
      .entries.map(({ location: _, sources: __, ...entry }) => entry);
    project.write('baselines/main.json', JSON.stringify({ ...document, version: 1, entries }));
    // Twice as slow is no objection, since nobody knows.
    const said = await addRun(project, runOf(2, 2, 1));
    expect(said).toContain('Given up: 1 other run of rust, which an older perfwatch summarized');
    expect(project.baseline('main')).toMatchObject({
      version: 2,
      entries: [{ run: { id: 'run-2' }, location: 'faster-half' }],
    });
  });

  it('are not the sides of a paired run: each is a run like others', async () => {
    const project = withRun(runOf(1, 2, 0));
    const paired: Run = { ...runOf(1, 2, 1), pairing };
    await addRun(project, { ...runOf(1, 2, 0), id: 'base-run' });
    await addRun(project, paired);
    await addRun(project, runOf(1, 2, 2));
    expect(idsOf(project)).toEqual(['base-run', 'run-2', 'run-3']);
    const slower = { ...runOf(2, 2, 3), pairing: { ...pairing, with: 'run-3' } };
    await expect(addRun(project, slower)).rejects.toThrow('regressed: rust/parse');
  });

  it('are those of which both sides ran at once: they are refused', async () => {
    const duet: Run = { ...runOf(1, 2, 0), pairing: { ...pairing, design: 'duet' } };
    const { perfwatch, exists } = withRun(duet);
    const refused = await perfwatch(['baseline', 'update', '--accept', 'because']);
    expect(refused).toMatchObject({ exitCode: exitCodes.usage, out: '' });
    expect(refused.err).toContain('both sides ran at once');
    expect(exists('baselines')).toBe(false);
  });
});

describe('the configuration of the depth', () => {
  it.each([0, 21, 1.5, '5'])('cannot be %j', async (baselineRuns) => {
    const { perfwatch } = withRun(runOf(1, 2, 0), {}, { baselineRuns });
    const refused = await perfwatch(['baseline', 'update']);
    expect(refused.exitCode).toBe(exitCodes.usage);
    expect(refused.err).toContain('baselineRuns: ');
  });
});
