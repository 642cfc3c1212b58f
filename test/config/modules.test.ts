/** Configurations that are modules, loaded by a real Node: the test runner has its own loader. */
import { symlinkSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type BuiltPackage, buildPackage } from '../support/package.ts';
import { project } from '../support/project.ts';

let built: BuiltPackage;

beforeAll(async () => {
  built = await buildPackage();
});

afterAll(() => built.remove());

const good = '{ suites: { cli: { harness: "command", commands: { a: "true" } } } }';

/** Shows the plan, for which the configuration is loaded and nothing else happens. */
async function plan(files: Readonly<Record<string, string>>) {
  const { folder, path } = project(null, { ...files, 'node_modules/.keep': '' });
  symlinkSync(built.folder, path('node_modules/perfwatch'), 'junction');
  return built.start(['run', '--dry-run'], { cwd: folder }).ended;
}

describe('a configuration', () => {
  it.each([
    ['mjs', `export default ${good};`],
    ['js', `module.exports = ${good};`],
    ['ts', `const configuration: object = ${good};\nexport default configuration;`],
    ['mts', `export default ${good} satisfies object;`],
    ['ts', `import { defineConfig } from 'perfwatch';\nexport default defineConfig(${good});`],
    [
      'ts',
      `enum Name { Cli = 'cli' }\nexport default { suites: { [Name.Cli]: ${good}.suites.cli } };`,
    ],
  ])('is read from a .%s file: %s', async (extension, text) => {
    const result = await plan({ [`perfwatch.config.${extension}`]: text });
    expect(result).toMatchObject({ exitCode: 0, err: '' });
    expect(result.out).toContain('cli');
  });

  it('of a package of modules may be a .js file', async () => {
    const result = await plan({
      'package.json': '{ "type": "module" }',
      'perfwatch.config.js': `export default ${good};`,
    });
    expect(result).toMatchObject({ exitCode: 0, err: '' });
  });

  it('may print: that is no result', async () => {
    const text = `console.log('loud'); console.info('louder');\nexport default ${good};`;
    const result = await plan({ 'perfwatch.config.mjs': text });
    expect(result.out).not.toContain('loud');
    expect(result.err).toBe('loud\nlouder\n');
  });
});

it('a configuration that throws after it was loaded does not look like a regression', async () => {
  const text = `queueMicrotask(() => { throw new Error('late'); });\nexport default ${good};`;
  const result = await plan({ 'perfwatch.config.mjs': text });
  expect(result.exitCode).toBe(3);
  expect(result.err).toContain('late');
});

describe('a harness of the repository’s own', () => {
  const suites = '{ "suites": { "dice": { "harness": "./ci/dice.ts", "folder": "." } } }';
  const planned = (text: string) => plan({ 'perfwatch.config.json': suites, 'ci/dice.ts': text });

  it('may be TypeScript, also of packages that are no modules', async () => {
    const text = `import { defineHarness } from 'perfwatch';
enum Name { Dice = 'dice' }
export default defineHarness({ name: Name.Dice as string, prepare: async () => ({ state: 'failed', message: '' }) });`;
    const result = await planned(text);
    expect(result).toMatchObject({ exitCode: 0, err: '' });
    expect(result.out).toContain('dice');
  });

  it('that cannot be parsed is one sentence', async () => {
    const result = await planned('export default {');
    expect(result).toMatchObject({ exitCode: 2, out: '' });
    expect(result.err).toMatch(
      /^perfwatch: \S+dice\.ts, which `suites\.dice\.harness` of the configuration names, could not be loaded: [^\n]+dice\.ts:1:[^\n]+\. Mend the module\.\n$/,
    );
  });
});

describe('a configuration that cannot be loaded is one sentence', () => {
  it.each([
    { what: 'an empty mjs', name: 'mjs', text: '', says: 'does not export a configuration' },
    { what: 'an empty ts', name: 'ts', text: '', says: 'it is empty' },
    { what: 'a ts without default', name: 'ts', text: 'export const a = 1;', says: 'its default' },
    { what: 'a broken mjs', name: 'mjs', text: 'export default {', says: 'Unexpected end' },
    { what: 'a broken ts', name: 'ts', text: 'export default {', says: 'perfwatch.config.ts:1:' },
    { what: 'a js that throws', name: 'js', text: 'throw new Error("trouble")', says: 'trouble' },
    { what: 'a ts that throws', name: 'ts', text: 'throw new Error("trouble")', says: 'trouble' },
    { what: 'a mjs that throws text', name: 'mjs', text: 'throw "trouble"', says: 'trouble' },
    { what: 'a mjs that throws nothing', name: 'mjs', text: 'throw null', says: 'null' },
    {
      what: 'a mjs that throws terminal commands',
      name: 'mjs',
      text: 'throw new Error("\\u001b[31mtrouble\\u001b[2J\\nhere")',
      says: 'trouble here',
    },
    {
      what: 'a ts that imports what is not there',
      name: 'ts',
      text: 'import { a } from "./nowhere.ts";\nexport default a;',
      says: 'nowhere.ts',
    },
    {
      what: 'a mjs that exports a function',
      name: 'mjs',
      text: `export default () => (${good});`,
      says: 'expected object',
    },
  ])('$what', async ({ name, text, says }) => {
    const result = await plan({ [`perfwatch.config.${name}`]: text });
    expect(result).toMatchObject({ exitCode: 2, out: '' });
    expect(result.err).toMatch(/^perfwatch: The configuration \S+ [^\n]+\.\n$/);
    expect(result.err).toContain(`perfwatch.config.${name} `);
    expect(result.err).toContain(says);
    expect(result.err).not.toContain('\u001B');
  });
});
