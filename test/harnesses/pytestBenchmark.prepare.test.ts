/** Which Python, what is missing, and which process: with real folders and scripted programs. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import type { ProcessOutcome, Tools } from '../../src/harnesses/harness.ts';
import { pytestBenchmark } from '../../src/harnesses/pytestBenchmark.ts';
import { ready, requestOf, suiteOf, temporaryFolder, toolsFor } from './realLaunches.ts';

const answer = { version: '3.12.1', supported: true, pypy: null, benchmark: '5.3.1', pip: true };

/** A repository with these files; the suite lies in `below`. */
function repository(files: readonly string[], texts: Record<string, string> = {}, below = '.') {
  const root = temporaryFolder();
  const all = { ...Object.fromEntries(files.map((file) => [file, ''])), ...texts };
  for (const [file, text] of Object.entries(all)) {
    mkdirSync(dirname(join(root, file)), { recursive: true });
    writeFileSync(join(root, file), text);
  }
  return { root, folder: join(root, below) };
}

interface Scene {
  readonly files?: readonly string[];
  readonly texts?: Record<string, string>;
  readonly below?: string;
  readonly settings?: unknown;
  readonly env?: Record<string, string>;
  /** Names of the programs on the PATH. */
  readonly programs?: readonly string[];
  /** What the probe prints; null for a process that fails. */
  readonly found?: object | null;
  readonly platform?: Tools['platform'];
  readonly otherSideFolder?: string;
}

async function prepareScene(scene: Scene) {
  const { root, folder } = repository(scene.files ?? [], scene.texts, scene.below);
  const suite = suiteOf(folder, pytestBenchmark.settings.parse(scene.settings ?? {}));
  const started: string[] = [];
  const programs = scene.programs ?? ['python3'];
  const found = scene.found === undefined ? {} : scene.found;
  const tools = toolsFor(suite, {
    repositoryFolder: root,
    platform: scene.platform ?? 'linux',
    otherSideFolder: scene.otherSideFolder ?? null,
    env: Object.fromEntries(
      Object.entries(scene.env ?? {}).map(([name, value]) => [name, value.replace('ROOT', root)]),
    ),
    findProgram: async (name) => (programs.includes(name) ? `/bin/${name}` : null),
    run: async (argv): Promise<ProcessOutcome> => {
      started.push(argv.slice(0, argv.indexOf('-c')).join(' ').replace(root, 'ROOT'));
      const exit = { ending: 'exited', durationSeconds: 1 } as const;
      return found === null
        ? { ...exit, exitCode: 1, stdout: '', stderr: 'error: no solution found' }
        : {
            ...exit,
            exitCode: 0,
            stdout: `hello\n${JSON.stringify({ ...answer, ...found })}\n`,
            stderr: '',
          };
    },
  });
  const preparation = await pytestBenchmark.prepare(suite, tools);
  const launched = (request = requestOf()) => ready(preparation).steps(request)[0];
  return { preparation, started, launched, root };
}

const venv = '.venv/bin/python';

describe('which Python', () => {
  const uv = { programs: ['uv', 'python3'] };
  it.each<[string, Scene, string]>([
    [
      '.venv of the suite',
      { ...uv, files: [venv, 'uv.lock'], settings: { python: 'python3' } },
      `ROOT/${venv}`,
    ],
    ['.venv above the suite', { files: [venv, 'a/b/x'], below: 'a/b' }, `ROOT/${venv}`],
    ['the nearest .venv', { files: [venv, `a/${venv}`], below: 'a' }, `ROOT/a/${venv}`],
    ['.venv of Windows', { files: ['.venv/Scripts/python.exe'] }, 'ROOT/.venv/Scripts/python.exe'],
    [
      'the setting, as a path',
      { ...uv, files: ['uv.lock', 'env/py'], settings: { python: 'env/py' } },
      'ROOT/env/py',
    ],
    [
      'the setting, as a program',
      { programs: ['pypy3', 'python3'], settings: { python: 'pypy3' } },
      '/bin/pypy3',
    ],
    [
      'uv with a lock above',
      { ...uv, files: ['uv.lock', 'a/x'], below: 'a' },
      '/bin/uv run python',
    ],
    [
      'uv with its table',
      { ...uv, texts: { 'pyproject.toml': '[tool.uv.sources]' } },
      '/bin/uv run python',
    ],
    [
      'no uv without a project of it',
      { ...uv, texts: { 'pyproject.toml': '[project]' } },
      '/bin/python3',
    ],
    ['no uv on the PATH', { files: ['uv.lock'] }, '/bin/python3'],
    [
      'the active environment',
      { files: ['env/bin/python'], env: { VIRTUAL_ENV: 'ROOT/env' } },
      'ROOT/env/bin/python',
    ],
    ['python', { programs: ['python'] }, '/bin/python'],
    [
      'python first on Windows',
      { programs: ['python3', 'python'], platform: 'win32' },
      '/bin/python',
    ],
  ])('%s', async (_, scene, argv) => {
    const { started, preparation } = await prepareScene(scene);
    expect(started).toEqual([argv]);
    expect(preparation.state).toBe('ready');
  });

  it('does not climb out of the repository', async () => {
    const outer = repository([venv, 'repository/suite/x']);
    const suite = suiteOf(join(outer.root, 'repository/suite'), pytestBenchmark.settings.parse({}));
    const tools = toolsFor(suite, {
      repositoryFolder: join(outer.root, 'repository'),
      findProgram: async () => null,
    });
    expect(await pytestBenchmark.prepare(suite, tools)).toMatchObject({
      what: 'Python 3.8 or newer',
    });
  });

  it('says when a .venv is preferred to the setting', async () => {
    const { preparation } = await prepareScene({ files: [venv], settings: { python: 'pypy3' } });
    expect(ready(preparation).notices).toEqual([
      expect.stringContaining('not the `python` setting (pypy3)'),
    ]);
  });

  it('tells versions: of Python and, where it is that, PyPy', async () => {
    const cpython = ready((await prepareScene({})).preparation);
    expect(cpython.harness).toEqual({ name: 'pytest-benchmark', version: '5.3.1' });
    expect(cpython.toolchain).toEqual({ python: '3.12.1' });
    const pypy = ready((await prepareScene({ found: { pypy: '7.3.17' } })).preparation);
    expect(pypy.toolchain).toEqual({ python: '3.12.1', pypy: '7.3.17' });
  });
});

describe('what is missing', () => {
  const without = { benchmark: null };
  const requirements = { 'requirements-dev.txt': 'pytest-benchmark==5.2.3 \\\n' };
  const lock = { 'uv.lock': 'name = "pytest-benchmark"' };
  it.each<[string, Scene, string]>([
    ['.venv', { files: [venv] }, '.venv/bin/python -m pip install pytest-benchmark'],
    [
      '.venv, list',
      { files: [venv], texts: requirements },
      '.venv/bin/python -m pip install -r requirements-dev.txt',
    ],
    [
      '.venv without pip',
      { files: [venv], found: { ...without, pip: false } },
      'uv pip install --python .venv/bin/python pytest-benchmark',
    ],
    [
      '.venv above',
      { files: [venv, 'a/x'], below: 'a' },
      'cd a && ../.venv/bin/python -m pip install pytest-benchmark',
    ],
    [
      'another list',
      { files: [venv], texts: { 'requirements-dev.txt': '# pytest-benchmark' } },
      '.venv/bin/python -m pip install pytest-benchmark',
    ],
    [
      'uv, unknown to the lock',
      { files: ['uv.lock'], programs: ['uv'] },
      'uv add --dev pytest-benchmark',
    ],
    ['uv, in the lock', { texts: lock, programs: ['uv'] }, 'uv sync --all-groups --all-extras'],
    ['uv and .venv', { files: [venv], texts: lock }, 'uv sync --all-groups --all-extras'],
    ['system', {}, 'python3 -m venv .venv && .venv/bin/python -m pip install pytest-benchmark'],
    [
      'system, list',
      { texts: requirements },
      'python3 -m venv .venv && .venv/bin/python -m pip install -r requirements-dev.txt',
    ],
    [
      'active',
      { files: ['env/bin/python'], env: { VIRTUAL_ENV: 'ROOT/env' } },
      'python -m pip install pytest-benchmark',
    ],
    [
      'Windows',
      { platform: 'win32' },
      'python -m venv .venv && .venv\\Scripts\\python -m pip install pytest-benchmark',
    ],
  ])('pytest-benchmark: %s', async (_, scene, install) => {
    const { preparation } = await prepareScene({
      found: without,
      programs: ['python3', 'python'],
      ...scene,
    });
    expect(preparation).toEqual({
      state: 'missing',
      what: expect.stringContaining('pytest-benchmark in '),
      install,
    });
  });

  it('Python itself, or a new enough one', async () => {
    expect((await prepareScene({ programs: [] })).preparation).toMatchObject({
      state: 'missing',
      what: 'Python 3.8 or newer',
    });
    const old = await prepareScene({ found: { version: '2.7.18', supported: false } });
    expect(old.preparation).toMatchObject({
      state: 'missing',
      what: 'Python 3.8 or newer (python3 is 2.7.18)',
    });
    const named = await prepareScene({ settings: { python: 'env/bin/python' } });
    expect(named.preparation).toMatchObject({
      state: 'missing',
      what: 'the Python of the `python` setting, env/bin/python',
      install: 'python3 -m venv .venv && .venv/bin/python -m pip install pytest-benchmark',
    });
  });

  it('an environment that uv cannot make is a failure of the suite', async () => {
    const { preparation } = await prepareScene({
      files: ['uv.lock'],
      programs: ['uv'],
      found: null,
    });
    expect(preparation).toEqual({
      state: 'failed',
      message: 'uv run python could not be run:\nerror: no solution found',
    });
  });
});

describe('the process of a launch', () => {
  it('runs what is configured, and nothing is installed by it', async () => {
    const settings = {
      paths: ['benches'],
      keyword: 'fast or small',
      marker: 'not slow',
      pytestArguments: ['--benchmark-disable-gc'],
    };
    const { launched, root } = await prepareScene({
      files: ['uv.lock'],
      programs: ['uv'],
      settings,
    });
    const step = launched(requestOf({ folder: '/launch', index: 3, launches: 7 }));
    const argv = step?.argv ?? [];
    expect(argv.slice(0, 7)).toEqual([
      '/bin/uv',
      'run',
      '--no-sync',
      'python',
      '-m',
      'pytest',
      '--benchmark-disable-gc',
    ]);
    expect(argv.join(' ')).toContain('-k fast or small -m not slow');
    expect(argv).toContain('--benchmark-json=/launch/pytest-benchmark.json');
    expect(argv.at(-1)).toBe('benches');
    expect(step?.cwd).toBe(root);
    expect(step?.env).toMatchObject({
      PYTHONHASHSEED: '3',
      PERFWATCH_JOURNAL: '/launch/tests.ndjson',
      PERFWATCH_LAUNCHES: '7',
    });
  });

  it('tells the plugin which tests are wanted, unless they are too many', async () => {
    const { launched } = await prepareScene({});
    const only = [{ suite: 'suite', path: ['test_ä.py', 'test_it'], params: { name: '"x"' } }];
    expect(launched()?.env).not.toHaveProperty('PERFWATCH_ONLY');
    expect(launched(requestOf({ only }))?.env.PERFWATCH_ONLY).toBe(
      String.raw`[[["test_\u00e4.py","test_it"],{"name":"\"x\""}]]`,
    );
    expect(launched(requestOf({ only: [] }))?.env.PERFWATCH_ONLY).toBe('[]');
    const many = Array.from({ length: 1000 }, () => only).flat();
    expect(launched(requestOf({ only: many }))?.env).not.toHaveProperty('PERFWATCH_ONLY');
  });

  it('tells the plugin where no code is to come from', async () => {
    const { launched } = await prepareScene({ otherSideFolder: '/user' });
    expect(launched()?.env.PERFWATCH_OTHER_SIDE).toBe('/user');
    const { launched: own } = await prepareScene({});
    expect(own()?.env).not.toHaveProperty('PERFWATCH_OTHER_SIDE');
  });

  it('keeps what the suite sets: hash seed and module path', async () => {
    const { launched } = await prepareScene({
      env: { PYTHONHASHSEED: 'random', PYTHONPATH: '/own' },
    });
    expect(launched()?.env.PYTHONHASHSEED).toBe('random');
    expect(launched()?.env.PYTHONPATH).toMatch(/^\/own[:;].*pytestBenchmark$/);
  });

  it('leaves times to pytest-benchmark unless they are configured', async () => {
    const timed = async (measurementSeconds: number | null, warmupSeconds: number | null) => {
      const suite = suiteOf(temporaryFolder(), pytestBenchmark.settings.parse({}), {
        measurementSeconds,
        warmupSeconds,
      });
      const tools = toolsFor(suite, {
        findProgram: async (name) => name,
        run: async () => ({
          exitCode: 0,
          ending: 'exited',
          durationSeconds: 1,
          stdout: JSON.stringify(answer),
          stderr: '',
        }),
      });
      const prepared = ready(await pytestBenchmark.prepare(suite, tools));
      const options = prepared
        .steps(requestOf())[0]
        ?.argv.filter((it) => /max-time|warmup/.test(it));
      return { options, notices: prepared.notices.length };
    };
    expect(await timed(null, null)).toEqual({ options: [], notices: 0 });
    expect(await timed(2.5, null)).toEqual({ options: ['--benchmark-max-time=2.5'], notices: 0 });
    expect(await timed(null, 1)).toEqual({ options: ['--benchmark-warmup=on'], notices: 1 });
    expect(await timed(null, 0)).toEqual({ options: ['--benchmark-warmup=off'], notices: 1 });
  });

  it('has settings that are described, as JSON Schema', () => {
    const { properties } = z.toJSONSchema(pytestBenchmark.settings, { io: 'input' });
    expect(Object.keys(properties ?? {})).toHaveLength(5);
    expect(
      Object.values(properties ?? {}).every((it) => typeof it === 'object' && it.description),
    ).toBe(true);
    expect(pytestBenchmark.settings.safeParse({ path: [] }).success).toBe(false);
  });
});
