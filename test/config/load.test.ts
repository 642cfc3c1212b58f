/** Configurations that are data; those that are modules are loaded by a real Node, in modules.test.ts. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { loadConfiguration } from '../../src/config/load.ts';
import { PerfwatchError } from '../../src/errors.ts';
import { temporaryFolder } from '../support/project.ts';

function folderWith(files: Readonly<Record<string, string>>): string {
  const folder = temporaryFolder('configuration');
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  return folder;
}

async function refusal(folder: string, named?: string): Promise<PerfwatchError> {
  const error: unknown = await loadConfiguration(folder, named).catch((thrown: unknown) => thrown);
  if (!(error instanceof PerfwatchError)) throw new Error(`no refusal: ${String(error)}`);
  // One line on standard error, and wrong usage for whoever called.
  expect(error.message).not.toContain('\n');
  expect(error.exitCode).toBe(2);
  return error;
}

const good = '{ "suites": { "cli": { "harness": "command", "commands": { "a": "true" } } } }';

describe('a configuration', () => {
  it.each([
    ['perfwatch.config.json', good],
    ['perfwatch.config.json', `\uFEFF${good}`],
    [
      'perfwatch.config.yaml',
      'suites:\n  cli:\n    harness: command\n    commands: { a: "true" }\n',
    ],
    ['perfwatch.config.yml', good],
    [
      'perfwatch.config.ts',
      `const configuration: object = ${good};\nexport default configuration;`,
    ],
  ])('is read from %s', async (name, text) => {
    const folder = folderWith({ [name]: text });
    const loaded = await loadConfiguration(folder, undefined);
    expect(loaded).toMatchObject({ file: join(folder, name), folder });
    expect(loaded.configuration).toMatchObject({ launches: 5, threshold: 0.03, baseline: 'main' });
    expect(Object.keys(loaded.configuration.suites)).toEqual(['cli']);
  });

  it('is the nearest one, from the current folder up to the root of the repository', async () => {
    const folder = folderWith({ 'perfwatch.config.json': good });
    const below = join(folder, 'a', 'b');
    mkdirSync(below, { recursive: true });
    mkdirSync(join(folder, '.git'));
    expect((await loadConfiguration(below, undefined)).folder).toBe(folder);
    writeFileSync(join(folder, 'a', 'perfwatch.config.json'), good);
    expect((await loadConfiguration(below, undefined)).folder).toBe(join(folder, 'a'));
  });

  it('is never one from above the repository, which somebody else may have put there', async () => {
    const folder = folderWith({ 'perfwatch.config.json': good });
    const below = join(folder, 'a', 'b');
    mkdirSync(below, { recursive: true });
    expect((await refusal(below)).code).toBe('configuration-missing');
    // A worktree and a submodule have a file of that name.
    writeFileSync(join(folder, 'a', '.git'), 'gitdir: elsewhere');
    expect((await refusal(below)).code).toBe('configuration-missing');
  });

  it('may be named, and then have any name', async () => {
    const folder = folderWith({ 'perfwatch.config.json': 'broken', 'other.yaml': good });
    expect((await loadConfiguration(folder, 'other.yaml')).file).toBe(join(folder, 'other.yaml'));
  });
});

describe('a configuration that is not there', () => {
  it('is told with what to do', async () => {
    const folder = temporaryFolder();
    const error = await refusal(folder);
    expect(error.code).toBe('configuration-missing');
    expect(error.message).toContain(folder);
    expect(error.message).toContain('npx perfwatch init');
  });

  it.each(['none.json', 'none.yaml', 'none.ts', 'none.mjs'])('is named: %s', async (name) => {
    const folder = temporaryFolder();
    const error = await refusal(folder, name);
    expect(error.code).toBe('configuration-not-found');
    expect(error.message).toContain(join(folder, name));
  });

  it('is not guessed where there are two', async () => {
    const folder = folderWith({ 'perfwatch.config.json': good, 'perfwatch.config.yaml': good });
    const error = await refusal(folder);
    expect(error.code).toBe('configuration-ambiguous');
    expect(error.message).toContain(join(folder, 'perfwatch.config.json'));
    expect(error.message).toContain(join(folder, 'perfwatch.config.yaml'));
  });
});

describe('a configuration that cannot be read', () => {
  it.each([
    { what: 'an empty json', name: 'json', text: ' \n', says: 'it is empty' },
    { what: 'an empty yaml', name: 'yaml', text: '# nothing yet\n', says: 'it is empty' },
    { what: 'a json without keys', name: 'json', text: '{}', says: 'it is empty' },
    { what: 'a json with null', name: 'json', text: 'null', says: 'it is empty' },
    { what: 'a broken json', name: 'json', text: '{ "suites": ', says: 'JSON' },
    { what: 'a json with a comment', name: 'json', text: '// no\n{}', says: 'JSON' },
    { what: 'a broken yaml', name: 'yaml', text: 'a: b: c', says: 'at line 1, column 4' },
    { what: 'a yaml with a key twice', name: 'yaml', text: 'a: 1\na: 2', says: 'unique' },
    { what: 'a yaml of two documents', name: 'yaml', text: 'a: 1\n---\na: 1', says: 'multiple' },
  ])('$what', async ({ name, text, says }) => {
    const file = `perfwatch.config.${name}`;
    const folder = folderWith({ [file]: text });
    const error = await refusal(folder);
    expect(error.code).toBe('configuration-unreadable');
    expect(error.message).toContain(`The configuration ${join(folder, file)} could not be read: `);
    expect(error.message).toContain(says);
    expect(error.message).toMatch(/[^.]\. Mend the file/);
  });

  it.each(['configuration.toml', 'configuration'])('%s, by its name', async (name) => {
    const error = await refusal(folderWith({ [name]: good }), name);
    expect(error.message).toContain('its name ends in none of .ts, .mts');
  });

  it('a folder', async () => {
    const folder = temporaryFolder();
    mkdirSync(join(folder, 'perfwatch.config.yaml'));
    expect((await refusal(folder)).message).toContain('EISDIR');
  });
});

describe('a configuration with a bad key', () => {
  const suite = (more: object) => ({
    suites: { cli: { harness: 'command', commands: { a: 'true' }, ...more } },
  });

  it.each([
    { value: [], says: 'the whole file: expected object, received array' },
    { value: 'text', says: 'the whole file: ' },
    { value: { launches: 3 }, says: 'suites: it is missing' },
    { value: { suites: {} }, says: 'suites: name at least one suite' },
    { value: { suites: { cli: {} } }, says: 'suites.cli.harness: must be one of criterion, ' },
    {
      value: { suites: { cli: 'cargo bench' } },
      says: 'suites.cli: expected object, received string',
    },
    {
      value: { suites: { cli: { harness: 'divan' } } },
      says: 'suites.cli.harness: must be one of',
    },
    { value: { ...suite({}), suits: {} }, says: 'suits: there is no such key' },
    { value: suite({ lunches: 3 }), says: 'suites.cli.lunches: there is no such key' },
    { value: suite({ launches: 0 }), says: 'suites.cli.launches: ' },
    { value: suite({ launches: 2.5 }), says: 'suites.cli.launches: ' },
    { value: suite({ timeoutSeconds: -1 }), says: 'suites.cli.timeoutSeconds: ' },
    { value: suite({ timeoutSeconds: '60' }), says: 'suites.cli.timeoutSeconds: ' },
    { value: suite({ env: { A: 1 } }), says: 'suites.cli.env.A: ' },
    { value: suite({ commands: {} }), says: 'suites.cli.commands: name at least one command' },
    { value: suite({ commands: { a: 'x | y' } }), says: 'suites.cli.commands.a: ' },
    { value: { suites: { 'a b': suite({}).suites.cli } }, says: 'suites.a b: this name cannot be' },
    {
      value: { suites: { '../x': suite({}).suites.cli } },
      says: 'suites.../x: this name cannot be',
    },
    { value: { ...suite({}), threshold: 3 }, says: 'threshold: must lie between 0 and 1' },
    { value: { ...suite({}), threshold: 'three' }, says: 'threshold: write a share like "3%"' },
    { value: { ...suite({}), threshold: '200%' }, says: 'threshold: must lie between' },
    { value: { ...suite({}), threshold: true }, says: 'threshold: ' },
    { value: { ...suite({}), confidence: 1 }, says: 'confidence: ' },
    { value: { ...suite({}), metrics: ['Speed'] }, says: 'metrics.0: use lower-case letters' },
    { value: { ...suite({}), baseline: '../x' }, says: 'baseline: use letters, digits' },
    { value: { ...suite({}), baselineStore: 'cloud' }, says: 'baselineStore: ' },
  ])('says where: $says', async ({ value, says }) => {
    const folder = folderWith({ 'perfwatch.config.json': JSON.stringify(value) });
    const error = await refusal(folder);
    expect(error.code).toBe('configuration-invalid');
    expect(error.message).toContain(`${join(folder, 'perfwatch.config.json')} is not valid: `);
    expect(error.message).toContain(says);
    expect(error.message).not.toContain('undefined: ');
    expect(error.message).not.toContain('Invalid input');
  });

  it('names all of them at once', async () => {
    const folder = folderWith({
      'perfwatch.config.yaml': 'launches: 0\nthreshold: 5\nwhat: 1\nsuites: {}\n',
    });
    const { message } = await refusal(folder);
    for (const key of ['launches: ', 'threshold: ', 'what: ', 'suites: ']) {
      expect(message).toContain(key);
    }
  });
});
