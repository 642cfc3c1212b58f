import { describe, expect, it } from 'vitest';
import { exitCodes } from '../../src/errors.ts';
import { benchmark, run as makeRun, measurement, suiteResult, timeRun } from '../analysis/runs.ts';
import { commandSuite, nodeCommand, project, smallProject } from '../support/project.ts';
import { later, withRun } from './lastRun.ts';

const fine = timeRun({ parse: [1, 1.01, 0.99, 1, 1.02], print: [2, 2.01, 1.99, 2, 2.02] });
const slower = timeRun({ parse: [2, 2.01, 1.99, 2, 2.02], print: [2, 2.01, 1.99, 2, 2.02] });

const failedBenchmark = makeRun([
  suiteResult('rust', [
    benchmark('rust', 'parse', [measurement([1, 1])]),
    benchmark('rust', 'broken', [], { state: 'failed', message: 'why' }),
  ]),
]);

const suiteIn = (state: 'failed' | 'incomplete') =>
  timeRun({ parse: [1, 1] }, { state, message: 'why' });

describe('the baseline', () => {
  it('becomes the last run', async () => {
    const { perfwatch, baseline } = withRun(fine);
    expect(await perfwatch(['baseline', 'update'])).toEqual({
      exitCode: exitCodes.ok,
      out: [
        'Baseline main now holds this run of rust (2 benchmarks, 1 run deep): baselines/main.json',
        'With one run it is not known how far runs differ here; it is after two or more, of which 5 are kept: npx perfwatch run && npx perfwatch baseline update',
        '',
      ].join('\n'),
      err: '',
    });
    expect(baseline('main')).toMatchObject({
      version: 2,
      name: 'main',
      entries: [{ suite: 'rust', benchmarks: [{ id: 'rust/parse' }, { id: 'rust/print' }] }],
    });
    expect(baseline('main').entries[0]).not.toHaveProperty('acceptedBecause');
  });

  it('says when nothing can be judged against it', async () => {
    const [suite] = fine.suites;
    if (!suite) throw new Error('no suite');
    const { perfwatch } = withRun({ ...fine, suites: [{ ...suite, launchesPlanned: 1 }] });
    const { exitCode, out } = await perfwatch(['baseline', 'update']);
    expect(exitCode).toBe(exitCodes.ok);
    expect(out).toContain('With one launch nothing can be judged against it');
  });

  it('becomes another run, under another name', async () => {
    const { perfwatch, write, baseline } = withRun(fine);
    write('artifacts/run.json', JSON.stringify(slower));
    await perfwatch(['baseline', 'update', 'release-2', '--run', 'artifacts']);
    expect(baseline('release-2').entries[0]?.benchmarks[0]?.metrics[0]?.launches[0]).toBe(2);
  });

  it('may become one that improved, and the same one again to the byte', async () => {
    const { perfwatch, write, read } = withRun(slower);
    await perfwatch(['baseline', 'update']);
    write('.perfwatch/run.json', JSON.stringify(later(fine)));
    expect((await perfwatch(['baseline', 'update'])).exitCode).toBe(exitCodes.ok);
    const text = read('baselines/main.json');
    expect((await perfwatch(['baseline', 'update', '--accept', 'not needed'])).exitCode).toBe(0);
    expect(read('baselines/main.json')).toBe(text);
  });
});

describe('an update is refused, and nothing changes, when', () => {
  it.each([
    { what: 'a benchmark regressed', run: slower, says: 'regressed: rust/parse' },
    { what: 'a benchmark failed', run: failedBenchmark, says: 'failed: rust/broken' },
    { what: 'a suite failed', run: suiteIn('failed'), says: 'suite rust is failed' },
    { what: 'a suite is incomplete', run: suiteIn('incomplete'), says: 'suite rust is incomplete' },
    {
      what: 'a benchmark is missing',
      run: timeRun({ parse: [1, 1.01, 0.99, 1, 1.02] }),
      says: 'missing: rust/print',
    },
    {
      what: 'the run was interrupted',
      run: { ...fine, state: 'interrupted' as const },
      says: 'the run was interrupted',
    },
  ])('$what, unless it is accepted with a reason that is stored', async ({ run, says }) => {
    const { perfwatch, write, read, baseline } = withRun(fine);
    await perfwatch(['baseline', 'update']);
    const before = read('baselines/main.json');
    write('.perfwatch/run.json', JSON.stringify(later(run)));
    for (const argv of [[], ['--accept', ''], ['--accept', '  ']]) {
      const refused = await perfwatch(['baseline', 'update', ...argv]);
      expect(refused).toMatchObject({ exitCode: exitCodes.usage, out: '' });
      expect(refused.err).toMatch(/^perfwatch: Baseline "main" was not updated: [^\n]+\n$/);
      expect(refused.err).toContain(says);
      expect(refused.err).toContain('--accept "why this is right"');
      expect(read('baselines/main.json')).toBe(before);
    }
    const reason = 'a | "new" hash\nis \u001B[31mslower';
    const accepted = await perfwatch(['baseline', 'update', '--accept', reason]);
    expect(accepted.exitCode).toBe(exitCodes.ok);
    expect(baseline('main').entries.at(-1)?.acceptedBecause).toBe(reason);
    const shown = await perfwatch(['baseline', 'show']);
    expect(shown.out).toContain('accepted: a | "new" hash is slower');
  });

  it.each([
    {
      what: 'the run was filtered',
      run: { ...fine, filter: 'parse' },
      says: 'measured only benchmarks matching "parse"',
    },
    {
      what: 'nothing was measured',
      run: makeRun([suiteResult('rust', [], { harness: null, fingerprint: null, launches: [] })]),
      says: 'this run measured nothing',
    },
    {
      what: 'all of it failed',
      run: makeRun([
        suiteResult('rust', [benchmark('rust', 'a', [], { state: 'failed', message: 'why' })]),
      ]),
      says: 'this run measured nothing',
    },
  ])('$what, with and without a reason', async ({ run, says }) => {
    const { perfwatch, exists } = withRun(run);
    const refused = await perfwatch(['baseline', 'update', '--accept', 'because']);
    expect(refused).toMatchObject({ exitCode: exitCodes.usage, out: '' });
    expect(refused.err).toContain(says);
    expect(exists('baselines')).toBe(false);
  });

  it.each([
    { what: 'there is no run', text: null, says: 'There is no run at ' },
    { what: 'the run is damaged', text: '{"schema":"perfw', says: 'could not be read as a run' },
    { what: 'the run is empty', text: '', says: 'the file is empty' },
    { what: 'the run is foreign', text: '{"results": []}', says: 'it does not say "schema"' },
    {
      what: 'the run is newer',
      text: '{"schema":"perfwatch/run","version":7}',
      says: 'is a run of format version 7; this perfwatch knows up to 1. Update perfwatch',
    },
    {
      what: 'the run has NaN',
      text: JSON.stringify(fine).replace('"samples":[1]', '"samples":[NaN]'),
      says: 'it is not whole JSON',
    },
    {
      what: 'the run has a value of another kind',
      text: JSON.stringify(fine).replace('"samples":[1]', '"samples":["1"]'),
      says: 'suites.0.benchmarks.0.measurements.0.launches.0.samples: ',
    },
  ])('$what', async ({ text, says }) => {
    const { perfwatch, exists } = project(
      { suites: { rust: commandSuite({ a: nodeCommand('0') }) } },
      text === null ? {} : { '.perfwatch/run.json': text },
    );
    const refused = await perfwatch(['baseline', 'update', '--accept', 'because']);
    expect(refused).toMatchObject({ exitCode: exitCodes.usage, out: '' });
    expect(refused.err).toMatch(/^perfwatch: [^\n]+\n$/);
    expect(refused.err).toContain(says);
    expect(refused.err).toContain('.perfwatch');
    expect(exists('baselines')).toBe(false);
  });

  it.each([
    ['damaged', '{"schema": "perfwatch/baseline", "ver'],
    ['foreign', '{"name": "mine"}'],
    ['newer', '{"schema": "perfwatch/baseline", "version": 3}'],
    ['in conflict', '<<<<<<< HEAD\n{}\n=======\n{}\n>>>>>>> other\n'],
  ])('the baseline that is there is %s', async (_, text) => {
    const { perfwatch, read, list } = withRun(fine, { 'baselines/main.json': text });
    const refused = await perfwatch(['baseline', 'update', '--accept', 'because']);
    expect(refused).toMatchObject({ exitCode: exitCodes.usage, out: '' });
    expect(refused.err).toContain('baselines/main.json');
    expect(read('baselines/main.json')).toBe(text);
    expect(list('baselines')).toEqual(['main.json']);
  });

  it.each(['../x', '../../etc/passwd', 'a/b', '.git', ''])('its name would be %j', async (name) => {
    const { perfwatch, list } = withRun(fine);
    const before = list();
    for (const argv of [
      ['update', name],
      ['show', name],
      ['remove', name],
    ]) {
      const refused = await perfwatch(['baseline', ...argv]);
      expect(refused).toMatchObject({ exitCode: exitCodes.usage, out: '' });
      expect(refused.err).toContain(`"${name}" cannot be the name of a baseline.`);
    }
    expect(list()).toEqual(before);
  });
});

describe('what an update does not touch', () => {
  it('are suites that were not measured, which it says', async () => {
    const both = makeRun([
      suiteResult('rust', [benchmark('rust', 'a', [measurement([1])])]),
      suiteResult('node', [benchmark('node', 'a', [measurement([1])])]),
    ]);
    const { perfwatch, write, read, baseline } = withRun(both);
    await perfwatch(['baseline', 'update']);
    const nodeBefore = baseline('main').entries.find(({ suite }) => suite === 'node');
    const linesBefore = read('baselines/main.json').split('\n');
    write(
      '.perfwatch/run.json',
      JSON.stringify(
        makeRun([
          suiteResult('rust', [benchmark('rust', 'a', [measurement([0.5])])]),
          suiteResult('node', [], {
            state: 'skipped',
            harness: null,
            fingerprint: null,
            launches: [],
          }),
        ]),
      ),
    );
    const result = await perfwatch(['baseline', 'update']);
    expect(result.out).toContain('Not measured, so left as before: node\n');
    expect(baseline('main').entries.find(({ suite }) => suite === 'node')).toEqual(nodeBefore);
    const changed = read('baselines/main.json')
      .split('\n')
      .filter((line) => !linesBefore.includes(line));
    expect(changed).toEqual([expect.stringContaining('"launches":[0.5]')]);
  });

  it('are not suites that are no longer configured: they go, unless only some were run', async () => {
    const both = makeRun([
      suiteResult('rust', [benchmark('rust', 'a', [measurement([1])])]),
      suiteResult('old', [benchmark('old', 'a', [measurement([1])])]),
    ]);
    const { perfwatch, write, baseline } = withRun(both);
    const suites = () => baseline('main').entries.map(({ suite }) => suite);
    await perfwatch(['baseline', 'update']);
    const rust = makeRun([suiteResult('rust', [benchmark('rust', 'a', [measurement([1])])])]);
    write('.perfwatch/run.json', JSON.stringify({ ...rust, selection: ['rust'] }));
    await perfwatch(['baseline', 'update']);
    expect(suites()).toEqual(['old', 'rust']);
    write('.perfwatch/run.json', JSON.stringify(rust));
    await perfwatch(['baseline', 'update', '--accept', 'old is gone']);
    expect(suites()).toEqual(['rust']);
  });

  it('are entries of other machines', async () => {
    const { perfwatch, write, baseline } = withRun(fine);
    await perfwatch(['baseline', 'update']);
    const other = timeRun({ parse: [9, 9] }, { fingerprint: 'another00000' });
    write('.perfwatch/run.json', JSON.stringify(other));
    await perfwatch(['baseline', 'update', '--accept', 'the new machine']);
    expect(baseline('main').entries.map(({ fingerprint }) => fingerprint)).toEqual([
      'another00000',
      'f00dfeed0001',
    ]);
  });
});

describe('list, show and remove', () => {
  it('say so when there is nothing', async () => {
    const { perfwatch } = smallProject();
    const listed = await perfwatch(['baseline', 'list']);
    expect(listed).toMatchObject({ exitCode: exitCodes.ok, err: '' });
    expect(listed.out).toContain('No baselines yet.');
    for (const argv of [['show'], ['show', 'main'], ['remove', 'main']]) {
      const result = await perfwatch(['baseline', ...argv]);
      expect(result).toMatchObject({ exitCode: exitCodes.usage, out: '' });
      expect(result.err).toContain('There is no baseline "main".');
    }
  });

  it('name those that there are', async () => {
    const { perfwatch, exists } = withRun(fine);
    await perfwatch(['baseline', 'update']);
    await perfwatch(['baseline', 'update', 'old']);
    const { out } = await perfwatch(['baseline', 'list']);
    expect(out).toContain('main\n  rust: 2 benchmarks, 1 run, 2026-01-01, no commit, Test CPU × 4');
    expect(out).toContain('old\n');
    expect((await perfwatch(['baseline', 'show', 'typo'])).err).toContain(
      'Choose among: main, old.',
    );
    expect((await perfwatch(['baseline', 'show'])).out).toMatch(/rust\/parse +time +1\.00 s/);
    expect((await perfwatch(['baseline', 'remove', 'old'])).exitCode).toBe(exitCodes.ok);
    expect(exists('baselines/old.json')).toBe(false);
    expect(exists('baselines/main.json')).toBe(true);
  });

  it('show nothing of a foreign hand on the terminal', async () => {
    const evil = '\u001B]0;owned\u0007rust\u001B[2J';
    const { perfwatch } = withRun(makeRun([suiteResult(evil, fine.suites[0]?.benchmarks ?? [])]));
    const results = [
      await perfwatch(['baseline', 'update']),
      await perfwatch(['baseline', 'list']),
      await perfwatch(['baseline', 'show']),
    ];
    for (const { exitCode, out, err } of results) {
      expect(exitCode).toBe(exitCodes.ok);
      expect(out + err).not.toContain('\u001B');
      expect(out + err).not.toContain('\u0007');
    }
  });
});
