import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { stepNames } from '../../src/harnesses/cargo/programs.ts';
import {
  type BenchProgram,
  launchStep,
  programArguments,
  wantedPrograms,
} from '../../src/harnesses/criterion/launch.ts';
import { exactFilter, narrowedFilter } from '../../src/harnesses/criterion/narrow.ts';
import { containsCriterion, programDefaults } from '../../src/harnesses/criterion/program.ts';
import {
  type CriterionSettings,
  criterionSettingsSchema,
} from '../../src/harnesses/criterion/settings.ts';
import type { LaunchRequest, Suite } from '../../src/harnesses/harness.ts';
import { benchmarkId } from '../../src/model/identity.ts';

const fixtures = join(import.meta.dirname, '../../fixtures/harnesses/criterion');
const defaults = { sampleSize: 100, warmupSeconds: 3, measurementSeconds: 5 };

function suite(
  settings: Partial<CriterionSettings> = {},
  changes: Partial<Suite<CriterionSettings>> = {},
): Suite<CriterionSettings> {
  return {
    name: 'rust',
    folder: '/repository',
    env: {},
    launches: 5,
    timeoutSeconds: 60,
    prepareTimeoutSeconds: 600,
    measurementSeconds: null,
    warmupSeconds: null,
    settings: criterionSettingsSchema.parse(settings),
    ...changes,
  };
}

/** The options of a command line by name. */
function optionsOf(argv: readonly string[]): Record<string, string | undefined> {
  return Object.fromEntries(argv.map((name, index) => [name, argv[index + 1]]));
}

describe('the arguments of a benchmark program', () => {
  test('share the program’s own times and samples between the launches', () => {
    expect(programArguments(suite(), defaults, 5, null)).toEqual([
      '--bench',
      '--noplot',
      '--sample-size',
      '20',
      '--warm-up-time',
      '0.6',
      '--measurement-time',
      '1',
      '--nresamples',
      '1001',
    ]);
  });

  test('take what the suite says, and end with the filter', () => {
    const given = suite({ sampleSize: 40 }, { warmupSeconds: 1, measurementSeconds: 2 });
    const argv = programArguments(given, defaults, 3, '--looks like an option');
    expect(optionsOf(argv)).toMatchObject({
      '--sample-size': '40',
      '--warm-up-time': '0.333',
      '--measurement-time': '0.667',
    });
    expect(argv.slice(-2)).toEqual(['--', '--looks like an option']);
  });

  test('never fall below what criterion needs', () => {
    const none = suite({}, { warmupSeconds: 0, measurementSeconds: 0.001 });
    expect(optionsOf(programArguments(none, defaults, 50, null))).toMatchObject({
      '--sample-size': '10',
      '--warm-up-time': '0.1',
      '--measurement-time': '0.05',
    });
  });
});

const program: BenchProgram = {
  executable: '/target/shapes-1',
  target: 'shapes',
  packageName: 'older',
  packageVersion: '0.1.0',
  packageFolder: '/repository/older',
  packagePath: ['older'],
  stepName: 'older.shapes',
  path: ['older', 'shapes'],
  defaults,
};
const request = { folder: '/raw/launch-2', index: 2, launches: 5, filter: null, only: null };

test('a launch starts the program in its package, with a home below the launch', () => {
  expect(launchStep(suite(), program, request)).toEqual({
    name: 'older.shapes',
    argv: ['/target/shapes-1', ...programArguments(suite(), defaults, 5, null)],
    cwd: '/repository/older',
    env: {
      CRITERION_HOME: join('/raw/launch-2', 'older.shapes', 'criterion'),
      NO_COLOR: '1',
      CARGO_MANIFEST_DIR: '/repository/older',
      CARGO_PKG_NAME: 'older',
      CARGO_PKG_VERSION: '0.1.0',
    },
  });
});

describe('the filter of a launch', () => {
  const filterOf = (settings: Partial<CriterionSettings>, filter: RegExp | null) => {
    const { argv } = launchStep(suite(settings), program, { ...request, filter });
    return argv.includes('--') ? argv.at(-1) : undefined;
  };

  test('is that of the suite, else it is narrowed by the ids that are wanted', () => {
    expect(filterOf({}, null)).toBeUndefined();
    expect(filterOf({ filter: '^new$' }, /dup/)).toBe('^new$');
    expect(filterOf({}, /dup/)).toBe('dup');
    expect(filterOf({}, /^rust\/older\/shapes\/dup\/x$/)).toBe('rust/older/shapes/dup/x|^dup/x');
    expect(filterOf({}, /(?:dup|x)/)).toBeUndefined();
  });

  test.each([
    ['anything in the prefix', /older/],
    ['the prefix itself', /^rust\/older\/shapes\//],
    ['the name of parameters', /value/],
    ['a class', /d[ou]p/],
    ['any character', /d.p/],
    ['a flag that changes the meaning', /dup/y],
  ])('is left open for %s', (_, filter) => {
    expect(narrowedFilter(filter, 'rust/older/shapes')).toBeNull();
  });

  test('never leaves out what is wanted', () => {
    const names = ['a', 'b', 'sh', 'shapes', 's', 'a/b', 'b[a]', 'A b'];
    const idsAndNames = names.flatMap((group) =>
      [undefined, ...names].flatMap((name) =>
        [undefined, ...names].map((value) => {
          const path = ['shapes', group, ...(name === undefined ? [] : [name])];
          const params: Record<string, string> = value === undefined ? {} : { value };
          return {
            id: benchmarkId({ suite: 'rust', path, params }),
            fullId: [group, name, value].filter((part) => part !== undefined).join('/'),
          };
        }),
      ),
    );
    let narrowed = 0;
    for (const { id } of idsAndNames) {
      for (let start = 0; start < id.length; start += 3) {
        for (const length of [1, 2, 5, 30]) {
          const wanted = new RegExp(
            id.slice(start, start + length).replaceAll(/[\\[\]]/g, '\\$&'),
            start % 2 === 0 ? '' : 'i',
          );
          const filter = narrowedFilter(wanted, 'rust/shapes');
          if (filter === null) continue;
          narrowed++;
          const criterion = new RegExp(filter.replace('(?i)', ''), wanted.flags);
          const lost = idsAndNames.filter((of) => wanted.test(of.id) && !criterion.test(of.fullId));
          expect(lost, `${wanted} became ${filter}`).toEqual([]);
        }
      }
    }
    expect(narrowed).toBeGreaterThan(1000);
  });
});

describe('the benchmarks that are still of interest', () => {
  const identity = (path: readonly string[], value?: string) => ({
    suite: 'rust',
    path: ['older', 'shapes', ...path],
    params: value === undefined ? ({} as Record<string, string>) : { value },
  });

  test('are named to the program, whatever the filters are', () => {
    const only = [
      identity(['alone']),
      identity(['sizes', 'fib'], '4'),
      identity(['sizes'], '4'),
      { suite: 'rust', path: ['older', 'other', 'alone'], params: {} },
    ];
    const { argv } = launchStep(suite({ filter: '^new$' }), program, {
      ...request,
      filter: /dup/,
      only,
    });
    expect(argv.slice(-2)).toEqual(['--', '^(?:alone|sizes/fib/4|sizes/4)$']);
  });

  test('are matched exactly, whatever they are called', () => {
    const names = [
      'a',
      'a.b',
      'a+',
      '^a$',
      '(?i)a|b',
      '[a]',
      'a\\d',
      '{1}',
      'ä/b',
      'two\nlines',
      '',
    ];
    for (const name of names) {
      const filter = exactFilter([identity([name])], ['older', 'shapes']) ?? '.';
      expect(names.filter((other) => new RegExp(filter).test(other))).toEqual([name]);
    }
    // No argument of a process can hold this character.
    expect(exactFilter([identity(['a\0b'])], ['older', 'shapes'])).toBe('^(?:a\\x00b)$');
  });

  test('decide which programs run', () => {
    const other = { ...program, target: 'other', path: ['older', 'other'] };
    const programs = [program, other];
    expect(wantedPrograms(programs, null)).toEqual(programs);
    expect(wantedPrograms(programs, [identity(['alone'])])).toEqual([program]);
    expect(wantedPrograms(programs, [])).toEqual([]);
  });

  test('are not named when they are too many for a command line', () => {
    const only = Array.from({ length: 1000 }, (_, index) => identity(['a group', `name ${index}`]));
    const filterOf = (changes: Partial<LaunchRequest>, settings = {}) => {
      const { argv } = launchStep(suite(settings), program, { ...request, ...changes });
      return argv.includes('--') ? argv.at(-1) : null;
    };
    expect(filterOf({ only })).toBeNull();
    expect(filterOf({ only, filter: /dup/ })).toBe('dup');
    expect(filterOf({ only }, { filter: 'group' })).toBe('group');
    expect(filterOf({ only: only.slice(0, 100) })).toMatch(/^\^\(\?:a group\/name 0\|/);
  });
});

test('step names are safe and unique, also where case does not count', () => {
  const names = stepNames([
    { packageName: 'a', target: 'b-c' },
    { packageName: 'a-b', target: 'c' },
    { packageName: 'A', target: 'B-C' },
    { packageName: 'é', target: '../x y' },
    { packageName: 'ü', target: '../x y' },
    { packageName: 'l', target: 'x'.repeat(300) },
  ]);
  expect(names.slice(0, 5)).toEqual(['a.b-c', 'a-b.c', 'A.B-C-2', '_..._x_y', '_..._x_y-2']);
  expect(names.every((name) => /^[\w.-]{1,90}$/.test(name))).toBe(true);
});

describe('the defaults of a program by its help', () => {
  test.each([
    ['0.5.1/shapes', defaults],
    ['0.8.2/shapes', defaults],
    ['0.5.1/troubles', { sampleSize: 30, warmupSeconds: 3, measurementSeconds: 2 }],
  ])('%s', async (recording, expected) => {
    const help = await readFile(join(fixtures, recording, 'help.txt'), 'utf8');
    expect(programDefaults(help)).toEqual(expected);
  });

  test('less than a second is shown as 0 and taken for 1', () => {
    const help =
      '--warm-up-time <warm-up-time>\n  Changes it. [default: 0]\n--measurement-time <x>\n [default: 0]\n';
    expect(programDefaults(help)).toEqual({
      sampleSize: 100,
      warmupSeconds: 1,
      measurementSeconds: 1,
    });
  });

  test('without help, they are those of criterion', () => {
    expect(programDefaults('')).toEqual(defaults);
  });
});

describe('a program is known by the text in its file', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'perfwatch-criterion-'));
  });
  afterEach(() => rm(folder, { recursive: true }));

  const mark = 'This executable is a Criterion.rs benchmark';
  const chunk = 1 << 20;

  test.each([0, 1, chunk - 1, chunk - 20, chunk, chunk + 1, 2 * chunk - 5, 3 * chunk])(
    'at byte %i',
    async (position) => {
      const file = join(folder, 'program');
      await writeFile(file, Buffer.concat([Buffer.alloc(position), Buffer.from(`${mark}.\0`)]));
      expect(await containsCriterion(file)).toBe(true);
      await writeFile(file, Buffer.concat([Buffer.alloc(position), Buffer.from(mark.slice(1))]));
      expect(await containsCriterion(file)).toBe(false);
    },
  );
});
