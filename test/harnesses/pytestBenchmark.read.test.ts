/** Reading what real launches left: recorded by fixtures/harnesses/pytest-benchmark/record.py. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import type { LaunchReading, LaunchRequest, ProcessOutcome } from '../../src/harnesses/harness.ts';
import { readLaunch } from '../../src/harnesses/pytestBenchmark/read.ts';
import { requestOf, temporaryFolder, wordsOf } from './realLaunches.ts';

const recordings = fileURLToPath(
  new URL('../../fixtures/harnesses/pytest-benchmark', import.meta.url),
);

const outcomeSchema = z.object({
  exitCode: z.int().nullable(),
  ending: z.enum(['exited', 'timed-out']),
  stdout: z.string(),
  stderr: z.string(),
});

function outcomeOf(recording: string): ProcessOutcome {
  const json: unknown = JSON.parse(readFileSync(join(recording, 'outcome.json'), 'utf8'));
  return { ...outcomeSchema.parse(json), durationSeconds: 1 };
}

function readRecording(name: string): Promise<LaunchReading> {
  const folder = join(recordings, name);
  return readLaunch(requestOf({ folder }), outcomeOf(folder));
}

/** A recording with some of its files changed, or made anew from texts. */
function readTexts(
  texts: { readonly journal?: string; readonly results?: string },
  outcome: Partial<ProcessOutcome> = {},
  request: Partial<LaunchRequest> = {},
): Promise<LaunchReading> {
  const folder = temporaryFolder();
  mkdirSync(folder, { recursive: true });
  if (texts.journal !== undefined) writeFileSync(join(folder, 'tests.ndjson'), texts.journal);
  if (texts.results !== undefined)
    writeFileSync(join(folder, 'pytest-benchmark.json'), texts.results);
  const exited = {
    exitCode: 0,
    ending: 'exited',
    durationSeconds: 1,
    stdout: '',
    stderr: '',
  } as const;
  return readLaunch(requestOf({ folder, ...request }), { ...exited, ...outcome });
}

function textOf(recording: string, file: string): string {
  return readFileSync(join(recordings, recording, file), 'utf8');
}

const mixed = {
  'mixed > sub > test_deep.py > test_deep': '5 time',
  'mixed > test_all.py > test_plain': '5 time',
  'mixed > test_all.py > test_throughput': '5 time',
  'mixed > test_all.py > test_odd_extra_info': '5 time',
  'mixed > test_all.py > test_scalars [mode=a/b::c, size=10]': '5 time',
  'mixed > test_all.py > test_scalars [mode=a/b::c, size=1000]': '5 time',
  'mixed > test_all.py > test_scalars [mode=x[y], size=10]': '5 time',
  'mixed > test_all.py > test_scalars [mode=x[y], size=1000]': '5 time',
  'mixed > test_all.py > test_alike [value=1.0]': '5 time',
  'mixed > test_all.py > test_alike [value=None]': '5 time',
  'mixed > test_all.py > test_alike [value=True]': '5 time',
  'mixed > test_all.py > test_objects [id=list]': '5 time',
  'mixed > test_all.py > test_objects [id=dict]': '5 time',
  'mixed > test_all.py > test_long_text [id=long]': '5 time',
  'mixed > test_all.py > TestGroup > TestInner > test_method': '5 time',
  'mixed > test_all.py > TestGroup > test_method': '7 time',
  'mixed > test_all.py > OldStyle > test_method': '5 time',
  'mixed > test_all.py > test_raises_inside': expect.stringMatching(
    /^failed: ValueError: boom\nsecond line \(test_all\.py:\d+\)$/,
  ),
  'mixed > test_all.py > test_fails_after': expect.stringContaining(
    'failed: AssertionError: wrong sum',
  ),
  'mixed > test_all.py > test_raises_as_expected': expect.stringContaining(
    'skipped: the test passed without measuring anything',
  ),
  'mixed > test_all.py > test_skipped': 'skipped: not on this machine',
  'mixed > test_all.py > test_skips_after': 'skipped: after all',
  'mixed > test_all.py > test_expected_to_fail': 'skipped: expected to fail: known bug',
  'mixed > test_all.py > test_unused': expect.stringContaining(
    'skipped: the test passed without measuring anything',
  ),
  'mixed > test_all.py > test_setup_error': expect.stringContaining(
    'failed: RuntimeError: no database',
  ),
  'mixed > test_all.py > test_teardown_error': expect.stringContaining(
    'failed: RuntimeError: cannot clean up',
  ),
  'mixed > test_all.py > test_missing_fixture': "failed: fixture 'nope' not found",
  'mixed > test_all.py > test_last': '5 time',
};

describe.each(['3.2.2', '4.0.0', '5.3.1'])('pytest-benchmark %s', (version) => {
  // pytest before 7 numbers equal ids from 0 without an underscore.
  const alike = version === '5.3.1' ? ['1_0', '1_1'] : ['10', '11'];

  it('every way in which a test can end', async () => {
    const reading = await readRecording(`${version}/mixed`);
    expect(wordsOf(reading)).toEqual({
      ...mixed,
      [`mixed > test_all.py > test_alike [id=${alike[0]}]`]: '5 time',
      [`mixed > test_all.py > test_alike [id=${alike[1]}]`]: '5 time',
    });
    expect(reading.failure).toBe(
      "pytest could not collect mixed/test_import.py: ModuleNotFoundError: No module named 'nothing_like_this'",
    );
    expect(reading.notices).toEqual([
      expect.stringMatching(/^mixed\/test_whole_skip\.py was skipped as a whole: could not import/),
    ]);
  });

  it('the values of the result file, seconds per iteration, in order', async () => {
    const reading = await readRecording(`${version}/mixed`);
    const file = textOf(`${version}/mixed`, 'pytest-benchmark.json').replaceAll('NaN,', 'null,');
    const { benchmarks } = z
      .object({
        benchmarks: z.array(
          z.object({
            name: z.string(),
            stats: z.object({
              data: z.array(z.number()),
              mean: z.number(),
              iterations: z.number(),
            }),
          }),
        ),
      })
      .parse(JSON.parse(file));
    const stats = benchmarks.find(({ name }) => name === 'test_throughput')?.stats;
    expect(reading.benchmarks.find(({ path }) => path.at(-1) === 'test_throughput')).toMatchObject({
      metrics: [{ metric: 'time', sampleKind: 'batch', samples: stats?.data }],
      work: { bytes: 4096, elements: 7 },
    });
    // Dividing by the iterations once more would be far below pytest-benchmark's own mean.
    expect(stats?.iterations).toBeGreaterThan(1);
    expect(Math.max(...(stats?.data ?? []))).toBeGreaterThanOrEqual(stats?.mean ?? Infinity);
  });

  it('no work where extra_info holds no amount', async () => {
    const reading = await readRecording(`${version}/mixed`);
    const odd = reading.benchmarks.find(({ path }) => path.at(-1) === 'test_odd_extra_info');
    expect(odd).not.toHaveProperty('work');
  });

  it('what was measured before the hang, although the result file is lost', async () => {
    const reading = await readRecording(`${version}/hang`);
    expect(wordsOf(reading)).toEqual({ 'hang > test_hang.py > test_before': '5 time' });
    expect(reading.failure).toBeNull();
    expect(reading.notices).toEqual([
      'hang/test_hang.py::test_hang was being measured when the launch was ended; it is left out.',
      expect.stringMatching(
        /^pytest-benchmark's result file: (it is not there|the file is empty)\.$/,
      ),
    ]);
  });

  it('nothing to measure', async () => {
    const reading = await readRecording(`${version}/no-benchmark`);
    expect(reading.benchmarks).toEqual([]);
    expect(reading.failure).toContain('pytest collected no test with the benchmark fixture');
  });
});

describe('launches that went wrong', () => {
  it('a crash of the interpreter', async () => {
    const reading = await readRecording('5.3.1/crash');
    expect(wordsOf(reading)).toEqual({
      'crash > test_crash.py > test_before': '5 time',
      'crash > test_crash.py > test_crash': 'failed: pytest died while this benchmark was running',
    });
    expect(reading.failure).toBe('pytest was ended by a signal: Fatal Python error: Aborted');
  });

  it.each([
    ['all-skipped', 'every benchmark was skipped (2), the first one because: no GPU here'],
    ['nothing-collected', 'pytest collected no test with the benchmark fixture'],
    ['usage-error', 'unrecognized arguments: --no-such-option'],
    ['no-such-path', 'ERROR: file or directory not found: nowhere'],
  ])('%s', async (name, words) => {
    expect((await readRecording(`5.3.1/${name}`)).failure).toContain(words);
  });

  it('no file at all', async () => {
    const reading = await readTexts({}, { exitCode: 1, stderr: 'No module named pytest\n' });
    expect(reading).toEqual({
      benchmarks: [],
      failure: 'pytest ended with exit code 1:\nNo module named pytest',
      notices: [],
    });
    const absent = await readTexts({}, { exitCode: null, ending: 'not-started', stderr: 'ENOENT' });
    expect(absent.failure).toBe('pytest could not be started:\nENOENT');
  });

  it('a journal cut short in the middle of a line', async () => {
    const journal = textOf('5.3.1/mixed', 'tests.ndjson');
    const reading = await readTexts(
      { journal: journal.slice(0, journal.indexOf('test_throughput') + 40) },
      { ending: 'timed-out', exitCode: null },
    );
    expect(wordsOf(reading)).toEqual({
      'mixed > sub > test_deep.py > test_deep': '5 time',
      'mixed > test_all.py > test_plain': '5 time',
    });
    expect(reading.failure).toBeNull();
  });

  it('a journal that holds something else', async () => {
    const journal = textOf('5.3.1/hang', 'tests.ndjson').split('\n').slice(0, 2);
    const reading = await readTexts({
      journal: [...journal, '{"event":"other"}', 'text', ''].join('\n'),
    });
    expect(wordsOf(reading)).toEqual({ 'hang > test_hang.py > test_before': '5 time' });
    expect(reading.failure).toMatch(/notes on the tests could not be read: line 3: .*; line 4: /);
  });

  it('a result file that was cut short: the journal has the values, too', async () => {
    const journal = textOf('5.3.1/mixed', 'tests.ndjson');
    const results = textOf('5.3.1/mixed', 'pytest-benchmark.json').slice(0, -500);
    const reading = await readTexts({ journal, results }, { exitCode: 1 });
    const whole = await readRecording('5.3.1/mixed');
    expect(wordsOf(reading)).toEqual(wordsOf(whole));
    expect(reading.benchmarks).toMatchObject(
      whole.benchmarks.map((benchmark) => ({ ...benchmark })),
    );
    expect(reading.notices.join()).toContain(
      "pytest-benchmark's result file: it is not whole JSON",
    );
  });

  it.each([
    { what: 'file and line', source: { file: '/suite/test_it.py', line: 7 }, told: true },
    { what: 'nothing', source: null, told: false },
    { what: 'a relative path', source: { file: 'test_it.py', line: 7 }, told: false },
    {
      what: 'a line before the first',
      source: { file: '/suite/test_it.py', line: 0 },
      told: false,
    },
    { what: 'something else', source: ['/suite/test_it.py', 7], told: false },
  ])('$what as the place of a test: it is measured all the same', async ({ source, told }) => {
    const [started = '', ...rest] = textOf('5.3.1/hang', 'tests.ndjson').split('\n');
    const line = JSON.stringify({ ...JSON.parse(started), source });
    const { benchmarks } = await readTexts({ journal: [line, ...rest].join('\n') });
    expect(benchmarks[0]?.state).toBe('measured');
    expect(benchmarks[0]?.source).toEqual(told ? source : undefined);
  });

  it('code of the side that is compared with: nothing counts', async () => {
    const modules = [{ name: 'shop', file: '/user/shop/__init__.py' }];
    const line = JSON.stringify({ event: 'other-side', modules });
    const journal = `${textOf('5.3.1/mixed', 'tests.ndjson')}${line}\n`;
    const reading = await readTexts({ journal });
    expect(reading).toMatchObject({ benchmarks: [], notices: [] });
    expect(reading.failure).toMatch(
      /^the module shop was imported from the working tree \(\/user\/shop\/__init__\.py\) although/,
    );
  });

  it('nothing to measure, unless only some benchmarks were still of interest', async () => {
    const nothing = { journal: '' };
    const whole = await readTexts(nothing, { exitCode: 5 });
    expect(whole.failure).toContain('pytest collected no test with the benchmark fixture');
    const part = await readTexts(nothing, { exitCode: 5 }, { only: [] });
    expect(part).toEqual({ benchmarks: [], failure: null, notices: [] });
  });

  it('an exit code that no benchmark explains', async () => {
    const journal = textOf('5.3.1/hang', 'tests.ndjson')
      .split('\n')
      .slice(0, 2)
      .concat('')
      .join('\n');
    const reading = await readTexts({ journal }, { exitCode: 1 });
    expect(reading.failure).toBeNull();
    expect(reading.notices).toContainEqual(expect.stringContaining('although no benchmark failed'));
  });

  it('an internal error after some benchmarks', async () => {
    const journal = textOf('5.3.1/hang', 'tests.ndjson')
      .split('\n')
      .slice(0, 2)
      .concat('')
      .join('\n');
    const reading = await readTexts({ journal }, { exitCode: 3, stdout: 'INTERNALERROR> boom' });
    expect(reading.failure).toBe('pytest had an internal error:\nINTERNALERROR> boom');
    expect(reading.benchmarks).toHaveLength(1);
  });
});
