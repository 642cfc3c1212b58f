/** The parts of the google-benchmark harness that need no program. */

import { readFileSync } from 'node:fs';
import { mkdir, realpath, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { configurationSchema } from '../../src/config/schema.ts';
import { nameOf, namesOf } from '../../src/formats/googleBenchmark/names.ts';
import { launchSteps } from '../../src/harnesses/googleBenchmark/launch.ts';
import { namesFilter } from '../../src/harnesses/googleBenchmark/narrow.ts';
import { type BenchProgram, isAtLeast } from '../../src/harnesses/googleBenchmark/probe.ts';
import { googleBenchmark } from '../../src/harnesses/googleBenchmark.ts';
import type { ProcessOutcome, Tools } from '../../src/harnesses/harness.ts';
import { ready, requestOf, suiteOf, temporaryFolder, toolsFor } from './realLaunches.ts';

const fixtures = join(import.meta.dirname, '../../fixtures/harnesses/google-benchmark');
const recorded = (file: string) => readFileSync(join(fixtures, file), 'utf8');

const settingsOf = (settings: object = {}) =>
  googleBenchmark.settings.parse({ executables: ['build/shapes'], ...settings });

describe('settings', () => {
  test('take words and lists, one build command and several', () => {
    expect(
      settingsOf({
        executables: ['build/a --data "x y"', ['build/b', '-v']],
        prepare: ['cmake -S . -B build', ['cmake', '--build', 'build']],
      }),
    ).toEqual({
      executables: [
        ['build/a', '--data', 'x y'],
        ['build/b', '-v'],
      ],
      prepare: [
        ['cmake', '-S', '.', '-B', 'build'],
        ['cmake', '--build', 'build'],
      ],
      arguments: [],
    });
    expect(settingsOf({ prepare: 'make -j2' }).prepare).toEqual([['make', '-j2']]);
  });

  test.each([
    [{ executables: [] }, 'executables'],
    [{ executables: ['a', ['a']] }, 'name each command once'],
    [{ executables: ['a | b'] }, 'there is none'],
    [{ prepare: ['cmake', '--build', 'build'] }, 'as a list of their own'],
    [{ filter: '' }, 'filter'],
  ])('refuse %j', (settings, problem) => {
    const suite = { harness: 'google-benchmark', executables: ['a'], ...settings };
    const parsed = configurationSchema.safeParse({ suites: { cpp: suite } });
    expect(JSON.stringify(parsed.error?.issues)).toContain(problem);
  });
});

test.each([
  ['BM_Sum', ['BM_Sum'], {}],
  ['BM_Copy/64', ['BM_Copy', '64'], {}],
  ['BM/rows:2/columns:-3/threads:4', ['BM'], { rows: '2', columns: '-3', threads: '4' }],
  ['BM/min_time:0.002/real_time', ['BM', 'real_time'], { min_time: '0.002' }],
  ['n:1/ratio:0.5/std::x:3', ['n:1', 'ratio:0.5', 'std::x:3'], {}],
  ['BM/n:1/n:2', ['BM', 'n:2'], { n: '1' }],
  ['BM//x/', ['BM', '', 'x', ''], {}],
  ['BM/__proto__:1', ['BM'], Object.fromEntries([['__proto__', '1']])],
])('%s', (printed, path, params) => {
  expect(nameOf(printed)).toEqual({ path, params });
});

test('two names never become one benchmark', () => {
  const names = ['f/a:1/b:2', 'f/b:2/a:1', 'f/a:1/x', 'f/x/a:1', 'f/a:1', 'f/a/1', 'f'];
  const found = [...namesOf(names).values()].map(({ path, params }) =>
    JSON.stringify([path, Object.entries(params).sort()]),
  );
  expect(new Set(found).size).toBe(names.length);
  expect(namesOf(names).get('f/a:1')).toEqual({ path: ['f'], params: { a: '1' } });
  expect(namesOf(names).get('f/b:2/a:1')).toEqual({ path: ['f', 'b:2', 'a:1'], params: {} });
});

test('a filter matches these names and no others', () => {
  const names = ['copy/named [x]/size:128', 'a.b*c+(d)|e{2}$^\\', 'BM<std::vector<int>>'];
  const filter = new RegExp(namesFilter(names) ?? '');
  for (const name of names) expect(name).toMatch(filter);
  for (const other of ['x', 'axb', `${names[0]}/2`]) expect(other).not.toMatch(filter);
  expect(namesFilter(Array.from({ length: 3000 }, (_, index) => `BM/${index}`))).toBeNull();
});

test.each([
  [null, false],
  ['main', false],
  ['1.9.4', false],
  ['1.9', false],
  ['1.9.5', true],
  ['1.9.5-3-g1234', true],
  ['1.10.0', true],
  ['2.0', true],
])('%s is 1.9.5 or newer: %s', (version, expected) => {
  expect(isAtLeast(version, [1, 9, 5])).toBe(expected);
});

describe('a launch', () => {
  const program = (changes: Partial<BenchProgram> = {}): BenchProgram => ({
    argv: ['/repository/build/shapes', '--data'],
    line: 'build/shapes --data',
    label: 'shapes',
    stepName: '1-shapes',
    names: namesOf(['BM_Sum', 'BM_Copy/64', 'BM_Two/rows:2/columns:3']),
    flags: new Set(['benchmark_enable_random_interleaving', 'benchmark_min_warmup_time']),
    hasTimeSuffix: true,
    version: '1.9.5',
    isDebugBuild: false,
    ...changes,
  });
  const suite = suiteOf('/repository', settingsOf({ arguments: ['--x'] }), { name: 'cpp' });

  test('measures for its part of the time, and writes a file of its own', () => {
    const timed = { ...suite, measurementSeconds: 5, warmupSeconds: 1 };
    expect(launchSteps(timed, [program()], requestOf())).toEqual([
      {
        name: '1-shapes',
        argv: [
          '/repository/build/shapes',
          '--data',
          '--x',
          `--benchmark_out=${join('/launch', '1-shapes.json')}`,
          '--benchmark_out_format=json',
          '--benchmark_min_time=0.5s',
          '--benchmark_repetitions=1',
          '--benchmark_report_aggregates_only=false',
          '--benchmark_color=false',
          '--benchmark_enable_random_interleaving=false',
          '--benchmark_min_warmup_time=0.1',
        ],
        cwd: '/repository',
        env: { LC_ALL: 'C' },
      },
    ]);
  });

  test('gives an old program no flag that it does not know', () => {
    const old = program({ flags: new Set(), hasTimeSuffix: false });
    const [step] = launchSteps({ ...suite, warmupSeconds: 1 }, [old], requestOf());
    expect(step?.argv.slice(5)).toEqual([
      '--benchmark_min_time=0.05',
      '--benchmark_repetitions=1',
      '--benchmark_report_aggregates_only=false',
      '--benchmark_color=false',
    ]);
  });

  const filterOf = (
    changes: Parameters<typeof requestOf>[0],
    settings: object = {},
    of: BenchProgram = program(),
  ) => {
    const narrowed = { ...suite, settings: settingsOf(settings) };
    return launchSteps(narrowed, [of], requestOf(changes)).map(
      ({ argv }) => argv.find((one) => one.startsWith('--benchmark_filter=')) ?? 'all',
    );
  };

  test.each([
    [{}, ['all']],
    [{ filter: /^cpp\/shapes\/BM_Sum$/ }, ['--benchmark_filter=^(BM_Sum)$']],
    [{ filter: /rows=2/ }, ['--benchmark_filter=^(BM_Two/rows:2/columns:3)$']],
    [{ filter: /^other\// }, []],
    [
      { only: [{ suite: 'cpp', path: ['shapes', 'BM_Copy', '64'], params: {} }] },
      ['--benchmark_filter=^(BM_Copy/64)$'],
    ],
    [{ only: [{ suite: 'cpp', path: ['other', 'BM_Sum'], params: {} }] }, []],
  ])('of %j', (changes, expected) => {
    expect(filterOf(changes)).toEqual(expected);
  });

  test("keeps the suite's own filter where nothing else narrows", () => {
    expect(filterOf({}, { filter: '-Slow' })).toEqual(['--benchmark_filter=-Slow']);
    const many = namesOf(Array.from({ length: 3000 }, (_, index) => `BM/${index}`));
    const filter = /BM\/[^0]/;
    const large = program({ names: many });
    expect(filterOf({ filter }, { filter: 'BM' }, large)).toEqual(['--benchmark_filter=BM']);
  });
});

describe('preparing', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await realpath(temporaryFolder());
    for (const name of ['build/shapes', 'other/shapes', 'bench.py', '.venv/bin/python']) {
      await mkdir(join(folder, name, '..'), { recursive: true });
      await writeFile(join(folder, name), '');
    }
  });
  afterAll(() => rm(folder, { recursive: true }));

  type Answers = Readonly<Record<string, Partial<ProcessOutcome>>>;

  /** A program that answers as one of that version does, and what it was asked. */
  function toolsOf(version: string, answers: Answers = {}) {
    const asked: string[][] = [];
    const known: Answers = {
      '--benchmark_list_tests=true': { stdout: recorded(`${version}/list.txt`) },
      '--help': { stdout: recorded(`${version}/help.txt`) },
      '--benchmark_format=json': { stdout: recorded(`${version}/stdout.txt`) },
      ...answers,
    };
    const tools: Pick<Tools, 'run' | 'findProgram'> = {
      findProgram: async (name) => (name === 'python3' ? '/usr/bin/python3' : null),
      run: async (argv) => {
        asked.push([...argv]);
        const answer = Object.entries(known).findLast(([flag]) => argv.includes(flag))?.[1];
        return {
          exitCode: 0,
          ending: 'exited',
          durationSeconds: 0,
          stdout: '',
          stderr: '',
          ...answer,
        };
      },
    };
    return { tools, asked };
  }

  async function prepare(
    version: string,
    settings: object = {},
    answers: Answers = {},
    changes: Partial<Tools> = {},
  ) {
    const suite = suiteOf(folder, settingsOf(settings), { name: 'cpp', warmupSeconds: 1 });
    const { tools, asked } = toolsOf(version, answers);
    const preparation = await googleBenchmark.prepare(suite, {
      ...toolsFor(suite),
      ...tools,
      ...changes,
    });
    return { preparation, asked };
  }

  const noWarmup =
    '`warmupSeconds` has no effect: this version of Google Benchmark has no warm-up.';
  const debug =
    'The Google Benchmark library of build/shapes says that it was built for debugging. If it was, its times mean little: build it with CMAKE_BUILD_TYPE=Release. Packages of distributions may say so although they are optimised.';

  test.each([
    ['1.5.0', 'unknown', '0.001', [noWarmup]],
    ['1.7.1', 'unknown', '0.001', [debug]],
    ['1.8.3', 'unknown', '0.001s', []],
    ['1.9.5', '1.9.5', '0.001s', []],
  ])('version %s', async (version, told, minTime, notices) => {
    const { preparation, asked } = await prepare(version);
    const prepared = ready(preparation);
    expect(prepared.harness).toEqual({ name: 'google-benchmark', version: told });
    expect(prepared.notices).toEqual(notices);
    expect(asked.at(-1)).toEqual([
      join(folder, 'build/shapes'),
      '--benchmark_filter=^(BM_Sum)$',
      '--benchmark_format=json',
      `--benchmark_min_time=${minTime}`,
      ...(version === '1.9.5' ? ['--benchmark_dry_run=true'] : []),
    ]);
    const [step] = prepared.steps(requestOf());
    const time = `--benchmark_min_time=0.05${minTime.endsWith('s') ? 's' : ''}`;
    expect(step?.argv).toContain(time);
    expect(step?.argv.includes('--benchmark_enable_random_interleaving=false')).toBe(
      version !== '1.5.0',
    );
  });

  test('lines that the program prints before its list are no benchmarks', async () => {
    const { preparation, asked } = await prepare(
      '1.9.5',
      {},
      {
        '--benchmark_list_tests=true': { stdout: `starting\n${recorded('1.9.5/list.txt')}` },
        '--benchmark_filter=^(starting)$': { stderr: 'Failed to match any benchmarks' },
      },
    );
    expect(ready(preparation).harness.version).toBe('1.9.5');
    expect(asked).toHaveLength(4);
  });

  test('without help, the version says how a time is written', async () => {
    const help = { '--help': { exitCode: 1 } };
    for (const [version, time] of [
      ['1.7.1', '0.05'],
      ['1.9.5', '0.05s'],
    ] as const) {
      const { preparation } = await prepare(version, {}, help);
      const [step] = ready(preparation).steps(requestOf());
      expect(step?.argv).toContain(`--benchmark_min_time=${time}`);
    }
  });

  test.each([
    [['build/shapes'], ['1-shapes']],
    [
      ['build/shapes', 'other/shapes'],
      ['1-build-shapes', '2-other-shapes'],
    ],
    [['.venv/bin/python -B bench.py'], ['1-bench-py']],
    [['python3 bench.py'], ['1-bench-py']],
  ])('%j', async (executables, steps) => {
    const { preparation } = await prepare('1.9.5', { executables });
    expect(
      ready(preparation)
        .steps(requestOf())
        .map(({ name }) => name),
    ).toEqual(steps);
  });

  test.each<[string, object, Answers, RegExp]>([
    [
      'a missing program',
      { executables: ['build/nothing'] },
      {},
      /^There is no program build\/nothing in .*\. Build it first, or give the suite/,
    ],
    [
      'a build that does not make it',
      { executables: ['build/nothing'], prepare: 'make' },
      {},
      /Its `prepare` ended well but did not make it/,
    ],
    [
      'a name that is not on the PATH',
      { executables: ['bench.py'] },
      {},
      /^There is no program bench.py on the PATH\. .* write "\.\/bench\.py"\.$/,
    ],
    [
      'a build that fails',
      { prepare: ['cmake -B build', 'make it'] },
      { it: { exitCode: 2, stderr: 'shapes.cc:1: error\n' } },
      /^The prepare command \(make it\) ended with exit code 2:\nshapes\.cc:1: error$/,
    ],
    [
      'a program that knows no such flags',
      {},
      { '--benchmark_list_tests=true': { exitCode: 2, stderr: 'unknown option\n' } },
      /^build\/shapes did not answer --benchmark_list_tests, .*: it ended with exit code 2:\nunknown option$/,
    ],
    [
      'a program that says nothing',
      {},
      { '--benchmark_list_tests=true': { stdout: '\n' } },
      /^build\/shapes named no benchmarks for --benchmark_list_tests, as programs/,
    ],
    [
      'a filter that is none',
      { filter: '(' },
      {
        '--benchmark_list_tests=true': {
          stderr: 'Could not compile benchmark re: Unmatched ( or \\(\n',
        },
      },
      /^The `filter` \( cannot be used: Could not compile benchmark re: Unmatched/,
    ],
    [
      'a filter that nothing matches',
      { filter: 'x' },
      {
        '--benchmark_list_tests=true': {
          stderr: 'Failed to match any benchmarks against regex: x\n',
        },
      },
      /^The programs have no benchmark that `filter` x matches\.$/,
    ],
  ])('%s is told', async (_, settings, answers, message) => {
    const { preparation } = await prepare('1.9.5', settings, answers);
    expect(preparation).toEqual({ state: 'failed', message: expect.stringMatching(message) });
  });

  test('a program of the other side is refused before anything runs', async () => {
    const { preparation, asked } = await prepare(
      '1.9.5',
      { executables: [join(folder, 'build/shapes')], prepare: 'make' },
      {},
      { otherSideFolder: folder },
    );
    expect(preparation).toEqual({
      state: 'failed',
      message: expect.stringContaining('a program of the working tree'),
    });
    expect(asked).toEqual([]);
  });
});
