/** Suites of JMH without Java: what is built, listed, launched and narrowed, and what goes wrong. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { LaunchRequest, ProcessOutcome, Tools } from '../../src/harnesses/harness.ts';
import { findJar, planBuild } from '../../src/harnesses/jmh/build.ts';
import { discoverJmh } from '../../src/harnesses/jmh/discover.ts';
import { jmhVersionIn } from '../../src/harnesses/jmh/jarVersion.ts';
import { launchSteps } from '../../src/harnesses/jmh/launch.ts';
import { parseList } from '../../src/harnesses/jmh/list.ts';
import { exactExpression, wantedNames } from '../../src/harnesses/jmh/narrow.ts';
import { javaVersion } from '../../src/harnesses/jmh/prepare.ts';
import { jmhSettingsSchema } from '../../src/harnesses/jmh/settings.ts';
import { jmh } from '../../src/harnesses/jmh.ts';
import { requestOf, suiteOf, temporaryFolder, toolsFor } from './realLaunches.ts';

const settingsOf = (settings: object = {}) => jmhSettingsSchema.parse(settings);

/** A folder with these files, of which the names alone matter. */
function folderWith(...files: readonly string[]): string {
  const folder = temporaryFolder();
  for (const file of files) {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    writeFileSync(join(folder, file), '');
  }
  return folder;
}

const listing = `Some line of the program's own
Benchmarks: 
example.Sorting.sort
  param "size" = {100, 2000}
example.Counters.both
example.Counters.odd
  param "text" = {a b, c}
example.Counters.both
`;
const benchmarks = parseList(listing);

describe('what a jar lists', () => {
  it('is read with parameters, each name once', () => {
    expect(benchmarks).toEqual([
      { name: 'example.Sorting.sort', params: new Map([['size', '100, 2000']]), hasModes: false },
      { name: 'example.Counters.both', params: new Map(), hasModes: true },
      { name: 'example.Counters.odd', params: new Map([['text', 'a b, c']]), hasModes: false },
    ]);
  });

  it('is nothing without its heading', () => {
    expect(parseList('hello\nexample.Sorting.sort\n')).toEqual([]);
  });
});

describe('what is wanted', () => {
  const wanted = (of: Partial<LaunchRequest>) =>
    wantedNames('java', benchmarks, { filter: null, only: null, ...of });

  it.each<[string, Partial<LaunchRequest>, string[]]>([
    ['all', {}, ['example.Sorting.sort', 'example.Counters.both', 'example.Counters.odd']],
    // Of some, the parameters are not certain: they are measured, and left out afterwards.
    [
      'a parameter',
      { filter: /size=2000/ },
      ['example.Sorting.sort', 'example.Counters.both', 'example.Counters.odd'],
    ],
    ['another one', { filter: /size=3/ }, ['example.Counters.both', 'example.Counters.odd']],
    [
      'some',
      { only: [{ suite: 'java', path: ['example.Sorting', 'sort'], params: { size: '100' } }] },
      ['example.Sorting.sort'],
    ],
    ['another', { only: [{ suite: 'java', path: ['example', 'Sorting.sort'], params: {} }] }, []],
  ])('is told: %s', (_, request, names) => {
    expect(wanted(request)).toEqual(names);
  });

  it('is told as an expression, unless that gets too long', () => {
    expect(exactExpression(['a.B.c$d', 'e'])).toBe('^(?:a\\.B\\.c\\$d|e)$');
    expect(
      exactExpression(Array.from({ length: 2000 }, (_, index) => `a.B.bench${index}`)),
    ).toBeNull();
  });
});

describe('a launch', () => {
  const jar = { java: '/bin/java', jar: '/x/b.jar', benchmarks };
  const argvOf = (
    settings: object = {},
    request: Partial<LaunchRequest> = {},
    changes: object = {},
  ) => {
    const suite = suiteOf('/x', settingsOf(settings), { name: 'java', ...changes });
    return launchSteps(suite, jar, requestOf(request))[0]?.argv.join(' ');
  };
  const common = '/bin/java -Djmh.ignoreLock=true -jar /x/b.jar';
  const fork = '-f 1 -foe false -rf json -rff /launch/jmh.json';

  it('is one fork, with its part of the time', () => {
    expect(argvOf()).toBe(`${common} ${fork} -r 200ms -w 200ms`);
    expect(argvOf({}, { launches: 4 }, { measurementSeconds: 30, warmupSeconds: 2 })).toBe(
      `${common} ${fork} -r 1500ms -w 100ms`,
    );
    expect(argvOf({}, { launches: 100 }, { warmupSeconds: 0 })).toBe(
      `${common} ${fork} -r 50ms -wi 0`,
    );
  });

  it("has the suite's own options, which win", () => {
    const settings = {
      include: ['Sort', 'x'],
      arguments: ['-p', 'size=100', '-r', '1s', '-wi', '3'],
    };
    expect(argvOf(settings)).toBe(`${common} -p size=100 -r 1s -wi 3 ${fork} -w 200ms Sort x`);
    expect(argvOf(settings, {}, { warmupSeconds: 0 })).toBe(
      `${common} -p size=100 -r 1s -wi 3 ${fork} Sort x`,
    );
  });

  it('is narrowed, or is none', () => {
    const only = [{ suite: 'java', path: ['example.Sorting', 'sort'], params: { size: '100' } }];
    expect(argvOf({ include: ['x'] }, { only })).toMatch(
      / -w 200ms \^\(\?:example\\\.Sorting\\\.sort\)\$$/,
    );
    expect(argvOf({}, { only: [] })).toBeUndefined();
  });
});

describe('settings', () => {
  it.each([
    [['-f', '3']],
    [['-rff=x']],
    [['-o', 'x']],
    [['-lp']],
    [['-foe', 'true']],
    [['--help']],
  ])('refuse %j', (words) => {
    expect(jmhSettingsSchema.safeParse({ arguments: words }).error?.issues[0]?.message).toBe(
      'leave -f, -foe, -rf, -rff, -o, -v and the lists to perfwatch: each launch is one fork',
    );
  });

  it('take commands as they are written, or none', () => {
    expect(settingsOf({ build: './gradlew jmhJar' }).build).toEqual(['./gradlew', 'jmhJar']);
    expect(settingsOf({ build: false }).build).toBe(false);
    expect(jmhSettingsSchema.safeParse({ include: ['-p'] }).success).toBe(false);
  });
});

describe('the build', () => {
  const tools = (repositoryFolder: string, changes: Partial<Tools> = {}) => ({
    findProgram: async (name: string) => `/bin/${name}`,
    platform: 'linux',
    repositoryFolder,
    ...changes,
  });
  const plan = async (
    files: readonly string[],
    folder: string,
    settings: object = {},
    changes: Partial<Tools> = {},
  ) => {
    const root = folderWith(...files);
    const planned = await planBuild(
      { folder: join(root, folder), settings: settingsOf(settings) },
      tools(root, changes),
    );
    return planned.state === 'missing'
      ? planned.what
      : (planned.argv?.join(' ').replaceAll(root, '.') ?? null);
  };

  it.each<[readonly string[], string, string | null]>([
    [['pom.xml'], '.', '/bin/mvn -q -B -DskipTests package'],
    [['pom.xml', 'mvnw'], '.', './mvnw -q -B -DskipTests package'],
    [
      ['pom.xml', 'a/bench/pom.xml'],
      'a/bench',
      '/bin/mvn -q -B -DskipTests -f ./pom.xml -pl a/bench -am package',
    ],
    [['build.gradle.kts'], '.', '/bin/gradle --quiet --console=plain jmhJar'],
    [['gradlew', 'bench/build.gradle'], 'bench', './gradlew --quiet --console=plain jmhJar'],
    [['x.jar'], '.', null],
  ])('of %j in %s', async (files, folder, expected) => {
    expect(await plan(files, folder)).toBe(expected);
  });

  it('is what the suite says', async () => {
    expect(await plan(['pom.xml'], '.', { build: 'make jar' })).toBe('make jar');
    expect(await plan(['pom.xml'], '.', { build: false })).toBeNull();
  });

  it('tells what is missing', async () => {
    const none = { findProgram: async () => null };
    expect(await plan(['pom.xml'], '.', {}, none)).toBe('mvn');
    expect(await plan(['build.gradle'], '.', {}, none)).toBe('gradle');
  });

  it('takes the wrapper of the platform', async () => {
    const windows = { platform: 'win32' };
    expect(await plan(['pom.xml', 'mvnw.cmd'], '.', {}, windows)).toMatch(/^\.[\\/]mvnw\.cmd /);
    expect(await plan(['build.gradle', 'gradlew.bat'], '.', {}, windows)).toMatch(/gradlew\.bat /);
  });
});

describe('the jar', () => {
  it.each<[readonly string[], object, string]>([
    [['target/benchmarks.jar'], {}, 'target/benchmarks.jar'],
    [['build/libs/a-1-jmh.jar', 'build/libs/a-1.jar'], {}, 'build/libs/a-1-jmh.jar'],
    [['x/y.jar'], { jar: 'x/y.jar' }, 'x/y.jar'],
  ])('of %j is found', async (files, settings, expected) => {
    const folder = folderWith(...files);
    expect(await findJar({ folder, settings: settingsOf(settings) })).toEqual({
      jar: join(folder, expected),
    });
  });

  it.each<[readonly string[], object, RegExp]>([
    [[], {}, /^There is neither target\/benchmarks\.jar nor /],
    [
      ['build/libs/a-jmh.jar', 'build/libs/b-jmh.jar'],
      {},
      /several jars .*: a-jmh\.jar, b-jmh\.jar\. Name one/,
    ],
    [['target/benchmarks.jar'], { jar: 'y.jar' }, /^There is no jar y\.jar in /],
  ])('of %j with %j is not', async (files, settings, problem) => {
    const folder = folderWith(...files);
    expect(await findJar({ folder, settings: settingsOf(settings) })).toEqual({
      problem: expect.stringMatching(problem),
    });
  });

  it.each(['', 'PK\u0005\u0006', `PK\u0005\u0006${'\u00ff'.repeat(30)}`])(
    'that is none (%j) has no version',
    async (text) => {
      const file = join(temporaryFolder(), 'x.jar');
      writeFileSync(file, text, 'latin1');
      expect(await jmhVersionIn(file)).toBeNull();
      expect(await jmhVersionIn(`${file}.none`)).toBeNull();
    },
  );
});

describe('preparing', () => {
  const none: Pick<ProcessOutcome, 'exitCode' | 'stdout' | 'stderr'> = {
    exitCode: 0,
    stdout: '',
    stderr: '',
  };
  const prepare = (
    settings: object,
    changes: Partial<Tools>,
    outcome: Partial<ProcessOutcome> = {},
  ) => {
    const suite = suiteOf(folderWith('target/benchmarks.jar'), settingsOf(settings));
    const run: Tools['run'] = async () => ({
      ...none,
      ending: 'exited',
      durationSeconds: 1,
      ...outcome,
    });
    const tools = toolsFor(suite, {
      run,
      env: {},
      findProgram: async (name) => `/bin/${name}`,
      ...changes,
    });
    return jmh.prepare(suite, tools);
  };

  it('needs Java', async () => {
    expect(await prepare({}, { findProgram: async () => null })).toMatchObject({
      state: 'missing',
      what: 'java',
    });
  });

  it.each<[object, Partial<ProcessOutcome>, string]>([
    [
      { build: 'make' },
      { exitCode: 2, stderr: 'no rule' },
      'The build command (make) ended with exit code 2:\nno rule',
    ],
    [
      {},
      { exitCode: 1, stderr: 'no manifest' },
      'as jars with JMH do for -lp: it ended with exit code 1:\nno manifest',
    ],
    [{}, {}, 'has no benchmarks of JMH.'],
    [{ include: ['x', 'y'] }, {}, 'has no benchmark that `include` matches: x, y.'],
  ])('%j fails with %j', async (settings, outcome, message) => {
    expect(await prepare(settings, {}, outcome)).toEqual({
      state: 'failed',
      message: expect.stringContaining(message),
    });
  });

  it('takes no jar of the working tree for the base', async () => {
    const other = temporaryFolder();
    const jar = join(other, 'benchmarks.jar');
    expect(await prepare({ jar }, { otherSideFolder: other })).toMatchObject({
      state: 'failed',
      message: expect.stringContaining('both sides would be measured with the same code'),
    });
  });

  it('tells the benchmarks, and which Java it is', async () => {
    const prepared = await prepare(
      {},
      {},
      { stdout: listing, stderr: 'openjdk version "21.0.1"\n' },
    );
    expect(prepared).toMatchObject({
      state: 'ready',
      suite: { harness: { name: 'jmh', version: 'unknown' }, toolchain: { java: '21.0.1' } },
    });
  });
});

it.each([
  [
    'openjdk version "17.0.15" 2025-04-15\nOpenJDK Runtime Environment (build 17.0.15+6)\nOpenJDK 64-Bit Server VM (build 17.0.15+6, mixed mode)\n',
    '17.0.15 (OpenJDK 64-Bit Server VM)',
  ],
  ['Picked up JAVA_TOOL_OPTIONS: -Xmx1g\njava version "1.8.0_402"\n', '1.8.0_402'],
  ['', 'unknown'],
])('the version of Java in %j', (stderr, expected) => {
  expect(javaVersion({ stderr, stdout: '' })).toBe(expected);
});

it('finds projects that use JMH, and no others', () => {
  const jmhCore = '<dependency><artifactId>jmh-core</artifactId></dependency>';
  const files = {
    'pom.xml': `<project><dependencyManagement>${jmhCore}</dependencyManagement><!-- ${jmhCore} --></project>`,
    'bench/pom.xml': `<project><dependencies>${jmhCore}</dependencies></project>`,
    'core/pom.xml': '<artifactId>core</artifactId>',
    'app/build.gradle': "plugins { id 'me.champeau.jmh' version '0.7.2' }",
    'app/build.gradle.kts': 'plugins { id("me.champeau.jmh") }',
    'lib/build.gradle.kts': '// id("me.champeau.jmh")\n/* me.champeau.jmh */',
    'old/build.gradle': "apply plugin: 'me.champeau.gradle.jmh' // https://x",
  };
  const found = discoverJmh(Object.entries(files).map(([path, text]) => ({ path, text })));
  expect(found.map(({ name, folder, evidence }) => [name, folder, evidence])).toEqual([
    ['bench', 'bench', 'JMH in bench/pom.xml'],
    ['app', 'app', 'JMH in app/build.gradle'],
    ['old', 'old', 'JMH in old/build.gradle'],
  ]);
});
