import { existsSync, mkdirSync, rmSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { exitCodes } from '../../src/errors.ts';
import { reportSchema } from '../../src/model/report.ts';
import { commandSuite, nodeCommand, project, smallProject } from '../support/project.ts';

const work = nodeCommand('0');
const failing = nodeCommand('console.log("loud"); console.error("why it failed"); process.exit(3)');

describe('a run', () => {
  it('without a baseline shows what was measured and says how to make it the baseline', async () => {
    const { perfwatch, run, report, list } = smallProject();
    const result = await perfwatch(['run']);
    expect(result.exitCode).toBe(exitCodes.ok);
    expect(result.out).toContain('cli/work');
    expect(result.out).toContain('npx perfwatch baseline update');
    expect(run()).toMatchObject({ state: 'complete', launches: 5, filter: null, selection: null });
    expect(run().suites[0]).toMatchObject({ suite: 'cli', state: 'measured' });
    expect(report()).toMatchObject({ outcome: 'no-baseline', base: null });
    expect(list('.perfwatch').filter((file) => !file.startsWith('raw'))).toEqual([
      '.gitignore',
      'report.json',
      'report.md',
      'run.json',
    ]);
  });

  it('ends with 4 where a decision was demanded and there is none', async () => {
    const { perfwatch } = smallProject();
    expect((await perfwatch(['run', '--strict'])).exitCode).toBe(exitCodes.undecided);
  });

  it('works from a folder below, by the names in the configuration', async () => {
    const { perfwatch, path, exists } = smallProject();
    mkdirSync(path('a/b'), { recursive: true });
    mkdirSync(path('.git'));
    const result = await perfwatch(['run', '-o', 'out'], { cwd: path('a/b') });
    expect(result.exitCode).toBe(exitCodes.ok);
    expect(result.err).toContain('Report: out/report.md\n');
    expect(exists('a/b/out/run.json')).toBe(true);
    expect(exists('.perfwatch/run.json')).toBe(false);
  });

  it('launches as often as the command line says', async () => {
    const { perfwatch, run } = smallProject();
    await perfwatch(['run', '--launches', '3']);
    expect(run().launches).toBe(3);
    expect(run().suites[0]?.launches).toHaveLength(3);
    expect(run().suites[0]?.benchmarks[0]?.measurements[0]?.launches).toHaveLength(3);
  });
});

describe('before anything is measured, with 2 and nothing written,', () => {
  const launched = 'launched';
  const probe = nodeCommand(`require('node:fs').writeFileSync('${launched}', '')`);

  it.each([
    {
      what: 'an unknown suite is refused',
      argv: ['--suite', 'nope'],
      says: 'There is no suite "nope". Choose among: cli.',
    },
    {
      what: 'the name of a baseline that leads elsewhere is refused',
      argv: ['--baseline', '../x'],
      says: '"../x" cannot be the name of a baseline.',
    },
    {
      what: 'a damaged baseline is told',
      files: { 'baselines/main.json': '{"schema": "perfwatch/baseline", "ver' },
      says: 'baselines/main.json could not be read as a baseline: it is not whole JSON',
    },
    {
      what: 'a foreign baseline is told',
      files: { 'baselines/main.json': '{"name": "x"}' },
      says: 'it does not say "schema": "perfwatch/baseline"',
    },
    {
      what: 'a newer baseline is told',
      files: { 'baselines/main.json': '{"schema": "perfwatch/baseline", "version": 9}' },
      says: 'is a baseline of format version 9; this perfwatch knows up to 2.',
    },
    {
      what: 'an artifact folder of somebody else is refused',
      argv: ['-o', 'out'],
      files: { 'out/raw/data': 'mine' },
      says: 'out/raw is in the way: perfwatch did not write it',
    },
  ])('$what', async ({ argv = [], files = {}, says }) => {
    const { perfwatch, exists, read } = project(
      { suites: { cli: commandSuite({ work: probe }) } },
      files,
    );
    const result = await perfwatch(['run', ...argv]);
    expect(result).toMatchObject({ exitCode: exitCodes.usage, out: '' });
    expect(result.err).toMatch(/^perfwatch: [^\n]+\n$/);
    expect(result.err).toContain(says);
    expect(exists(launched)).toBe(false);
    expect(exists('.perfwatch/run.json')).toBe(false);
    expect(exists('.perfwatch/lock')).toBe(false);
    for (const [file, text] of Object.entries(files)) expect(read(file)).toBe(text);
  });

  it('a suite whose folder is missing is told, unless it is not asked for', async () => {
    const { perfwatch } = project({
      suites: {
        cli: commandSuite({ work }),
        lost: commandSuite({ work }, { folder: 'nowhere' }),
      },
    });
    const result = await perfwatch(['run']);
    expect(result.exitCode).toBe(exitCodes.usage);
    expect(result.err).toMatch(/folder of suite "lost" does not exist: .*nowhere/);
    expect((await perfwatch(['run', '--suite', 'cli'])).exitCode).toBe(exitCodes.ok);
  });

  it('a dry run shows the plan and measures nothing', async () => {
    const { perfwatch, list } = project({ suites: { cli: commandSuite({ work: probe }) } });
    const before = list();
    const result = await perfwatch(['run', '--dry-run', '--filter', 'work']);
    expect(result).toMatchObject({ exitCode: exitCodes.ok, err: '' });
    expect(result.out).toContain('1 suite');
    expect(result.out).toContain('matching work');
    expect(list()).toEqual(before);
  });
});

describe('a filter', () => {
  it('measures only what matches, and says so in the run', async () => {
    const { perfwatch, run } = project({ suites: { cli: commandSuite({ one: work, two: work }) } });
    expect((await perfwatch(['run', '--filter', 'two$'])).exitCode).toBe(exitCodes.ok);
    expect(run().filter).toBe('two$');
    expect(run().suites[0]?.benchmarks.map(({ id }) => id)).toEqual(['cli/two']);
  });

  it('that matches nothing is no success, and the last results are kept', async () => {
    const { perfwatch, read, list } = smallProject();
    await perfwatch(['run']);
    const [before, files] = [read('.perfwatch/run.json'), list()];
    const result = await perfwatch(['run', '--filter', 'typo', '--quiet']);
    expect(result).toEqual({
      exitCode: exitCodes.usage,
      out: '',
      err: 'perfwatch: No benchmark matches --filter "typo", so nothing was measured. An id is suite/names[param=value]; `npx perfwatch report --details` shows those of the last run.\n',
    });
    expect(read('.perfwatch/run.json')).toBe(before);
    expect(list()).toEqual(files);
  });
});

describe('a benchmark that fails', () => {
  it('is told with its own words; the others are measured; the exit code is 3', async () => {
    const { perfwatch, run, report } = project({
      suites: { good: commandSuite({ work }), bad: commandSuite({ crash: failing }) },
    });
    const result = await perfwatch(['run']);
    expect(result.exitCode).toBe(exitCodes.failed);
    expect(result.out).toContain('why it failed');
    expect(result.out).toContain('bad/crash');
    expect(result.out).toContain('good/work');
    expect(run().suites[0]).toMatchObject({ suite: 'good', state: 'measured' });
    expect(report().outcome).toBe('failed');
  });

  it('does not hide behind a baseline that knows it', async () => {
    const { perfwatch, write, report } = project(
      { suites: { cli: commandSuite({ work: [process.execPath, 'work.js'] }) } },
      { 'work.js': '' },
    );
    await perfwatch(['run']);
    await perfwatch(['baseline', 'update']);
    write('work.js', 'process.exit(1)');
    expect((await perfwatch(['run'])).exitCode).toBe(exitCodes.failed);
    expect(report().comparisons).toMatchObject([{ id: 'cli/work', verdict: 'failed' }]);
  });

  it('that is gone from the configuration is missing', async () => {
    const { perfwatch, write, report } = project({
      suites: { cli: commandSuite({ one: work, two: work }) },
    });
    await perfwatch(['run']);
    await perfwatch(['baseline', 'update']);
    write(
      'perfwatch.config.json',
      JSON.stringify({ suites: { cli: commandSuite({ one: work }) } }),
    );
    expect((await perfwatch(['run'])).exitCode).toBe(exitCodes.failed);
    expect(report().comparisons[0]).toMatchObject({ id: 'cli/two', verdict: 'missing' });
    expect(report().counts).toMatchObject({ missing: 1, failed: 0 });
  });
});

describe('a toolchain that is missing', () => {
  const configuration = {
    suites: {
      rust: { harness: 'criterion', folder: 'rust' },
      python: { harness: 'pytest-benchmark', folder: 'python' },
      node: { harness: 'tinybench', folder: 'node' },
      cli: commandSuite({ work }),
    },
  };
  const files = {
    'rust/Cargo.toml':
      '[package]\nname = "a"\nversion = "0.1.0"\n[dev-dependencies]\ncriterion = "0.5"\n[[bench]]\nname = "b"\nharness = false\n',
    'rust/benches/b.rs': '',
    'python/test_a.py': '',
    'node/a.bench.js': '',
    'node/package.json': '{ "devDependencies": { "tinybench": "6" } }',
  };
  it('skips its suite with the reason and what installs it; the others run; 3', async () => {
    const { perfwatch, run } = project(configuration, files);
    const result = await perfwatch(['run']);
    expect(result.exitCode).toBe(exitCodes.failed);
    const [rust, python, node, cli] = run().suites;
    for (const suite of [rust, python, node]) {
      expect(suite).toMatchObject({
        state: 'skipped',
        message: expect.stringMatching(/ was not found\. To mend this: \S/),
      });
    }
    expect(rust?.message).toContain('rustup');
    expect(python?.message).toContain('apt-get install python3-venv');
    expect(node?.message).toContain('npm');
    expect(cli?.state).toBe('measured');
    for (const name of ['rust', 'python', 'node']) expect(result.out).toContain(name);
  });

  it('is no failure with --allow-missing, or where the configuration allows it', async () => {
    const one = project(configuration, files);
    const result = await one.perfwatch(['run', '--allow-missing']);
    expect(result.exitCode).toBe(exitCodes.ok);
    expect(result.out).toContain('rustup');
    const two = project({ ...configuration, allowMissing: true }, files);
    expect((await two.perfwatch(['run'])).exitCode).toBe(exitCodes.ok);
  });

  it('is still no success when what is asked for is the suite itself and it fails', async () => {
    const { perfwatch } = project({ suites: { cli: commandSuite({ crash: failing }) } });
    expect((await perfwatch(['run', '--allow-missing'])).exitCode).toBe(exitCodes.failed);
  });
});

describe('standard output', () => {
  it.each([['--json'], ['--reporter', 'json']])(
    'with %s %s is one JSON document, also when suites print and fail',
    async (...argv) => {
      const { perfwatch } = project({
        suites: { bad: commandSuite({ crash: failing }), good: commandSuite({ work }) },
      });
      const result = await perfwatch(['run', ...argv]);
      expect(result.exitCode).toBe(exitCodes.failed);
      expect(reportSchema.parse(JSON.parse(result.out)).outcome).toBe('failed');
      expect(result.err).toContain('bad: launch 1 of 1');
    },
  );

  it('holds no progress; standard error holds nothing else', async () => {
    const { perfwatch } = smallProject();
    const { out, err } = await perfwatch(['run']);
    expect(out).not.toContain('preparing');
    expect(err.split('\n')).toEqual([
      'cli: preparing',
      expect.stringMatching(/^cli: launch 1 of 1/),
      'Report: .perfwatch/report.md',
      '',
    ]);
  });

  it('is all there is with --quiet', async () => {
    const { perfwatch } = smallProject();
    const result = await perfwatch(['run', '--quiet']);
    expect(result).toMatchObject({ exitCode: exitCodes.ok, err: '' });
    expect(result.out).toContain('cli/work');
  });

  it('is left alone by the living line of a terminal', async () => {
    const { perfwatch } = smallProject();
    const { out, err } = await perfwatch(['run'], { isTerminal: true, columns: 20 });
    expect(out).toContain('cli/work');
    expect(err).toContain('\r\u001B[Kcli: preparing');
    // Wiped in the end, and never wider than the terminal.
    expect(err).toMatch(/\r\u001B\[KReport: /);
    for (const line of err.split(/\r\u001B\[K/).slice(1, -1)) expect(line.length).toBeLessThan(20);
  });
});

describe('colours', () => {
  const esc = '\u001B[';

  it.each([
    { what: 'on a terminal', isTerminal: true, env: {}, argv: [], colours: true },
    { what: 'in a file', isTerminal: false, env: {}, argv: [], colours: false },
    { what: 'with NO_COLOR', isTerminal: true, env: { NO_COLOR: '1' }, argv: [], colours: false },
    {
      what: 'with an empty NO_COLOR',
      isTerminal: true,
      env: { NO_COLOR: '' },
      argv: [],
      colours: true,
    },
    { what: 'with --no-color', isTerminal: true, env: {}, argv: ['--no-color'], colours: false },
    {
      what: 'with FORCE_COLOR',
      isTerminal: false,
      env: { FORCE_COLOR: '1' },
      argv: [],
      colours: true,
    },
    {
      what: 'with FORCE_COLOR=0',
      isTerminal: true,
      env: { FORCE_COLOR: '0' },
      argv: [],
      colours: false,
    },
    {
      what: 'with NO_COLOR and FORCE_COLOR',
      isTerminal: true,
      env: { NO_COLOR: '1', FORCE_COLOR: '1' },
      argv: [],
      colours: false,
    },
    {
      what: 'on a dumb terminal',
      isTerminal: true,
      env: { TERM: 'dumb' },
      argv: [],
      colours: false,
    },
    {
      what: 'as Markdown',
      isTerminal: true,
      env: { FORCE_COLOR: '1' },
      argv: ['--reporter', 'markdown'],
      colours: false,
    },
    {
      what: 'as JSON',
      isTerminal: true,
      env: { FORCE_COLOR: '1' },
      argv: ['--json'],
      colours: false,
    },
  ])('$what: $colours', async ({ isTerminal, env, argv, colours }) => {
    const { perfwatch } = project({ suites: { cli: commandSuite({ crash: ['/nowhere'] }) } });
    await perfwatch(['run', '--quiet']);
    const { out } = await perfwatch(['report', ...argv], { isTerminal, env });
    expect(out.includes(esc)).toBe(colours);
  });
});

describe('the commit', () => {
  it('is null without git and without a repository, and never a failure', async () => {
    const { perfwatch, run } = smallProject();
    const result = await perfwatch(['run']);
    expect(result.exitCode).toBe(exitCodes.ok);
    expect(run().commit).toBeNull();
  });
});

describe('the summary of a job', () => {
  it('that cannot be written is a warning, and the verdict stays', async () => {
    const { perfwatch, path } = smallProject();
    // A folder: neither file nor creatable.
    mkdirSync(path('summary'));
    const result = await perfwatch(['run', '--quiet'], {
      env: { GITHUB_STEP_SUMMARY: path('summary') },
    });
    expect(result.exitCode).toBe(exitCodes.ok);
    expect(result.err).toMatch(
      /^perfwatch: the report could not be written to the job summary of GitHub Actions \(.+\); it is in .*report\.md\n$/,
    );
  });
});

it('keeps its lock and staging to the time it needs them', async () => {
  const { perfwatch, path, exists } = project({
    suites: {
      cli: commandSuite({
        look: nodeCommand(
          `const { existsSync, writeFileSync } = require('node:fs');
           const seen = ['.perfwatch/lock', '.perfwatch/.perfwatch-staging'].map((file) => existsSync(file));
           writeFileSync('seen', seen.join());`,
        ),
      }),
    },
  });
  await perfwatch(['run']);
  expect(existsSync(path('seen'))).toBe(true);
  expect(exists('.perfwatch/lock')).toBe(false);
  expect(exists('.perfwatch/.perfwatch-staging')).toBe(false);
  rmSync(path('seen'));
});
