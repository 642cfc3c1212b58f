import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import {
  buildArguments,
  buildErrors,
  executableOf,
  lastingTargetFolder,
  ownTargetFolder,
  packageOfId,
  parseArtifacts,
} from '../../src/harnesses/cargo/build.ts';
import {
  type CargoMetadata,
  metadataSchema,
  selectTargets as selectTargetsOf,
  type TargetSelection,
} from '../../src/harnesses/cargo/packages.ts';
import { isCriterion } from '../../src/harnesses/criterion/dependency.ts';
import {
  type CriterionSettings,
  criterionSettingsSchema,
} from '../../src/harnesses/criterion/settings.ts';
import { criterionVersion } from '../../src/harnesses/criterion/version.ts';

const recordings = join(import.meta.dirname, '../../fixtures/harnesses/criterion/cargo');
const text = (name: string) => readFile(join(recordings, name), 'utf8');

const metadata = metadataSchema.parse(JSON.parse(await text('metadata.json')));
const messages = await text('messages.jsonl');

const selectTargets = (of: CargoMetadata, folder: string, chosen: CriterionSettings) =>
  selectTargetsOf(of, folder, chosen, isCriterion);

const settings = (changes: Partial<CriterionSettings> = {}): CriterionSettings =>
  criterionSettingsSchema.parse(changes);

function targetsOf(selection: TargetSelection): readonly string[] {
  return selection.state === 'selected'
    ? selection.targets.map((target) => `${target.package.name}/${target.name}`)
    : [selection.message];
}

const slowNotice =
  'Bench target "slow" of package "newer" was left out, since it requires the features "slow": add them to `features` to measure it.';

test.each<[string, string, Partial<CriterionSettings>, readonly string[], readonly string[]]>([
  [
    'all members at the root',
    '/repository',
    {},
    ['newer/odd', 'newer/shapes', 'older/plain', 'older/shapes', 'older/troubles'],
    [slowNotice],
  ],
  [
    'one member in its folder',
    '/repository/older',
    {},
    ['older/plain', 'older/shapes', 'older/troubles'],
    [],
  ],
  ['no member outside of the folder', '/repository/old', {}, [], []],
  [
    'a named package from anywhere',
    '/repository/older',
    { packages: ['newer'], features: ['newer/slow'] },
    ['newer/odd', 'newer/shapes', 'newer/slow'],
    [],
  ],
  [
    'named targets of every package',
    '/repository',
    { benches: ['shapes'] },
    ['newer/shapes', 'older/shapes'],
    [],
  ],
  [
    'all features',
    '/repository/newer',
    { cargoArguments: ['--all-features'] },
    ['newer/odd', 'newer/shapes', 'newer/slow'],
    [],
  ],
])('selects %s', (_, folder, changes, targets, notices) => {
  const selection = selectTargets(metadata, folder, settings(changes));
  expect([...targetsOf(selection)].sort()).toEqual(targets);
  expect(selection).toMatchObject({ notices });
});

test('a folder between workspace and members stands for the members below it', () => {
  const moved: CargoMetadata = {
    ...metadata,
    packages: metadata.packages.map((one) => ({
      ...one,
      manifest_path: one.manifest_path.replace('/repository/', '/repository/crates/'),
    })),
  };
  const selection = selectTargets(moved, '/repository/crates', settings({ benches: ['shapes'] }));
  expect([...targetsOf(selection)].sort()).toEqual(['newer/shapes', 'older/shapes']);
});

test('packages without criterion count only when they are asked for', () => {
  const plain: CargoMetadata = {
    ...metadata,
    packages: metadata.packages.map((one) => ({ ...one, dependencies: [{ name: 'serde' }] })),
  };
  expect(targetsOf(selectTargets(plain, '/repository', settings()))).toEqual([]);
  const asked = selectTargets(plain, '/repository', settings({ benches: ['plain'] }));
  expect(targetsOf(asked)).toEqual(['older/plain']);
});

test('default features and those they imply are on, unless they are turned off', () => {
  const implied: CargoMetadata = {
    ...metadata,
    packages: metadata.packages.map((one) => ({
      ...one,
      features: { default: ['all'], all: ['slow', 'default'], slow: [] },
    })),
  };
  const names = (changes: Partial<CriterionSettings>) =>
    targetsOf(selectTargets(implied, '/repository/newer', settings(changes)));
  expect(names({})).toContain('newer/slow');
  expect(names({ cargoArguments: ['--no-default-features'] })).not.toContain('newer/slow');
});

test.each<[Partial<CriterionSettings>, string]>([
  [
    { packages: ['nwer'] },
    '`packages` names "nwer", but the packages of the Cargo workspace are: "older", "newer".',
  ],
  [
    { packages: ['older'], benches: ['odd', 'plain'] },
    '`benches` names "odd", but the bench targets are: "plain", "shapes", "troubles".',
  ],
])('refuses names that are not there: %j', (changes, message) => {
  expect(selectTargets(metadata, '/repository', settings(changes))).toEqual({
    state: 'failed',
    message,
  });
});

test('builds named targets only, in one go', () => {
  const chosen = settings({
    features: ['slow', 'newer/fast'],
    profile: 'release-lto',
    cargoArguments: ['--locked'],
  });
  const selection = selectTargets(metadata, '/repository', {
    ...chosen,
    benches: ['shapes', 'odd'],
  });
  if (selection.state === 'failed') throw new Error(selection.message);
  expect(buildArguments(selection.targets, chosen, ['--target-dir=/own'])).toEqual([
    'bench',
    '--no-run',
    '--message-format=json-render-diagnostics',
    '--color=never',
    '--package=path+file:///repository/older#0.1.0',
    '--package=path+file:///repository/newer#0.2.0',
    '--bench=shapes',
    '--bench=odd',
    '--features=slow,newer/fast',
    '--profile=release-lto',
    '--target-dir=/own',
    '--locked',
  ]);
});

test('packages are named by their name where Cargo tells ids of the old form', () => {
  const [older] = metadata.packages;
  if (older === undefined) throw new Error('the recording has packages');
  const old = { ...older, id: 'older 0.1.0 (path+file:///repository/older)' };
  expect(
    buildArguments([{ package: old, name: 'shapes', sourceFile: '' }], settings(), []),
  ).toContain('--package=older');
});

test.each([
  ['/repository/target', undefined, []],
  ['/repository/target', '/repository/target/build', []],
  ['/shared', undefined, ['--target-dir=/repository/target']],
  ['/repository-other', undefined, ['--target-dir=/repository/target']],
  [
    '/',
    '/',
    ['--target-dir=/repository/target', '--config', 'build.build-dir="/repository/target"'],
  ],
  ['/repository/target', '/shared', ['--config', 'build.build-dir="/repository/target"']],
])('target folder %s with build folder %s gives %j', (target_directory, build, expected) => {
  const of = { ...metadata, target_directory, build_directory: build };
  expect(ownTargetFolder(metadataSchema.parse(of))).toEqual(expected);
});

test.each([
  ['/checkout/target', undefined, []],
  ['/checkout/target', '/checkout/target', []],
  ['/shared', '/shared', []],
  ['/checkout/target', '/elsewhere', ['--config', 'build.build-dir="/cache/build"']],
])(
  'what outlives a checkout: target folder %s with build folder %s adds %j',
  (target_directory, build, more) => {
    const of = metadataSchema.parse({ ...metadata, target_directory, build_directory: build });
    expect(lastingTargetFolder(of, '/cache/build')).toEqual(['--target-dir=/cache/build', ...more]);
  },
);

test('a chosen target folder wins over that of the settings', () => {
  const cargoArguments = ['--target-dir', 'x', '--locked', '--target-dir=y', '--jobs=1'];
  const own = buildArguments([], settings({ cargoArguments }), []);
  expect(own.slice(-5)).toEqual(cargoArguments);
  const lasting = buildArguments([], settings({ cargoArguments }), ['--target-dir=/cache/build']);
  expect(lasting.slice(-3)).toEqual(['--target-dir=/cache/build', '--locked', '--jobs=1']);
});

test('finds the programs of targets in Cargo’s messages', () => {
  const artifacts = parseArtifacts(`a build script prints\n{"reason": 1}\n{"torn\n${messages}`);
  const selection = selectTargets(
    metadata,
    '/repository',
    settings({ benches: ['shapes', 'slow'], features: ['slow'] }),
  );
  if (selection.state === 'failed') throw new Error(selection.message);
  const found = selection.targets.map((target) => {
    const executable = executableOf(target, artifacts)?.replace(/-[0-9a-f]+$/, '') ?? null;
    return [target.package.name, target.name, executable];
  });
  expect(found).toEqual([
    ['older', 'shapes', '/repository/target/release/deps/shapes'],
    ['newer', 'shapes', '/repository/target/release/deps/shapes'],
    ['newer', 'slow', null],
  ]);
  expect(new Set(selection.targets.map((target) => executableOf(target, artifacts))).size).toBe(3);
});

test('tells every version of criterion that was built', () => {
  const artifacts = parseArtifacts(messages);
  expect(criterionVersion(artifacts)).toBe('0.5.1 and 0.8.2');
  expect(criterionVersion(artifacts.filter(({ package_id }) => !package_id.includes('0.5')))).toBe(
    '0.8.2',
  );
  const [one] = artifacts;
  if (one === undefined) throw new Error('the recording has artifacts');
  const fork = { ...one, package_id: 'registry+https://x#codspeed-criterion-compat@2.7.2' };
  const plots = { ...one, package_id: 'registry+https://x#criterion-plot@0.5.0' };
  expect(criterionVersion([plots, fork])).toBe('2.7.2 of codspeed-criterion-compat');
  expect(criterionVersion([plots])).toBe('unknown');
});

test.each([
  ['registry+https://example.org/index#criterion@0.8.2', 'criterion', '0.8.2'],
  ['path+file:///sources/criterion#0.8.2', 'criterion', '0.8.2'],
  ['path+file:///sources/criterion.rs#criterion@0.8.2', 'criterion', '0.8.2'],
  ['git+https://example.org/criterion?branch=next#0.9.0-beta.1', 'criterion', '0.9.0-beta.1'],
  ['criterion 0.5.1 (registry+https://example.org/index)', 'criterion', '0.5.1'],
])('reads the package id %s', (id, name, version) => {
  expect(packageOfId(id)).toEqual({ name, version });
});

test('shows a failed build from its first error on', async () => {
  const recorded = await text('build-error.txt');
  expect(buildErrors(recorded).split('\n').slice(0, 2)).toEqual([
    'error[E0308]: mismatched types',
    '  --> older/src/lib.rs:11:22',
  ]);
  expect(buildErrors(recorded)).toContain('could not compile');
  const long = `warning: unused\n\u001b[1merror\u001b[0m: first\n${'more\n'.repeat(99)}`;
  expect(buildErrors(long).split('\n')).toEqual(['error: first', ...Array(14).fill('more')]);
  expect(buildErrors('could not choose a version of cargo')).toBe(
    'could not choose a version of cargo',
  );
});
