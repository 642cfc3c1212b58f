/** The parts of the vitest harness that run nothing. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { benchFiles } from '../../src/harnesses/vitest/benchFiles.ts';
import { discoverVitest } from '../../src/harnesses/vitest/discover.ts';
import { launchSteps } from '../../src/harnesses/vitest/launch.ts';
import { narrow } from '../../src/harnesses/vitest/narrow.ts';
import { askForSamples, runOptions } from '../../src/harnesses/vitest/overrides.ts';
import { vitestSettingsSchema } from '../../src/harnesses/vitest/settings.ts';
import { vitest } from '../../src/harnesses/vitest.ts';
import { requestOf, suiteOf, temporaryFolder, toolsFor } from './realLaunches.ts';

const settings = vitestSettingsSchema.parse({});

describe('discovering', () => {
  const found = (manifest: unknown) =>
    discoverVitest([{ path: 'web/package.json', text: JSON.stringify(manifest) }]);

  it.each([
    'vitest bench',
    'vitest --config=x.ts bench --run',
    'tsc && vitest bench',
    'npx vitest bench src',
  ])('a script that runs the benchmarks: %s', (script) => {
    expect(found({ name: 'web', scripts: { speed: script } })).toEqual([
      { name: 'web', folder: 'web', evidence: 'vitest bench in web/package.json', settings: {} },
    ]);
  });

  it.each([
    { devDependencies: { vitest: '^3.0.0' }, scripts: { test: 'vitest run' } },
    { scripts: { a: 'vitest', b: 'vitest benches', c: 'tinybench', d: 3 } },
    { scripts: 'vitest bench' },
    [],
    null,
  ])('not tests alone, nor anything else: %j', (manifest) => {
    expect(found(manifest)).toEqual([]);
  });
});

describe('narrowing', () => {
  const files = benchFiles(['/p/a.bench.ts', '/p/b/c.bench.ts'], '/p');
  const only = [
    { suite: 's', path: ['a', 'group', 'x (1) > y#2'], params: {} },
    { suite: 's', path: ['gone', 'x'], params: {} },
  ];

  it('names files and full names, with numbers of repeated names or without', () => {
    expect(narrow(files, only, '3.2.4')).toEqual({
      files: ['/p/a.bench.ts'],
      testNamePattern: '^(?:group x \\(1\\) > y#2|group x \\(1\\) > y)$',
    });
    const five = narrow(files, only, '5.0.0').testNamePattern;
    expect(five).not.toBeNull();
    expect(new RegExp(five ?? '').test('group')).toBe(true);
  });

  it('leaves all where nothing is chosen, and does not launch what nobody wants', () => {
    expect(narrow(files, null, '3.2.4')).toEqual({ files: null, testNamePattern: null });
    const suite = suiteOf('/p', settings);
    const plan = { suite, vitest: { folder: '/v', version: '3.2.4' }, tools: toolsFor(suite) };
    expect(launchSteps(plan, files, requestOf({ only: only.slice(1) }))).toEqual([]);
    expect(launchSteps(plan, files, requestOf({ only }))).toHaveLength(1);
  });

  it('gives up a list that no command line would take', () => {
    const many = Array.from({ length: 2000 }, (_, index) => ({
      suite: 's',
      path: ['a', `benchmark ${index}`],
      params: {},
    }));
    expect(narrow(files, many, '3.2.4')).toEqual({
      files: ['/p/a.bench.ts'],
      testNamePattern: null,
    });
  });
});

describe('the options of a run', () => {
  const asked = { project: null, testNamePattern: null };

  it('win over the arguments of the suite', () => {
    const reporter = {};
    const options = runOptions(
      { watch: true, fileParallelism: true, reporters: ['verbose'], mode: 'x' },
      { version: '4.1.12', ...asked },
      reporter,
    );
    expect(options).toMatchObject({ mode: 'x', watch: false, fileParallelism: false });
    expect(options.reporters).toEqual([reporter]);
    expect(options.benchmark).toEqual({ reporters: [reporter], includeSamples: true });
    expect(options).not.toHaveProperty('project');
  });

  it('are others from vitest 5 on', () => {
    expect(runOptions({}, { version: '5.1.1', ...asked, project: 'web' }, {})).toMatchObject({
      benchmarkOnly: true,
      // The copy in which it runs benchmarks has another name.
      project: ['web', 'web (bench)'],
      benchmark: { retainSamples: true },
    });
  });
});

describe('the projects of a workspace', () => {
  it('are asked to keep samples', () => {
    const config = { benchmark: { includeSamples: false } };
    askForSamples({ projects: [{ config }, { config: null }, null] });
    expect(config.benchmark).toEqual({ includeSamples: true, retainSamples: true });
    askForSamples(null);
    askForSamples({ projects: 'none' });
  });
});

describe('suites that cannot be prepared', () => {
  const problem = async (folder: string) => {
    const suite = suiteOf(folder, settings);
    return vitest.prepare(suite, toolsFor(suite));
  };

  it('without vitest: says what installs it', async () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'package.json'), '{"devDependencies":{"vitest":"^3.0.0"}}');
    writeFileSync(join(folder, 'pnpm-lock.yaml'), '');
    expect(await problem(folder)).toEqual({
      state: 'missing',
      what: `vitest in ${folder}`,
      install: 'pnpm install',
    });
  });

  it('with a vitest that is too old', async () => {
    const folder = temporaryFolder();
    mkdirSync(join(folder, 'node_modules/vitest'), { recursive: true });
    writeFileSync(join(folder, 'node_modules/vitest/package.json'), '{"version":"0.34.6"}');
    expect(await problem(folder)).toEqual({
      state: 'failed',
      message: 'vitest 0.34.6 is too old: perfwatch needs 1.0 or newer.',
    });
  });
});
