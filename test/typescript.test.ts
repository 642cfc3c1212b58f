import { execFileSync, spawnSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { moduleFormat, stripTypes } from '../src/typescript/strip.ts';
import { type BuiltHelpers, buildRunner } from './harnesses/buildRunner.ts';
import { type Files, folderOf } from './harnesses/tinybenchSuite.ts';

describe('stripTypes', () => {
  it('leaves every line and column where it was', () => {
    const source =
      'interface A {\n  b: number;\n}\nexport const f = (x: number): A => ({ b: x });\n';
    const code = stripTypes(source, 'a.ts');
    expect(code.length).toBe(source.length);
    expect(code.split('\n').map((line) => line.length)).toEqual(
      source.split('\n').map((line) => line.length),
    );
    expect(code.indexOf('({ b: x })')).toBe(source.indexOf('({ b: x })'));
    expect(code).not.toMatch(/interface|number/);
  });

  it.each([
    ['an enum', 'enum A { B = 3 }\nexport const c = A.B;'],
    ['a namespace', 'namespace A { export const b = 3; }\nexport const c = A.b;'],
    [
      'a parameter property',
      'class A { constructor(public b: number) {} }\nexport const c = new A(3).b;',
    ],
  ])('transforms %s, which stripping cannot', async (_, source) => {
    const code = stripTypes(source, 'a.ts');
    const loaded: unknown = await import(`data:text/javascript,${encodeURIComponent(code)}`);
    expect(loaded).toMatchObject({ c: 3 });
  });

  it('says where a syntax error is', () => {
    const attempt = () => stripTypes('const a: number = 1;\nconst b: = 2;\n', '/x/a.ts');
    expect(attempt).toThrow(SyntaxError);
    expect(attempt).toThrow(/^\/x\/a\.ts:2:10: Unexpected token/);
  });
});

describe('moduleFormat', () => {
  it.each([
    ['import a from "a";', 'a.ts', 'module'],
    ['export {};', 'a.ts', 'module'],
    ['await null;', 'a.ts', 'module'],
    ['const a = "import b from c"; // export', 'a.ts', 'commonjs'],
    ['import("a"); return;', 'a.ts', 'commonjs'],
    ['const a = 1;', 'typed/a.ts', 'module'],
    ['const a = 1;', 'typed/deep/a.ts', 'module'],
    ['const a = 1;', 'typed/common/a.ts', 'commonjs'],
    ['export {};', 'typed/common/a.ts', 'module'],
    ['const a = 1;', 'a.mts', 'module'],
    ['const a = 1;', 'typed/a.cts', 'commonjs'],
  ])('%s in %s is %s', (code, path, format) => {
    const folder = folderOf({
      'package.json': '{}',
      'typed/package.json': '{ "type": "module" }',
      'typed/common/package.json': '{ "type": "commonjs" }',
    });
    expect(moduleFormat(code, join(folder, path))).toBe(format);
    rmSync(folder, { recursive: true });
  });
});

describe('a process with the hooks', { timeout: 30_000 }, () => {
  let helpers: BuiltHelpers;
  let built = '';
  beforeAll(async () => {
    helpers = await buildRunner();
    built = pathToFileURL(helpers.helperFile('typescript-hooks.js')).href;
  }, 60_000);
  afterAll(() => helpers.remove());

  /** What `main` in a folder prints, after it registered the hooks. */
  function run(files: Files, main: string, type = 'module') {
    const folder = folderOf({ 'package.json': `{ "type": "${type}" }`, ...files });
    const register = `import { register } from 'node:module'; register(${JSON.stringify(built)}); await import(${JSON.stringify(pathToFileURL(join(folder, main)).href)});`;
    const { stdout, stderr } = spawnSync(
      process.execPath,
      ['--input-type=module', '--eval', register],
      { encoding: 'utf8', cwd: folder },
    );
    rmSync(folder, { recursive: true });
    return { stdout: stdout.trim(), stderr };
  }

  it('imports without endings, with .js for .ts, and folders', () => {
    const { stdout, stderr } = run(
      {
        'main.ts':
          "import { a } from './a';\nimport { b } from './b.js';\nimport { c } from './c.mjs';\nimport { d } from './d';\nconst all: string[] = [a, b, c, d];\nconsole.log(all.join());",
        'a.ts': "export const a: string = 'a';",
        'b.ts': "export const b: string = 'b';",
        'c.mts': "export const c: string = 'c';",
        'd/index.ts': "export const d: string = 'd';",
      },
      'main.ts',
    );
    expect([stdout, stderr]).toEqual(['a,b,c,d', '']);
  });

  it('prefers the file that Node finds', () => {
    const files = {
      'main.ts': "import { a } from './a.js';\nconsole.log(a);",
      'a.js': "export const a = 'JavaScript';",
      'a.ts': "export const a = 'TypeScript';",
    };
    expect(run(files, 'main.ts').stdout).toBe('JavaScript');
  });

  it('keeps the error of an import that leads nowhere', () => {
    const { stderr } = run({ 'main.ts': "import './gone.js';" }, 'main.ts');
    expect(stderr).toMatch(
      /ERR_MODULE_NOT_FOUND[\s\S]*gone\.js|gone\.js[\s\S]*ERR_MODULE_NOT_FOUND/,
    );
  });

  it('does not guess inside of node_modules', () => {
    const files = {
      'main.ts': "import 'package';",
      'node_modules/package/package.json': '{ "type": "module", "exports": "./index.js" }',
      'node_modules/package/index.js': "import './other';",
      'node_modules/package/other.ts': "console.log('guessed');",
    };
    const { stdout, stderr } = run(files, 'main.ts');
    expect(stdout).toBe('');
    expect(stderr).toContain('ERR_MODULE_NOT_FOUND');
  });

  it('leaves the line numbers of errors to the author', () => {
    const { stderr } = run(
      { 'main.ts': 'interface A {\n  b: string;\n}\nthrow new Error("here" as string);' },
      'main.ts',
    );
    expect(stderr).toMatch(/main\.ts:4:7/);
  });

  it('does nothing to JavaScript', () => {
    const files = { 'main.js': "const { sep } = require('node:path');\nconsole.log(typeof sep);" };
    expect(run(files, 'main.js', 'commonjs').stdout).toBe('string');
  });

  it('does what this Node cannot do alone', () => {
    const folder = folderOf({ 'main.ts': 'enum A { B }\nconsole.log(A.B);' });
    const alone = () =>
      execFileSync(process.execPath, [join(folder, 'main.ts')], { stdio: 'pipe' });
    expect(alone).toThrow();
    rmSync(folder, { recursive: true });
  });
});
