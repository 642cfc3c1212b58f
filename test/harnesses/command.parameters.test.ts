/** Commands with parameters: what is measured, under which identity, and what is refused. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { configurationProblems } from '../../src/config/problems.ts';
import { configurationSchema } from '../../src/config/schema.ts';
import { measuredCommands, titleOf } from '../../src/harnesses/command/combinations.ts';
import { numbersInRange } from '../../src/harnesses/command/decimalRange.ts';
import { command } from '../../src/harnesses/command.ts';
import {
  launchOnce,
  ready,
  requestOf,
  suiteOf,
  temporaryFolder,
  toolsFor,
  wordsOf,
} from './realLaunches.ts';

const node = process.execPath;

const settingsOf = (commands: unknown, parameters?: unknown) =>
  command.settings.parse({ commands, parameters, runs: 1, warmupRuns: 0 });

const measured = (commands: unknown, parameters?: unknown) =>
  measuredCommands(settingsOf(commands, parameters)).map((one) => [titleOf(one), ...one.argv]);

/** As `perfwatch run` would tell them. */
function problemsOf(commands: unknown, parameters: unknown): readonly string[] {
  const suites = { cli: { harness: 'command', commands, parameters } };
  const parsed = configurationSchema.safeParse({ suites });
  return parsed.success ? [] : configurationProblems(parsed.error);
}

describe('a range', () => {
  it.each([
    [{ from: 1, to: 10, step: 3 }, ['1', '4', '7', '10']],
    [{ from: 0, to: 0.5, step: 0.1 }, ['0', '0.1', '0.2', '0.3', '0.4', '0.5']],
    [{ from: 0.95, to: 1.1, step: 0.05 }, ['0.95', '1', '1.05', '1.1']],
    [{ from: 1, to: 2, step: 0.6 }, ['1', '1.6']],
    [{ from: -0.2, to: 0.1, step: 0.1 }, ['-0.2', '-0.1', '0', '0.1']],
    [{ from: 5, to: 5, step: 1 }, ['5']],
    [{ from: 1e-7, to: 3e-7, step: 1e-7 }, ['0.0000001', '0.0000002', '0.0000003']],
    [{ from: 1e21, to: 2e21, step: 1e21 }, ['1000000000000000000000', '2000000000000000000000']],
    [{ from: 2, to: 1, step: 1 }, []],
  ])('%j', (range, numbers) => {
    expect(numbersInRange(range)).toEqual(numbers);
  });

  it('holds what is written in it, however many places that has', () => {
    const hundredths = fc.integer({ min: -10_000, max: 10_000 });
    fc.assert(
      fc.property(hundredths, fc.nat(50), fc.integer({ min: 1, max: 999 }), (from, count, step) => {
        const range = { from: from / 100, to: (from + count * step) / 100, step: step / 100 };
        const numbers = numbersInRange(range);
        // A quotient of whole numbers is the number nearest to it, which the text must name as well.
        expect(numbers.map(Number)).toEqual(
          Array.from({ length: count + 1 }, (_, index) => (from + index * step) / 100),
        );
        expect(numbers.every((text) => /^-?\d+(\.\d?[1-9])?$/.test(text))).toBe(true);
      }),
    );
  });
});

describe('commands with parameters', () => {
  it('are measured for every combination of those that they name, in order', () => {
    const parameters = { size: [1, 10], codec: ['gzip', 'zstd'] };
    const commands = {
      compress: 'tool --codec {codec} --level={size} {codec}.bin',
      only: ['{codec}', '{size}'].slice(0, 1),
      help: 'tool --help',
    };
    expect(measured(commands, parameters)).toEqual([
      ['compress[size=1,codec=gzip]', 'tool', '--codec', 'gzip', '--level=1', 'gzip.bin'],
      ['compress[size=1,codec=zstd]', 'tool', '--codec', 'zstd', '--level=1', 'zstd.bin'],
      ['compress[size=10,codec=gzip]', 'tool', '--codec', 'gzip', '--level=10', 'gzip.bin'],
      ['compress[size=10,codec=zstd]', 'tool', '--codec', 'zstd', '--level=10', 'zstd.bin'],
      ['only[codec=gzip]', 'gzip'],
      ['only[codec=zstd]', 'zstd'],
      ['help', 'tool', '--help'],
    ]);
    const steps = { from: 0.1, to: 0.3, step: 0.1 };
    expect(measured({ wait: 'wait {s}' }, { s: steps }).map(([title]) => title)).toEqual([
      'wait[s=0.1]',
      'wait[s=0.2]',
      'wait[s=0.3]',
    ]);
    const byOne = { from: 8, to: 9 };
    expect(measured({ wait: 'wait {s}' }, { s: byOne }).map((words) => words[2])).toEqual([
      '8',
      '9',
    ]);
  });

  it('keep each value in its word, whatever it holds', () => {
    const values = ['a b', `it's "x"`, '$HOME; rm -rf | >', '{other}', '{{', '$&$1', '', '\\'];
    const found = measured({ say: 'say "<{text}>" end' }, { text: values });
    expect(found.map((words) => words.slice(1))).toEqual(
      values.map((value) => ['say', `<${value}>`, 'end']),
    );
  });

  it('have doubled braces where braces are meant', () => {
    expect(measured({ awk: `awk '{{print {n}}}' {{n}} {{{n}}}` }, { n: [1] })).toEqual([
      ['awk[n=1]', 'awk', '{print 1}', '{n}', '{1}'],
    ]);
  });

  it('stay as they are where no parameters are declared', () => {
    const commands = { awk: `awk '{print {{x}}' {n} }` };
    const words = ['awk', 'awk', '{print {{x}}', '{n}', '}'];
    expect(measured(commands)).toEqual([words]);
    expect(measured(commands, {})).toEqual([words]);
    expect(problemsOf(commands, {})).toEqual([]);
  });

  it('never depend on what every object has', () => {
    expect(measured({ x: 'x {constructor}' }, { constructor: [1] })).toEqual([
      ['x[constructor=1]', 'x', '1'],
    ]);
    expect(problemsOf({ x: 'x {toString}{n}' }, { n: [1] })).toEqual([
      expect.stringContaining('there is no parameter {toString} (known: n)'),
    ]);
  });
});

describe('parameters that do not fit', () => {
  it.each<[string, unknown, unknown, readonly string[]]>([
    [
      'an unknown name',
      { zip: 'zip {size} {levle}' },
      { size: [1], level: [2] },
      [
        'suites.cli.commands.zip: there is no parameter {levle} (known: size, level); write {{ and }} for braces as such',
        'suites.cli.parameters.level: no command uses {level}',
      ],
    ],
    [
      'a lone brace',
      { awk: `awk '{print $1; print $2; exit}' {n}` },
      { n: [1] },
      [
        'suites.cli.commands.awk: the brace at "{print $1; print $2;" belongs to no parameter; write {{ and }} for braces as such',
      ],
    ],
    [
      'no values',
      { x: 'x {n}' },
      { n: [] },
      ['suites.cli.parameters.n: give it at least one value'],
    ],
    [
      'a value twice',
      { x: 'x {n}' },
      { n: [1, '1'] },
      ['suites.cli.parameters.n: a value is there twice'],
    ],
    [
      'no numbers and no texts',
      { x: 'x {n}' },
      { n: [true] },
      [
        'suites.cli.parameters.n: a list of numbers and texts such as [1, 10], or a range such as {from: 1, to: 10, step: 3}',
      ],
    ],
    [
      'a range that goes down',
      { x: 'x {n}' },
      { n: { from: 2, to: 1 } },
      ['suites.cli.parameters.n: `to` is less than `from`'],
    ],
    [
      'a step of nothing',
      { x: 'x {n}' },
      { n: { from: 1, to: 2, step: 0 } },
      ['suites.cli.parameters.n: `step` must be above zero'],
    ],
    [
      'a misspelt key',
      { x: 'x {n}' },
      { n: { from: 1, to: 2, by: 1 } },
      ['suites.cli.parameters.n.by: there is no such key'],
    ],
    [
      'a name with a space',
      { x: 'x {a b}' },
      { 'a b': [1] },
      [
        'suites.cli.parameters.a b: this name cannot be used; use letters, digits, ".", "_" and "-" only',
      ],
    ],
    [
      'a program that is empty',
      { x: '{n} x' },
      { n: ['', 'sudo'] },
      ['suites.cli.commands.x: a value makes the program an empty word'],
    ],
    [
      'more than anybody waits for',
      { x: 'x {a} {b}', y: 'y {a}' },
      { a: { from: 1, to: 500 }, b: [1, 2] },
      [
        'suites.cli.parameters: the commands and their parameters make more than 1000 benchmarks; give fewer values, or let each command name fewer parameters',
      ],
    ],
    [
      'endless ranges, at once',
      { x: 'x {a}' },
      { a: { from: 0, to: 1e300, step: 1e-300 } },
      [expect.stringContaining('more than 1000')],
    ],
  ])('such as %s', (_, commands, parameters, problems) => {
    expect(problemsOf(commands, parameters)).toEqual(problems);
  });

  it('do not hide that a command needs a shell', () => {
    expect(problemsOf({ x: 'x {n} | y' }, { n: [1] })).toContainEqual(
      expect.stringContaining('`|` is for a shell'),
    );
  });

  it('may be as many as a thousand', () => {
    expect(problemsOf({ x: 'x {a}' }, { a: { from: 1, to: 1000 } })).toEqual([]);
  });
});

describe('launches with parameters', () => {
  const echo = 'fs.appendFileSync("words.txt", JSON.stringify(process.argv.slice(1)) + "\\n")';
  const parameters = { size: [1, 10], text: ['a/b', 'a b'] };
  const commands = { echo: [node, '-e', echo, '{size}', '<{text}>'], plain: [node, '-e', ''] };
  const suite = () => suiteOf(temporaryFolder(), settingsOf(commands, parameters));

  it('measure each combination under its own identity', async () => {
    const one = suite();
    const { reading, prepared } = await launchOnce(command, one);
    expect(Object.keys(wordsOf(reading))).toEqual([
      'echo [size=1, text=a/b]',
      'echo [size=1, text=a b]',
      'echo [size=10, text=a/b]',
      'echo [size=10, text=a b]',
      'plain',
    ]);
    expect(reading.benchmarks.every(({ state }) => state === 'measured')).toBe(true);
    const words = readFileSync(join(one.folder, 'words.txt'), 'utf8').trim().split('\n');
    expect(words.map((line) => JSON.parse(line))).toEqual([
      ['1', '<a/b>'],
      ['1', '<a b>'],
      ['10', '<a/b>'],
      ['10', '<a b>'],
    ]);
    const names = prepared.steps(requestOf()).map(({ name }) => name);
    expect(names).toEqual([
      '1-echo-size-1-text-a-b-',
      '2-echo-size-1-text-a-b-',
      '3-echo-size-10-text-a-b-',
      '4-echo-size-10-text-a-b-',
      '5-plain',
    ]);
  });

  it('run only what is wanted, by identity and parameters', async () => {
    const one = suite();
    const prepared = ready(await command.prepare(one, toolsFor(one)));
    const numbers = (changes: Parameters<typeof requestOf>[0]) =>
      prepared.steps(requestOf(changes)).map(({ name }) => name.split('-')[0]);
    expect(numbers({ filter: /size=10/ })).toEqual(['3', '4']);
    expect(numbers({ filter: /echo\[/ })).toEqual(['1', '2', '3', '4']);
    const identity = (path: string, params: Record<string, string>) => ({
      suite: 'suite',
      path: [path],
      params,
    });
    const only = [identity('echo', { text: 'a b', size: '1' }), identity('plain', {})];
    expect(numbers({ only })).toEqual(['2', '5']);
    expect(numbers({ only: [identity('echo', {})] })).toEqual([]);
  });

  it('tell which combination failed, and measure the others', async () => {
    const script = 'process.exitCode = process.argv[1] === "2" ? 3 : 0';
    const one = suiteOf(
      temporaryFolder(),
      settingsOf({ exits: [node, '-e', script, '{n}'] }, { n: { from: 1, to: 3 } }),
    );
    const { reading } = await launchOnce(command, one);
    expect(wordsOf(reading)).toEqual({
      'exits [n=1]': expect.stringContaining('1 time'),
      'exits [n=2]': `failed: ${node} ended with exit code 3 in run 1 of 1`,
      'exits [n=3]': expect.stringContaining('1 time'),
    });
  });

  it('find a program of the user’s repository among the values', async () => {
    const user = temporaryFolder();
    const prepare = (program: string) => {
      const one = suiteOf(
        temporaryFolder(),
        settingsOf({ run: '{program} {n}' }, { program: ['true', program], n: [1, 2] }),
      );
      return command.prepare(one, toolsFor(one, { otherSideFolder: user }));
    };
    expect(await prepare(join(user, 'tool'))).toMatchObject({
      state: 'failed',
      message: expect.stringContaining(`The command run runs ${user}`),
    });
    expect((await prepare('./tool')).state).toBe('ready');
  });
});
