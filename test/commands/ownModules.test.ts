/** Harnesses and reporters of the repository's own, as commands use them. */
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { exitCodes } from '../../src/errors.ts';
import {
  commandSuite,
  nodeCommand,
  type Project,
  project,
  temporaryFolder,
} from '../support/project.ts';

/** Measures without starting a program, which is quick. */
const harness = `export default {
  name: 'dice',
  parseSettings({ sides = 6, ...others }) {
    if (Object.keys(others).length > 0) throw new Error(Object.keys(others) + ': there is no such key');
    return { sides };
  },
  async prepare({ settings: { sides } }) {
    const time = { metric: 'time', sampleKind: 'call', samples: [sides / 1000] };
    const dice = { state: 'measured', path: ['throw'], params: { sides: String(sides) }, metrics: [time] };
    return {
      state: 'ready',
      suite: {
        harness: { name: 'dice', version: '1' },
        toolchain: {}, notices: [], sources: [],
        steps: () => [],
        read: async () => ({ benchmarks: [dice], failure: null, notices: [] }),
      },
    };
  },
};`;

const diceProject = (suite: object, files: Record<string, string> = {}) =>
  project(
    { suites: { dice: { harness: './ci/dice.mjs', launches: 2, ...suite } } },
    { 'ci/dice.mjs': harness, ...files },
  );

describe('a harness of the repository’s own', () => {
  it('is launched like all others, with the settings that it takes', async () => {
    const { perfwatch, run } = diceProject({ sides: 20, env: { A: '1' } });
    const { exitCode, err } = await perfwatch(['run', '--quiet']);
    expect(exitCode, err).toBe(exitCodes.ok);
    const [suite] = run().suites;
    expect(suite).toMatchObject({ harness: { name: 'dice', version: '1' }, launchesPlanned: 2 });
    expect(suite?.benchmarks).toMatchObject([
      {
        id: 'dice/throw[sides=20]',
        measurements: [{ unit: 's', launches: [{ samples: [0.02] }, {}] }],
      },
    ]);
  });

  it('is seen from the configuration, and may be next to it', async () => {
    const { perfwatch, write, path, exists } = project();
    write('deep/er/perfwatch.config.json', '{"suites":{"dice":{"harness":"../../dice.mjs"}}}');
    write('dice.mjs', harness);
    mkdirSync(path('.git'));
    const result = await perfwatch(['run', '--quiet', '--config', 'deep/er/perfwatch.config.json']);
    expect(result.exitCode, result.err).toBe(exitCodes.ok);
    expect(exists('deep/er/.perfwatch/run.json')).toBe(true);
  });

  it('that goes wrong while it measures is a failure of its suite, and no defect', async () => {
    const { perfwatch, report } = diceProject(
      {},
      { 'ci/dice.mjs': harness.replace("'call'", "'dice'") },
    );
    const { exitCode } = await perfwatch(['run', '--quiet']);
    expect(exitCode).toBe(exitCodes.failed);
    const [suite] = report().suites;
    expect(suite?.message).toMatch(
      /^`read` of harness dice went wrong: .*sampleKind.* Mend \S+dice\.mjs\.$/,
    );
  });

  it.each([
    { what: 'is no file', files: { 'ci/dice.mjs/x': '' }, says: 'there is no file' },
    { what: 'throws', files: { 'ci/dice.mjs': 'throw new Error("no\\nluck")' }, says: 'no luck. ' },
    {
      what: 'throws nothing',
      files: { 'ci/dice.mjs': 'throw undefined' },
      says: 'loaded: undefined',
    },
    { what: 'exports nothing', files: { 'ci/dice.mjs': '' }, says: 'it has no default export' },
    {
      what: 'exports something else',
      files: { 'ci/dice.mjs': 'export default () => {}' },
      says: 'is no harness: its default is a function. Export one as its default; docs/adding-a-harness.md',
    },
    {
      what: 'is called like one of perfwatch’s',
      files: { 'ci/dice.mjs': harness.replace("name: 'dice'", "name: 'criterion'") },
      says: 'choose another name',
    },
    {
      what: 'refuses a key',
      suite: { colour: 'red' },
      says: 'Suite "dice" is not what harness dice takes: colour: there is no such key.',
    },
    {
      what: 'is named with an unknown ending',
      suite: { harness: './ci/dice.json' },
      says: 'suites.dice.harness: name a file that ends in .ts',
    },
    {
      what: 'is named without a path',
      suite: { harness: 'ci/dice.mjs' },
      says: 'suites.dice.harness: must be one of criterion, ',
    },
    {
      what: 'is named absolutely',
      suite: { harness: '/ci/dice.mjs' },
      says: 'or the path of a module like "./bench/harness.ts"',
    },
    {
      what: 'is of a suite that is wrong elsewhere',
      suite: { launches: 0, timeoutSeconds: 'long' },
      says: /suites\.dice\.launches: [^;]+; suites\.dice\.timeoutSeconds: expected number/,
    },
  ])('that $what is refused in a sentence', async ({ suite = {}, files = {}, says }) => {
    const all = 'ci/dice.mjs/x' in files ? files : { 'ci/dice.mjs': harness, ...files };
    const { perfwatch, exists } = project(
      { suites: { dice: { harness: './ci/dice.mjs', ...suite } } },
      all,
    );
    const { exitCode, out, err } = await perfwatch(['run']);
    expect(err).toMatch(/^perfwatch: [^\n]+\.\n$/);
    expect(err).toMatch(says);
    expect({ exitCode, out }).toEqual({ exitCode: exitCodes.usage, out: '' });
    expect(exists('.perfwatch')).toBe(false);
  });
});

describe('a module outside of the repository', () => {
  const outside = () => {
    const folder = temporaryFolder('outside');
    writeFileSync(join(folder, 'dice.mjs'), harness);
    return folder;
  };

  it.each(['by its path', 'by a link to a file', 'by a link to a folder'])(
    'is not loaded, %s',
    async (how) => {
      const folder = outside();
      const file = join(folder, 'dice.mjs');
      const { perfwatch, path, write } = project();
      mkdirSync(path('ci'));
      if (how === 'by a link to a file') symlinkSync(file, path('ci/dice.mjs'));
      if (how === 'by a link to a folder') symlinkSync(folder, path('ci/linked'), 'junction');
      const named = {
        'by its path': `../${folder.split('/').at(-1)}/dice.mjs`,
        'by a link to a file': './ci/dice.mjs',
        'by a link to a folder': './ci/linked/dice.mjs',
      }[how];
      write('perfwatch.config.json', JSON.stringify({ suites: { dice: { harness: named } } }));
      const { exitCode, err } = await perfwatch(['run']);
      expect(err).toMatch(
        /^perfwatch: `suites\.dice\.harness` .* lies outside of the repository \S+\. /,
      );
      expect(exitCode).toBe(exitCodes.usage);
    },
  );
});

const reporter = `export default {
  render({ comparisons, measurements }, { columns, color, details }) {
    const ids = [...comparisons, ...measurements].map(({ id }) => id).join();
    return [ids, columns, color, details].join(' ');
  },
};`;

function reporterProject(text: string, more: Record<string, unknown> = {}): Project {
  return project(
    {
      suites: { cli: commandSuite({ work: nodeCommand('0') }) },
      reporters: { list: './ci/list.mjs' },
      ...more,
    },
    { 'ci/list.mjs': text },
  );
}

describe('a reporter of the repository’s own', () => {
  it('is asked for by its name, beside others, of all that render', async () => {
    const { perfwatch, read } = reporterProject(reporter);
    const names = 'list,csv=table.csv,list=list.txt';
    const run = await perfwatch(['run', '--quiet', '--reporter', names]);
    expect(run).toMatchObject({ exitCode: exitCodes.ok, err: '' });
    expect(run.out).toMatch(/^cli\/work\S* 300 false false\n$/);
    expect(read('list.txt')).toBe(run.out);
    expect(read('table.csv')).toMatch(/^id,suite,/);
    const shown = await perfwatch(['report', '--reporter', 'list']);
    expect(shown).toEqual(run);
    const merged = await perfwatch([
      'merge',
      '.perfwatch',
      '-o',
      'all',
      '--quiet',
      '--reporter',
      'list',
    ]);
    expect(merged).toEqual(run);
    const compare = ['compare', '.perfwatch', '.perfwatch', '--reporter', 'list', '--details'];
    const terminal = { isTerminal: true, columns: 70, env: { FORCE_COLOR: '1' } };
    expect((await perfwatch(compare, terminal)).out).toMatch(/ 70 true true\n$/);
  });

  it('is found by the configuration that is named', async () => {
    const { perfwatch, write } = project(null, { 'ci/list.mjs': reporter });
    write(
      'ci/perfwatch.json',
      JSON.stringify({
        suites: { cli: commandSuite({ work: nodeCommand('0') }) },
        reporters: { list: './list.mjs' },
      }),
    );
    const named = ['--config', 'ci/perfwatch.json', '--reporter', 'list'];
    const run = await perfwatch(['run', '--quiet', ...named]);
    expect(run.out, run.err).toContain('cli/work');
    expect(await perfwatch(['report', ...named])).toEqual(run);
    expect((await perfwatch(['report', 'ci/.perfwatch', '--reporter', 'list'])).err).toContain(
      'There is no reporter "list".',
    );
  });

  it('cannot change what others show', async () => {
    const { perfwatch, read } = reporterProject(
      'export default { render(report) { report.measurements.length = 0; report.suites = null; return "gone"; } };',
    );
    const names = 'list=list.txt,json=report.json';
    expect((await perfwatch(['run', '--reporter', names])).exitCode).toBe(exitCodes.ok);
    expect(read('list.txt')).toBe('gone\n');
    expect(read('report.json')).toBe(read('.perfwatch/report.json'));
  });

  it.each([
    ['throws', 'throw new Error("out of\\nwords")', 'out of words'],
    ['gives a promise', 'return Promise.resolve("")', '`render` gave no text but a promise'],
    ['gives nothing', '', '`render` gave no text but undefined'],
  ])('that %s costs nothing else', async (_, body, says) => {
    const { perfwatch, read, exists } = reporterProject(`export default { render() { ${body} } };`);
    for (const names of ['list,csv=table.csv', 'list=list.txt,csv=table.csv']) {
      const { exitCode, out, err } = await perfwatch(['run', '-o', 'kept', '--reporter', names]);
      expect(exitCode).toBe(exitCodes.failed);
      expect(err).toContain(`perfwatch: Reporter list of the configuration went wrong: ${says}. `);
      expect(err).not.toContain(' at ');
      expect(out === '').toBe(names.startsWith('list,'));
      expect(read('table.csv')).toContain('cli/work');
      expect([exists('kept/report.md'), exists('list.txt')]).toEqual([true, false]);
    }
  });

  it.each([
    { what: 'is not there', reporters: { list: './ci/lost.mjs' }, says: 'there is no file' },
    { what: 'throws', text: 'throw new Error("no luck")', says: 'could not be loaded: no luck.' },
    { what: 'exports nothing', text: '', says: 'is no reporter: it has no default export. ' },
    { what: 'renders nothing', text: 'export default {}', says: '`render` is no function' },
    {
      what: 'has the name of another',
      reporters: { csv: './ci/list.mjs' },
      says: 'reporters.csv: this name cannot be used; perfwatch has a reporter of this name itself',
    },
    {
      what: 'is a package',
      reporters: { list: 'list' },
      says: 'reporters.list: write the path of',
    },
    { what: 'is called by no word', reporters: { 'a=b': './a.mjs' }, says: 'use letters, digits' },
    {
      what: 'is not named',
      reporters: {},
      says: 'There is no reporter "list". Allowed choices are ter',
    },
  ])('that $what is refused before anything is measured', async ({ text, reporters, says }) => {
    const { perfwatch, exists } = reporterProject(text ?? reporter, reporters && { reporters });
    const { exitCode, out, err } = await perfwatch(['run', '--reporter', 'list']);
    expect(err).toMatch(/^(?:perfwatch|error): [^\n]+\.\n(?:\(add --help [^\n]+\n)?$/);
    expect(err).toContain(says);
    expect({ exitCode, out }).toEqual({ exitCode: exitCodes.usage, out: '' });
    expect(exists('.perfwatch')).toBe(false);
  });

  it('is no path on the command line', async () => {
    const { perfwatch } = reporterProject(reporter);
    const { exitCode, err } = await perfwatch(['report', '--reporter', './ci/list.mjs']);
    expect(exitCode).toBe(exitCodes.usage);
    expect(err).toContain('Allowed choices are terminal');
  });
});
