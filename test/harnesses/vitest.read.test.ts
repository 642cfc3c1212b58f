/** What vitest handed to reporters, recorded by version, becomes records and then readings. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import type { LaunchReading, ProcessOutcome } from '../../src/harnesses/harness.ts';
import { benchFiles } from '../../src/harnesses/vitest/benchFiles.ts';
import { collectErrors, collectFile } from '../../src/harnesses/vitest/collect.ts';
import { modulesWithin } from '../../src/harnesses/vitest/modules.ts';
import { type LaunchOutput, launchReading } from '../../src/harnesses/vitest/read.ts';
import { wordsOf } from './realLaunches.ts';

const fixtures = join(import.meta.dirname, '../../fixtures/harnesses/vitest');

const outcome: ProcessOutcome = {
  exitCode: 0,
  ending: 'exited',
  durationSeconds: 1,
  stdout: '',
  stderr: '',
};

const output = (changes: Partial<LaunchOutput> = {}): LaunchOutput => ({
  resultsFile: '/launch/vitest.ndjson',
  outcome,
  folder: '/project',
  files: benchFiles(
    ['sum.bench.js', 'hook.bench.js'].map((name) => `/project/bench/${name}`),
    '/project',
  ),
  isNarrowed: false,
  ...changes,
});

const parsed = (text: string): unknown => JSON.parse(text);

const recorded = (file: string) =>
  z
    .array(z.record(z.string(), z.unknown()))
    .parse(parsed(readFileSync(join(fixtures, file), 'utf8')));

/** What the launcher writes when a run with these files is over. */
function written(
  files: readonly unknown[],
  changes: { isOver?: boolean; isChosen?: boolean } = {},
) {
  const options = { maxSamples: 500, isOver: true, isChosen: false, ...changes };
  const records = files.flatMap((file) => [
    ...collectFile(file, options).map(({ record }) => record),
    ...collectErrors(file).map((message) => ({
      kind: 'error',
      file: '/project/bench/broken.bench.ts',
      message,
    })),
  ]);
  return [...records, { kind: 'end' }].map((record) => `${JSON.stringify(record)}\n`).join('');
}

const readingOf = (text: string, changes: Partial<LaunchOutput> = {}): LaunchReading =>
  launchReading(text, output(changes));

const threw =
  'failed: it has no result: it threw an error, which vitest before 5 does not pass on; call the same code in a test to see it';

describe.each(['1.6.1', '2.1.9', '3.2.4', '4.1.12'])('vitest %s', (version) => {
  const reading = readingOf(written(recorded(`${version}/tasks.json`)));

  it('tells measured, failed and skipped benchmarks apart', () => {
    expect(wordsOf(reading)).toEqual({
      'bench > sum > sum > for > of': '5 time',
      'bench > sum > sum > inner > reduce': '5 time',
      'bench > sum > sum > inner > reduce#2': '5 time',
      'bench > sum > sum > skipped': 'skipped: vitest skipped it',
      'bench > sum > sum > planned': 'skipped: it is marked as todo',
      'bench > sum > throws': threw,
      'bench > hook > with a hook > waits': '5 time',
    });
    expect(reading.notices).toEqual([
      'bench > sum > sum > inner > reduce is there more than once; give each benchmark a name of its own.',
    ]);
  });

  it('keeps a name with a separator whole, and gives seconds of single calls', () => {
    const first = reading.benchmarks.find(({ path }) => path.at(-1) === 'for > of');
    expect(first).toMatchObject({
      path: ['bench', 'sum', 'sum', 'for > of'],
      params: {},
      metrics: [{ metric: 'time', sampleKind: 'call', sampleCount: 5 }],
    });
    const [metric] = first?.state === 'measured' ? first.metrics : [];
    // A loop over 2000 numbers takes between 100 ns and 10 ms, whatever the machine.
    for (const sample of metric?.samples.slice(0, 3) ?? []) {
      expect(sample).toBeGreaterThan(1e-7);
      expect(sample).toBeLessThan(1e-2);
    }
  });

  it('tells which file could not be loaded', () => {
    expect(reading.failure).toMatch(/^bench\/broken: Error: .*not-there\.ts/);
  });
});

describe('vitest 5.1.1', () => {
  const files = recorded('5.1.1/tasks.json');

  it('names the test between groups and benchmarks, and what of a failed test does not count', () => {
    const reading = readingOf(written(files));
    expect(wordsOf(reading)).toEqual({
      'bench > sum > sum > loops > for > of': '5 time',
      'bench > sum > sum > compared > reduce': '5 time',
      'bench > sum > sum > compared > count': '5 time',
      'bench > sum > sum > twice > same': '5 time',
      'bench > sum > sum > twice > same#2': '5 time',
      'bench > sum > sum > skipped': 'skipped: vitest skipped it',
      'bench > sum > sum > planned': 'skipped: it is marked as todo',
      'bench > sum > throws': 'failed: Error: no such input',
      'bench > sum > fails afterwards > fine': 'failed: its test failed: RangeError: wrong result',
      'bench > hook > with a hook > waits': 'skipped: vitest skipped it',
    });
    expect(reading.failure).toContain('TypeError: no database');
    expect(reading.failure).toContain('Error: Cannot find module');
  });

  it('leaves out what was read from a file instead of measured', () => {
    const task = { name: 'old', fromStore: true, latency: { mean: 1 } };
    const test = { type: 'test', name: 'stored', id: '1', benchmarks: [{ tasks: [task] }] };
    const file = { filepath: '/project/bench/sum.bench.js', tasks: [test] };
    expect(readingOf(written([file])).benchmarks).toEqual([]);
  });

  it('takes the name of a project without the addition of vitest', () => {
    const ofProject = (projectName: string) =>
      readingOf(written([{ ...files[0], projectName }])).benchmarks[0]?.params;
    expect(ofProject('bench')).toEqual({});
    expect(ofProject('web (bench)')).toEqual({ project: 'web' });
  });
});

describe.each(['3.2.4', '5.1.1'])('vitest %s that kept no samples', (version) => {
  it('gives the mean as the only value, and says so', () => {
    const reading = readingOf(written(recorded(`${version}/without-samples.json`)));
    const first = reading.benchmarks.find(({ path }) => path.at(-1) === 'for > of');
    expect(first).toMatchObject({
      state: 'measured',
      metrics: [{ sampleKind: 'batch', samples: [expect.any(Number)] }],
    });
    expect(reading.notices.join()).toContain('Vitest kept no samples of');
  });
});

describe('a launch', () => {
  const files = recorded('4.1.12/tasks.json');

  it('does not take for skipped what a pattern left out, nor for failed what has yet to run', () => {
    const chosen = readingOf(written(files, { isChosen: true })).benchmarks;
    expect(chosen.filter(({ state }) => state === 'skipped')).toEqual([]);
    const early = readingOf(written(files, { isOver: false })).benchmarks;
    expect(early.every(({ state }) => state === 'measured')).toBe(true);
  });

  it('that was cut keeps what it had, and tells why', () => {
    const whole = files.filter((file) => file.filepath === '/project/bench/sum.bench.js');
    const text = written(whole).slice(0, 900);
    const killed = { ...outcome, exitCode: null, stderr: 'FATAL ERROR: heap out of memory\n' };
    const reading = readingOf(text, { outcome: killed });
    expect(reading.benchmarks.length).toBeGreaterThan(0);
    expect(reading.failure).toBe('vitest was killed: FATAL ERROR: heap out of memory');
    const late = { ...killed, ending: 'timed-out' as const };
    expect(readingOf(text, { outcome: late }).failure).toBeNull();
  });

  it('without a benchmark is a failure, unless less than all was asked for', () => {
    expect(readingOf('{"kind":"end"}\n').failure).toMatch(/^vitest measured nothing/);
    expect(readingOf('{"kind":"end"}\n', { isNarrowed: true }).failure).toBeNull();
    expect(
      readingOf('', { outcome: { ...outcome, exitCode: 1, stderr: 'Error: x' } }).failure,
    ).toBe('vitest ended with exit code 1: Error: x');
  });

  it('that loaded code of the other side counts for nothing', () => {
    const text = `${JSON.stringify({ kind: 'other-side', files: ['/mine/a.ts', '/mine/b.ts'] })}\n${written(files)}`;
    expect(readingOf(text)).toMatchObject({
      benchmarks: [],
      failure: expect.stringMatching(/^vitest loaded \/mine\/a\.ts and 1 more of the working tree/),
    });
  });
});

describe('names of bench files', () => {
  it.each([
    [['bench/parse.bench.ts'], [['bench', 'parse']]],
    [
      ['a.benchmark.mjs', 'b.tsx'],
      [['a'], ['b']],
    ],
    [
      ['same.bench.js', 'same.bench.ts'],
      [['same.bench.js'], ['same.bench.ts']],
    ],
    [['../other/x.bench.ts'], [['..', 'other', 'x']]],
  ])('%j', (paths, names) => {
    const files = benchFiles(
      paths.map((path) => join('/project', path)),
      '/project',
    );
    expect(files.map((file) => file.names)).toEqual(names);
  });
});

describe('modules of the other side', () => {
  const here = import.meta.filename;
  const graph = {
    idToModuleMap: new Map([
      [here, { file: here }],
      ['virtual', { file: null }],
    ]),
  };

  it.each([
    ['before Vite 6', { server: { moduleGraph: graph } }],
    ['from Vite 6 on', { vite: { environments: { ssr: { moduleGraph: graph } } } }],
    ['in a project', { projects: [{ server: { moduleGraph: graph } }] }],
    ['a configuration', { vite: { config: { configFileDependencies: [here] } } }],
  ])('are found: %s', (_, vitest) => {
    expect(modulesWithin(import.meta.dirname, vitest)).toEqual([here]);
    expect(modulesWithin(fixtures, vitest)).toEqual([]);
  });

  it('are none of a vitest that shows no modules', () => {
    expect(modulesWithin(fixtures, null)).toEqual([]);
    expect(modulesWithin(fixtures, { projects: 3, server: { environments: null } })).toEqual([]);
  });
});

describe('hostile output', () => {
  /** A generator of numbers from 0 to 1, the same ones in every run. */
  function seeded(seed: number): () => number {
    let state = seed;
    return () => {
      state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
      return state / 2 ** 32;
    };
  }

  it('never throws, and never gives a value that is no number', () => {
    const random = seeded(5);
    const pieces = ['"', '{', '}', '[', ']', '\n', 'null', '-1', '1e999', '\0', ',', '"kind"', 'é'];
    const text = written(recorded('4.1.12/tasks.json')) + written(recorded('5.1.1/tasks.json'));
    let measured = 0;
    for (let round = 0; round < 3000; round += 1) {
      const at = Math.floor(random() * text.length);
      const length = Math.floor(random() * 12);
      const piece = pieces[Math.floor(random() * pieces.length)] ?? '';
      const reading = readingOf(text.slice(0, at) + piece + text.slice(at + length));
      for (const benchmark of reading.benchmarks) {
        expect(benchmark.path.every((name) => typeof name === 'string')).toBe(true);
        if (benchmark.state !== 'measured') continue;
        measured += 1;
        const samples = benchmark.metrics.flatMap((metric) => metric.samples);
        if (!samples.every((one) => typeof one === 'number')) throw new Error(`round ${round}`);
      }
    }
    expect(measured).toBeGreaterThan(1000);
  });

  it('is looked at with care also as objects', () => {
    const random = seeded(6);
    const values = [null, 3, '', 'x', [], {}, [null], true, { tasks: 1 }];
    const text = JSON.stringify([recorded('4.1.12/tasks.json'), recorded('5.1.1/tasks.json')]);
    for (let round = 0; round < 300; round += 1) {
      const files = JSON.parse(text, (_, value: unknown) =>
        random() < 0.02 ? values[Math.floor(random() * values.length)] : value,
      );
      for (const list of Array.isArray(files) ? files : []) {
        if (Array.isArray(list)) readingOf(written(list));
      }
    }
  });
});
