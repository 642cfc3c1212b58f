import { describe, expect, it } from 'vitest';
import type { CompareOptions } from '../../src/api/compareOptions.ts';
import { compareRuns } from '../../src/api/compareRuns.ts';
import { configurationSchema } from '../../src/config/schema.ts';
import type { Pairing, Run } from '../../src/model/run.ts';
import { benchmark, measurement, run, suiteResult, timeRun } from '../analysis/runs.ts';
import { commandSuite, nodeCommand, project } from '../support/project.ts';

const base = timeRun({ parse: [1, 1.01, 0.99, 1, 1.02], print: [1, 1.001, 0.999, 1, 1.002] });
const slow = timeRun({ parse: [2, 2.01, 1.99, 2, 2.02], print: [1, 1.001, 0.999, 1, 1.002] });

const verdicts = (one: Run, other: Run, options: CompareOptions = {}) =>
  Object.fromEntries(
    compareRuns(one, other, options).comparisons.map(({ id, verdict }) => [id, verdict]),
  );

/** So that writing to any part of it throws. */
function frozen<Value>(value: Value): Value {
  if (typeof value === 'object' && value !== null) {
    Object.values(value).forEach(frozen);
    Object.freeze(value);
  }
  return value;
}

describe('compareRuns', () => {
  it('decides what `perfwatch compare` does, and leaves the runs as they are', async () => {
    const files = { 'base.json': JSON.stringify(base), 'slow.json': JSON.stringify(slow) };
    const { perfwatch } = project(null, files);
    const { out } = await perfwatch(['compare', 'base.json', 'slow.json', '--json']);
    const report = compareRuns(frozen(base), frozen(slow), {
      baseTitle: 'base.json',
      candidateTitle: 'slow.json',
    });
    expect(report).toEqual(JSON.parse(out));
    expect(report.outcome).toBe('regressed');
  });

  it('gives plain JSON', () => {
    const report = compareRuns(base, slow);
    expect(JSON.parse(JSON.stringify(report))).toStrictEqual(report);
  });

  it('calls the base what it is told to', () => {
    expect(compareRuns(base, slow).base?.title).toBe('the base');
    expect(compareRuns(base, slow, { baseTitle: 'yesterday' }).base?.title).toBe('yesterday');
  });
});

describe('compareRuns of two sides', () => {
  /** The machine is another one in each round, so that only rounds can be compared. */
  const rounds = [1, 3, 2, 5, 4, 7];
  const pairing = (side: Pairing['side'], other: string): Pairing => ({
    side,
    with: other,
    base: 'main (f93cc5b)',
    design: 'alternating',
    looks: [rounds.length],
  });
  const sideOf = (side: Pairing['side'], id: string, other: string, factor: number): Run => {
    const values = rounds.map((value, index) => value * factor * (1 + (index % 2) / 500));
    return { ...timeRun({ parse: values }), id, pairing: pairing(side, other) };
  };
  const before = sideOf('base', 'run-b', 'run-c', 1);
  const after = sideOf('candidate', 'run-c', 'run-b', 1.2);

  it('compares round by round, under the name of the commit', () => {
    const report = compareRuns(before, after);
    expect(report.comparisons).toMatchObject([{ id: 'rust/parse', verdict: 'regressed' }]);
    expect(report.comparisons[0]?.effect?.ratio).toBeCloseTo(1.2);
    expect(report.base?.title).toBe('main (f93cc5b)');
    expect(report.run.pairing?.with).toBe('run-b');
  });

  it('compares them the other way round, too', () => {
    const report = compareRuns(after, before);
    expect(report.comparisons).toMatchObject([{ verdict: 'improved' }]);
    expect(report.base?.title).toBe('the base');
  });

  it('agrees with the command, also with another run and the other way round', async () => {
    const other: Run = { ...before, id: 'run-a' };
    const runs = { before, after, other };
    const suites = { rust: commandSuite({ a: nodeCommand('0') }) };
    const texts = Object.entries(runs).map(([name, run]) => [`${name}.json`, JSON.stringify(run)]);
    const { perfwatch } = project({ strict: true, suites }, Object.fromEntries(texts));
    for (const [from, to, words, code] of [
      ['before', 'after', 'side by side with main (f93cc5b)', 1],
      ['after', 'before', 'side by side with after.json', 0],
      ['other', 'after', 'compared with other.json', 4],
    ] as const) {
      const argv = ['compare', `${from}.json`, `${to}.json`];
      const shown = await perfwatch(argv);
      expect(shown.out).toContain(words);
      // As the configuration has it.
      expect(shown.exitCode).toBe(code);
      const titles = { baseTitle: `${from}.json`, candidateTitle: `${to}.json` };
      const { out } = await perfwatch([...argv, '--json']);
      expect(compareRuns(runs[from], runs[to], titles)).toEqual(JSON.parse(out));
    }
  });

  it('does not pair a side with another run', () => {
    const report = compareRuns({ ...before, id: 'run-a' }, after);
    expect(report.comparisons).toMatchObject([{ verdict: 'inconclusive' }]);
    expect(report.run.pairing).toBeNull();
    expect(report.base?.title).toBe('the base');
  });
});

describe('the options of compareRuns', () => {
  it('bound what matters', () => {
    expect(verdicts(base, slow)).toEqual({ 'rust/parse': 'regressed', 'rust/print': 'unchanged' });
    // It takes 99.6 % longer.
    expect(verdicts(base, slow, { threshold: 0.9 })['rust/parse']).toBe('regressed');
    expect(verdicts(base, slow, { threshold: 0.999 })['rust/parse']).toBe('inconclusive');
    const benchmarks = [{ match: 'rust/parse', ignore: true }];
    expect(verdicts(base, slow, { benchmarks })).toEqual({ 'rust/print': 'unchanged' });
    expect(verdicts(base, slow, { metrics: ['memory'] })).toEqual({});
  });

  it('bound how sure one must be', () => {
    const [effect] = compareRuns(base, slow, { confidence: 0.8 }).comparisons;
    expect(effect?.effect?.confidence).toBe(0.8);
    expect(compareRuns(base, slow, { falseAlarmRate: 0.1 }).falseAlarmRate).toBe(0.1);
  });

  it('follow what was renamed', () => {
    const renamed = timeRun({ read: [2, 2.01, 1.99, 2, 2.02] });
    const renames = { 'rust/parse': 'rust/read' };
    expect(verdicts(base, renamed, { renames })['rust/read']).toBe('regressed');
    expect(verdicts(base, renamed)['rust/read']).toBe('added');
  });

  it('compare with another environment only when asked to', () => {
    const elsewhere = timeRun({ parse: [2, 2, 2] }, { fingerprint: 'f00dfeed0002' });
    const other = { ...elsewhere.suites[0], toolchain: { rustc: '1.96.0' } };
    const moved = { ...elsewhere, suites: [other] } as Run;
    expect(verdicts(base, moved)['rust/parse']).toBe('incomparable');
    expect(verdicts(base, moved, { anyEnvironment: true })['rust/parse']).not.toBe('incomparable');
  });

  it('let a toolchain be missing', () => {
    const skipped = suiteResult('go', [], {
      state: 'skipped',
      message: 'go is missing',
      harness: null,
      fingerprint: null,
      launches: [],
    });
    const parse = benchmark('rust', 'parse', [measurement([1, 1.01, 0.99, 1, 1.02])]);
    const partly = run([suiteResult('rust', [parse]), skipped]);
    expect(compareRuns(partly, partly).outcome).toBe('failed');
    expect(compareRuns(partly, partly, { allowMissing: true }).outcome).not.toBe('failed');
  });

  it.each<[string, unknown, string]>([
    ['threshold', 3, 'threshold cannot be "3". Give a share between 0 and 1: 0.03 is 3 %.'],
    ['threshold', '3%', 'threshold cannot be "3%". Give a share between 0 and 1: 0.03 is 3 %.'],
    ['threshold', Number.NaN, 'threshold cannot be "NaN".'],
    ['confidence', 0.5, 'confidence cannot be "0.5". Give a number between 0.5 and 1, like 0.95.'],
    ['falseAlarmRate', 0.3, 'falseAlarmRate cannot be "0.3". Give a share above 0, 0.2 at most'],
    ['metrics', ['Speed'], 'metrics cannot be "Speed". Name one of time, '],
    ['metrics', ['toString'], 'metrics cannot be "toString". Name one of time, '],
    ['metrics', [], 'metrics cannot be "". Name one of time, '],
    ['benchmarks', [{ match: '' }], 'benchmarks[0].match cannot be "". Give a glob on ids'],
    ['benchmarks', [{ match: '**', threshold: 0 }], 'benchmarks[0].threshold cannot be "0".'],
    ['benchmarks', [{ match: '**', metrics: ['x y'] }], 'benchmarks[0].metrics cannot be "x y".'],
    ['benchmarks', [{ match: '**', ignore: 'yes' }], 'benchmarks[0].ignore cannot be "yes".'],
    ['renames', { 'a/b': 'a/' }, 'renames["a/b"] cannot be "a/". Both ids end in "/"'],
    ['renames', { '': '' }, 'a key of renames cannot be "". Write an id, like "suite/name"'],
    ['renames', { 'a/b': 'b' }, 'renames["a/b"] cannot be "b". Write an id, like "suite/name"'],
    // Of another shape altogether.
    ['threshold', [0.03], 'threshold cannot be "[…]". Give a share'],
    ['confidence', null, 'confidence cannot be "null". Give a number'],
    ['metrics', 'time', 'metrics cannot be "time". Give a list of metrics, like ["time"].'],
    ['metrics', null, 'metrics cannot be "null". Give a list'],
    ['metrics', [undefined], 'metrics cannot be "undefined". Name one of time, '],
    ['metrics', [Object.create(null)], 'metrics cannot be "{…}". Name one of time, '],
    ['benchmarks', {}, 'benchmarks cannot be "{…}". Give a list of objects'],
    ['benchmarks', null, 'benchmarks cannot be "null". Give a list of objects'],
    ['benchmarks', [null], 'benchmarks[0] cannot be "null". Give an object'],
    ['benchmarks', ['**'], 'benchmarks[0] cannot be "**". Give an object'],
    ['benchmarks', [{ match: 1 }], 'benchmarks[0].match cannot be "1". Give a glob on ids'],
    ['benchmarks', [{ match: '**', metrics: 'time' }], 'benchmarks[0].metrics cannot be "time".'],
    ['renames', null, 'renames cannot be "null". Give an object'],
    ['renames', ['a/b'], 'renames cannot be "[…]". Give an object'],
    ['renames', { a: 1 }, 'a key of renames cannot be "a". Write an id'],
    ['renames', { 'a/b': 1 }, 'renames["a/b"] cannot be "1". Write an id'],
    ['anyEnvironment', 'no', 'anyEnvironment cannot be "no". Give true or false.'],
    ['allowMissing', 1, 'allowMissing cannot be "1". Give true or false.'],
    ['candidateTitle', 7, 'candidateTitle cannot be "7". Give a text, like "main".'],
    ['baseTitle', 7, 'baseTitle cannot be "7". Give a text, like "main".'],
  ])('are refused when wrong: %s %j', (option, value, says) => {
    const compare = () => compareRuns(base, slow, { [option]: value });
    expect(compare).toThrow(says);
    expect(compare).toThrow(expect.objectContaining({ code: 'option-invalid' }));
  });

  it.each<[isRight: boolean, Record<string, string>]>([
    [true, { 'a/': 'b/' }],
    [true, { 'a/b': 'c/d' }],
    [true, { 'a/b/': 'c/' }],
    [false, { '': '' }],
    [false, { a: 'b' }],
    [false, { '/a': '/b' }],
    [false, { 'a/b': 'c/' }],
    [false, { 'a/b': '' }],
  ])('take and refuse the renames that the configuration does: %s %j', (isRight, renames) => {
    const { success } = configurationSchema.shape.renames.safeParse(renames);
    const compare = () => compareRuns(base, slow, { renames });
    expect(success).toBe(isRight);
    if (isRight) expect(compare).not.toThrow();
    else expect(compare).toThrow(expect.objectContaining({ code: 'option-invalid' }));
  });

  it('may lie at their limits', () => {
    expect(() => compareRuns(base, slow, { falseAlarmRate: 0.2 })).not.toThrow();
  });
});
