import { describe, expect, it } from 'vitest';
import { renamed, renamedId } from '../../src/analysis/renamed.ts';
import { summarizeRun } from '../../src/analysis/summarize.ts';
import { benchmark, measurement, run, suiteResult, timeRun } from './runs.ts';

const base = summarizeRun(timeRun({ a: [1], b: [2] }));
const idsOf = (suites: ReturnType<typeof renamed>) =>
  suites.map(({ suite, benchmarks }) => [suite, ...benchmarks.map(({ id }) => id)]);

describe('the new id', () => {
  it('is that of the whole id, else of its longest beginning', () => {
    const renames = { 'rust/a': 'rust/x', 'rust/': 'core/', 'rust/g/': 'core/group/' };
    expect(renamedId('rust/a', renames)).toBe('rust/x');
    expect(renamedId('rust/ab', renames)).toBe('core/ab');
    expect(renamedId('rust/g/c[n=1]', renames)).toBe('core/group/c[n=1]');
    expect(renamedId('node/a', renames)).toBe('node/a');
    expect(renamedId('toString', {})).toBe('toString');
  });

  it('is not renamed once more', () => {
    expect(renamedId('s/a', { 's/a': 's/b', 's/b': 's/c' })).toBe('s/b');
  });
});

describe('a base', () => {
  it('stays as it is without renames', () => {
    expect(renamed(base, {})).toEqual(base);
  });

  it('has its benchmarks under their new ids, with all that was measured', () => {
    const [suite] = renamed(base, { 'rust/a': 'rust/z' });
    expect(suite?.benchmarks.map(({ id }) => id)).toEqual(['rust/z', 'rust/b']);
    expect(suite?.benchmarks[0]).toEqual({ ...base[0]?.benchmarks[0], id: 'rust/z' });
  });

  it('keeps a benchmark that is there under the new id already, and the old one as well', () => {
    expect(idsOf(renamed(base, { 'rust/a': 'rust/b' }))).toEqual([['rust', 'rust/a', 'rust/b']]);
  });

  it('gives a suite its new name, or a part of it to another suite', () => {
    expect(idsOf(renamed(base, { 'rust/': 'core/' }))).toEqual([['core', 'core/a', 'core/b']]);
    const two = summarizeRun(
      run([
        suiteResult('rust', [
          benchmark('rust', 'a', [measurement([1])]),
          benchmark('rust', 'b', [measurement([1])]),
        ]),
        suiteResult('core', [benchmark('core', 'c', [measurement([1])])]),
      ]),
    );
    expect(idsOf(renamed(two, { 'rust/a': 'core/a' }))).toEqual([
      ['core', 'core/a', 'core/c'],
      ['rust', 'rust/b'],
    ]);
  });

  it('keeps its runs apart', () => {
    const [first] = base;
    if (!first) throw new Error('no suite');
    const second = { ...first, run: { ...first.run, id: 'run-2' } };
    expect(renamed([first, second], { 'rust/': 'core/' }).map(({ run: { id } }) => id)).toEqual([
      'run-1',
      'run-2',
    ]);
  });
});
