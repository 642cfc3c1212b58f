/** Real environments, made by venv, pip and uv; real launches through perfwatch's process runner. */
import { execFileSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import * as z from 'zod';
import type { LaunchRequest } from '../../src/harnesses/harness.ts';
import { pytestBenchmark } from '../../src/harnesses/pytestBenchmark.ts';
import {
  launchOnce,
  requestOf,
  suiteOf,
  temporaryFolder,
  toolsFor,
  wordsOf,
} from './realLaunches.ts';

function write(folder: string, files: Record<string, string>): void {
  for (const [file, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    writeFileSync(join(folder, file), text);
  }
}

/** Makes `.venv` in the folder, with these packages. */
function makeEnvironment(folder: string, ...packages: string[]): void {
  execFileSync('python3', ['-m', 'venv', '.venv'], { cwd: folder });
  if (packages.length === 0) return;
  execFileSync('.venv/bin/python', ['-m', 'pip', 'install', '--quiet', ...packages], {
    cwd: folder,
  });
}

const settings = (values: unknown = {}) => pytestBenchmark.settings.parse(values);

const simple = 'def test_len(benchmark):\n    benchmark(len, "")\n';

function resultFileOf(launchFolder: string): unknown {
  return JSON.parse(readFileSync(join(launchFolder, 'pytest-benchmark.json'), 'utf8'));
}

/** `options` of each benchmark, as pytest-benchmark took them. */
function maximumSeconds(launchFolder: string): number[] {
  return z
    .object({
      benchmarks: z.array(z.object({ options: z.object({ max_time: z.coerce.number() }) })),
    })
    .parse(resultFileOf(launchFolder))
    .benchmarks.map(({ options }) => options.max_time);
}

describe('a suite whose configuration is made for everyday tests', () => {
  const folder = temporaryFolder();
  beforeAll(() => {
    makeEnvironment(
      folder,
      'pytest-benchmark',
      'pytest-xdist',
      'pytest-cov',
      'pytest-rerunfailures',
    );
    write(folder, {
      // Stops at the first failure, measures coverage in parallel, and does not benchmark.
      'pytest.ini':
        '[pytest]\naddopts = -x -n 2 --dist loadscope --cov=. --cov-fail-under=99 --ff --benchmark-disable --benchmark-max-time=2\n',
      'benches/test_it.py': `
import sys
import pytest

def test_breaks(benchmark):
    benchmark(lambda: 1 / 0)

@pytest.mark.parametrize("name", ["a::b", "c/d"])
class TestGroup:
    def test_name(self, benchmark, name):
        assert sys.gettrace() is None and "coverage" not in sys.modules
        benchmark.extra_info["bytes"] = 10
        benchmark(len, name)

tries = []

@pytest.mark.flaky(reruns=1)
def test_flaky(benchmark):
    tries.append(1)
    assert benchmark(len, "") == len(tries) - 2

def test_precision_of_timers(benchmark):
    import pytest_benchmark.fixture
    calls = iter(range(10_000))
    precision = pytest_benchmark.fixture.compute_timer_precision(lambda: next(calls) // 3 * 0.5)
    # pytest-benchmark's own would look for a second, and run out of calls.
    benchmark.extra_info["elements"] = precision
    benchmark(len, "")

@pytest.mark.benchmark(max_time=0.001, min_rounds=3)
def test_marked(benchmark):
    benchmark(len, "")
`,
      'benches/test_broken.py': 'import nothing_like_this\n',
      'tests/test_unit.py': 'def test_unit():\n    assert False\n',
    });
  });

  it('is measured all the same', async () => {
    const suite = suiteOf(folder, settings());
    const {
      reading,
      record,
      prepared,
      folder: launched,
    } = await launchOnce(pytestBenchmark, suite);
    expect(wordsOf(reading)).toEqual({
      'benches > test_it.py > test_breaks': expect.stringContaining('failed: ZeroDivisionError'),
      'benches > test_it.py > TestGroup > test_name [name=a::b]':
        expect.stringMatching(/^\d+ time$/),
      'benches > test_it.py > TestGroup > test_name [name=c/d]':
        expect.stringMatching(/^\d+ time$/),
      'benches > test_it.py > test_flaky': expect.stringMatching(/^\d+ time$/),
      'benches > test_it.py > test_marked': expect.stringMatching(/^\d+ time$/),
      'benches > test_it.py > test_precision_of_timers': expect.stringMatching(/^\d+ time$/),
    });
    expect(reading.failure).toContain(
      'could not collect benches/test_broken.py: ModuleNotFoundError',
    );
    expect(record.state).toBe('failed');
    // Two seconds of the configuration, split over ten launches; a marker is the author's word.
    expect(new Set(maximumSeconds(launched))).toEqual(new Set([0.2, 0.001]));
    expect(prepared.harness.version).toMatch(/^5\./);
    // To ask for these takes longer than to measure.
    expect(resultFileOf(launched)).toMatchObject({
      machine_info: { system: expect.any(String), cpu: {} },
      commit_info: { id: 'unversioned' },
    });
    expect(
      reading.benchmarks.find(({ path }) => path.includes('test_precision_of_timers')),
    ).toMatchObject({ work: { elements: 0.5 } });
    expect(reading.benchmarks.find(({ path }) => path.includes('test_name'))).toMatchObject({
      work: { bytes: 10 },
    });
    const file = join(folder, 'benches/test_it.py');
    const lines = readFileSync(file, 'utf8').split('\n');
    for (const { source, path } of reading.benchmarks) {
      expect(source?.file).toBe(file);
      // Not of a decorator above it.
      expect(lines[(source?.line ?? 0) - 1]?.trim()).toMatch(`def ${path.at(-1)}(`);
    }
    expect(
      readdirSync(folder).filter((it) => /^\.(pytest_cache|coverage)|__pycache__/.test(it)),
    ).toEqual([]);
  });

  it('is measured for the configured time', async () => {
    const suite = suiteOf(folder, settings({ keyword: 'test_name' }), { measurementSeconds: 0.5 });
    const { reading, folder: launched } = await launchOnce(pytestBenchmark, suite, undefined, {
      launches: 5,
    });
    expect(Object.keys(wordsOf(reading))).toHaveLength(2);
    expect(maximumSeconds(launched)).toEqual([0.1, 0.1]);
  });

  it('keeps its names whichever folder and paths it is started with', async () => {
    const below = suiteOf(
      join(folder, 'tests'),
      settings({ paths: ['../benches/test_it.py'], keyword: 'marked' }),
    );
    const tools = toolsFor(below, { repositoryFolder: folder });
    const { reading } = await launchOnce(pytestBenchmark, below, tools);
    expect(Object.keys(wordsOf(reading))).toEqual(['.. > benches > test_it.py > test_marked']);
  });
});

describe('launches that are ended', () => {
  const folder = temporaryFolder();
  beforeAll(() => makeEnvironment(folder, 'pytest-benchmark==4.0.0', 'pytest<8'));

  it.each([
    [
      'in the first round, which loses the result file',
      'benchmark.pedantic(time.sleep, args=(1000,), rounds=3)',
    ],
    [
      'in code that no interrupt ends',
      'signal.signal(signal.SIGINT, signal.SIG_IGN); benchmark(time.sleep, 1000)',
    ],
  ])('%s', async (_, body) => {
    write(folder, {
      'test_hang.py': `import signal\nimport time\n\n${simple}\n\ndef test_hang(benchmark):\n    ${body}\n\n\ndef test_never(benchmark):\n    benchmark(len, "")\n`,
    });
    const suite = suiteOf(folder, settings(), { timeoutSeconds: 6 });
    const { reading, record } = await launchOnce(pytestBenchmark, suite);
    expect(record.state).toBe('incomplete');
    expect(wordsOf(reading)).toEqual({
      'test_hang.py > test_len': expect.stringMatching(/^\d+ time$/),
    });
    expect(reading.failure).toBeNull();
    expect(reading.notices).toContainEqual(expect.stringContaining('test_hang was being measured'));
  });
});

describe('tests that are still of interest', () => {
  const folder = temporaryFolder();
  beforeAll(() => {
    makeEnvironment(folder, 'pytest-benchmark');
    write(folder, {
      'benches/test_it.py': `
import pytest

class Thing:
    pass

def test_plain(benchmark):
    benchmark(len, "")

def test_other(benchmark):
    benchmark(len, "")

@pytest.mark.parametrize("value", [1, "1", 2])
def test_same_text(benchmark, value):
    benchmark(str, value)

@pytest.mark.parametrize("thing", [Thing(), Thing()], ids=["ä", "b"])
class TestThings:
    def test_thing(self, benchmark, thing):
        benchmark(len, "")
`,
      'benches/test_rest.py': simple,
      'benches/test_unit.py': 'def test_unit():\n    assert False\n',
    });
  });

  async function measure(only: LaunchRequest['only']) {
    const suite = suiteOf(folder, settings(), { measurementSeconds: 0.1 });
    const launched = await launchOnce(pytestBenchmark, suite, undefined, { only });
    const { reading, record } = launched;
    expect([record.state, reading.failure]).toEqual(['complete', null]);
    expect(reading.benchmarks.map(({ state }) => state)).not.toContain('skipped');
    return {
      benchmarks: reading.benchmarks.map(({ path, params }) => ({
        suite: 'suite',
        path: [...path],
        params: { ...params },
      })),
      testsRun:
        readFileSync(join(launched.folder, 'tests.ndjson'), 'utf8').match(/"started"/g)?.length ??
        0,
    };
  }

  it('run alone, by the names that they have among all', async () => {
    const all = (await measure(null)).benchmarks;
    const [plain, , one, other, two, thing] = all;
    if (!plain || !one || !other || !two || !thing) throw new Error(JSON.stringify(all));
    expect([one, other, two, thing].map(({ params }) => params)).toEqual([
      { id: expect.any(String) },
      { id: expect.any(String) },
      { value: '2' },
      { id: expect.any(String) },
    ]);
    expect(await measure([thing, plain])).toEqual({ benchmarks: [plain, thing], testsRun: 2 });
    expect(await measure([two])).toEqual({ benchmarks: [two], testsRun: 1 });
    // Without the other, whose parameter has the same text, this one would have another name.
    expect(await measure([one])).toEqual({ benchmarks: [one], testsRun: 2 });
  });

  it('may be none, and the launch is whole', async () => {
    const gone = { suite: 'suite', path: ['test_gone'], params: {} };
    for (const only of [[], [gone]]) {
      expect(await measure(only)).toEqual({ benchmarks: [], testsRun: 0 });
    }
  });
});

describe('a checkout whose environment leads to the code of another', () => {
  const user = temporaryFolder();
  const base = temporaryFolder();
  beforeAll(() => {
    makeEnvironment(user, 'pytest-benchmark', 'setuptools', 'wheel');
    const manifest =
      '[build-system]\nrequires = ["setuptools"]\nbuild-backend = "setuptools.build_meta"\n[project]\nname = "shop"\nversion = "1"\n[tool.setuptools]\npackages = ["shop"]\n';
    for (const folder of [user, base]) {
      write(folder, {
        'pyproject.toml': manifest,
        'shop/__init__.py': '',
        'shop/cart.py': 'def total():\n    return 1\n',
        'benches/test_total.py':
          'from shop.cart import total\n\ndef test_total(benchmark):\n    benchmark(total)\n',
      });
    }
    execFileSync(
      '.venv/bin/python',
      ['-m', 'pip', 'install', '--quiet', '--no-build-isolation', '-e', '.'],
      { cwd: user },
    );
    symlinkSync(join(user, '.venv'), join(base, '.venv'));
  });

  // Not as `python -m pytest` in the root of the package, where its own folder comes first.
  const measure = async (env: Record<string, string> = {}) => {
    const suite = suiteOf(join(base, 'benches'), settings(), {
      measurementSeconds: 0.1,
      env: { PYTHONDONTWRITEBYTECODE: '1', ...env },
    });
    const tools = toolsFor(suite, { repositoryFolder: base, otherSideFolder: user });
    return launchOnce(pytestBenchmark, suite, tools);
  };

  it('fails, and names the module', async () => {
    const { reading, record } = await measure();
    expect(reading).toEqual({ benchmarks: [], failure: record.message, notices: [] });
    expect(record.state).toBe('failed');
    expect(record.message).toContain(
      `the module shop and 1 more was imported from the working tree (${user}/shop/__init__.py) although the base was to be measured`,
    );
    expect(record.message).toContain('install: ["python3 -m venv .venv"');
  });

  it('is fine where its own code comes first: only what is installed is shared', async () => {
    const { reading, record } = await measure({ PYTHONPATH: base });
    expect([record.state, reading.failure]).toEqual(['complete', null]);
    expect(wordsOf(reading)).toEqual({
      'test_total.py > test_total': expect.stringMatching(/^\d+ time$/),
    });
  });
});

describe('what to install', () => {
  it('is a command that works', async () => {
    const folder = temporaryFolder();
    write(folder, { 'test_it.py': simple, 'requirements-dev.txt': 'pytest-benchmark==5.3.1\n' });
    makeEnvironment(folder);
    const suite = suiteOf(folder, settings());
    const preparation = await pytestBenchmark.prepare(suite, toolsFor(suite));
    expect(preparation).toEqual({
      state: 'missing',
      what: 'pytest-benchmark in .venv/bin/python',
      install: '.venv/bin/python -m pip install -r requirements-dev.txt',
    });
    if (preparation.state === 'missing')
      execFileSync('sh', ['-c', preparation.install], { cwd: folder });
    const { reading, prepared } = await launchOnce(pytestBenchmark, suite);
    expect(prepared.harness.version).toBe('5.3.1');
    expect(wordsOf(reading)).toEqual({
      'test_it.py > test_len': expect.stringMatching(/^\d+ time$/),
    });
  });
});

describe('uv', () => {
  const programs = temporaryFolder();
  beforeAll(() => makeEnvironment(programs, 'uv'));

  it('brings the environment up to date once, and launches in it', async () => {
    const folder = temporaryFolder();
    write(folder, {
      'pyproject.toml':
        '[project]\nname = "demo"\nversion = "0"\nrequires-python = ">=3.9"\n[dependency-groups]\ndev = ["pytest-benchmark"]\n[tool.uv]\npackage = false\n',
      'test_it.py': simple,
    });
    const env = { PATH: `${join(programs, '.venv/bin')}${delimiter}${process.env.PATH}` };
    const suite = suiteOf(folder, settings(), { env });
    const tools = toolsFor(suite);
    expect(existsSync(join(folder, '.venv'))).toBe(false);
    const { reading, prepared } = await launchOnce(pytestBenchmark, suite, tools);
    expect(prepared.steps(requestOf())[0]?.argv.slice(1, 4)).toEqual([
      'run',
      '--no-sync',
      'python',
    ]);
    expect(wordsOf(reading)).toEqual({
      'test_it.py > test_len': expect.stringMatching(/^\d+ time$/),
    });
  });
});
