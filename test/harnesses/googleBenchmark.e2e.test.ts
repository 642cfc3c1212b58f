/** The real library, as the Python package `google-benchmark` brings it: measured, narrowed, compared. */
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { parseResults } from '../../src/harnesses/googleBenchmark/resultFile.ts';
import { googleBenchmark } from '../../src/harnesses/googleBenchmark.ts';
import type { LaunchRequest } from '../../src/harnesses/harness.ts';
import { repository } from '../support/repository.ts';
import { launchOnce, suiteOf, temporaryFolder, toolsFor, wordsOf } from './realLaunches.ts';

const source = `
import google_benchmark as benchmark

@benchmark.register
@benchmark.option.arg_name("size")
@benchmark.option.arg(64)
@benchmark.option.arg(4096)
def copy(state):
    data = b"x" * state.range(0)
    while state:
        bytearray(data)
    state.bytes_processed = state.iterations * state.range(0)
    state.items_processed = state.iterations

@benchmark.register(name="broken [x]")
def broken(state):
    state.skip_with_error('no such file: "x"')

@benchmark.register
@benchmark.option.repetitions(3)
@benchmark.option.unit(benchmark.kMillisecond)
def repeated(state):
    while state:
        sum(range(100))
    state.counters["hits"] = float("nan")
    state.counters["size"] = 7

@benchmark.register
@benchmark.option.use_manual_time()
@benchmark.option.iterations(5)
def manual(state):
    while state:
        state.set_iteration_time(0.25)

@benchmark.register
@benchmark.option.range_multiplier(4)
@benchmark.option.range(4, 16)
@benchmark.option.complexity(benchmark.oN)
def grows(state):
    while state:
        sum(range(state.range(0)))
    state.complexity_n = state.range(0)

@benchmark.register
def raises(state):
    while state:
        {}["missing"]

if __name__ == "__main__":
    print("starting")
    benchmark.main()
`;

let folder: string;
let python: string;
beforeAll(() => {
  folder = temporaryFolder();
  execFileSync('python3', ['-m', 'venv', '.venv'], { cwd: folder });
  python = join(folder, '.venv/bin/python');
  execFileSync(python, [
    '-m',
    'pip',
    'install',
    '--quiet',
    '--only-binary=:all:',
    'google-benchmark',
  ]);
  writeFileSync(join(folder, 'bench.py'), source);
}, 120_000);
afterAll(() => rm(folder, { recursive: true, force: true, maxRetries: 3 }));

const settingsOf = (settings: object = {}) =>
  googleBenchmark.settings.parse({ executables: ['.venv/bin/python bench.py'], ...settings });

test('every benchmark, with failures in their place', async () => {
  const suite = suiteOf(folder, settingsOf(), { name: 'cpp', measurementSeconds: 0.1 });
  const { reading, record, prepared } = await launchOnce(googleBenchmark, suite);
  expect(wordsOf(reading)).toEqual({
    'bench.py > copy [size=64]': '1 time',
    'bench.py > copy [size=4096]': '1 time',
    'bench.py > broken [x]': 'failed: no such file: "x"',
    'bench.py > repeated [repeats=3]': '3 time, 3 size',
    'bench.py > manual > manual_time [iterations=5]': '1 time',
    'bench.py > grows > 4': '1 time',
    'bench.py > grows > 16': '1 time',
    'bench.py > raises': expect.stringContaining("KeyError: 'missing'"),
  });
  expect(record).toMatchObject({
    state: 'failed',
    message: expect.stringContaining("KeyError: 'missing'"),
  });
  expect(prepared.harness).toMatchObject({ version: expect.stringMatching(/^\d+\.\d+/) });
  expect(prepared.notices).toEqual([]);
  expect(reading.notices).toEqual([
    'The counter "hits" is left out where a value is no number.',
    '.venv/bin/python bench.py reports its complexity (BigO, RMS): 2 rows are left out.',
  ]);
  const [copy] = reading.benchmarks;
  expect(copy).toMatchObject({ work: { bytes: 64, elements: 1 } });
  for (const { path, ...benchmark } of reading.benchmarks) {
    if (benchmark.state !== 'measured') continue;
    for (const seconds of benchmark.metrics[0]?.samples ?? []) {
      if (path.includes('manual')) expect(seconds).toBeCloseTo(0.25, 9);
      else expect(Math.abs(Math.log10(seconds) + 6)).toBeLessThan(3);
    }
  }
});

test.each<[string, Partial<LaunchRequest>, string[]]>([
  ['by a filter', { filter: /size=/ }, ['copy/size:64', 'copy/size:4096']],
  [
    'to what is still of interest',
    {
      only: [
        { suite: 'cpp', path: ['bench.py', 'broken [x]'], params: {} },
        { suite: 'cpp', path: ['bench.py', 'copy'], params: { size: '64' } },
        { suite: 'cpp', path: ['bench.py', 'grows', '4'], params: {} },
      ],
    },
    ['copy/size:64', 'broken [x]', 'grows/4'],
  ],
])('narrowed %s, the program itself runs no more', async (_, changes, expected) => {
  const suite = suiteOf(folder, settingsOf(), { name: 'cpp', measurementSeconds: 0.1 });
  const launched = await launchOnce(googleBenchmark, suite, toolsFor(suite), changes);
  const results = parseResults(readFileSync(join(launched.folder, '1-bench-py.json'), 'utf8'));
  const names = results.state === 'read' ? results.rows.map(({ run_name }) => run_name) : [];
  expect([...new Set(names)].filter((name) => name !== 'grows')).toEqual(expected);
  expect(launched.reading.benchmarks).toHaveLength(expected.length);
  expect(launched.reading.failure).toBeNull();
});

test.each([
  [{ executables: ['build/nothing'] }, 'There is no program build/nothing'],
  [{ filter: '(' }, 'The `filter` ( cannot be used: Could not compile benchmark re: '],
  [{ filter: 'nothing' }, 'The programs have no benchmark that `filter` nothing matches.'],
  [{ executables: ['.venv/bin/python -c pass'] }, 'named no benchmarks for --benchmark_list_tests'],
  [{ executables: ['.venv/bin/python -z'] }, 'did not answer --benchmark_list_tests'],
  [
    { prepare: ['.venv/bin/python -V', '.venv/bin/python -c "raise SystemExit(3)"'] },
    'The prepare command (.venv/bin/python -c raise SystemExit(3)) ended with exit code 3',
  ],
])('%j is told', async (settings, message) => {
  const suite = suiteOf(folder, settingsOf(settings));
  const preparation = await googleBenchmark.prepare(suite, toolsFor(suite));
  expect(preparation).toEqual({ state: 'failed', message: expect.stringContaining(message) });
});

test('finds what became slower, and nothing else', async () => {
  const bench = `
import google_benchmark as benchmark
from work import rounds

@benchmark.register
def slow(state):
    while state:
        sum(range(rounds))

@benchmark.register
def same(state):
    while state:
        sum(range(2000))

if __name__ == "__main__":
    benchmark.main()
`;
  const made = await repository(
    {
      suites: {
        cpp: {
          harness: 'google-benchmark',
          executables: [[python, 'bench.py']],
          measurementSeconds: 0.3,
          env: { PYTHONDONTWRITEBYTECODE: '1' },
        },
      },
      threshold: '30%',
    },
    { 'bench.py': bench, 'work.py': 'rounds = 2000\n' },
  );
  made.commit({ 'work.py': 'rounds = 6000\n' });
  const result = await made.perfwatch(['run', '--against', 'HEAD~1', '--launches', '6']);
  expect(result.exitCode, result.err).toBe(1);
  expect(made.verdicts()).toEqual({
    'cpp/bench.py/slow': 'regressed',
    'cpp/bench.py/same': expect.not.stringContaining('regressed'),
  });
});
