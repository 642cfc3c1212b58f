/** The library as it was built: how little of it is loaded, and bundled, for what is used. */
import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { execa } from 'execa';
import { Rolldown } from 'tsdown';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { reporters } from '../../src/reporters/index.ts';
import { timeRun } from '../analysis/runs.ts';
import { type BuiltPackage, buildPackage } from '../support/package.ts';
import { temporaryFolder } from '../support/project.ts';

let built: BuiltPackage;

beforeAll(async () => {
  built = await buildPackage();
});

afterAll(() => built.remove());

/** A folder with files in which perfwatch is installed. */
function consumer(files: Readonly<Record<string, string>>): string {
  const folder = temporaryFolder('consumer');
  mkdirSync(join(folder, 'node_modules'));
  symlinkSync(built.folder, join(folder, 'node_modules/perfwatch'), 'junction');
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  return folder;
}

/** A program that uses these, as a bundler makes it: what runs at once, and what is loaded later. */
async function bundled(names: string): Promise<{ now: string; later: string }> {
  const folder = consumer({ 'main.js': `import { ${names} } from 'perfwatch';\nlog(${names});\n` });
  const bundle = await Rolldown.rolldown({ input: join(folder, 'main.js'), platform: 'node' });
  const { output } = await bundle.generate({ format: 'esm' });
  const code = (wanted: boolean) =>
    output
      .flatMap((one) => (one.type === 'chunk' && one.isEntry === wanted ? [one.code] : []))
      .join('\n');
  return { now: code(true), later: code(false) };
}

/** Names of classes are kept in the bundle. */
const schemas = /ZodType/;
const colours = /FORCE_COLOR/;

describe('a bundle of the library', () => {
  it('holds nothing but `defineConfig` for a configuration', async () => {
    const { now, later } = await bundled('defineConfig');
    expect(now.length).toBeLessThan(500);
    expect(later).toBe('');
  });

  it('holds no reporter where runs are compared, and no schema where reports are rendered', async () => {
    const compare = await bundled('compareRuns');
    expect(compare.now).toContain('function compareRuns(');
    expect(compare.now).not.toMatch(colours);
    const render = await bundled('render');
    expect(render.now).toMatch(colours);
    for (const { now, later } of [compare, render]) {
      expect(now).not.toMatch(schemas);
      expect(later).toBe('');
    }
  });

  it('loads the schemas when a file is read', async () => {
    const { now, later } = await bundled('readRun');
    expect(now.length).toBeLessThan(500);
    expect(later).toMatch(schemas);
  });
});

describe('the example of docs/api.md', () => {
  const text = readFileSync(resolve(import.meta.dirname, '../../docs/api.md'), 'utf8');
  const [, example = ''] = /^```js\n(.*?)^```/ms.exec(text) ?? [];
  const base = timeRun({ parse: [1, 1.01, 0.99, 1, 1.02] });
  const slow = timeRun({ parse: [2, 2.01, 1.99, 2, 2.02] });
  const start = (...paths: string[]) => {
    const folder = consumer({
      'example.js': example,
      'package.json': '{"type":"module"}',
      'base.json': JSON.stringify(base),
      'slow.json': JSON.stringify(slow),
    });
    return execa('node', ['example.js', ...paths], { cwd: folder, reject: false });
  };

  it('compares two runs', async () => {
    const { exitCode, stdout } = await start('base.json', 'slow.json');
    expect(stdout).toContain('rust/parse time: regressed, 99.6 %\n');
    expect(stdout).toContain('base.json');
    expect(exitCode).toBe(1);
    expect((await start('base.json', 'base.json')).exitCode).toBe(0);
  });

  it('tells what is missing, by the class of errors that it imports', async () => {
    const { exitCode, stderr } = await start('nowhere.json');
    expect(stderr).toMatch(/^document-missing: There is no run at nowhere\.json\. /);
    expect(exitCode).toBe(2);
  });
});

describe('the library', () => {
  it('renders by every reporter, also those that need files of the package', async () => {
    const folder = consumer({
      'render.mjs': `import { compareRuns, readRun, render } from 'perfwatch';
const run = await readRun('run.json');
for (const name of ${JSON.stringify(Object.keys(reporters))}) {
  console.log(name, render(compareRuns(run, run), name).length > 0);
}
`,
      'run.json': JSON.stringify(timeRun({ parse: [1, 1.01, 0.99] })),
    });
    const { stdout } = await execa('node', ['render.mjs'], { cwd: folder });
    expect(stdout.split('\n')).toEqual(Object.keys(reporters).map((name) => `${name} true`));
  });
});
