/** The parts of the Go harness that need no Go. */
import { describe, expect, test } from 'vitest';
import { identityOf } from '../../src/formats/go/names.ts';
import { buildPrograms, goProblem } from '../../src/harnesses/go/build.ts';
import { complaint, panickedFunction } from '../../src/harnesses/go/crash.ts';
import { benchmarkFunctions } from '../../src/harnesses/go/functions.ts';
import { type BenchProgram, launchSteps, stepNames } from '../../src/harnesses/go/launch.ts';
import { listArguments, packageInside, parsePackages } from '../../src/harnesses/go/packages.ts';
import { goVersion, hasAlternatives } from '../../src/harnesses/go/prepare.ts';
import { type GoSettings, goSettingsSchema } from '../../src/harnesses/go/settings.ts';
import type { ProcessOutcome, Suite } from '../../src/harnesses/harness.ts';
import { requestOf, suiteOf, temporaryFolder } from './realLaunches.ts';

const settingsOf = (settings: object = {}) => goSettingsSchema.parse(settings);

describe('settings', () => {
  test('have the defaults of go test', () => {
    expect(settingsOf()).toEqual({
      packages: ['./...'],
      bench: '.',
      tags: [],
      cpu: [],
      goArguments: [],
    });
  });

  test.each([
    { packages: ['-exec=rm'] },
    { packages: [] },
    { tags: ['a,b'] },
    { benchtime: '1' },
    { benchtime: '0x' },
    { cpu: [0] },
    { goArguments: ['./elsewhere'] },
  ])('refuse %j', (settings) => {
    expect(goSettingsSchema.safeParse(settings).success).toBe(false);
  });

  test.each(['100x', '1.5s', '1m30s', '200ms'])('know the time %s', (benchtime) => {
    expect(settingsOf({ benchtime })).toMatchObject({ benchtime });
  });
});

test('benchmark functions, but not in comments and texts', () => {
  const text = [
    'package a // func BenchmarkInLine(b *testing.B) {}',
    '/*',
    'func BenchmarkInComment(b *testing.B) {}',
    '*/',
    'var text = `',
    'func BenchmarkInText(b *testing.B) {}',
    '`',
    'func BenchmarkA(b *testing.B) {}',
    'const quote, other = \'"\', "`"',
    'func Benchmark(b *testing.B) {',
    '}',
    'func Benchmarking(b *testing.B) {}',
    'func BenchmarkHelper(b *testing.B, size int) {}',
    'func (s suite) BenchmarkMethod(b *testing.B) {}',
    'func\tBenchmark_Ünder(\n\tb *B) {}',
    'func BenchmarkTest(t *testing.T) {}',
  ].join('\r\n');
  expect(benchmarkFunctions(text, '/a_test.go').map(({ name, line }) => [name, line])).toEqual([
    ['BenchmarkA', 8],
    ['Benchmark', 10],
    ['Benchmark_Ünder', 15],
  ]);
});

test.each([
  ['BenchmarkParse', ['Parse'], {}],
  ['Benchmark', ['Benchmark'], {}],
  ['Benchmark_x/y', ['_x', 'y'], {}],
  ['BenchmarkA/n=10/x/mode=a=b', ['A', 'x'], { n: '10', mode: 'a=b' }],
  // A name twice is no parameter, nor is one without a name.
  ['BenchmarkA/n=1/n=2/=3', ['A', 'n=2', '=3'], { n: '1' }],
  ['BenchmarkA/__proto__=1', ['A'], Object.fromEntries([['__proto__', '1']])],
])('%s', (name, path, params) => {
  expect(identityOf(name)).toEqual({ path, params });
});

test.each([
  ['go version go1.26.8 linux/amd64', '1.26.8', true],
  ['go version go1.17 darwin/arm64\n', '1.17', false],
  ['go version go1.22rc1 linux/amd64', '1.22rc1', true],
  [
    'go version devel go1.27-0a1b2c Tue Nov 3 10:00:00 2026 +0000 linux/amd64',
    'devel go1.27-0a1b2c Tue Nov 3 10:00:00 2026 +0000',
    true,
  ],
  ['go version go1.22.1 X:rangefunc linux/amd64', 'go1.22.1 X:rangefunc', true],
  ['something else', 'unknown', true],
])('%s', (stdout, version, alternatives) => {
  expect(goVersion(stdout)).toBe(version);
  expect(hasAlternatives(version)).toBe(alternatives);
});

describe('go list', () => {
  const listed =
    '{\n\t"Dir": "/a",\n\t"ImportPath": "a",\n\t"TestGoFiles": [\n\t\t"a_test.go"\n\t]\n}\n{\n\t"Dir": "/b}",\n\t"ImportPath": "b"\n}\n';

  test('writes one object after another', () => {
    expect(parsePackages(listed)).toEqual([
      { Dir: '/a', ImportPath: 'a', TestGoFiles: ['a_test.go'], XTestGoFiles: [] },
      { Dir: '/b}', ImportPath: 'b', TestGoFiles: [], XTestGoFiles: [] },
    ]);
    expect(parsePackages(listed.replaceAll('\n', '\r\n'))).toHaveLength(2);
    expect(parsePackages('')).toEqual([]);
    expect(parsePackages('no JSON')).toBeNull();
    expect(parsePackages('{\n"Dir": 1\n}\n')).toBeNull();
  });

  test('is asked with what decides which files there are', () => {
    const goArguments = ['-mod=vendor', '-race', '-pgo=off', '-cover', '-modfile=a.mod'];
    expect(listArguments(settingsOf({ tags: ['a', 'b'], goArguments }))).toEqual([
      '-tags=a,b',
      '-mod=vendor',
      '-race',
      '-modfile=a.mod',
    ]);
  });

  test('tells whose code is built', () => {
    const of = (...packages: object[]) =>
      packageInside(
        packages.map((one) => `${JSON.stringify(one).slice(0, -1)}\n}\n`).join(''),
        '/own',
      );
    const lib = { ImportPath: 'lib', Dir: '/own/lib' };
    expect(of(lib)).toEqual({ importPath: 'lib', folder: '/own/lib' });
    expect(
      of({ ...lib, Module: { Version: 'v1.0.0', Replace: { Path: '/own/lib' } } }),
    ).not.toBeNull();
    // A released module is the same wherever it is kept, as is Go itself.
    expect(of({ ...lib, Module: { Version: 'v1.0.0' } })).toBeNull();
    expect(of({ ...lib, Standard: true })).toBeNull();
    expect(of({ ...lib, Dir: '/owner/lib' }, { ImportPath: 'unsafe' })).toBeNull();
  });
});

describe('a launch', () => {
  const program: BenchProgram = {
    importPath: 'example.com/a',
    folder: '/repository',
    path: [],
    functions: [{ name: 'BenchmarkA', file: '/repository/a_test.go', line: 1 }],
    executable: '/build/a.test',
    stepName: 'a',
  };
  const argvOf = (settings: object, changes: Partial<Suite<GoSettings>> = {}, launches = 10) => {
    const suite = suiteOf('/repository', settingsOf(settings), changes);
    return launchSteps(suite, [program], true, requestOf({ launches }))[0]?.argv;
  };

  test('runs the built program as go test does', () => {
    const suite = suiteOf('/repository', settingsOf());
    expect(launchSteps(suite, [program], true, requestOf())).toEqual([
      {
        name: 'a',
        argv: [
          '/build/a.test',
          '-test.run=^$',
          '-test.bench=.',
          '-test.benchtime=0.1s',
          '-test.benchmem',
          '-test.count=1',
          '-test.v',
          '-test.timeout=0',
        ],
        cwd: '/repository',
        env: {},
      },
    ]);
  });

  test('gets its share of the measuring time, or what is set', () => {
    expect(argvOf({}, { measurementSeconds: 5 })).toContain('-test.benchtime=0.5s');
    expect(argvOf({}, { measurementSeconds: 0.1 }, 20)).toContain('-test.benchtime=0.02s');
    expect(argvOf({ benchtime: '100x' }, { measurementSeconds: 5 })).toContain(
      '-test.benchtime=100x',
    );
    expect(argvOf({ cpu: [1, 4] })).toContain('-test.cpu=1,4');
  });

  test('has steps with names that are safe and not the same', () => {
    expect(stepNames(['a/b', 'A_b', 'a:b', `x/${'y'.repeat(200)}`])).toEqual([
      'a_b',
      'A_b-2',
      'a_b-3',
      'y'.repeat(80),
    ]);
  });
});

const ended = (changes: Partial<ProcessOutcome>): ProcessOutcome => ({
  exitCode: 1,
  ending: 'exited',
  durationSeconds: 1,
  stdout: '',
  stderr: '',
  ...changes,
});

test('what goes wrong while it is built is told in Go’s words', async () => {
  const stderr = 'go: downloading example.com/a v1.0.0\n# example.com/b\nb.go:1:1: no\n';
  expect(goProblem('`go test -c`', ended({ stderr }), 9)).toBe(
    '`go test -c` failed:\n# example.com/b\nb.go:1:1: no',
  );
  expect(goProblem('It', ended({}), 9)).toBe('It failed:\nno reason was given');
  expect(goProblem('It', ended({ ending: 'timed-out' }), 9)).toContain('prepareTimeoutSeconds');
  expect(goProblem('It', ended({ ending: 'interrupted' }), 9)).toBe('It was interrupted.');
});

test('programs are built one by one, into a folder of their own', async () => {
  const repositoryFolder = temporaryFolder();
  const asked: (readonly string[])[] = [];
  const one = { folder: repositoryFolder, path: [], functions: [] };
  const build = await buildPrograms(
    [
      { ...one, importPath: 'example.com/a' },
      { ...one, importPath: 'example.com/b' },
    ],
    '/go',
    suiteOf(repositoryFolder, settingsOf({ tags: ['x'], goArguments: ['-pgo=off'] })),
    {
      platform: 'win32',
      buildFolder: null,
      repositoryFolder,
      async run(argv) {
        asked.push(argv);
        return ended({ exitCode: 0 });
      },
    },
  );
  const programs = build.state === 'built' ? build.programs : [];
  expect(programs.map(({ executable }) => executable.slice(repositoryFolder.length))).toEqual([
    '/.perfwatch/build/suite/example.com_a.test.exe',
    '/.perfwatch/build/suite/example.com_b.test.exe',
  ]);
  expect(asked[1]).toEqual([
    '/go',
    'test',
    '-c',
    `-o=${programs[1]?.executable}`,
    '-tags=x',
    '-pgo=off',
    'example.com/b',
  ]);
});

test.each([
  ['panic: no\n\ngoroutine 1 [running]:\na.BenchmarkA.func1.2(0x1)\n', 'panic: no', 'BenchmarkA'],
  [
    'noise\npanic: one [recovered]\n\tpanic: two\n\ngoroutine 1:\nx.work()\na/b.(*T).BenchmarkB(...)\n',
    'panic: one [recovered] panic: two',
    'BenchmarkB',
  ],
  [
    'fatal error: all goroutines are asleep\n\ngoroutine 1\n',
    'fatal error: all goroutines are asleep',
    null,
  ],
  ['a.BenchmarkA(0x1)\nexit', 'a.BenchmarkA(0x1) exit', null],
  ['', '', null],
])('%j', (stderr, said, name) => {
  expect(complaint(stderr)).toBe(said);
  expect(panickedFunction(stderr)).toBe(name);
});
