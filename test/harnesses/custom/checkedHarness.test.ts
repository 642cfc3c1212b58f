/** Harnesses of the repository's own, which are as wrong as code can be. */
import { describe, expect, it } from 'vitest';
import { checkedHarness, customSettings } from '../../../src/harnesses/custom/checkedHarness.ts';
import {
  type AnyCustomHarness,
  harnessProblem,
  isHarness,
} from '../../../src/harnesses/custom/customHarness.ts';
import { ready, requestOf, suiteOf, toolsFor } from '../realLaunches.ts';

const reading = {
  benchmarks: [
    {
      state: 'measured',
      path: ['parse'],
      params: { n: '1' },
      source: undefined,
      work: { bytes: 10, elements: undefined },
      metrics: [{ metric: 'time', sampleKind: 'call', samples: [1, 2, Number.NaN] }],
    },
    { state: 'failed', path: ['print'], params: {}, message: 'no paper' },
  ],
  failure: null,
  notices: ['low on ink'],
};
const step = { name: 'print', argv: ['true'], cwd: '/', env: {} };
const suite = {
  harness: { name: 'printer', version: '1' },
  toolchain: {},
  notices: [],
  sources: [],
  steps: () => [step],
  read: () => reading,
};

/** Whatever a module may export: checked as the default export of one is. */
function harnessOf(parts: object): AnyCustomHarness {
  const value: unknown = { name: 'printer', prepare: () => ({ state: 'ready', suite }), ...parts };
  if (!isHarness(value, [])) throw new Error('no harness');
  return value;
}

const own = suiteOf('/', {});
const checked = (parts: object) => checkedHarness(harnessOf(parts), '/ci/printer.mjs');
const prepare = (parts: object) => checked(parts).prepare(own, toolsFor(own));
const prepared = async (parts: object) =>
  ready(await prepare({ prepare: () => ({ state: 'ready', suite: { ...suite, ...parts } }) }));

/** What was thrown, as it is told. */
const messageOf = (promise: Promise<unknown>) =>
  promise.then(
    () => 'nothing was thrown',
    (error: unknown) => String(error),
  );

describe('a harness of the repository’s own', () => {
  it('gives what it gives, without what is undefined', async () => {
    const { steps, read, ...rest } = await prepared({});
    expect(rest).toMatchObject({ harness: { name: 'printer', version: '1' } });
    expect(steps(requestOf())).toEqual([step]);
    const { benchmarks, notices } = await read(requestOf(), new Map());
    const [first, second] = reading.benchmarks;
    const { source: _, ...measured } = first ?? {};
    expect(benchmarks).toStrictEqual([{ ...measured, work: { bytes: 10 } }, second]);
    expect(notices).toEqual(['low on ink']);
  });

  it.each([
    { state: 'missing', what: 'printer', install: 'buy one' },
    { state: 'failed', message: 'out of paper' },
  ])('may say that it is $state', async (preparation) => {
    expect(await prepare({ prepare: async () => preparation })).toEqual(preparation);
  });

  it('may be made of classes that keep something to themselves', async () => {
    class Prepared {
      readonly #steps = [step];
      readonly harness = suite.harness;
      readonly toolchain = {};
      readonly notices = [];
      readonly sources = [];
      steps() {
        return this.#steps;
      }
      async read() {
        return { ...reading, notices: [String(this.#steps.length)] };
      }
    }
    const { steps, read } = ready(
      await prepare({ prepare: () => ({ state: 'ready', suite: new Prepared() }) }),
    );
    expect(steps(requestOf())).toEqual([step]);
    expect((await read(requestOf(), new Map())).notices).toEqual(['1']);
  });
});

describe('what goes wrong is its fault, with its file:', () => {
  it.each([
    ['a prepare that throws', () => Promise.reject(new Error('no printer')), 'no printer'],
    ['a prepare that gives nothing', () => undefined, 'expected object, received undefined'],
    ['an unknown state', () => ({ state: 'fine' }), 'state: '],
    ['no suite', () => ({ state: 'ready' }), 'suite: '],
    [
      'no version',
      () => ({ state: 'ready', suite: { ...suite, harness: { name: 'printer' } } }),
      'suite.harness.version: expected string',
    ],
    [
      'no function',
      () => ({ state: 'ready', suite: { ...suite, steps: [] } }),
      'suite.steps: expected function',
    ],
    [
      'the results of another harness',
      () => ({ state: 'ready', suite: { ...suite, harness: { name: 'criterion', version: '1' } } }),
      'its suite is one of criterion',
    ],
  ])('%s', async (_, own, says) => {
    const message = await messageOf(prepare({ prepare: own }));
    expect(message).toMatch(/^PerfwatchError: `prepare` of harness printer went wrong: /);
    expect(message).toContain(says);
    expect(message).toMatch(/ Mend \/ci\/printer\.mjs\.$/);
  });

  it.each([
    ['steps that throw', () => JSON.parse('{'), 'JSON'],
    ['no list', () => step, 'expected array'],
    ['a promise', async () => [step], 'expected array'],
    ['a folder elsewhere', () => [{ ...step, name: '../print' }], '0.name: use letters'],
    ['no program', () => [{ ...step, argv: [] }], '0.argv.0: '],
    ['two of a name', () => [step, step], 'two steps have the same name'],
  ])('%s', async (_, steps, says) => {
    const { steps: checkedSteps } = await prepared({ steps });
    expect(() => checkedSteps(requestOf())).toThrow(/^`steps` of harness printer went wrong: /);
    expect(() => checkedSteps(requestOf())).toThrow(says);
  });

  const [measured] = reading.benchmarks;
  const withBenchmark = (parts: object) => () => ({
    ...reading,
    benchmarks: [{ ...measured, ...parts }],
  });
  const withMetric = (parts: object) =>
    withBenchmark({ metrics: [{ metric: 'time', sampleKind: 'call', samples: [1], ...parts }] });
  it.each([
    ['a read that throws', () => Promise.reject(new Error('jammed')), 'jammed'],
    ['a read that throws nothing', () => Promise.reject(null), 'null'],
    ['text', () => 'fast', 'expected object, received string'],
    ['no notices', () => ({ benchmarks: [], failure: null }), 'notices: '],
    ['a benchmark without a name', withBenchmark({ path: [] }), 'benchmarks.0.path: '],
    ['an unknown metric', withMetric({ metric: 'speed' }), 'benchmarks.0.metrics.0.metric: '],
    ['a throughput', withMetric({ metric: 'throughput' }), 'benchmarks.0.metrics.0.metric: '],
    [
      'a metric without its direction',
      withMetric({ metric: 'speed', unit: '1/s' }),
      'metrics.0.metric: tell unit and direction of all metrics but time, ',
    ],
    ['a unit that is none', withMetric({ unit: 'ms', direction: null }), 'metrics.0.unit: '],
    ['a key that nobody reads', withMetric({ sampels: [1] }), '"sampels"'],
    ['samples as text', withMetric({ samples: ['1'] }), 'metrics.0.samples.0: expected number'],
    ['a line of text', withBenchmark({ source: { file: 'a', line: '1' } }), 'source.line: '],
  ])('%s', async (_, read, says) => {
    const suite = await prepared({ read });
    const message = await messageOf(suite.read(requestOf(), new Map()));
    expect(message).toMatch(/^PerfwatchError: `read` of harness printer went wrong: /);
    expect(message).toContain(says);
  });
});

describe('its settings', () => {
  const settings = (parts: object, keys: Record<string, unknown> = {}) =>
    customSettings(harnessOf(parts), 'cli', keys);

  it('are what it makes of the keys', () => {
    const parseSettings = ({ paper }: Record<string, unknown>) => ({ paper: paper ?? 'A4' });
    expect(settings({ parseSettings })).toEqual({ paper: 'A4' });
    expect(settings({ parseSettings }, { paper: 'A5' })).toEqual({ paper: 'A5' });
    expect(settings({})).toEqual({});
  });

  const circular: { self?: unknown } = {};
  circular.self = circular;
  it.each([
    ['without a check', {}, 'paper: there is no such key; ink: there is no such key'],
    [
      'that it refuses',
      {
        parseSettings() {
          throw new Error('paper: we have A4\nonly.');
        },
      },
      'paper: we have A4 only',
    ],
    [
      'that a schema refuses',
      {
        parseSettings() {
          throw { issues: [{ path: ['a', 0], message: 'no' }, { path: [{ key: 'b' }] }, 3] };
        },
      },
      'a.0: no; b: undefined; undefined',
    ],
    ['that are no plain data', { parseSettings: () => circular }, 'circular'],
  ])('%s', (_, parts, says) => {
    const parse = () => settings(parts, { paper: 1, ink: 2 });
    expect(parse).toThrow(/^Suite "cli" is not what harness printer takes: /);
    expect(parse).toThrow(says);
  });
});

it.each([
  [undefined, 'it has no default export'],
  [() => ({}), 'its default is a function'],
  [null, 'its default is null'],
  [{}, '`name` is not a word'],
  [{ name: '../x', prepare() {} }, '`name` is not a word'],
  [{ name: 'criterion', prepare() {} }, 'perfwatch has a harness `criterion` itself'],
  [{ name: 'x' }, '`prepare` is no function'],
  [{ name: 'x', prepare() {}, parseSettings: {} }, '`parseSettings` is no function'],
])('%s is no harness', (value, says) => {
  expect(harnessProblem(value, ['criterion'])).toContain(says);
});
