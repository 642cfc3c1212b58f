/** Commands that measure by themselves: what they write is read, and nothing that lay there before. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { launchStep, placeOfResults } from '../../src/harnesses/exec/place.ts';
import { type ExecSettings, execSettingsSchema } from '../../src/harnesses/exec/settings.ts';
import { exec } from '../../src/harnesses/exec.ts';
import type { LaunchReading, PreparedSuite, Suite } from '../../src/harnesses/harness.ts';
import { processIo } from '../../src/io.ts';
import { launchSuite } from '../../src/measure/launch.ts';
import { ready, requestOf, suiteOf, temporaryFolder, toolsFor, wordsOf } from './realLaunches.ts';

const io = processIo();

/** Writes what its arguments say: `file=text`, `+file=text` to add it, or the name of an exit code. */
const program = `
import { appendFileSync, writeFileSync } from 'node:fs';
for (const word of process.argv.slice(2)) {
  if (word.startsWith('exit=')) {
    console.error('something broke');
    process.exitCode = Number(word.slice(5));
    continue;
  }
  const [, add, file, text] = /^(\\+?)([^=]*)=([^]*)$/.exec(word);
  if (file === '') process.stdout.write(text);
  else (add ? appendFileSync : writeFileSync)(file, text);
}
console.error(process.env.WHERE ?? '');
`;

const goText =
  'goos: linux\nBenchmarkParse/n=10 \t 100\t 250 ns/op\t 16 B/op\nBenchmarkParse/n=20 100 500 ns/op\n';

let folder: string;
beforeAll(() => {
  folder = temporaryFolder();
  writeFileSync(join(folder, 'bench.mjs'), program);
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const settingsOf = (words: readonly string[], settings: object) =>
  execSettingsSchema.parse({ command: [process.execPath, 'bench.mjs', ...words], ...settings });

const suite = (
  words: readonly string[],
  settings: object,
  changes: Partial<Suite<ExecSettings>> = {},
) => suiteOf(folder, settingsOf(words, settings), changes);

const prepared = async (of: Suite<ExecSettings>) => ready(await exec.prepare(of, toolsFor(of)));

async function launch(of: Suite<ExecSettings>, by: PreparedSuite): Promise<LaunchReading> {
  const request = requestOf({ folder: join(temporaryFolder(), 'launch') });
  const context = { suite: of, prepared: by, startedBy: [], io };
  const { reading } = await launchSuite(request, {
    ...context,
    interrupt: new AbortController().signal,
  });
  return reading;
}

const launchOf = async (of: Suite<ExecSettings>) => launch(of, await prepared(of));

const both = { 'Parse [n=10]': '1 time, 1 allocated', 'Parse [n=20]': '1 time' };

describe('what a command writes is read', () => {
  it.each<[string, string[], object]>([
    ['from what it prints', [`=${goText}`], { results: 'stdout' }],
    ['from its own folder', [`{results}/a.txt=${goText}`], { results: '{results}/a.txt' }],
    ['from all of its own folder', [`{results}/a.txt=${goText}`], { results: '{results}' }],
    ['by a glob', [`{results}/a.txt=${goText}`], { results: '{results}/*.txt' }],
    ['as the format that is named', [`=${goText}`], { results: 'stdout', format: 'go' }],
    ['in the folder of the suite', [`read.txt=${goText}`], { results: 'read.txt' }],
  ])('%s', async (_, words, settings) => {
    const reading = await launchOf(suite(words, settings));
    expect(wordsOf(reading)).toEqual(both);
    expect(reading).toMatchObject({ failure: null, notices: [] });
  });

  it('in base units', async () => {
    const { benchmarks } = await launchOf(suite([`=${goText}`], { results: 'stdout' }));
    expect(benchmarks[0]).toMatchObject({
      path: ['Parse'],
      params: { n: '10' },
      metrics: [
        { metric: 'time', samples: [2.5e-7] },
        { metric: 'allocated', samples: [16] },
      ],
    });
  });

  it('up to where it failed', async () => {
    const reading = await launchOf(suite([`=${goText}`, 'exit=3'], { results: 'stdout' }));
    expect(wordsOf(reading)).toEqual(both);
    expect(reading.failure).toBe('The command ended with exit code 3:\nsomething broke');
  });

  it('and what is not, is told', async () => {
    const odd = `${goText}BenchmarkOdd 100 -12 ns/op\n`;
    const { notices } = await launchOf(suite([`=${odd}`], { results: 'stdout' }));
    expect(notices).toEqual(['Not read (stdout.log, line 4): a value is negative.']);
  });
});

describe('results that are not', () => {
  it.each<[string, string[], object, RegExp]>([
    [
      'there',
      [],
      { results: 'nothing.txt' },
      /^The command left no results: There is nothing at nothing\.txt\./,
    ],
    [
      'in its folder',
      [],
      { results: '{results}/x', command: ['node', '-e', '0', '{results}'] },
      /^The command left no results: There is nothing at x\./,
    ],
    [
      'of a known format',
      ['=hello'],
      { results: 'stdout' },
      /is of no format that is known: it is text that begins with "hello"\. .*`format:` NAME/,
    ],
    ['printed', [], { results: 'stdout' }, /stdout\.log is empty/],
    [
      'whole',
      ['=[{]'],
      { results: 'stdout', format: 'jmh' },
      /stdout\.log was read as JMH JSON \(-rf json\), and holds no results: in line 1, here JSON is broken/,
    ],
  ])('%s are told', async (_, words, settings, message) => {
    const reading = await launchOf(suite(words, settings));
    expect(reading.benchmarks).toEqual([]);
    expect(reading.failure).toMatch(message);
  });
});

describe('what lay there before', () => {
  beforeEach(async () => {
    await rm(join(folder, 'out'), { recursive: true, force: true });
    mkdirSync(join(folder, 'out'));
    writeFileSync(join(folder, 'out', 'old.txt'), goText);
  });

  it('is not read', async () => {
    const of = suite([], { results: 'out/old.txt' });
    const { benchmarks, failure } = await launchOf(of);
    expect(benchmarks).toEqual([]);
    expect(failure).toBe(
      'The command left no results: out/old.txt was there before, and the command did not write it.',
    );
  });

  it('is not read in a later launch', async () => {
    const of = suite([], { results: 'out/old.txt' });
    const by = await prepared(of);
    writeFileSync(join(folder, 'out', 'old.txt'), goText.replace('250', '260'));
    expect((await launch(of, by)).failure).toBeNull();
    expect((await launch(of, by)).failure).toMatch(/was there before/);
  });

  it('is read when it was written again, with the same text', async () => {
    const of = suite([`out/old.txt=${goText}`], { results: 'out/old.txt' });
    const by = await prepared(of);
    expect(wordsOf(await launch(of, by))).toEqual(both);
    expect(wordsOf(await launch(of, by))).toEqual(both);
  });

  it('is not read with what is added to it', async () => {
    const of = suite([`+out/old.txt=${goText}`], { results: 'out/old.txt' });
    const { benchmarks, failure } = await launchOf(of);
    expect(benchmarks).toEqual([]);
    expect(failure).toBe(
      'The command left no results: the command adds its results to out/old.txt, in which those of earlier launches are as well: let it write them into {results}.',
    );
  });

  it('is left out of a glob, and told', async () => {
    const of = suite([`out/new.txt=${goText}`], { results: 'out/*.txt' });
    const reading = await launchOf(of);
    expect(wordsOf(reading)).toEqual(both);
    expect(reading.notices).toEqual([
      'Not read, as they were there before the launch: out/old.txt.',
    ]);
  });

  it('is left out of a glob with whatever else is no result', async () => {
    const of = suite([`out/new.txt=${goText}`, 'out/log.txt=hello'], { results: 'out/*.txt' });
    const reading = await launchOf(of);
    expect(wordsOf(reading)).toEqual(both);
    expect(reading.notices).toEqual([
      'Not read, as they were there before the launch: out/old.txt.',
      expect.stringMatching(/^What out\/log\.txt holds is of no format that is known:/),
    ]);
  });

  it('makes a folder useless', async () => {
    const of = suite([`out/new.txt=${goText}`], { results: 'out' });
    expect((await launchOf(of)).failure).toMatch(
      /^The command left no results: out\/old\.txt in out was there before/,
    );
  });
});

describe('the own folder of a launch', () => {
  it('is told to the command and to its environment', () => {
    const env = { WHERE: 'x{results}y{results}', OTHER: 'z' };
    const of = suite(['--out={results}/$&'], { results: '{results}' }, { env });
    const step = launchStep(of, { folder: '/launch' });
    expect(step.argv.at(-1)).toBe('--out=/launch/results/$&');
    expect(step.env).toEqual({ WHERE: 'x/launch/resultsy/launch/results' });
    expect(placeOfResults(of, { folder: '/launch' })).toEqual({
      cwd: '/launch/results',
      path: '.',
      isFresh: true,
    });
  });

  it('has to be named where results are in it', async () => {
    const of = suite([], { results: '{results}/a.json' });
    expect(await exec.prepare(of, toolsFor(of))).toEqual({
      state: 'failed',
      message:
        '`results` are in {results}, but nobody tells the command where that is: name {results} in `command` or `env` too.',
    });
  });
});

describe('settings', () => {
  it.each(['/etc/results.json', '../x.json', 'a/../../b', 'C:\\x', '{results}/../x'])(
    'refuse results at %s',
    (results) => {
      expect(
        execSettingsSchema.safeParse({ command: 'x', results }).error?.issues[0]?.message,
      ).toBe('write a path within the folder of the suite or within {results}');
    },
  );

  it.each<[object, RegExp]>([
    [{ format: 'nothing' }, /^There is no format "nothing"\. Choose among: .*\bgo\b/],
    [
      { prepare: ['node', '-e', 'process.exit(4)'] },
      /^The prepare command .* ended with exit code 4\.$/,
    ],
  ])('%j is told', async (settings, message) => {
    const of = suite([], { results: 'stdout', ...settings });
    expect(await exec.prepare(of, toolsFor(of))).toEqual({
      state: 'failed',
      message: expect.stringMatching(message),
    });
  });

  it('tell that times have no effect', async () => {
    const of = suite([], { results: 'stdout' }, { measurementSeconds: 1 });
    expect((await prepared(of)).notices).toEqual([
      '`measurementSeconds` and `warmupSeconds` have no effect: how long it measures is up to the command.',
    ]);
  });

  it('refuse a program of the working tree for the base', async () => {
    const of = suiteOf(
      temporaryFolder(),
      settingsOf([], { results: 'stdout', command: [join(folder, 'bench.mjs')] }),
    );
    const tools = toolsFor(of, { otherSideFolder: folder });
    expect(await exec.prepare(of, tools)).toMatchObject({
      state: 'failed',
      message: expect.stringContaining('both sides would be measured with the same code'),
    });
  });
});
