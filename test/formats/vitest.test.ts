import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { detect } from '../../src/formats/detect.ts';
import { headOf } from '../../src/formats/head.ts';
import { formats } from '../../src/formats/index.ts';
import { suitePath } from '../../src/formats/vitest/runFile.ts';
import { vitest } from '../../src/formats/vitest.ts';
import { readAs, recordingsFolder } from './recordedFiles.ts';

const recorded = (version: string) =>
  readFileSync(join(recordingsFolder, 'vitest', version, 'old.json'), 'utf8');

/** What vitest counts calls by per second, of `path`. */
const rates = (version: string): Map<string, number> => {
  const found = new Map<string, number>();
  JSON.parse(recorded(version), (_, value: unknown) => {
    if (typeof value === 'object' && value !== null && 'hz' in value && 'name' in value) {
      const name = String(value.name);
      if (!found.has(name)) found.set(name, Number(value.hz));
    }
    return value;
  });
  return found;
};

const report = (...assertionResults: readonly unknown[]) =>
  readAs(
    vitest,
    JSON.stringify({
      testResults: [
        { name: '/project/a/x.bench.js', status: 'passed', message: '', assertionResults },
        {
          name: '/project/b/x.bench.js',
          status: 'failed',
          message: 'Syntax\nline 2',
          assertionResults: [],
        },
      ],
    }),
  );

const task = (name: unknown) => ({ name, latency: { mad: 1, p50: 2, p995: 3, mean: 2 } });

describe('vitest', () => {
  it('1.6.1: a mean is seconds a call, as its rate says', () => {
    const told = rates('1.6.1');
    const measured = readAs(vitest, recorded('1.6.1')).benchmarks.filter(
      ({ state }) => state === 'measured',
    );
    expect(measured.length).toBe(2);
    for (const { path, metrics } of measured) {
      const seconds = metrics[0]?.launches[0]?.samples[0] ?? Number.NaN;
      expect(seconds * (told.get(path.at(-1) ?? '') ?? Number.NaN)).toBeCloseTo(1, 9);
    }
  });

  it('takes the file as a path, and what follows as suites', () => {
    expect(suitePath('bench/sum.bench.js > sum > inner', '/p/bench/sum.bench.js')).toEqual([
      'bench',
      'sum.bench.js',
      'sum',
      'inner',
    ]);
    expect(suitePath('a > b.bench.js > sum', '/p/a > b.bench.js')).toEqual([
      'a > b.bench.js',
      'sum',
    ]);
    expect(suitePath('sum > x', '')).toEqual(['sum', 'x']);
  });

  it('reads a benchmark without numbers as failed, wherever it stands', () => {
    const read = readAs(
      vitest,
      JSON.stringify({
        files: [
          {
            filepath: '/p/x.bench.js',
            groups: [
              {
                fullName: 'x.bench.js > s',
                benchmarks: [
                  { id: '1', name: 'boom', rank: 1, rme: 0, samples: [] },
                  { id: '2', name: 'fine', rank: 2, hz: 500, mean: 2, median: null, samples: [] },
                  { id: '3', name: '', rank: 3, hz: 500, mean: 2 },
                  { id: '4', name: 'odd', rank: 4, hz: 500 },
                ],
              },
            ],
          },
        ],
      }),
    );
    expect(read.benchmarks.map(({ path, state }) => [path.join('/'), state])).toEqual([
      ['x.bench.js/s/boom', 'failed'],
      ['x.bench.js/s/fine', 'measured'],
    ]);
    expect(read.passedOver.map(({ why }) => why)).toEqual([
      'a benchmark has no name',
      'a benchmark has neither a median nor a mean',
    ]);
  });

  it('5: names by file, suites, test and benchmark, and keeps what a failed test measured', () => {
    const read = report(
      {
        ancestorTitles: ['s > t'],
        title: 'one',
        status: 'failed',
        failureMessages: ['RangeError: wrong\n    at line'],
        benchmarks: [
          { name: 's > t > one', tasks: [task('fine'), task('fine'), task(1)] },
          { name: 'never run', tasks: [] },
        ],
      },
      { ancestorTitles: [], title: 'later', status: 'todo', failureMessages: [], benchmarks: [] },
      { ancestorTitles: [], title: 'plain test', status: 'passed', benchmarks: [] },
    );
    expect(
      read.benchmarks.map(({ path, state, message }) => [path.join('/'), state, message]),
    ).toEqual([
      ['a/x.bench.js/s > t/one/fine', 'measured', undefined],
      ['a/x.bench.js/s > t/one', 'failed', 'RangeError: wrong'],
      ['a/x.bench.js/later', 'skipped', 'it was not run'],
      ['b/x.bench.js', 'failed', 'Syntax'],
    ]);
    expect(read.benchmarks[0]?.metrics[0]?.launches[0]?.samples).toEqual([0.002]);
    expect(read.passedOver.map(({ why, count }) => [why, count])).toEqual([
      ['two benchmarks have the same name; the first one is read', 1],
      ['a benchmark has no name, or neither a median nor a mean', 2],
    ]);
  });

  it('does not take a report of tests alone for one of benchmarks', () => {
    const tests = { assertionResults: [{ title: 'x', status: 'passed', benchmarks: [] }] };
    const text = JSON.stringify({ numTotalTestSuites: 1, testResults: [tests] });
    expect(detect(headOf(text), formats).kind).not.toBe('known');
  });
});
