import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, it } from 'vitest';
import { reuseDependencies } from '../../../src/measure/base/dependencies.ts';
import { temporaryFolder } from '../../support/project.ts';
import { write } from './repositories.ts';

type Files = Readonly<Record<string, string>>;

function fill(folder: string, files: Files): void {
  for (const [file, text] of Object.entries(files)) write(folder, file, text);
}

/** Two checkouts with the same files, the second without what is installed. */
function sides(files: Files, installed: Files = {}) {
  const folder = temporaryFolder('sides');
  const from = join(folder, 'the user’s');
  const to = join(folder, 'base');
  for (const side of [from, to]) {
    mkdirSync(side);
    fill(side, files);
  }
  fill(from, installed);
  return { from, to };
}

function link(from: string, target: string, place: string): void {
  mkdirSync(dirname(join(from, place)), { recursive: true });
  symlinkSync(target, join(from, place), 'junction');
}

const reuse = ({ from, to }: { from: string; to: string }, suiteFolder = '.') =>
  reuseDependencies({ from, to, suiteFolder });

/** What a script of Node prints in a folder. */
const node = (folder: string, script: string) =>
  execFileSync(process.execPath, ['-e', script], { cwd: folder, encoding: 'utf8' }).trim();

const lock = { 'package.json': '{"dependencies":{"x":"1"}}', 'package-lock.json': '{"v":1}' };
const installed = { 'node_modules/x/index.js': 'module.exports = "x";' };

/** All files below a folder, with their texts; links are not followed. */
function snapshot(folder: string): Record<string, string> {
  const all = readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort();
  return Object.fromEntries(
    all.map((name) => {
      const found = lstatSync(join(folder, name));
      return [name, found.isFile() ? readFileSync(join(folder, name), 'utf8') : `${found.mode}`];
    }),
  );
}

describe('node_modules', () => {
  it('is a folder of links to what is installed', async () => {
    const pair = sides(lock, {
      ...installed,
      'node_modules/@scope/y/index.js': 'module.exports = "y" + require("x");',
      'node_modules/.package-lock.json': '{}',
      'node_modules/.cache/tool': '',
      'node_modules/.vite/deps': '',
    });
    const before = snapshot(pair.from);
    expect(await reuse(pair)).toEqual({ obstacles: [], pythonPath: [] });
    expect(node(pair.to, 'console.log(require("@scope/y"), require("x"))')).toBe('yx x');
    const place = join(pair.to, 'node_modules');
    expect(lstatSync(place).isDirectory()).toBe(true);
    expect(readdirSync(place).sort()).toEqual(['.package-lock.json', '@scope', 'x']);
    // What tools write there stays there.
    writeFileSync(join(place, '.package-lock.json'), 'changed');
    fill(pair.to, { 'node_modules/.cache/tool': 'changed', 'node_modules/@scope/new': '' });
    expect(snapshot(pair.from)).toEqual(before);
  });

  it('leads to the other side’s own code where it is the repository’s', async () => {
    const pair = sides(
      {
        'package-lock.json': '{}',
        'packages/core/package.json': '{"name":"@my/core"}',
        'packages/bench/package.json': '{"name":"bench"}',
      },
      {
        'packages/core/index.js': 'module.exports = "user " + require("only-core");',
        'packages/core/cli.js': 'console.log("user")',
        'packages/core/node_modules/only-core/index.js': 'module.exports = "dependency";',
        'node_modules/.pnpm/z@1/node_modules/z/index.js': 'module.exports = "z";',
      },
    );
    fill(pair.to, {
      'packages/core/index.js': 'module.exports = "base " + require("only-core");',
      'packages/core/cli.js': 'console.log("base")',
    });
    link(pair.from, join(pair.from, 'packages/core'), 'node_modules/@my/core');
    link(pair.from, '.pnpm/z@1/node_modules/z', 'node_modules/z');
    link(pair.from, '../@my/core/cli.js', 'node_modules/.bin/core');
    link(pair.from, '../gone', 'node_modules/dangling');
    expect((await reuse(pair, 'packages/bench')).obstacles).toEqual([]);
    const bench = join(pair.to, 'packages/bench');
    expect(node(bench, 'console.log(require("@my/core"))')).toBe('base dependency');
    expect(node(bench, 'console.log(require("z"))')).toBe('z');
    const program = join(pair.to, 'node_modules/.bin/core');
    expect(execFileSync(process.execPath, [program], { encoding: 'utf8' })).toBe('base\n');
    expect(node(pair.from, 'console.log(require("@my/core"))')).toBe('user dependency');
  });

  it('is reused from the suite’s folder up to the root, and nowhere else', async () => {
    const pair = sides(
      { 'package-lock.json': '{}', 'a/b/file': '', 'a/package-lock.json': '{}', 'c/file': '' },
      { 'a/node_modules/x/index.js': '', 'node_modules/y/index.js': '', 'c/node_modules/z/x': '' },
    );
    // Inside of a package of its own, beside no lock file.
    await reuse(pair, 'a/b');
    expect(existsSync(join(pair.to, 'a/node_modules/x/index.js'))).toBe(true);
    expect(existsSync(join(pair.to, 'node_modules/y/index.js'))).toBe(true);
    expect(existsSync(join(pair.to, 'c/node_modules'))).toBe(false);
    // A second suite finds what is there already.
    await reuse(pair, 'c');
    expect(existsSync(join(pair.to, 'c/node_modules/z/x'))).toBe(true);
    // A folder that the other side lacks is not made.
    fill(pair.from, { 'new/node_modules/x/index.js': '' });
    expect((await reuse(pair, 'new')).obstacles).toEqual([]);
    expect(existsSync(join(pair.to, 'new'))).toBe(false);
  });

  it('that the other side has of its own is left alone', async () => {
    const pair = sides(lock, installed);
    fill(pair.to, { 'node_modules/own/index.js': '', 'package-lock.json': 'other' });
    expect((await reuse(pair)).obstacles).toEqual([]);
    expect(readdirSync(join(pair.to, 'node_modules'))).toEqual(['own']);
  });

  it.each([
    'package-lock.json',
    'npm-shrinkwrap.json',
    'yarn.lock',
    'pnpm-lock.yaml',
    'bun.lock',
    'bun.lockb',
  ])('is not reused where %s differs or is only on one side', async (lockFile) => {
    const pair = sides({ [`sub/${lockFile}`]: '1' }, { 'sub/node_modules/x/index.js': '' });
    fill(pair.to, { [`sub/${lockFile}`]: '2' });
    const obstacle = { kind: 'lock-file-differs', folder: 'sub', lockFile };
    expect((await reuse(pair, 'sub')).obstacles).toEqual([obstacle]);
    rmSync(join(pair.to, 'sub', lockFile));
    expect((await reuse(pair, 'sub')).obstacles).toEqual([obstacle]);
    expect(existsSync(join(pair.to, 'sub/node_modules'))).toBe(false);
    fill(pair.to, { [`sub/${lockFile}`]: '1\r\n' });
    fill(pair.from, { [`sub/${lockFile}`]: '1\n' });
    expect((await reuse(pair, 'sub')).obstacles).toEqual([]);
  });

  it.each([
    { what: 'other scripts', text: '{"scripts":{"a":"b"},"dependencies":{"x":"1"}}', same: true },
    { what: 'another order', text: '{"dependencies":{"x":"1"},"name":"n"}', same: true },
    { what: 'another dependency', text: '{"dependencies":{"x":"2"}}', same: false },
    { what: 'an override', text: '{"dependencies":{"x":"1"},"overrides":{"y":"1"}}', same: false },
    { what: 'no JSON', text: '{', same: false },
  ])('without a lock file counts the manifest: $what', async ({ text, same }) => {
    const pair = sides({ 'package.json': '{"dependencies":{"x":"1"}}' }, installed);
    fill(pair.to, { 'package.json': text });
    const { obstacles } = await reuse(pair);
    expect(obstacles).toEqual(
      same ? [] : [{ kind: 'lock-file-differs', folder: '.', lockFile: 'package.json' }],
    );
    expect(existsSync(join(pair.to, 'node_modules'))).toBe(same);
  });
});

const sitePackages = '.venv/lib/python3.11/site-packages';

describe('.venv', () => {
  it('is one link', async () => {
    const pair = sides({ 'requirements.txt': 'x==1' }, { [`${sitePackages}/x.py`]: 'X = 1' });
    expect(await reuse(pair)).toEqual({ obstacles: [], pythonPath: [] });
    expect(lstatSync(join(pair.to, '.venv')).isSymbolicLink()).toBe(true);
    expect(realpathSync(join(pair.to, '.venv'))).toBe(join(pair.from, '.venv'));
    expect(await reuse(pair)).toEqual({ obstacles: [], pythonPath: [] });
  });

  it.each([
    { file: 'uv.lock', counts: true },
    { file: 'poetry.lock', counts: true },
    { file: 'Pipfile.lock', counts: true },
    { file: 'pdm.lock', counts: true },
    { file: 'requirements-dev.txt', counts: true },
    { file: 'requirements/test.txt', counts: true },
    { file: 'README.txt', counts: false },
    // Only where nothing pins more exactly.
    { file: 'pyproject.toml', counts: false },
  ])(
    'is reused where $file is equal, and also else if it does not count: $counts',
    async ({ file, counts }) => {
      const pair = sides(
        { 'requirements.txt': 'x==1', [file]: '1' },
        { [`${sitePackages}/x`]: '' },
      );
      fill(pair.to, { [file]: '2' });
      const { obstacles } = await reuse(pair);
      const obstacle = { kind: 'lock-file-differs', folder: '.', lockFile: file };
      expect(obstacles).toEqual(counts ? [obstacle] : []);
      expect(existsSync(join(pair.to, '.venv'))).toBe(!counts);
    },
  );

  it.each(['pyproject.toml', 'setup.py', 'setup.cfg'])(
    'without a lock file is not reused where %s differs',
    async (file) => {
      const pair = sides({ [file]: '1' }, { [`${sitePackages}/x`]: '' });
      fill(pair.to, { [file]: '2' });
      const obstacle = { kind: 'lock-file-differs', folder: '.', lockFile: file };
      expect((await reuse(pair)).obstacles).toEqual([obstacle]);
    },
  );

  it('that the other side has of its own is left alone', async () => {
    const pair = sides({}, { [`${sitePackages}/x`]: '' });
    fill(pair.to, { '.venv/own': '' });
    expect(await reuse(pair)).toEqual({ obstacles: [], pythonPath: [] });
    expect(readdirSync(join(pair.to, '.venv'))).toEqual(['own']);
  });
});

describe('code of the repository that is installed as a link', () => {
  const code = { 'src/my_package/__init__.py': '', 'flat/__init__.py': '', 'one.py': '' };
  const withCode = () => sides(code, { [`${sitePackages}/pip.py`]: '' });
  const put = (from: string, name: string, text: string) =>
    fill(from, { [`${sitePackages}/${name}`]: text });
  const directUrl = (folder: string, editable = true) =>
    JSON.stringify({ url: pathToFileURL(folder).href, dir_info: { editable } });

  it.each([
    { what: 'a .pth file', file: '_my.pth', path: 'src', text: (from: string) => `${from}/src\n` },
    {
      what: 'a relative path among code in a .pth file',
      file: 'x.pth',
      path: 'src',
      text: () => 'import os; os.sep\n# comment\n../../../../src\n\n',
    },
    {
      what: 'an .egg-link',
      file: 'my.egg-link',
      path: 'src',
      text: (from: string) => `${from}/src\n.`,
    },
    {
      what: 'a finder of setuptools',
      file: '__editable___my_1_0_finder.py',
      path: '.',
      text: (from: string) =>
        `import sys\nMAPPING: dict[str, str] = {'flat': '${from}/flat', 'one': "${from}/one.py"}\nNAMESPACES: dict[str, list[str]] = {}\n`,
    },
    {
      what: 'a finder of setuptools for a part of a package',
      file: '__editable___my_1_0_finder.py',
      path: '.',
      text: (from: string) => `MAPPING = {'src.my_package': '${from}/src/my_package'}\n`,
    },
  ])('by $what comes first on PYTHONPATH from the other side', async ({ file, path, text }) => {
    const pair = withCode();
    put(pair.from, file, text(pair.from));
    put(pair.from, 'my-1.0.dist-info/direct_url.json', directUrl(pair.from));
    expect(await reuse(pair)).toEqual({ obstacles: [], pythonPath: [join(pair.to, path)] });
    // For a second suite as well.
    expect((await reuse(pair, 'src')).pythonPath).toEqual([join(pair.to, path)]);
  });

  it('does not count when it is another repository’s, or copied', async () => {
    const pair = withCode();
    put(pair.from, 'x.pth', `${dirname(pair.from)}/elsewhere\n${pair.from}-too\n`);
    put(pair.from, 'y.pth', `${join(pair.from, sitePackages)}/vendored\n`);
    put(pair.from, 'y-1.dist-info/direct_url.json', directUrl(pair.from, false));
    put(pair.from, 'z-1.dist-info/direct_url.json', 'no JSON');
    expect(await reuse(pair)).toEqual({ obstacles: [], pythonPath: [] });
  });

  it.each([
    {
      what: 'by a finder that nobody knows',
      file: 'my-1.0.dist-info/direct_url.json',
      path: '.',
      text: directUrl,
    },
    {
      what: 'under another name than its folder',
      file: '__editable___my_1_0_finder.py',
      path: 'flat',
      text: (from: string) => `MAPPING = {'renamed': '${from}/flat'}\n`,
    },
    {
      what: 'but is not on the other side',
      file: 'x.pth',
      path: 'only-here',
      text: (from: string) => `${from}/only-here\n`,
    },
  ])('$what is told, and the environment not reused', async ({ file, path, text }) => {
    const pair = withCode();
    fill(pair.from, { 'only-here/x.py': '' });
    put(pair.from, file, text(pair.from));
    expect(await reuse(pair)).toEqual({
      obstacles: [{ kind: 'editable-install', folder: '.', path }],
      pythonPath: [],
    });
    expect(existsSync(join(pair.to, '.venv'))).toBe(false);
  });
});

it('writes nothing into the user’s checkout', async () => {
  const pair = sides(lock, { ...installed, [`${sitePackages}/x.py`]: '' });
  const copy = join(temporaryFolder(), 'copy');
  cpSync(pair.from, copy, { recursive: true });
  chmodSync(pair.from, 0o555);
  await reuse(pair);
  chmodSync(pair.from, 0o755);
  expect(snapshot(pair.from)).toEqual({ ...snapshot(copy) });
});
