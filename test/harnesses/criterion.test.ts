import { describe, expect, test } from 'vitest';
import * as z from 'zod';
import { rustcVersion } from '../../src/harnesses/cargo/buildTargets.ts';
import { criterion } from '../../src/harnesses/criterion.ts';
import type { RepositoryFile } from '../../src/harnesses/harness.ts';

const cargo = (path: string, text: string): RepositoryFile => ({ path, text });
const dependency = '[dev-dependencies]\ncriterion = "0.8"\n';
const named = (name: string) => `[package]\nname = "${name}"\n`;

function discovered(...files: RepositoryFile[]) {
  return criterion.discover(files);
}

describe('discovery', () => {
  test('a stand-alone package', () => {
    expect(discovered(cargo('rust/Cargo.toml', named('wordrank') + dependency))).toEqual([
      {
        name: 'wordrank',
        folder: 'rust',
        evidence: 'criterion in rust/Cargo.toml',
        settings: {},
      },
    ]);
  });

  test('one suite for a workspace, at its root', () => {
    const found = discovered(
      cargo('Cargo.toml', '[workspace]\nmembers = ["crates/*"]\n'),
      cargo('crates/parser/Cargo.toml', named('parser') + dependency),
      cargo('crates/lexer/Cargo.toml', named('lexer') + dependency),
      cargo('crates/tool/Cargo.toml', `${named('tool')}[dependencies]\nserde = "1"\n`),
    );
    expect(found).toEqual([
      {
        name: 'rust',
        folder: '.',
        evidence: 'criterion in crates/parser/Cargo.toml and 1 more',
        settings: {},
      },
    ]);
  });

  test('the nearest workspace counts, and what it excludes stands alone', () => {
    const found = discovered(
      cargo('Cargo.toml', `${named('root')}[workspace]\nexclude = ["fuzz/", "tools"]\n`),
      cargo('Cargo.toml.orig', named('other') + dependency),
      cargo('a/Cargo.toml', named('a') + dependency),
      cargo('fuzz/Cargo.toml', named('fuzz') + dependency),
      cargo('toolsmith/Cargo.toml', named('toolsmith') + dependency),
      cargo('inner/Cargo.toml', '[workspace]\n'),
      cargo('inner/b/Cargo.toml', named('b') + dependency),
    );
    expect(found.map(({ name, folder }) => [name, folder])).toEqual([
      ['root', '.'],
      ['fuzz', 'fuzz'],
      ['b', 'inner'],
    ]);
  });

  test.each([
    ['an alias', '[dev-dependencies]\nbench = { package = "criterion", version = "0.5" }\n'],
    ['a fork', '[dev-dependencies]\ncodspeed-criterion-compat = "2"\n'],
    ['a table of its own', '[dev-dependencies.criterion]\nversion = "0.8"\n'],
    ['a platform', "[target.'cfg(unix)'.dev-dependencies]\ncriterion = '0.8'\n"],
    [
      'an ordinary dependency',
      '[dependencies]\ncriterion = { version = "0.8", optional = true }\n',
    ],
    ['the workspace', '[dev-dependencies]\ncriterion.workspace = true\n'],
    ['an alias in the workspace', '[dev-dependencies]\nbench = { workspace = true }\n'],
  ])('criterion by %s', (_, dependencies) => {
    const root = cargo(
      'Cargo.toml',
      '[workspace]\n[workspace.dependencies]\nbench = { package = "criterion", version = "0.8" }\n',
    );
    const found = discovered(root, cargo('a/Cargo.toml', `\uFEFF${named('a')}${dependencies}`));
    expect(found).toMatchObject([{ name: 'a', folder: '.' }]);
  });

  test('nothing in manifests without criterion, or that are none', () => {
    const found = discovered(
      cargo('a/Cargo.toml', `${named('a')}[dev-dependencies]\ndivan = "0.1"\n`),
      cargo('b/Cargo.toml', '[workspace]\n[workspace.dependencies]\ncriterion = "0.8"\n'),
      cargo('c/Cargo.toml', '[package\nname = '),
      cargo('d/Cargo.toml', `package = 3\n${dependency}`),
      cargo('e/pyproject.toml', named('e') + dependency),
    );
    expect(found).toEqual([]);
  });
});

describe('settings', () => {
  test('may be left out', () => {
    expect(criterion.settings.parse({})).toEqual({
      packages: [],
      benches: [],
      features: [],
      cargoArguments: [],
    });
  });

  test.each([
    [{ sampleSize: 9 }],
    [{ sampleSize: 10.5 }],
    [{ feature: ['x'] }],
    [{ filter: '' }],
    [{ packages: 'a' }],
  ])('%j is refused', (settings) => {
    expect(criterion.settings.safeParse(settings).success).toBe(false);
  });

  test('are all described, for editors', () => {
    const { properties } = z.toJSONSchema(criterion.settings, { io: 'input' });
    expect(Object.keys(properties ?? {})).toHaveLength(7);
    for (const property of Object.values(properties ?? {})) {
      expect(property).toHaveProperty('description');
    }
  });
});

test('without cargo, the suite is missing its toolchain', async () => {
  const preparation = await criterion.prepare(
    {
      name: 'rust',
      folder: '/repository',
      env: {},
      launches: 1,
      timeoutSeconds: 60,
      prepareTimeoutSeconds: 60,
      measurementSeconds: null,
      warmupSeconds: null,
      settings: { packages: [], benches: [], features: [], cargoArguments: [] },
    },
    {
      run: () => Promise.reject(new Error('nothing may be run')),
      findProgram: () => Promise.resolve(null),
      helperFile: (name) => name,
      nodeExecutable: '/bin/node',
      platform: 'linux',
      env: {},
      repositoryFolder: '/repository',
      buildFolder: null,
      otherSideFolder: null,
    },
  );
  expect(preparation).toEqual({
    state: 'missing',
    what: 'cargo',
    install: expect.stringContaining('https://sh.rustup.rs'),
  });
});

test.each([
  ['rustc 1.95.0 (59807616e 2026-04-14)\n', '1.95.0'],
  ['rustc 1.97.0-nightly (abcdef012 2026-05-01)', '1.97.0-nightly (abcdef012 2026-05-01)'],
  ['rustc 1.63.0', '1.63.0'],
  ['', 'unknown'],
])('the compiler %j is %s', (text, version) => {
  expect(rustcVersion(text)).toBe(version);
});
