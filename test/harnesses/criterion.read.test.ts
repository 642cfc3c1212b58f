import { cp, mkdir, mkdtemp, readFile, rm, symlink, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type BenchProgram, resultsFolder } from '../../src/harnesses/criterion/launch.ts';
import { readLaunch } from '../../src/harnesses/criterion/read.ts';
import type {
  BenchmarkReading,
  LaunchReading,
  LaunchRequest,
  ProcessOutcome,
} from '../../src/harnesses/harness.ts';

const fixtures = join(import.meta.dirname, '../../fixtures/harnesses/criterion');

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'perfwatch-criterion-'));
});
afterEach(() => rm(folder, { recursive: true }));

const request = (changes: Partial<LaunchRequest> = {}): LaunchRequest => ({
  folder,
  index: 0,
  launches: 1,
  filter: null,
  only: null,
  ...changes,
});

function program(target: string, path: readonly string[] = [target]): BenchProgram {
  return {
    executable: `/target/${target}`,
    target,
    packageName: 'older',
    packageVersion: '0.1.0',
    packageFolder: '/repository/older',
    packagePath: ['older'],
    stepName: `older.${target}`,
    path,
    defaults: { sampleSize: 100, warmupSeconds: 3, measurementSeconds: 5 },
  };
}

function outcome(changes: Partial<ProcessOutcome> = {}): ProcessOutcome {
  return { exitCode: 0, ending: 'exited', durationSeconds: 1, stdout: '', stderr: '', ...changes };
}

/** The home of a program in the launch under test, filled with a recording. */
async function replay(recording: string, of: BenchProgram): Promise<string> {
  const home = resultsFolder(request(), of);
  await cp(join(fixtures, recording, 'criterion'), home, { recursive: true });
  return home;
}

async function read(
  of: BenchProgram,
  ended: ProcessOutcome,
  filter?: string,
): Promise<LaunchReading> {
  return readLaunch([of], filter, request(), new Map([[of.stepName, ended]]));
}

function find(reading: LaunchReading, ...path: string[]): BenchmarkReading | undefined {
  return reading.benchmarks.find((one) => JSON.stringify(one.path) === JSON.stringify(path));
}

function samplesOf(benchmark: BenchmarkReading | undefined): readonly number[] {
  return benchmark?.state === 'measured' ? (benchmark.metrics[0]?.samples ?? []) : [];
}

describe.each(['0.5.1', '0.8.2'])('shapes of criterion %s', (version) => {
  const shapes = program('shapes', ['older', 'shapes']);

  async function readShapes(): Promise<LaunchReading> {
    await replay(`${version}/shapes`, shapes);
    return read(shapes, outcome());
  }

  test('tells benchmarks apart by criterion’s own tuple, whatever their names are', async () => {
    const { benchmarks, failure, notices } = await readShapes();
    const expected = [
      { path: ['alone'], params: {} },
      { path: ['dup'], params: {} },
      { path: ['dup', 'new'], params: {} },
      { path: ['dup', 'x'], params: {} },
      { path: ['dup/x'], params: {} },
      { path: ['flat', 'slow'], params: {} },
      { path: ['new'], params: {} },
      { path: ['say "hi"\nthere/a b'], params: {} },
      { path: ['sizes'], params: { value: '4' } },
      { path: ['sizes'], params: { value: '9' } },
      { path: ['sizes', 'fib'], params: { value: '4' } },
      { path: ['sizes', 'fib'], params: { value: '9' } },
      ...(version === '0.8.2'
        ? [
            { path: ['work', 'bits'], params: {} },
            { path: ['work', 'both'], params: {} },
          ]
        : []),
    ].map(({ path, params }) => ({ path: ['older', 'shapes', ...path], params }));
    const found = benchmarks.map(({ path, params }) => ({ path, params }));
    expect(found).toHaveLength(expected.length);
    expect(found).toEqual(expect.arrayContaining(expected));
    expect(benchmarks.every(({ state }) => state === 'measured')).toBe(true);
    expect({ failure, notices }).toEqual({ failure: null, notices: [] });
  });

  test('keeps the declared work, in bytes and elements', async () => {
    const { benchmarks } = await readShapes();
    const work = Object.fromEntries(
      benchmarks.flatMap(({ path, params, ...of }) =>
        of.state === 'measured' && of.work
          ? [[[...path.slice(2), params.value].join(' '), of.work]]
          : [],
      ),
    );
    expect(work).toEqual({
      'flat slow ': { bytes: 4096 },
      'sizes 4': { elements: 4 },
      'sizes 9': { elements: 9 },
      'sizes fib 4': { bytes: 4000 },
      'sizes fib 9': { bytes: 9000 },
      ...(version === '0.8.2'
        ? { 'work bits ': { bytes: 1000 }, 'work both ': { elements: 10, bytes: 640 } }
        : {}),
    });
  });

  test.each([
    ['linear', ['alone'], 'alone'],
    ['flat', ['flat', 'slow'], 'flat/slow'],
  ])('divides the times of %s samples by their iterations', async (mode, path, place) => {
    const reading = await readShapes();
    const file = join(fixtures, version, 'shapes/criterion', place, 'new/sample.json');
    const { sampling_mode, iters, times } = JSON.parse(await readFile(file, 'utf8'));
    expect(sampling_mode.toLowerCase()).toBe(mode);
    const samples = samplesOf(find(reading, 'older', 'shapes', ...path));
    expect(samples).toHaveLength(10);
    samples.forEach((seconds, index) => {
      expect(seconds * iters[index] * 1e9).toBeCloseTo(times[index], 3);
    });
  });

  test('reads times that agree with what criterion printed', async () => {
    const reading = await readShapes();
    const text = await readFile(join(fixtures, version, 'shapes/stdout.txt'), 'utf8');
    const [, low, high] = /^flat\/slow +time: +\[(\S+) ns \S+ ns (\S+) ns\]/m.exec(text) ?? [];
    const samples = samplesOf(find(reading, 'older', 'shapes', 'flat', 'slow'));
    const meanNanoseconds = (samples.reduce((sum, one) => sum + one, 0) / samples.length) * 1e9;
    expect(meanNanoseconds).toBeGreaterThan(Number(low));
    expect(meanNanoseconds).toBeLessThan(Number(high));
  });
});

describe('what goes wrong in benchmarks', () => {
  const alone = program('shapes');

  test('a panic fails the launch in its own words and keeps what was measured before', async () => {
    const troubles = program('troubles');
    await replay('0.5.1/troubles', troubles);
    const stdout = await readFile(join(fixtures, '0.5.1/troubles/stdout.txt'), 'utf8');
    const stderr = await readFile(join(fixtures, '0.5.1/troubles/stderr.txt'), 'utf8');
    const reading = await read(troubles, outcome({ exitCode: 101, stdout, stderr }));
    expect(reading.failure).toBe(
      'Bench target "troubles" ended with exit code 101 in benchmark "panics": the parser broke on two lines',
    );
    expect(find(reading, 'troubles', 'good')?.state).toBe('measured');
    for (const path of [['zero time'], ['group', 'zero time']]) {
      expect(find(reading, 'troubles', ...path)).toMatchObject({
        state: 'failed',
        message: expect.stringContaining('no time'),
      });
    }
    expect(reading.benchmarks).toHaveLength(3);
  });

  test('two benchmarks of one name are told, and other units than time are refused', async () => {
    const odd = program('odd');
    await replay('0.8.2/odd', odd);
    const stdout = await readFile(join(fixtures, '0.8.2/odd/stdout.txt'), 'utf8');
    const reading = await read(odd, outcome({ stdout }));
    expect(reading.notices).toEqual([
      'More than one benchmark writes to the folder "same name" of bench target "odd", and criterion kept only the last: give them different names.',
    ]);
    expect(find(reading, 'odd', 'same name')?.state).toBe('measured');
    expect(find(reading, 'odd', 'counted')).toMatchObject({
      state: 'failed',
      message: expect.stringContaining('"ticks"'),
    });
  });

  test('other units are seen also where the program printed much after them', async () => {
    const odd = program('odd');
    await replay('0.8.2/odd', odd);
    const printed = await readFile(join(fixtures, '0.8.2/odd/stdout.txt'), 'utf8');
    const later = 'chatter of the program\n'.repeat(2000);
    const logFolder = join(request().folder, odd.stepName);
    await mkdir(logFolder, { recursive: true });
    await writeFile(join(logFolder, 'stdout.log'), printed + later);
    // The outcome holds the end of the text only.
    const reading = await read(odd, outcome({ stdout: later.slice(-16 * 1024) }));
    expect(find(reading, 'odd', 'counted')).toMatchObject({ state: 'failed' });
  });

  test('the two samples of --quick are refused', async () => {
    await replay('0.8.2/quick', alone);
    expect((await read(alone, outcome())).benchmarks).toEqual([
      {
        path: ['shapes', 'alone'],
        params: {},
        state: 'failed',
        message: expect.stringContaining('2 samples, fewer than 10'),
      },
    ]);
  });

  test.each([
    ['sample.json', ['dup', 'x']],
    // Without the tuple, only the names of the folders are left.
    ['benchmark.json', ['dup', 'x']],
  ])('a torn %s fails its benchmark and no other', async (name, path) => {
    const home = await replay('0.8.2/shapes', alone);
    await truncate(join(home, 'dup/x/new', name), 40);
    const reading = await read(alone, outcome());
    expect(find(reading, 'shapes', ...path)).toMatchObject({
      state: 'failed',
      message: expect.stringContaining(`${name} could not be read`),
    });
    expect(reading.benchmarks.filter(({ state }) => state === 'measured')).toHaveLength(13);
  });

  test.each([['sample.json'], ['benchmark.json']])(
    'a missing %s fails its benchmark, unless the launch was ended',
    async (name) => {
      const home = await replay('0.8.2/shapes', alone);
      await rm(join(home, 'alone/new', name));
      const whole = await read(alone, outcome());
      expect(find(whole, 'shapes', 'alone')).toMatchObject({
        state: 'failed',
        message: `criterion left no ${name}`,
      });
      for (const ending of ['timed-out', 'interrupted'] as const) {
        const ended = await read(alone, outcome({ exitCode: null, ending }));
        expect(ended.benchmarks).toHaveLength(13);
        expect(ended.benchmarks.every(({ state }) => state === 'measured')).toBe(true);
        expect(ended.failure).toBeNull();
      }
    },
  );

  test.each([
    ['fewer times than counts', { iters: Array(10).fill(1), times: Array(9).fill(5) }, '9 times'],
    ['no iterations', { iters: Array(10).fill(0), times: Array(10).fill(5) }, 'not above zero'],
    ['a negative time', { iters: Array(10).fill(1), times: Array(10).fill(-5) }, 'not above zero'],
    ['no number', { iters: Array(10).fill(1), times: Array(10).fill(null) }, 'times.0'],
  ])('samples with %s are refused', async (_, sample, message) => {
    const home = await replay('0.8.2/shapes', alone);
    await writeFile(
      join(home, 'alone/new/sample.json'),
      JSON.stringify({ sampling_mode: 'Linear', ...sample }),
    );
    expect(find(await read(alone, outcome()), 'shapes', 'alone')).toMatchObject({
      state: 'failed',
      message: expect.stringContaining(message),
    });
  });

  test.each([[{ Frames: 3 }], [{ Bytes: 0 }], ['many']])(
    'throughput %j is told in a notice, and the time is kept',
    async (throughput) => {
      const home = await replay('0.8.2/shapes', alone);
      const file = join(home, 'alone/new/benchmark.json');
      const benchmark = JSON.parse(await readFile(file, 'utf8'));
      await writeFile(file, JSON.stringify({ ...benchmark, throughput }));
      const reading = await read(alone, outcome());
      expect(find(reading, 'shapes', 'alone')).toMatchObject({ state: 'measured' });
      expect(find(reading, 'shapes', 'alone')).not.toHaveProperty('work');
      expect(reading.notices).toEqual([expect.stringContaining(JSON.stringify(throughput))]);
    },
  );

  test('errors that criterion only prints fail the launch', async () => {
    await replay('0.8.2/shapes', alone);
    const stdout = 'Criterion.rs ERROR: error: Failed to access file "/x/sample.json": No space\n';
    expect((await read(alone, outcome({ stdout }))).failure).toBe(
      'Bench target "shapes" reported: error: Failed to access file "/x/sample.json": No space',
    );
  });

  test.each([
    [
      'an old panic',
      {
        exitCode: 101,
        stderr: "thread 'main' panicked at 'index out of bounds', src/lib.rs:3:5\n",
      },
      'ended with exit code 101: index out of bounds',
    ],
    [
      'a wrong argument',
      { exitCode: 2, stderr: '\u001b[31merror\u001b[0m: unexpected argument found\n' },
      'ended with exit code 2: error: unexpected argument found',
    ],
    ['a signal', { exitCode: null }, 'was killed: it wrote no error message'],
    [
      'a panic between benchmarks',
      {
        exitCode: 101,
        stderr:
          "Benchmarking a: Analyzing\nthread 'main' (7) panicked at src/lib.rs:1:1:\nno input\nnote: run\n",
      },
      'ended with exit code 101: no input',
    ],
    [
      'no start',
      { exitCode: null, ending: 'not-started' as const, stderr: 'ENOENT' },
      'could not be started: ENOENT',
    ],
  ])('%s is told', async (_, changes, words) => {
    const reading = await read(alone, outcome(changes));
    expect(reading.failure).toBe(`Bench target "shapes" ${words}`);
  });
});

describe('where results are looked for', () => {
  const shapes = program('shapes');

  test.skipIf(process.platform === 'win32')(
    'nothing is read through symbolic links, and nothing called base',
    async () => {
      const home = resultsFolder(request(), shapes);
      await mkdir(join(home, 'linked'), { recursive: true });
      const real = join(fixtures, '0.8.2/shapes/criterion/alone');
      await symlink(real, join(home, 'alone'));
      await symlink(join(real, 'new'), join(home, 'linked/new'));
      await cp(join(real, 'base'), join(home, 'old/base'), { recursive: true });
      const reading = await read(shapes, outcome());
      expect(reading.benchmarks).toEqual([]);
      expect(reading.failure).toContain('No benchmark ran');
    },
  );

  test.skipIf(process.platform === 'win32')(
    'a symbolic link in the place of a file counts as no file',
    async () => {
      const home = resultsFolder(request(), shapes);
      const real = join(fixtures, '0.8.2/shapes/criterion/alone/new');
      await cp(real, join(home, 'alone/new'), { recursive: true });
      await rm(join(home, 'alone/new/sample.json'));
      await symlink(join(real, 'sample.json'), join(home, 'alone/new/sample.json'));
      expect((await read(shapes, outcome())).benchmarks).toMatchObject([
        { state: 'failed', message: 'criterion left no sample.json' },
      ]);
    },
  );
});

describe('launches that measured nothing', () => {
  const one = program('one');
  const other = program('other');
  const both = new Map([one, other].map(({ stepName }) => [stepName, outcome()]));

  test('are failures that name the filter', async () => {
    const reading = await readLaunch([one, other], 'zzz', request(), both);
    expect(reading).toEqual({
      benchmarks: [],
      failure: 'No benchmark ran: none matches the filter "zzz".',
      notices: [],
    });
  });

  test('in a part: told without a filter, expected with one', async () => {
    await replay('0.8.2/shapes', one);
    const notice = 'Bench target "other" ran no benchmark.';
    const all = await readLaunch([one, other], undefined, request(), both);
    expect(all).toMatchObject({ failure: null, notices: [notice] });
    const filtered = await readLaunch([one, other], 'alone', request(), both);
    expect(filtered).toMatchObject({ failure: null, notices: [] });
  });

  test('are no failure when only some ids were asked for', async () => {
    const reading = await readLaunch(
      [one, other],
      undefined,
      request({ filter: /elsewhere/ }),
      both,
    );
    expect(reading).toEqual({ benchmarks: [], failure: null, notices: [] });
  });

  test('are no failure when only some benchmarks were still of interest', async () => {
    await replay('0.8.2/shapes', one);
    const only = [{ suite: 'rust', path: ['one', 'alone'], params: {} }];
    const launched = new Map([[one.stepName, outcome()]]);
    const part = await readLaunch([one, other], 'alone', request({ only }), launched);
    expect(part).toMatchObject({ failure: null, notices: [] });
    const nothing = await readLaunch([other], undefined, request({ only }), both);
    expect(nothing).toEqual({ benchmarks: [], failure: null, notices: [] });
  });

  test('are no failure when they were ended, or never came to their turn', async () => {
    const ended = new Map([[one.stepName, outcome({ exitCode: null, ending: 'timed-out' })]]);
    const reading = await readLaunch([one, other], undefined, request(), ended);
    expect(reading).toEqual({ benchmarks: [], failure: null, notices: [] });
  });
});
