import { copyFileSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { tinybench } from '../../src/harnesses/tinybench.ts';
import { type BuiltHelpers, buildRunner } from './buildRunner.ts';
import { programs } from './tinybenchPrograms.ts';
import {
  type Files,
  folderOf,
  type LaunchChanges,
  launch,
  launchFiles,
  linkTinybench,
  ownTinybench,
  ready,
  suiteOf,
  toolsFor,
} from './tinybenchSuite.ts';

let helpers: BuiltHelpers;
beforeAll(async () => {
  helpers = await buildRunner();
}, 60_000);
afterAll(() => helpers.remove());

const run = (files: Files, changes?: LaunchChanges) => launchFiles(files, helpers, changes);

const bench = "import { Bench } from 'tinybench';\nconst quick = { time: 20, warmupTime: 2 };\n";

describe('a launch', { timeout: 60_000 }, () => {
  it.each(programs)('measures $title', async ({ files, check }) => {
    check(await run(files));
  });

  it('says which line of a file does not parse', async () => {
    const { reading } = await run({
      'script.bench.js': 'const a = 1;\nconst b = = 2;\n',
      'types.bench.ts': 'const a: number = 1;\nconst b: = 2;\n',
    });
    expect(reading.failure?.split('\n')[0]).toBe(
      "script.bench.js: SyntaxError: Unexpected token '=' (script.bench.js:2).",
    );
    expect(reading.failure).toMatch(
      /types\.bench\.ts: SyntaxError: types\.bench\.ts:2:10: Unexpected token/,
    );
  });

  it('shows what to export when there is no benchmark', async () => {
    const { reading } = await run({ 'x.bench.js': 'export const helper = (input) => input;' });
    expect(reading.benchmarks).toEqual([]);
    expect(reading.failure).toBe(
      [
        'x.bench.js: it has no benchmark that perfwatch can run. Export a Bench, or a function that returns one:',
        "import { Bench } from 'tinybench';",
        'export const parser = new Bench();',
        "parser.add('small input', () => parse(input));",
      ].join('\n'),
    );
  });

  it('tells of a Bench without tasks', async () => {
    const { reading } = await run({ 'x.bench.js': `${bench}export default new Bench();` });
    expect(reading.failure).toContain('no task in it');
  });

  it('does not take a file that ends its process early for a finished one', async () => {
    const { reading, measured } = await run({
      'x.bench.js': `${bench}export default new Bench(quick)
        .add('first', () => 1 + 1).add('second', () => process.exit(0));`,
      'y.bench.js': 'process.exit(3);',
    });
    expect(reading.failure).toContain('x.bench.js: it ended its process before');
    expect(reading.failure).toContain('y.bench.js: its process ended with exit code 3');
    expect(measured).toEqual([]);
  });

  it('tells of promises that are never settled', async () => {
    const { reading } = await run({
      'load.bench.js': 'await new Promise(() => {});',
      'task.bench.js': `${bench}export default new Bench(quick).add('waits', () => new Promise(() => {}));`,
    });
    expect(reading.failure).toContain('load.bench.js: it never finished loading');
    expect(reading.failure).toContain('task.bench.js: a run never ended');
  });

  it('tells of an error that nobody caught', async () => {
    const { reading } = await run({
      'x.bench.js': `${bench}setTimeout(() => {
  throw new RangeError('too late');
}, 1);
export default new Bench({ time: 2000 }).add('task', async () => { await new Promise((done) => setTimeout(done, 5)); });`,
    });
    expect(reading.failure).toBe('x.bench.js: RangeError: too late (x.bench.js:4:9).');
  });

  it('keeps what was measured before it was killed', async () => {
    const { reading, measured } = await run(
      {
        'x.bench.js': `${bench}
          const bench = new Bench({ ...quick, warmup: false, name: 'named' });
          bench.warmup = undefined;
          bench.add('first', () => 1 + 1).add('second', () => { for (;;); }, { async: false });
          await bench.tasks[0].run();
          for (;;);`,
      },
      { timeoutSeconds: 3 },
    );
    expect(measured).toEqual(['x > named > first']);
    expect(reading.failure).toBeNull();
  });

  it('leaves out, and says so, tasks of a killed launch whose Bench has no known name', async () => {
    const { reading } = await run(
      {
        'x.bench.js': `${bench}export const own = new Bench(quick).add('task', () => 1 + 1);
          await own.run();
          for (;;);`,
      },
      { timeoutSeconds: 3 },
    );
    expect(reading.benchmarks).toEqual([]);
    expect(reading.failure).toContain('what it had measured (tasks: 1) is left out');
  });

  it('runs only the exported tasks that a filter wants', async () => {
    const files = {
      'x.bench.js': `${bench}let a = 0;
        let b = 0;
        export const own = new Bench(quick)
        .add('a', () => { a += 1; }).add('b', () => { b += 1; });
        process.on('exit', () => console.log(a, b > 10));
        export const throughput = { a: { bytes: 1 } };`,
    };
    const wanted = await run(files, { request: { filter: /^node\/x\/own\/b$/ } });
    expect(wanted.measured).toEqual(['x > own > b']);
    // `add` itself calls a function once, to see whether it is asynchronous.
    expect(wanted.stdout.trim()).toBe('1 true');
    expect(wanted.reading).toMatchObject({ failure: null, notices: [] });
    const none = await run(files, { request: { filter: /elsewhere/ } });
    expect(none.reading).toEqual({ benchmarks: [], failure: null, notices: [] });
  });

  it('runs only the exported tasks that are still of interest, and no file without one', async () => {
    const files = {
      'a/x.bench.js': `${bench}let one = 0;
        let two = 0;
        export const own = new Bench(quick)
        .add('one', () => { one += 1; }).add('two/"ü"', () => { two += 1; });
        export const named = new Bench({ ...quick, name: 'two' }).add('one', () => { one += 1; });
        process.on('exit', () => console.log(one, two > 10));`,
      'a.bench.js': `${bench}export default new Bench(quick).add('x', () => 1 + 1);`,
      'b.bench.js': 'throw new Error("nothing of it is wanted");',
    };
    const only = (...paths: string[][]) => ({
      request: { only: paths.map((path) => ({ suite: 'node', path, params: {} })) },
    });
    const some = await run(files, only(['a', 'x', 'own', 'two/"ü"'], ['gone']));
    expect(some.measured).toEqual(['a > x > own > two/"ü"']);
    expect(some.stdout.trim()).toBe('2 true');
    expect(some.reading).toMatchObject({ failure: null, notices: [] });
    // By its path, the benchmark `x` may as well be one of the file `a`.
    expect(some.steps).toEqual(['1-a', '2-a-x']);
    const last = await run(files, only(['a', 'x']));
    expect(last.measured).toEqual(['a > x']);
    const none = await run(files, only());
    expect(none).toMatchObject({
      steps: [],
      reading: { benchmarks: [], failure: null, notices: [] },
    });
  });

  it('runs all tasks of a file where those of interest are too many to be told', async () => {
    const files = {
      'x.bench.js': `${bench}export default new Bench(quick).add('a', () => 1).add('b', () => 1);`,
    };
    const long = { suite: 'node', path: ['x', 'b'.repeat(20_000)], params: {} };
    const b = { suite: 'node', path: ['x', 'b'], params: {} };
    expect((await run(files, { request: { only: [b] } })).measured).toEqual(['x > b']);
    expect((await run(files, { request: { only: [b, long] } })).measured).toEqual([
      'x > a',
      'x > b',
    ]);
  });

  it('gives declared work to its tasks and tells of what is wrong with it', async () => {
    const { reading } = await run({
      'x.bench.js': `${bench}
        export const a = new Bench(quick).add('task', () => 1 + 1).add('other', () => 1 + 1);
        export const b = new Bench(quick).add('task', () => 1 + 1);
        export const throughput = {
          task: { bytes: 10 }, 'b/task': { elements: 3 }, other: { bytes: -1 }, gone: { bytes: 1 },
        };`,
    });
    const work = Object.fromEntries(
      reading.benchmarks.map((one) => [
        one.path.join('/'),
        one.state === 'measured' ? one.work : one.state,
      ]),
    );
    expect(work).toEqual({
      'x/a/task': { bytes: 10 },
      'x/a/other': undefined,
      'x/b/task': { elements: 3 },
    });
    expect(reading.notices).toHaveLength(2);
    expect(reading.notices.join()).toMatch(/"other".*positive number.*"gone".*matches no task/);
  });

  it('passes benches of the same name on, for the caller to tell', async () => {
    const { measured } = await run({
      'x.bench.js': `${bench}
        export const a = new Bench({ ...quick, name: 'same' }).add('task', () => 1 + 1);
        export const b = new Bench({ ...quick, name: 'same' }).add('task', () => 1 + 1);`,
    });
    expect(measured).toEqual(['x > same > task', 'x > same > task']);
  });

  it('says so when the samples of another copy of tinybench are lost', async () => {
    const folder = folderOf({
      'package.json': '{ "type": "module" }',
      'x.bench.js': "export { other as default } from './other/bench.js';",
      'other/package.json': '{ "type": "module" }',
      'other/bench.js': `${bench}export const other = new Bench(quick).add('task', () => 1 + 1);`,
    });
    linkTinybench(folder, ownTinybench);
    const copy = join(folder, 'other/node_modules/tinybench');
    mkdirSync(join(copy, 'dist'), { recursive: true });
    writeFileSync(join(copy, 'package.json'), '{ "type": "module", "exports": "./dist/index.js" }');
    copyFileSync(join(ownTinybench, 'dist/index.js'), join(copy, 'dist/index.js'));
    const { failed } = await launch(folder, helpers);
    rmSync(folder, { recursive: true });
    expect(failed['x > task']).toContain('another copy of tinybench');
  });

  it('frees samples that only perfwatch asked for, and no others', async () => {
    const { stdout, measured } = await run({
      'x.bench.js': `${bench}
        for (const retainSamples of [false, true]) {
          const bench = new Bench({ ...quick, retainSamples, name: String(retainSamples) });
          await bench.add('task', () => 1 + 1).run();
          const { latency, throughput } = bench.tasks[0].result;
          console.log(latency.samplesCount > 0, latency.samples.length > 0, throughput.samples.length > 0);
        }`,
    });
    expect(measured).toEqual(['x > false > task', 'x > true > task']);
    expect(stdout.trim().split('\n')).toEqual(['true false false', 'true true true']);
  });

  it('measures a class that extends Bench once', async () => {
    const { stdout, measured } = await run({
      'x.bench.js': `${bench}
        class Own extends Bench {
          async run() { console.log('runs'); return super.run(); }
        }
        export default new Own(quick).add('task', () => 1 + 1);`,
    });
    expect(measured).toEqual(['x > task']);
    expect(stdout.trim()).toBe('runs');
  });

  it('shows the file the arguments of `node FILE`, and its own folder', async () => {
    const { stdout } = await run({
      'a/x.bench.js':
        "console.log(process.argv.slice(1).map((one) => one.slice(-12)).join(), process.cwd().includes('/a'));",
    });
    expect(stdout.trim()).toBe('a/x.bench.js false');
  });

  it('passes arguments to Node', async () => {
    const settings = tinybench.settings.parse({ nodeArguments: ['--expose-gc'] });
    const { stdout } = await run(
      { 'x.bench.js': 'console.log(typeof gc);' },
      { suite: { settings } },
    );
    expect(stdout.trim()).toBe('function');
  });
});

describe('a launch of another checkout', { timeout: 60_000 }, () => {
  const installed = {
    'node_modules/dependency/package.json': '{ "name": "dependency", "main": "index.js" }',
    'node_modules/dependency/index.js': 'module.exports = () => 1;',
  };
  const own = {
    'packages/shop/package.json': '{ "name": "shop", "type": "module", "exports": "./shop.ts" }',
    'packages/shop/shop.ts': 'export const shop = (): number => 2;',
    'lib/old.cjs': 'exports.old = () => 3;',
  };

  /** A user's repository, and a checkout that has links to what is installed in it. */
  async function measure(code: string) {
    const user = folderOf({ 'package.json': '{}', ...installed, ...own });
    linkTinybench(user, ownTinybench);
    symlinkSync(join(user, 'packages/shop'), join(user, 'node_modules/shop'), 'junction');
    const base = folderOf({ 'package.json': '{}', ...own, 'x.bench.mjs': `${bench}${code}` });
    mkdirSync(join(base, 'node_modules'));
    for (const name of ['tinybench', 'dependency', 'shop']) {
      symlinkSync(join(user, 'node_modules', name), join(base, 'node_modules', name), 'junction');
    }
    const through = join(folderOf({}), 'link');
    symlinkSync(user, through, 'junction');
    try {
      const launched = await launch(base, helpers, { tools: { otherSideFolder: through } });
      const failure = launched.reading.failure?.replaceAll(user, 'USER') ?? null;
      return { measured: launched.measured, failure };
    } finally {
      for (const folder of [user, base]) rmSync(folder, { recursive: true });
    }
  }

  const uses = (name: string) => `export default new Bench(quick).add('task', () => ${name}());`;

  it('may share what is installed', async () => {
    const code = `import dependency from 'dependency';\nimport { old } from './lib/old.cjs';\n`;
    expect(await measure(`${code}${uses('dependency')}export { old };`)).toEqual({
      measured: ['x > task'],
      failure: null,
    });
  });

  it.each([
    ['imports', "import { shop } from 'shop';\n", 'packages/shop/shop.ts'],
    ['imports later', "const { shop } = await import('shop');\n", 'packages/shop/shop.ts'],
    [
      'requires',
      `import { createRequire } from 'node:module';
       const { old: shop } = createRequire(import.meta.resolve('dependency'))('../../lib/old.cjs');\n`,
      'lib/old.cjs',
    ],
  ])('fails when it %s code of the user’s', async (_, code, file) => {
    const { measured, failure } = await measure(`${code}${uses('shop')}`);
    expect(measured).toEqual([]);
    expect(failure).toContain(
      `x.bench.mjs: it loaded USER/${file} of the working tree although the base was to be measured, so both sides would be measured with the same code. Give the base packages of its own by \`install\``,
    );
  });

  it('fails for benches that the file runs itself, too', async () => {
    const code = `import { shop } from 'shop';
      const own = new Bench(quick).add('task', () => shop());
      await own.run();
      process.exit(0);`;
    const { measured, failure } = await measure(code);
    expect(measured).toEqual([]);
    expect(failure).toContain('it loaded USER/packages/shop/shop.ts of the working tree');
  });
});

describe('preparing', () => {
  const manifest = '{ "devDependencies": { "tinybench": "^6.0.0" } }';
  const prepare = async (files: Files, settings: unknown = {}, linked = true) => {
    const folder = folderOf(files);
    if (linked) linkTinybench(folder, ownTinybench);
    try {
      const suite = suiteOf(folder, { settings: tinybench.settings.parse(settings) });
      return { folder, preparation: await tinybench.prepare(suite, toolsFor(folder)) };
    } finally {
      rmSync(folder, { recursive: true });
    }
  };

  it('knows versions, and finds files below the folder only where authors write', async () => {
    const { preparation, folder } = await prepare({
      'b/y.bench.mts': '',
      'a b/x.bench.js': '',
      'dist/x.bench.js': '',
      '.cache/x.bench.js': '',
      'lib/node_modules/z/x.bench.js': '',
      'bench.js': '',
    });
    const suite = ready(preparation);
    expect(suite.harness).toEqual({ name: 'tinybench', version: '6.2.3' });
    expect(suite.toolchain).toEqual({ node: process.versions.node });
    expect(suite.sources).toEqual([join(folder, 'a b/x.bench.js'), join(folder, 'b/y.bench.mts')]);
    const request = { folder: '/launch', index: 0, launches: 2, filter: null, only: null };
    expect(suite.steps(request).map(({ name }) => name)).toEqual(['1-a_b-x', '2-b-y']);
  });

  it('searches dist for a pattern that names it', async () => {
    const { preparation } = await prepare({ 'dist/x.bench.js': '' }, { files: ['dist/*.js'] });
    const request = { folder: '/launch', index: 0, launches: 2, filter: null, only: null };
    expect(ready(preparation).steps(request)).toHaveLength(1);
  });

  it('fails in words when no file matches, or one lies outside', async () => {
    const none = await prepare({ 'x.js': '' });
    expect(none.preparation).toMatchObject({
      state: 'failed',
      message: expect.stringContaining('Set `files` of this suite'),
    });
    const folder = folderOf({ 'x.bench.js': '', 'inner/y.bench.js': '' });
    const settings = tinybench.settings.parse({ files: ['../*.bench.js'] });
    const suite = suiteOf(join(folder, 'inner'), { settings });
    expect(await tinybench.prepare(suite, toolsFor(folder))).toMatchObject({
      state: 'failed',
      message: expect.stringContaining('lies outside of'),
    });
    rmSync(folder, { recursive: true });
  });

  it.each([
    [{ 'package.json': manifest, 'package-lock.json': '{}' }, 'npm ci'],
    [{ 'package.json': manifest, 'pnpm-lock.yaml': 'a: b' }, 'pnpm install'],
    [{ 'package.json': manifest, 'yarn.lock': '#' }, 'yarn install'],
    [{ 'package.json': manifest }, 'npm install'],
    [{ 'package.json': '{}', 'package-lock.json': '{}' }, 'npm install --save-dev tinybench'],
    [{ 'package.json': '{}', 'yarn.lock': '#' }, 'yarn add --dev tinybench'],
  ])('names what installs a missing tinybench: %o', async (files, install) => {
    const { folder, preparation } = await prepare({ 'x.bench.js': '', ...files }, {}, false);
    expect(preparation).toEqual({ state: 'missing', what: `tinybench in ${folder}`, install });
  });

  it('does not look for tinybench above the repository', async () => {
    const folder = folderOf({ 'repository/x.bench.js': '' });
    linkTinybench(folder, ownTinybench);
    const repository = join(folder, 'repository');
    const preparation = await tinybench.prepare(suiteOf(repository), toolsFor(repository));
    const above = await tinybench.prepare(suiteOf(repository), toolsFor(folder));
    rmSync(folder, { recursive: true });
    expect(preparation.state).toBe('missing');
    expect(above.state).toBe('ready');
  });

  it('refuses another Node that is none, is too old, or is absent', async () => {
    const folder = folderOf({ 'x.bench.js': '' });
    linkTinybench(folder, ownTinybench);
    symlinkSync(process.execPath, join(folder, 'node-here'));
    const attempt = async (node: string, stdout?: string) => {
      const settings = tinybench.settings.parse({ node });
      const tools = toolsFor(folder);
      const old = async () => ({
        ...(await tools.run(['node', '--version'])),
        stdout: stdout ?? '',
      });
      const given = stdout === undefined ? tools : { ...tools, run: old };
      return tinybench.prepare(suiteOf(folder, { settings }), given);
    };
    expect(ready(await attempt('./node-here')).toolchain).toEqual({ node: process.versions.node });
    expect(await attempt('./x.bench.js')).toMatchObject({ message: /is no Node that runs/ });
    expect(await attempt('nodejs-9')).toMatchObject({ message: /There is no program nodejs-9/ });
    expect(await attempt('./node-here', 'v18.20.1\n')).toMatchObject({
      message: /18\.20\.1 is too old/,
    });
    rmSync(folder, { recursive: true });
  });

  it('refuses tinybench 1', async () => {
    const { preparation } = await prepare(
      { 'x.bench.js': '', 'node_modules/tinybench/package.json': '{ "version": "1.0.2" }' },
      {},
      false,
    );
    expect(preparation).toMatchObject({ state: 'failed', message: /tinybench 1\.0\.2 is too old/ });
  });
});

it('discovers packages that depend on tinybench', () => {
  const files = [
    { path: 'package.json', text: '{ "name": "root", "devDependencies": { "vitest": "1" } }' },
    {
      path: 'packages/a/package.json',
      text: '{ "name": "@x/a", "devDependencies": { "tinybench": "*" } }',
    },
    {
      path: 'packages/b/package.json',
      text: '{ "name": 3, "dependencies": { "tinybench": "*" } }',
    },
    { path: 'packages/c/package.json', text: 'tinybench' },
  ];
  expect(tinybench.discover(files)).toEqual([
    {
      name: '@x/a',
      folder: 'packages/a',
      evidence: 'tinybench in packages/a/package.json',
      settings: {},
    },
    {
      name: 'b',
      folder: 'packages/b',
      evidence: 'tinybench in packages/b/package.json',
      settings: {},
    },
  ]);
});
