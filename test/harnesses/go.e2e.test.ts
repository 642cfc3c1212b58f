/** Real Go: prepares, launches and reads the recorded project, and finds a slowdown that was made. */
import { cp, mkdir, realpath, rm, symlink, writeFile } from 'node:fs/promises';
import { delimiter, dirname, join } from 'node:path';
import { execa } from 'execa';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type GoSettings, goSettingsSchema } from '../../src/harnesses/go/settings.ts';
import { go } from '../../src/harnesses/go.ts';
import type { LaunchRequest, PreparedSuite, Suite, Tools } from '../../src/harnesses/harness.ts';
import { findProgram } from '../../src/measure/programs.ts';
import { pathOf, repository } from '../support/repository.ts';
import {
  launchOnce,
  ready,
  requestOf,
  suiteOf,
  temporaryFolder,
  toolsFor,
  wordsOf,
} from './realLaunches.ts';

const source = join(import.meta.dirname, '../../fixtures/harnesses/go/project');

let home: string;
let project: string;
beforeAll(async () => {
  home = await realpath(temporaryFolder());
  project = join(home, 'project');
  await cp(source, project, { recursive: true });
});
afterAll(() => rm(home, { recursive: true, force: true, maxRetries: 3 }));

const settingsOf = (settings: object = {}) => goSettingsSchema.parse(settings);

/** The recorded project, measured as shortly as can be. */
const shapes = (settings: object = {}, changes: Partial<Suite<GoSettings>> = {}) =>
  suiteOf(project, settingsOf({ benchtime: '2ms', ...settings }), { name: 'go', ...changes });

async function write(folder: string, files: Readonly<Record<string, string>>): Promise<string> {
  for (const [name, content] of Object.entries(files)) {
    await mkdir(dirname(join(folder, name)), { recursive: true });
    await writeFile(join(folder, name), content);
  }
  return folder;
}

const all = '1 time, 1 allocated, 1 allocations';

test('every benchmark of every package, with failures in their place', async () => {
  const suite = shapes();
  const { reading, record, prepared } = await launchOnce(go, suite);
  expect(wordsOf(reading)).toEqual({
    Sum: all,
    Allocates: all,
    Bytes: all,
    'Sizes [n=10, mode=fast]': all,
    'Sizes [n=100, mode=fast]': all,
    'Sizes > size-4': all,
    'Sizes > with_space_(x)_[y]|z': all,
    'Sizes > deep > er': all,
    'Sizes > #00': all,
    'Sizes > twice': all,
    'Sizes > twice#01': all,
    Prints: all,
    Logs: all,
    OwnUnits: `${all}, 1 a-s, 1 widgets`,
    WithoutTime: '1 allocated, 1 allocations',
    'parser > Parse': all,
    'troubles > Fails': 'failed: troubles_test.go:18: wrong result 3',
    'troubles > FailsLater': 'failed: troubles_test.go:23: first line\nsecond line',
    'troubles > Group > good': all,
    'troubles > Group > bad': 'failed: troubles_test.go:29: no such file',
    'troubles > Skipped': 'skipped: troubles_test.go:32: not today',
    'troubles > Well': all,
    'troubles > XCrashes > before': all,
    'troubles > XCrashes > here': all,
    'troubles > YAfter': all,
  });
  expect(record.state).toBe('complete');
  const version = expect.stringMatching(/^1\.\d+/);
  expect(prepared).toMatchObject({ harness: { name: 'go', version }, toolchain: { go: version } });
  expect([...prepared.sources].sort()).toEqual(
    ['parser/parser_test.go', 'shapes_test.go', 'troubles/troubles_test.go'].map((file) =>
      join(project, file),
    ),
  );
  for (const { path, source: place, ...benchmark } of reading.benchmarks) {
    expect(place?.file.startsWith(project), path.join(' ')).toBe(true);
    if (benchmark.state !== 'measured') continue;
    const seconds = benchmark.metrics.find(({ metric }) => metric === 'time')?.samples[0];
    if (seconds === undefined) continue;
    // From one addition to a thousand of them: a wrong unit is far outside.
    expect(seconds).toBeGreaterThan(1e-11);
    expect(seconds).toBeLessThan(1e-4);
  }
  const sizes = reading.benchmarks.find(({ path }) => path[0] === 'Sizes');
  expect(sizes?.source).toEqual({ file: join(project, 'shapes_test.go'), line: 36 });
});

describe('less than all', () => {
  let prepared: PreparedSuite;
  let suite: ReturnType<typeof shapes>;
  beforeAll(async () => {
    suite = shapes({ packages: ['.', './parser'] });
    prepared = ready(await go.prepare(suite, toolsFor(suite)));
  });
  const again = { ...go, prepare: async () => ({ state: 'ready', suite: prepared }) as const };
  const launch = (changes: Partial<LaunchRequest>) =>
    launchOnce(again, suite, toolsFor(suite), changes);

  test('exactly the benchmarks that are still of interest', async () => {
    const wanted = [
      { path: ['Sum'], params: {} },
      { path: ['Sizes'], params: { mode: 'fast', n: '100' } },
      { path: ['Sizes', 'with_space_(x)_[y]|z'], params: {} },
      { path: ['Sizes', 'deep', 'er'], params: {} },
      { path: ['Sizes', '#00'], params: {} },
      { path: ['Sizes', 'twice#01'], params: {} },
      { path: ['Gone'], params: {} },
    ].map((one) => ({ suite: 'go', ...one }));
    const { reading } = await launch({ only: wanted });
    // As the program printed it: nothing is left out afterwards.
    const raw = await prepared.read(
      requestOf({ only: wanted }),
      new Map([['example.com_shapes', await outcomeOf(prepared, wanted)]]),
    );
    const names = [
      'Sum',
      'Sizes [n=100, mode=fast]',
      'Sizes > with_space_(x)_[y]|z',
      'Sizes > deep > er',
      'Sizes > #00',
      'Sizes > twice#01',
    ];
    expect(Object.keys(wordsOf(reading)).sort()).toEqual([...names].sort());
    expect(Object.keys(wordsOf(raw)).sort()).toEqual([...names].sort());
  });

  test('the packages that a filter leaves', async () => {
    const { reading, folder } = await launch({ filter: /^go\/parser\// });
    expect(wordsOf(reading)).toEqual({ 'parser > Parse': all });
    const steps = prepared.steps(requestOf({ folder, filter: /^go\/parser\// }));
    expect(steps.map(({ name }) => name)).toEqual(['example.com_shapes_parser']);
  });

  async function outcomeOf(of: PreparedSuite, only: LaunchRequest['only']) {
    const [step, ...others] = of.steps(requestOf({ only }));
    if (!step || others.length > 0) throw new Error('one step was expected');
    const [program, ...rest] = step.argv;
    const { stdout, stderr, exitCode = null } = await execa(program, rest, { cwd: step.cwd });
    return { stdout, stderr, exitCode, ending: 'exited', durationSeconds: 1 } as const;
  }
});

test('tags, bench, cpu and further options reach Go', async () => {
  const folder = await write(join(home, 'tagged'), {
    'go.mod': 'module example.com/tagged\n\ngo 1.17\n',
    'a_test.go':
      '//go:build special\n\npackage tagged\n\nimport "testing"\n\nvar name = "none"\n\nfunc BenchmarkA(b *testing.B) {\n\tb.Run(name, func(b *testing.B) {})\n\tb.Run("other", func(b *testing.B) {})\n}\n',
  });
  const settings = settingsOf({
    tags: ['special'],
    bench: 'A/here',
    cpu: [1, 3],
    goArguments: ['-ldflags=-X=example.com/tagged.name=here'],
    benchtime: '10x',
  });
  const { reading } = await launchOnce(go, suiteOf(folder, settings));
  expect(Object.keys(wordsOf(reading))).toEqual([
    'A > here [gomaxprocs=1]',
    'A > here [gomaxprocs=3]',
  ]);
});

test('a panic is told with the benchmark that it happened in', async () => {
  // So many calls, whatever disturbs the first one: the second time, it crashes.
  const settings = { packages: ['./troubles'], benchtime: '100x' };
  const suite = shapes(settings, { env: { CRASH: 'later' } });
  const { reading, record } = await launchOnce(go, suite, toolsFor(suite));
  expect(wordsOf(reading)).toMatchObject({
    'troubles > Well': all,
    'troubles > XCrashes > here': 'failed: panic: assignment to entry in nil map',
  });
  expect(record).toMatchObject({
    state: 'failed',
    message: expect.stringContaining('exit code 2 in BenchmarkXCrashes/here: panic: assignment'),
  });
});

describe('suites that cannot be prepared', () => {
  async function problem(
    folder: string,
    settings: object = {},
    changes: Partial<Tools> = {},
  ): Promise<string> {
    const suite = suiteOf(folder, settingsOf(settings));
    const preparation = await go.prepare(suite, toolsFor(suite, changes));
    return preparation.state === 'failed' ? preparation.message : preparation.state;
  }

  test('no Go', async () => {
    const suite = shapes({}, { env: { PATH: home } });
    expect(await go.prepare(suite, toolsFor(suite))).toEqual({
      state: 'missing',
      what: 'go',
      install: expect.stringContaining('https://go.dev/doc/install'),
    });
  });

  test('code that does not compile: shows the compiler’s words', async () => {
    const broken = await write(join(home, 'broken'), {
      'go.mod': 'module example.com/broken\n\ngo 1.17\n',
      'a_test.go':
        'package broken\n\nimport "testing"\n\nfunc BenchmarkA(b *testing.B) { var number int = "no"; _ = number }\n',
    });
    expect(await problem(broken)).toMatch(
      /^`go test -c` failed:\n# example\.com\/broken.*\n\.\/a_test\.go:5:\d+: cannot use "no"/,
    );
  });

  test('no module, no folder, no such package, no benchmark', async () => {
    const empty = await write(join(home, 'empty'), { 'a.go': 'package empty\n' });
    expect(await problem(empty)).toMatch(/^`go list` failed:\n.+/);
    expect(await problem(join(home, 'nowhere'))).toContain('ENOENT');
    expect(await problem(project, { packages: ['./nowhere'] })).toMatch(/^`go list` failed:\n/);
    expect(await problem(project, { packages: ['./quiet'] })).toMatch(
      /^No benchmark was found in \.\/quiet\. Write one as `func BenchmarkX/,
    );
  });

  test('a base that would load code of the working tree', async () => {
    const own = await write(join(home, 'own'), {
      'lib/go.mod': 'module example.com/lib\n\ngo 1.17\n',
      'lib/lib.go': 'package lib\n\nfunc Work() {}\n',
    });
    const files = (path: string) => ({
      'go.mod': `module example.com/main\n\ngo 1.17\n\nrequire example.com/lib v0.0.0\n\nreplace example.com/lib => ${path}\n`,
      'a_test.go':
        'package main\n\nimport (\n\t"testing"\n\n\t"example.com/lib"\n)\n\nfunc BenchmarkA(b *testing.B) { lib.Work() }\n',
    });
    const base = await write(join(home, 'base'), files(join(own, 'lib')));
    expect(await problem(base, {}, { otherSideFolder: own })).toMatch(
      /^The package example\.com\/lib would be built from the working tree \(.*lib\)/,
    );
    await cp(join(own, 'lib'), join(base, 'lib'), { recursive: true });
    await write(base, files('./lib'));
    const buildFolder = join(home, 'builds');
    expect(await problem(base, {}, { otherSideFolder: own, buildFolder })).toBe('ready');
  });

  test('a base below a go.work that does not know it: says how to do without', async () => {
    const above = await write(join(home, 'above'), {
      'go.work': 'go 1.18\n',
      'base/go.mod': 'module example.com/base\n\ngo 1.17\n',
    });
    const base = join(above, 'base');
    expect(await problem(base, {}, { otherSideFolder: project })).toMatch(
      /^`go list` failed:\n.*go\.work[\s\S]*`env: \{GOWORK: "off"\}`/,
    );
    expect(await problem(base)).not.toContain('GOWORK');
  });
});

test.skipIf(process.platform === 'win32')('a suite behind a symbolic link', async () => {
  const link = join(home, 'link');
  await symlink(project, link);
  const suite = suiteOf(link, settingsOf({ packages: ['./parser'], benchtime: '1x' }));
  const { reading, prepared } = await launchOnce(go, suite);
  expect(wordsOf(reading)).toEqual({ 'parser > Parse': all });
  expect(prepared.sources).toEqual([join(link, 'parser/parser_test.go')]);
});

test('finds what became slower, and what allocates now', async () => {
  const code = (rounds: number, result: string) => `package work

var Kept []byte

func Slow() (total int) {
	for number := 0; number < ${rounds}; number++ {
		total += number ^ (total << 1)
	}
	return total
}

func Allocates() { ${result} }
`;
  const made = await repository(
    {
      threshold: '30%',
      suites: { go: { harness: 'go', measurementSeconds: 0.2 } },
    },
    {
      'go.mod': 'module example.com/work\n\ngo 1.17\n',
      'work.go': code(2000, 'Kept = nil'),
      'work_test.go': `package work

import "testing"

var sink int

func BenchmarkSlow(b *testing.B) {
	for i := 0; i < b.N; i++ {
		sink = Slow()
	}
}

func BenchmarkAllocates(b *testing.B) {
	for i := 0; i < b.N; i++ {
		Allocates()
	}
}
`,
    },
  );
  made.commit({ 'work.go': code(8000, 'Kept = make([]byte, 100)') });
  const program = await findProgram('go', { env: process.env, platform: process.platform });
  const { stdout } = await execa(
    program ?? '',
    ['env', '-json', 'GOCACHE', 'GOMODCACHE', 'GOPATH'],
    {
      cwd: home,
    },
  );
  const env = {
    ...JSON.parse(stdout),
    PATH: [await pathOf('git', 'taskset'), dirname(program ?? '')].join(delimiter),
  };
  const result = await made.perfwatch(['run', '--against', 'HEAD~1', '--launches', '5'], { env });
  expect(result.exitCode, result.err).toBe(1);
  const verdicts = made
    .report()
    .comparisons.map(({ id, metric, verdict }) => `${id} ${metric} ${verdict}`);
  expect(verdicts).toEqual(
    expect.arrayContaining([
      'go/Slow time regressed',
      'go/Slow allocated unchanged',
      'go/Slow allocations unchanged',
      'go/Allocates allocated regressed',
      'go/Allocates allocations regressed',
    ]),
  );
  expect(result.out).toContain('112 B');
  const slow = made.run().suites[0]?.benchmarks.find(({ id }) => id === 'go/Slow');
  expect(slow?.source).toEqual({ file: 'work_test.go', line: 7 });
});
