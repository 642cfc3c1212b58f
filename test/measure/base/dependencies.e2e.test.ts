import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, rmSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { reuseDependencies } from '../../../src/measure/base/dependencies.ts';
import { temporaryFolder } from '../../support/project.ts';
import { write } from './repositories.ts';

const binary = process.platform === 'win32' ? 'Scripts' : 'bin';

function run(folder: string, argv: readonly string[], env: Record<string, string> = {}): string {
  const [program = '', ...rest] = argv;
  return execFileSync(program, rest, {
    cwd: folder,
    env: { ...process.env, PYTHONPATH: '', ...env },
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
  }).trim();
}

const layouts = [
  // A folder on the path, by a .pth file.
  {
    layout: 'src',
    folder: 'src/my_package',
    options: '[tool.setuptools.packages.find]\nwhere = ["src"]\n',
  },
  // A finder with a mapping: the whole folder on the path would show too much.
  {
    layout: 'flat',
    folder: 'my_package',
    options: '[tool.setuptools]\npackages = ["my_package"]\n',
  },
  {
    layout: 'under another folder',
    folder: 'python/my_package',
    options:
      '[tool.setuptools]\npackages = ["my_package"]\npackage-dir = {"my_package" = "python/my_package"}\n',
  },
];

describe('a package that pip has installed as a link', () => {
  it.each(layouts)('is imported from the other side: layout $layout', async (example) => {
    const root = temporaryFolder('editable');
    const from = join(root, 'user');
    const to = join(root, 'base');
    mkdirSync(from);
    const build =
      '[build-system]\nrequires = ["setuptools>=70"]\nbuild-backend = "setuptools.build_meta"\n';
    const project = '[project]\nname = "my-package"\nversion = "1.0"\n';
    write(from, 'pyproject.toml', build + project + example.options);
    write(from, 'requirements.txt', '');
    write(from, `${example.folder}/__init__.py`, 'side = "user"\n');
    write(from, `${example.folder}/part.py`, 'part = "user"\n');
    cpSync(from, to, { recursive: true });
    write(to, `${example.folder}/__init__.py`, 'side = "base"\n');
    write(to, `${example.folder}/part.py`, 'part = "base"\n');
    run(from, ['python3', '-m', 'venv', '.venv']);
    run(from, [
      join(from, '.venv', binary, 'python'),
      '-m',
      'pip',
      'install',
      '--quiet',
      '-e',
      '.',
    ]);

    const { obstacles, pythonPath } = await reuseDependencies({ from, to, suiteFolder: '.' });
    expect(obstacles).toEqual([]);
    const script = 'import my_package, my_package.part as p; print(my_package.side, p.part)';
    mkdirSync(join(to, 'benchmarks'));
    const elsewhere = join(to, 'benchmarks');
    const python = join(to, '.venv', binary, 'python');
    // Without it, the user's code would be measured twice.
    expect(run(elsewhere, [python, '-c', script])).toBe('user user');
    const env = { PYTHONPATH: pythonPath.join(delimiter) };
    expect(run(elsewhere, [python, '-c', script], env)).toBe('base base');
    // Nothing of the user's is touched by it, and what is removed is the link.
    rmSync(to, { recursive: true });
    expect(run(root, [join(from, '.venv', binary, 'python'), '-c', script])).toBe('user user');
  });

  it('by a finder in front of the path is told', async () => {
    const from = join(temporaryFolder('editable'), 'user');
    mkdirSync(from);
    const build = '[build-system]\nrequires = ["meson-python"]\nbuild-backend = "mesonpy"\n';
    write(from, 'pyproject.toml', `${build}[project]\nname = "my-package"\nversion = "1.0"\n`);
    write(
      from,
      'meson.build',
      "project('my-package', version: '1.0')\npy = import('python').find_installation()\npy.install_sources('my_package/__init__.py', subdir: 'my_package')\n",
    );
    write(from, 'my_package/__init__.py', 'side = "user"\n');
    const to = `${from} base`;
    cpSync(from, to, { recursive: true });
    run(from, ['python3', '-m', 'venv', '.venv']);
    const python = join(from, '.venv', binary, 'python');
    const tools = ['meson-python', 'meson', 'ninja'];
    run(from, [python, '-m', 'pip', 'install', '--quiet', ...tools]);
    const path = `${join(from, '.venv', binary)}${delimiter}${process.env.PATH}`;
    const install = ['-m', 'pip', 'install', '--quiet', '--no-build-isolation', '-e', '.'];
    run(from, [python, ...install], { PATH: path });
    // It does win over PYTHONPATH.
    const script = 'import my_package; print(my_package.side)';
    write(to, 'my_package/__init__.py', 'side = "base"\n');
    mkdirSync(join(to, 'elsewhere'));
    const env = { PYTHONPATH: to, PATH: path };
    expect(run(join(to, 'elsewhere'), [python, '-c', script], env)).toBe('user');
    expect(await reuseDependencies({ from, to, suiteFolder: '.' })).toEqual({
      obstacles: [{ kind: 'editable-install', folder: '.', path: '.' }],
      pythonPath: [],
    });
  });
});
