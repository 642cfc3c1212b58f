/** Real Cargo, real criterion 0.5.1 and 0.8: prepares, launches and reads the recorded project. */
import {
  access,
  appendFile,
  cp,
  mkdir,
  mkdtemp,
  readdir,
  rm,
  symlink,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { execa } from 'execa';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { criterionSettingsSchema } from '../../src/harnesses/criterion/settings.ts';
import { criterion } from '../../src/harnesses/criterion.ts';
import type {
  LaunchReading,
  LaunchRequest,
  Preparation,
  PreparedSuite,
  ProcessOutcome,
  Suite,
  Tools,
} from '../../src/harnesses/harness.ts';

const source = join(import.meta.dirname, '../../fixtures/harnesses/criterion/project');

let home: string;
let project: string;
beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'perfwatch-criterion-e2e-'));
  project = join(home, 'project');
  await cp(source, project, { recursive: true });
});
afterAll(() => rm(home, { recursive: true, force: true, maxRetries: 3 }));

async function start(
  argv: readonly [string, ...string[]],
  cwd: string,
  env: Readonly<Record<string, string>>,
  timeoutSeconds: number,
): Promise<ProcessOutcome> {
  const [program, ...rest] = argv;
  const ended = await execa(program, rest, {
    cwd,
    env,
    reject: false,
    stdin: 'ignore',
    timeout: timeoutSeconds * 1000,
    stripFinalNewline: false,
  });
  return {
    exitCode: ended.exitCode ?? null,
    ending: ended.timedOut ? 'timed-out' : ended.code === 'ENOENT' ? 'not-started' : 'exited',
    durationSeconds: ended.durationMs / 1000,
    stdout: ended.stdout,
    stderr: ended.stderr,
  };
}

async function findProgram(name: string): Promise<string | null> {
  for (const folder of (process.env.PATH ?? '').split(delimiter)) {
    const file = join(folder, process.platform === 'win32' ? `${name}.exe` : name);
    const exists = await access(file).then(
      () => true,
      () => false,
    );
    if (exists) return file;
  }
  return null;
}

function tools(folder: string, env: Readonly<Record<string, string>> = {}): Tools {
  return {
    run: (argv, { timeoutSeconds = 600, cwd = folder } = {}) =>
      start(argv, cwd, env, timeoutSeconds),
    findProgram,
    helperFile: (name) => name,
    nodeExecutable: process.execPath,
    platform: process.platform,
    env: process.env,
    repositoryFolder: project,
    buildFolder: null,
    otherSideFolder: null,
  };
}

function suite(folder: string, settings: object = {}) {
  return {
    name: 'rust',
    folder,
    env: {},
    launches: 2,
    timeoutSeconds: 120,
    prepareTimeoutSeconds: 900,
    measurementSeconds: 0.2,
    warmupSeconds: 0.2,
    settings: criterionSettingsSchema.parse(settings),
  } satisfies Suite;
}

function ready(preparation: Preparation): PreparedSuite {
  if (preparation.state !== 'ready') throw new Error(JSON.stringify(preparation));
  return preparation.suite;
}

let launches = 0;

async function launch(
  prepared: PreparedSuite,
  changes: Partial<LaunchRequest> = {},
): Promise<LaunchReading & { readonly outcomes: ReadonlyMap<string, ProcessOutcome> }> {
  const folder = join(home, `launch-${launches++}`);
  const request = { folder, index: 0, launches: 2, filter: null, only: null, ...changes };
  const outcomes = new Map<string, ProcessOutcome>();
  for (const step of prepared.steps(request)) {
    outcomes.set(step.name, await start(step.argv, step.cwd, step.env, 120));
  }
  return { ...(await prepared.read(request, outcomes)), outcomes };
}

const idsOf = ({ benchmarks }: LaunchReading) =>
  benchmarks.map(({ path, params, state }) =>
    [...path, ...Object.values(params), ...(state === 'measured' ? [] : [state])].join('|'),
  );

const shapes = [
  'alone',
  'dup',
  'dup/x',
  'dup|new',
  'dup|x',
  'flat|slow',
  'new',
  'say "hi"\nthere/a b',
  'sizes|4',
  'sizes|9',
  'sizes|fib|4',
  'sizes|fib|9',
];

describe('a workspace with two versions of criterion', () => {
  let prepared: PreparedSuite;
  beforeAll(async () => {
    prepared = ready(await criterion.prepare(suite(project), tools(project)));
  });

  test('is built once, and what is no criterion benchmark is left out and told', () => {
    expect(prepared.harness).toEqual({
      name: 'criterion',
      version: expect.stringMatching(/^0\.5\.1 and 0\.8\.\d+$/),
    });
    expect(prepared.toolchain).toEqual({ rustc: expect.stringMatching(/^\d+\.\d+\.\d+/) });
    expect([...prepared.notices].sort()).toEqual([
      'Bench target "plain" of package "older" was left out: it is no criterion benchmark.',
      'Bench target "slow" of package "newer" was left out, since it requires the features "slow": add them to `features` to measure it.',
    ]);
  });

  test('gives every benchmark of both, with failures in their place', async () => {
    const reading = await launch(prepared);
    expect(idsOf(reading).sort()).toEqual(
      [
        ...shapes.map((name) => `older|shapes|${name}`),
        ...shapes.map((name) => `newer|shapes|${name}`),
        'newer|shapes|work|bits',
        'newer|shapes|work|both',
        'newer|odd|same name',
        'newer|odd|counted|failed',
        'older|troubles|good',
        'older|troubles|zero time|failed',
        'older|troubles|group|zero time|failed',
      ].sort(),
    );
    expect(reading.failure).toBe(
      'Bench target "troubles" ended with exit code 101 in benchmark "panics": the parser broke on two lines',
    );
    expect(reading.notices).toEqual([expect.stringContaining('folder "same name"')]);
    for (const benchmark of reading.benchmarks) {
      if (benchmark.state !== 'measured') continue;
      const samples = benchmark.metrics[0]?.samples ?? [];
      // 30 in `troubles`, whose code sets that many; 100 elsewhere; over two launches.
      expect(samples).toHaveLength(benchmark.path.includes('troubles') ? 15 : 50);
      // From one call of an empty function to a millisecond: a wrong unit is far outside.
      expect(Math.min(...samples)).toBeGreaterThan(1e-10);
      expect(Math.max(...samples)).toBeLessThan(1e-3);
    }
  });

  test('names the files of its benchmarks', () => {
    const files = ['older/benches/shapes.rs', 'older/benches/troubles.rs'];
    const newer = ['newer/benches/shapes.rs', 'newer/benches/odd.rs'];
    expect([...prepared.sources].sort()).toEqual(
      [...files, ...newer].map((file) => join(project, file)).sort(),
    );
  });

  test('runs exactly the benchmarks that are still of interest', async () => {
    const identity = (path: string[], value?: string) => ({
      suite: 'rust',
      path,
      params: value === undefined ? ({} as Record<string, string>) : { value },
    });
    const only = ['older', 'newer'].flatMap((name) => [
      identity([name, 'shapes', 'alone']),
      identity([name, 'shapes', 'say "hi"\nthere/a b']),
      identity([name, 'shapes', 'sizes'], '9'),
      identity([name, 'shapes', 'sizes', 'fib'], '4'),
      identity([name, 'shapes', 'a* (no such) [name]']),
    ]);
    const reading = await launch(prepared, { only });
    const wanted = ['alone', 'say "hi"\nthere/a b', 'sizes|9', 'sizes|fib|4'];
    expect(idsOf(reading).sort()).toEqual(
      ['older', 'newer'].flatMap((name) => wanted.map((it) => `${name}|shapes|${it}`)).sort(),
    );
    expect(reading).toMatchObject({ failure: null, notices: [] });
    expect(reading.outcomes.size).toBe(2);
  });

  test('runs less where only some ids are wanted', async () => {
    const reading = await launch(prepared, { filter: /^rust\/older\/shapes\/dup\/x$/ });
    expect(idsOf(reading).sort()).toEqual(['older|shapes|dup/x', 'older|shapes|dup|x']);
    expect(reading).toMatchObject({ failure: null, notices: [] });
  });
});

test('the folder of a member is that member, with its own name left out', async () => {
  const folder = join(project, 'older');
  const settings = { benches: ['shapes'], filter: '^alone$', sampleSize: 12 };
  const prepared = ready(await criterion.prepare(suite(folder, settings), tools(folder)));
  expect(prepared.harness.version).toBe('0.5.1');
  const reading = await launch(prepared);
  expect(idsOf(reading)).toEqual(['shapes|alone']);
  const [alone] = reading.benchmarks;
  expect(alone?.state === 'measured' && alone.metrics[0]?.samples).toHaveLength(12);
});

test('a filter that matches nothing is a failure, as is one that is no expression', async () => {
  const folder = join(project, 'older');
  const of = async (filter: string) => {
    const settings = { benches: ['shapes'], filter };
    return launch(ready(await criterion.prepare(suite(folder, settings), tools(folder))));
  };
  expect(await of('no such name')).toMatchObject({
    benchmarks: [],
    failure: 'No benchmark ran: none matches the filter "no such name".',
  });
  expect((await of('(')).failure).toContain("Unable to parse '(' as a regular expression");
});

/**
 * A package that depends on something called criterion and builds in a second: for what is about
 * Cargo only. Its program says `text`.
 */
async function quickPackage(folder: string, text: string): Promise<void> {
  const files = {
    'Cargo.toml':
      '[package]\nname = "quick"\nversion = "1.0.0"\nedition = "2021"\n[dev-dependencies]\ncriterion = { path = "criterion" }\n[[bench]]\nname = "say"\nharness = false\n',
    'src/lib.rs': '',
    'benches/say.rs': `fn main() { println!("This executable is a Criterion.rs benchmark. ${text}") }\n`,
    'criterion/Cargo.toml': '[package]\nname = "criterion"\nversion = "9.9.9"\n',
    'criterion/src/lib.rs': '',
  };
  for (const [name, content] of Object.entries(files)) {
    await mkdir(dirname(join(folder, name)), { recursive: true });
    await writeFile(join(folder, name), content);
  }
}

test('checkouts that share a target folder get programs of their own', async () => {
  const shared = join(home, 'shared');
  const sides = ['base', 'candidate'];
  // Both are there before the first is built: Cargo would then take the second for unchanged.
  for (const side of sides) await quickPackage(join(home, side), `I am ${side}`);
  const prepared: PreparedSuite[] = [];
  for (const side of sides) {
    const folder = join(home, side);
    prepared.push(
      ready(await criterion.prepare(suite(folder), tools(folder, { CARGO_TARGET_DIR: shared }))),
    );
  }
  expect(prepared.map(({ notices }) => notices)).toEqual([
    [expect.stringContaining(shared)],
    [expect.stringContaining(shared)],
  ]);
  const said: string[] = [];
  for (const one of prepared) {
    const { outcomes } = await launch(one);
    said.push(...[...outcomes.values()].map(({ stdout }) => stdout.trim().replace(/.*\. /, '')));
  }
  expect(said).toEqual(['I am base', 'I am candidate']);
});

test('a checkout that is made anew gets its own program in a build folder that outlives it', async () => {
  const checkout = join(home, 'checkout');
  const buildFolder = join(home, 'builds');
  const dependency = join(home, 'dependency');
  await mkdir(join(dependency, 'src'), { recursive: true });
  await writeFile(join(dependency, 'Cargo.toml'), '[package]\nname = "dependency"\n');
  await writeFile(join(dependency, 'src/lib.rs'), '');

  /** What a fresh checkout with this text says, and which packages were compiled for it. */
  async function measure(text: string) {
    await rm(checkout, { recursive: true, force: true });
    await quickPackage(checkout, text);
    const manifest = `[dependencies]\ndependency = { path = ${JSON.stringify(dependency)} }\n`;
    await appendFile(join(checkout, 'Cargo.toml'), manifest);
    const given = tools(checkout);
    let compiled: string[] = [];
    const prepared = ready(
      await criterion.prepare(suite(checkout, { cargoArguments: ['--target-dir=elsewhere'] }), {
        ...given,
        buildFolder,
        async run(argv, options) {
          const outcome = await given.run(argv, options);
          const lines = outcome.stderr.matchAll(/Compiling (\w+)/g);
          compiled = [...compiled, ...[...lines].map(([, name = '']) => name)];
          return outcome;
        },
      }),
    );
    expect(prepared.notices).toEqual([]);
    const { outcomes } = await launch(prepared);
    const said = [...outcomes.values()].map(({ stdout }) => stdout.trim().replace(/.*\. /, ''));
    return { said, compiled: compiled.sort(), files: await readdir(checkout) };
  }

  const first = await measure('I am first');
  expect(first).toMatchObject({
    said: ['I am first'],
    compiled: ['criterion', 'dependency', 'quick'],
  });
  expect(first.files).not.toContain('elsewhere');
  expect(first.files).not.toContain('target');
  // What lies outside of the checkout is not built again.
  for (const text of ['I am second', 'I am first', 'I am first']) {
    expect(await measure(text)).toMatchObject({ said: [text], compiled: ['criterion', 'quick'] });
  }
});

describe('suites that cannot be prepared', () => {
  async function failure(folder: string, settings: object = {}): Promise<string> {
    const preparation = await criterion.prepare(suite(folder, settings), tools(folder));
    return preparation.state === 'failed' ? preparation.message : preparation.state;
  }

  test('code that does not compile: shows the compiler’s error', async () => {
    const broken = join(home, 'broken');
    await quickPackage(broken, 'never');
    await writeFile(join(broken, 'src/lib.rs'), 'pub fn number() -> u64 { "no" }\n');
    expect(await failure(broken)).toMatch(
      /^`cargo bench` failed:\nerror\[E0308\]: mismatched types/,
    );
  });

  test('no manifest', async () => {
    const empty = join(home, 'empty');
    await mkdir(empty);
    expect(await failure(empty)).toMatch(/^`cargo metadata` failed:\nerror: could not find `Cargo/);
    expect(await failure(join(home, 'nowhere'))).toContain('ENOENT');
  });

  test('only programs that are no criterion benchmarks: says what to add', async () => {
    expect(await failure(join(project, 'older'), { benches: ['plain'] })).toMatch(
      /"plain" of package "older" was left out.*\[dev-dependencies\].*harness = false/,
    );
  });

  test('a package without benchmarks', async () => {
    const bare = join(home, 'bare');
    await mkdir(join(bare, 'src'), { recursive: true });
    await writeFile(join(bare, 'Cargo.toml'), '[package]\nname = "bare"\nedition = "2021"\n');
    await writeFile(join(bare, 'src/lib.rs'), '');
    expect(await failure(bare)).toMatch(/^No criterion bench target was found\. Add criterion/);
  });
});

test.skipIf(process.platform === 'win32')(
  'a suite in a folder behind a symbolic link',
  async () => {
    const link = join(home, 'link');
    await symlink(project, link);
    const settings = { packages: ['older'], benches: ['shapes'], filter: '^alone$' };
    const prepared = ready(await criterion.prepare(suite(link, settings), tools(link)));
    expect(idsOf(await launch(prepared))).toEqual(['older|shapes|alone']);
  },
);
