/** Launching gungraun: its arguments, what a launch tells, and what is told where it went wrong. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Artifact } from '../../src/harnesses/cargo/build.ts';
import { type CargoPackage, metadataSchema } from '../../src/harnesses/cargo/packages.ts';
import { complaintOf, failedBenchmark } from '../../src/harnesses/gungraun/complaint.ts';
import { type BenchProgram, launchStep } from '../../src/harnesses/gungraun/launch.ts';
import { gungraunLibrary } from '../../src/harnesses/gungraun/library.ts';
import { mismatchIn, parseList, takesPatterns } from '../../src/harnesses/gungraun/list.ts';
import { patternOf } from '../../src/harnesses/gungraun/narrow.ts';
import { valgrindVersion } from '../../src/harnesses/gungraun/prepare.ts';
import { recognise } from '../../src/harnesses/gungraun/program.ts';
import { readLaunch } from '../../src/harnesses/gungraun/read.ts';
import type { GungraunSettings } from '../../src/harnesses/gungraun/settings.ts';
import { gungraun } from '../../src/harnesses/gungraun.ts';
import type { LaunchRequest, ProcessOutcome } from '../../src/harnesses/harness.ts';
import { requestOf, suiteOf, temporaryFolder, toolsFor, wordsOf } from './realLaunches.ts';

const fixtures = join(import.meta.dirname, '../../fixtures');
const recorded = (name: string) =>
  readFileSync(join(fixtures, 'harnesses/gungraun/0.20.0', name), 'utf8');
const results = readFileSync(join(fixtures, 'formats/gungraun/0.20.0/old.json'), 'utf8');
const names = parseList(recorded('list.txt'));

const program: BenchProgram = {
  executable: '/target/sums-1',
  target: 'sums',
  packageName: 'adder',
  packageVersion: '0.1.0',
  packageFolder: '/repository/adder',
  packagePath: [],
  stepName: 'adder.sums',
  library: gungraunLibrary,
  names,
  takesPatterns: true,
};

const settingsOf = (changes: object = {}): GungraunSettings => gungraun.settings.parse(changes);
const suite = suiteOf('/repository', settingsOf(), { name: 'rust' });
const stepOf = (changes: Partial<LaunchRequest> = {}, of: Partial<BenchProgram> = {}) =>
  launchStep(suite, { ...program, ...of }, requestOf(changes));

const outcomeOf = (changes: Partial<ProcessOutcome> = {}): ProcessOutcome => ({
  exitCode: 0,
  ending: 'exited',
  durationSeconds: 1,
  stdout: '',
  stderr: '',
  ...changes,
});

/** Reads what a program has printed, of which the outcome has the end only. */
function read(
  stdout: string,
  changes: Partial<ProcessOutcome> = {},
  metrics = settingsOf().metrics,
  of: Partial<BenchProgram> = {},
) {
  const folder = temporaryFolder();
  mkdirSync(join(folder, program.stepName));
  writeFileSync(join(folder, program.stepName, 'stdout.log'), stdout);
  const outcomes = new Map([[program.stepName, outcomeOf(changes)]]);
  return readLaunch([{ ...program, ...of }], metrics, requestOf({ folder }), outcomes);
}

describe('a launch', () => {
  test('starts the program in its package, with a home of its own', () => {
    expect(stepOf({ folder: '/launch' })).toEqual({
      name: 'adder.sums',
      argv: ['/target/sums-1', '--bench', '--output-format=json'],
      cwd: '/repository/adder',
      env: {
        GUNGRAUN_HOME: join('/launch', 'adder.sums', 'home'),
        NO_COLOR: '1',
        CARGO_MANIFEST_DIR: '/repository/adder',
        CARGO_PKG_NAME: 'adder',
        CARGO_PKG_VERSION: '0.1.0',
      },
    });
  });

  const patternIn = (...given: Parameters<typeof stepOf>) => stepOf(...given)?.argv.slice(3);
  const identity = (...path: string[]) => ({ suite: 'rust', path, params: {} });

  test('leaves out what is not wanted', () => {
    expect(patternIn({ filter: /fold/ })).toEqual(['sums::numbers::fold::*']);
    expect(patternIn({ filter: /long_1$/ })).toEqual(['sums::numbers::fold::long_1']);
    expect(patternIn({ filter: /sums/ })).toEqual([]);
    expect(patternIn({ filter: /short|text/ })).toEqual([]);
    expect(stepOf({ filter: /nothing/ })).toBeNull();
    const only = [identity('sums', 'numbers', 'plain'), identity('sums', 'numbers', 'gone')];
    expect(patternIn({ only })).toEqual(['sums::numbers::plain']);
    expect(stepOf({ only: [] })).toBeNull();
    expect(stepOf({ only }, { packagePath: ['adder'] })).toBeNull();
    expect(patternIn({ only }, { takesPatterns: false })).toEqual([]);
  });

  test('names no pattern that may mean something else', () => {
    expect(patternOf(['a::b[1]'], ['a::b[1]', 'a::c'])).toBeNull();
    expect(patternOf(['a::b', 'a::bc'], ['a::b', 'a::bc', 'a::d'])).toBe('a::b*');
    expect(patternOf(['a::b'], ['a::b', 'a::bc'])).toBe('a::b');
  });
});

describe('what a launch tells', () => {
  test('is instructions, as they were printed', async () => {
    const reading = await read(results);
    expect(reading).toMatchObject({ failure: null, notices: [] });
    expect(wordsOf(reading)).toEqual(
      Object.fromEntries(names.map((name) => [name.replaceAll('::', ' > '), '1 instructions'])),
    );
    expect(reading.benchmarks[0]).toMatchObject({ metrics: [{ samples: [717], unit: '1' }] });
  });

  test('is allocations too where DHAT counted them', async () => {
    const reading = await read(recorded('dhat.stdout.txt'));
    expect(wordsOf(reading)['sums > texts > text']?.split(', ').sort()).toEqual(
      ['1 allocated', '1 allocations', '1 instructions'].sort(),
    );
  });

  test('is what the settings name', async () => {
    const all = await read(results, {}, 'all');
    expect(wordsOf(all)['sums > numbers > plain']).toContain('1 estimated-cycles');
    const none = await read(results, {}, ['allocated', 'ram-hits']);
    expect(wordsOf(none)['sums > numbers > plain']).toBe('1 ram-hits');
    expect(none.notices).toEqual([
      '`metrics` names "allocated", which nothing has measured: `metrics: all` shows what there is.',
    ]);
    const [first] = (await read(results, {}, ['allocated'])).benchmarks;
    expect(first).toMatchObject({
      state: 'failed',
      message: expect.stringMatching(/^none of the `metrics` "allocated" was measured, but ".*"$/),
    });
  });

  test('begins with the package where that is not the suite’s own', async () => {
    const reading = await read(results, {}, 'all', { packagePath: ['adder'] });
    expect(reading.benchmarks[0]?.path).toEqual(['adder', 'sums', 'numbers', 'plain']);
  });

  test('is the same of iai-callgrind', async () => {
    const old = readFileSync(
      join(fixtures, 'formats/gungraun/iai-callgrind-0.16.1/old.json'),
      'utf8',
    );
    const reading = await read(old);
    expect(reading).toMatchObject({ failure: null, notices: [] });
    expect(reading.benchmarks[0]).toMatchObject({ metrics: [{ samples: [717] }] });
  });
});

describe('what went wrong', () => {
  const failed = {
    stdout: recorded('failed.stdout.txt'),
    outcome: { exitCode: 1, stderr: recorded('failed.stderr.txt') },
    names: parseList(recorded('failed.list.txt')),
  };

  test('in a benchmark is told of it, and those before it count', async () => {
    const reading = await read(failed.stdout, failed.outcome, undefined, { names: failed.names });
    expect(wordsOf(reading)).toEqual({
      'sums > numbers > plain': '1 instructions',
      'sums > numbers > broken > first': '1 instructions',
      'sums > numbers > broken > second': 'failed: no such file: x',
    });
    expect(reading).toMatchObject({
      failure:
        'Bench target "sums" ended with exit code 1 in benchmark "sums::numbers::broken::second", and ran none behind it: no such file: x',
      // It had printed JSON, which is no result.
      notices: [],
    });
  });

  test('is not looked for in results', () => {
    expect(failedBenchmark(results, names)).toBeNull();
    expect(failedBenchmark('sums::numbers::fold short:(50)\n', names)).toBe(
      'sums::numbers::fold::short',
    );
    expect(failedBenchmark('sums::numbers::fold\n', names)).toBeNull();
  });

  test('is told where nothing was measured', async () => {
    const ended = async (...given: Parameters<typeof read>) => (await read(...given)).failure;
    expect(await ended('')).toBe('Bench target "sums" ended well, but it measured nothing');
    expect(await ended('Hello\n')).toContain('results could not be read');
    expect(await ended('', { exitCode: null, stderr: 'Killed' })).toBe(
      'Bench target "sums" was ended by a signal: Killed',
    );
    expect(await ended('', { exitCode: null, ending: 'timed-out' })).toBeNull();
    const missing =
      'gungraun: Error: The following errors occurred:\n--> Error in sums: Failed to run\n';
    expect(complaintOf({ stderr: missing })).toBe('Failed to run');
  });

  test('by limits of its own is no failure', async () => {
    const reading = await read(results, { exitCode: 3 });
    expect(reading.failure).toBeNull();
    expect(reading.notices).toEqual([expect.stringContaining('beyond limits of its own')]);
  });

  test('is nothing where nothing was launched', async () => {
    expect(await readLaunch([program], 'all', requestOf(), new Map())).toEqual({
      benchmarks: [],
      failure: null,
      notices: [],
    });
  });
});

describe('a program', () => {
  const cargoPackage: CargoPackage = metadataSchema.shape.packages.element.parse({
    id: 'adder 0.1.0 (path)',
    name: 'adder',
    version: '0.1.0',
    manifest_path: '/repository/adder/Cargo.toml',
    dependencies: [],
    features: {},
    targets: [],
  });
  const target = { package: cargoPackage, name: 'sums', sourceFile: '/repository/sums.rs' };

  /** A program that holds this text and gives these answers. */
  async function recogniseOf(
    text: string,
    answers: readonly Partial<ProcessOutcome>[],
    runner: string | null = '/bin/runner',
  ) {
    const executable = join(temporaryFolder(), 'sums');
    writeFileSync(executable, text);
    const bench = { name: 'sums', kind: ['bench'] };
    const artifacts: Artifact[] = [
      { reason: 'compiler-artifact', package_id: cargoPackage.id, target: bench, executable },
      {
        reason: 'compiler-artifact',
        package_id: 'registry+https://example.org#gungraun@0.19.0',
        target: { name: 'gungraun', kind: ['lib'] },
      },
    ];
    const left = [...answers];
    return recognise(target, artifacts, {
      ...toolsFor(suite),
      run: async () => outcomeOf(left.shift()),
      findProgram: async () => runner,
    });
  }

  test('tells its benchmarks, and whether it takes patterns', async () => {
    const list = { stdout: recorded('list.txt') };
    const help = { stdout: 'only run benchmarks matching this wildcard pattern' };
    expect(await recogniseOf('…gungraun-runner…', [list, help])).toMatchObject({
      names: [
        'sums::numbers::plain',
        'sums::numbers::fold::short',
        'sums::numbers::fold::long_0',
        'sums::numbers::fold::long_1',
        'sums::texts::text',
      ],
      library: { name: 'gungraun' },
      takesPatterns: true,
    });
    expect(await recogniseOf('…iai-callgrind-runner…', [list])).toMatchObject({
      library: { name: 'iai-callgrind' },
      takesPatterns: false,
    });
    expect(takesPatterns('benches containing this string')).toBe(false);
  });

  test('of another library is left out, and never started', async () => {
    expect(await recogniseOf('criterion', [])).toMatch(/left out: it is no benchmark of gungraun/);
  });

  test('whose runner is of another version says which is needed', async () => {
    const stderr = recorded('mismatch.stderr.txt');
    expect(await recogniseOf('gungraun-runner', [{ exitCode: 1, stderr }])).toEqual({
      state: 'failed',
      message:
        'gungraun-runner is of version 0.20.0 and gungraun of 0.19.0, which must be the same: cargo install gungraun-runner --version 0.19.0',
    });
    expect(mismatchIn('gungraun_runner: Error: another')).toBeNull();
  });

  test('without its runner says how to install it', async () => {
    expect(await recogniseOf('gungraun-runner', [{ exitCode: 1 }], null)).toEqual({
      state: 'missing',
      what: 'gungraun-runner',
      install: 'cargo install gungraun-runner --version 0.19.0',
    });
  });

  test('that does not answer says why', async () => {
    const stderr = 'gungraun_runner: Error: failed to query Cargo metadata\n\nStack backtrace:\n';
    expect(await recogniseOf('gungraun-runner', [{ exitCode: 1, stderr }])).toEqual({
      state: 'failed',
      message:
        'Bench target "sums" did not list its benchmarks: it ended with exit code 1: failed to query Cargo metadata',
    });
  });
});

test('suites are found by their dependency, and those of criterion are not', () => {
  const manifest = (name: string, dependency: string) => ({
    path: `${name}/Cargo.toml`,
    text: `[package]\nname = "${name}"\n[dev-dependencies]\n${dependency}\n`,
  });
  const found = gungraun.discover([
    manifest('new', 'gungraun = "0.20"'),
    manifest('old', 'iai-callgrind = "0.16"'),
    manifest('alias', 'bench = { package = "gungraun", version = "0.20" }'),
    manifest('other', 'criterion = "0.8"'),
    manifest('near', 'gungraun-summary = "1"'),
  ]);
  expect(found.map(({ folder, evidence }) => [folder, evidence])).toEqual([
    ['alias', 'gungraun in alias/Cargo.toml'],
    ['new', 'gungraun in new/Cargo.toml'],
    ['old', 'gungraun in old/Cargo.toml'],
  ]);
});

test('settings refuse what would measure something else', () => {
  const problemOf = (settings: object) =>
    gungraun.settings.safeParse(settings).error?.issues[0]?.message;
  expect(problemOf({ arguments: ['--tools=dhat', '--parallel=2'] })).toBeUndefined();
  for (const word of ['--home=x', '--list', '--save-baseline=x', '--output-format=default', '-h']) {
    expect(problemOf({ arguments: [word] })).toMatch(/leave .* to perfwatch/);
  }
  expect(problemOf({ arguments: ['sums::*'] })).toMatch(/write an option with its value/);
  expect(problemOf({ metrics: [] })).toBeDefined();
});

test('Valgrind says its version', () => {
  expect(valgrindVersion('valgrind-3.19.0\n')).toBe('3.19.0');
  expect(valgrindVersion('')).toBe('unknown');
});
