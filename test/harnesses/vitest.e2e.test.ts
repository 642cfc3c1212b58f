/** Real vitest of two majors, from the registry: measures, fails, narrows, and finds a slowdown. */
import { cpSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { execa } from 'execa';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { vitestSettingsSchema } from '../../src/harnesses/vitest/settings.ts';
import { vitest } from '../../src/harnesses/vitest.ts';
import { pathOf, repository } from '../support/repository.ts';
import { type BuiltHelpers, buildRunner } from './buildRunner.ts';
import { launchOnce, suiteOf, temporaryFolder, toolsFor, wordsOf } from './realLaunches.ts';

const fixtures = join(import.meta.dirname, '../../fixtures/harnesses/vitest');

let helpers: BuiltHelpers;
beforeAll(async () => {
  helpers = await buildRunner();
});
afterAll(() => helpers.remove());

const settingsOf = (settings: object = {}) => vitestSettingsSchema.parse(settings);

async function install(folder: string, version: string): Promise<void> {
  writeFileSync(join(folder, 'package.json'), '{"type":"module"}');
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
  await execa(npm, ['install', '--no-audit', '--no-fund', `vitest@${version}`], { cwd: folder });
}

describe.each([
  {
    version: '3.2.4',
    bench: 'bench-1-to-4',
    wanted: ['bench', 'sum', 'sum', 'inner', 'reduce#2'],
    names: ['bench > sum > sum > inner > reduce', 'bench > sum > sum > inner > reduce#2'],
    throws: /^failed: it has no result/,
  },
  {
    version: '5.1.1',
    bench: 'bench-5',
    wanted: ['bench', 'sum', 'sum', 'twice', 'same#2'],
    names: ['bench > sum > sum > twice > same', 'bench > sum > sum > twice > same#2'],
    throws: /^failed: Error: no such input$/,
  },
])('vitest $version', ({ version, bench, wanted, names, throws }) => {
  let folder = '';
  beforeAll(async () => {
    folder = temporaryFolder();
    await install(folder, version);
    cpSync(join(fixtures, bench), join(folder, 'bench'), { recursive: true });
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true, maxRetries: 3 }));

  const launch = (settings: object, changes: Parameters<typeof launchOnce>[3] = {}, tools = {}) => {
    const suite = suiteOf(folder, settingsOf(settings));
    return launchOnce(
      vitest,
      suite,
      toolsFor(suite, { helperFile: helpers.helperFile, ...tools }),
      changes,
    );
  };

  it('measures all that can be measured, and tells of the rest', async () => {
    const { reading, prepared, record } = await launch({});
    const words = wordsOf(reading);
    for (const name of names) expect(words[name]).toMatch(/^\d+ time$/);
    expect(words['bench > sum > throws']).toMatch(throws);
    expect(words['bench > sum > sum > planned']).toBe('skipped: it is marked as todo');
    expect(reading.failure).toMatch(/bench\/broken: Error: .*not-there/);
    expect(record.state).toBe('failed');
    expect(prepared).toMatchObject({
      harness: { name: 'vitest', version },
      toolchain: { node: process.versions.node },
      sources: ['broken.bench.ts', 'hook.bench.js', 'sum.bench.js'].map((file) =>
        join(folder, 'bench', file),
      ),
    });
  });

  it('runs only what is still of interest', async () => {
    const only = [{ suite: 'suite', path: wanted, params: {} }];
    const { reading } = await launch({}, { only });
    expect(Object.keys(wordsOf(reading))).toEqual([names[1]]);
    expect(reading.failure).toBeNull();
  });

  it('counts nothing of a base that loads code of the working tree', async () => {
    const own = temporaryFolder();
    writeFileSync(join(own, 'lib.js'), 'export const work = () => {};\n');
    const outside = join(folder, 'lib');
    symlinkSync(own, outside);
    const code = version.startsWith('5')
      ? `import { test } from 'vitest';\nimport { work } from '../lib/lib.js';\ntest('t', async ({ bench }) => { await bench('b', work).run({ time: 5, warmupTime: 5 }); });\n`
      : `import { bench } from 'vitest';\nimport { work } from '../lib/lib.js';\nbench('b', work, { time: 5, warmupTime: 5 });\n`;
    writeFileSync(join(folder, 'bench', 'linked.bench.js'), code);
    const settings = { files: ['linked'] };
    expect((await launch(settings)).reading.failure).toBeNull();
    const { reading } = await launch(settings, {}, { otherSideFolder: own });
    expect(reading.benchmarks).toEqual([]);
    expect(reading.failure).toContain(`vitest loaded ${join(own, 'lib.js')} of the working tree`);
    rmSync(outside);
    rmSync(join(folder, 'bench', 'linked.bench.js'));
  });

  it('measures one project of a workspace, with samples', async () => {
    const workspace = join(folder, 'workspace');
    const code = version.startsWith('5')
      ? `import { test } from 'vitest';\ntest('t', async ({ bench }) => { await bench('b', () => {}).run({ time: 5, warmupTime: 5 }); });\n`
      : `import { bench } from 'vitest';\nbench('b', () => {}, { time: 5, warmupTime: 5 });\n`;
    for (const name of ['web', 'core']) {
      mkdirSync(join(workspace, name), { recursive: true });
      writeFileSync(join(workspace, name, 'x.bench.js'), code);
      writeFileSync(
        join(workspace, name, 'vitest.config.js'),
        `export default { test: { name: '${name}' } };\n`,
      );
    }
    writeFileSync(
      join(workspace, 'vitest.config.js'),
      `export default { test: { projects: ['web', 'core'] } };\n`,
    );
    const suite = suiteOf(workspace, settingsOf({ project: 'web' }));
    const { helperFile } = helpers;
    const tools = toolsFor(suite, { helperFile, repositoryFolder: folder });
    const { reading } = await launchOnce(vitest, suite, tools);
    expect(reading).toMatchObject({ failure: null, notices: [] });
    expect(reading.benchmarks).toEqual([
      expect.objectContaining({
        path: version.startsWith('5') ? ['web', 'x', 't', 'b'] : ['web', 'x', 'b'],
        params: { project: 'web' },
        metrics: [expect.objectContaining({ sampleKind: 'call' })],
      }),
    ]);
    rmSync(workspace, { recursive: true });
  });

  it('says why it cannot start, and that there is no bench file', async () => {
    const problem = async (settings: object) => {
      const suite = suiteOf(folder, settingsOf(settings));
      const tools = toolsFor(suite, { helperFile: helpers.helperFile });
      const preparation = await vitest.prepare(suite, tools);
      return preparation.state === 'failed' ? preparation.message : preparation.state;
    };
    expect(await problem({ files: ['nowhere'] })).toMatch(
      /^vitest finds no bench file whose path contains nowhere in /,
    );
    expect(await problem({ vitestArguments: ['--config=none.ts'] })).toMatch(
      new RegExp(`^vitest ${version} could not be started: Error: [^]*none\\.ts`),
    );
  });

  if (version.startsWith('3')) {
    it('finds what became slower', async () => {
      const code = (count: number) =>
        `export const total = () => {\n  let sum = 0;\n  for (let at = 0; at < ${count}; at += 1) sum += at % 7;\n  return sum;\n};\n`;
      const made = await repository(
        { threshold: '30%', suites: { web: { harness: 'vitest' } } },
        {
          '.gitignore': 'node_modules\n',
          'package.json': '{"type":"module"}',
          'work.js': code(4000),
          'work.bench.js': `import { bench } from 'vitest';\nimport { total } from './work.js';\nconst steady = Array.from({ length: 500 }, (_, at) => at);\nconst options = { time: 40, warmupTime: 10 };\nbench('slow', () => { total(); }, options);\nbench('steady', () => { JSON.stringify(steady); }, options);\n`,
        },
      );
      mkdirSync(join(made.folder, 'node_modules'));
      rmSync(join(made.folder, 'node_modules'), { recursive: true });
      symlinkSync(join(folder, 'node_modules'), join(made.folder, 'node_modules'));
      made.commit({ 'work.js': code(16_000) });
      const PATH = [await pathOf('git', 'taskset'), dirname(process.execPath)].join(delimiter);
      const result = await made.perfwatch(['run', '--against', 'HEAD~1', '--launches', '5'], {
        env: { PATH },
      });
      expect(result.exitCode, result.err + result.out).toBe(1);
      expect(made.verdicts()['web/work/slow']).toBe('regressed');
      expect(made.verdicts()['web/work/steady']).not.toBe('regressed');
    });
  }
});
