/** The run around a harness that does what a test wants, with real processes where there are any. */
import { existsSync } from 'node:fs';
import { rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type {
  BenchmarkReading,
  Harness,
  LaunchReading,
  Preparation,
  PreparedSuite,
  Suite,
} from '../../src/harnesses/harness.ts';
import { type MeasureRequest, measureRun } from '../../src/measure/measureRun.ts';
import type { RunnableSuite } from '../../src/measure/prepare.ts';
import type { ProgressEvent } from '../../src/measure/progress.ts';
import { runSchema } from '../../src/model/run.ts';
import { fakeIo } from '../support/io.ts';
import { nodeCommand, temporaryFolder } from '../support/project.ts';

const good: BenchmarkReading = {
  path: ['work'],
  params: {},
  state: 'measured',
  metrics: [{ metric: 'time', sampleKind: 'call', samples: [1] }],
};

const readingOf = (more: Partial<LaunchReading> = {}): LaunchReading => ({
  benchmarks: [good],
  failure: null,
  notices: [],
  ...more,
});

function prepared(more: Partial<PreparedSuite> = {}): Preparation {
  return {
    state: 'ready',
    suite: {
      harness: { name: 'test', version: '1' },
      toolchain: {},
      notices: [],
      sources: [],
      steps: () => [],
      read: async () => readingOf(),
      ...more,
    },
  };
}

function runnable(
  name: string,
  prepare: Harness['prepare'],
  more: Partial<Suite> = {},
): RunnableSuite {
  return {
    suite: {
      name,
      folder: process.cwd(),
      env: {},
      launches: 3,
      timeoutSeconds: 60,
      prepareTimeoutSeconds: 60,
      measurementSeconds: null,
      warmupSeconds: null,
      settings: {},
      ...more,
    },
    harness: { name: 'test', prepare },
  };
}

async function measure(suites: readonly RunnableSuite[], more: Partial<MeasureRequest> = {}) {
  const folder = temporaryFolder('measure');
  const run = await measureRun({
    suites,
    repositoryFolder: folder,
    rawFolder: join(folder, 'raw'),
    launches: 3,
    filter: null,
    selection: null,
    expectedLaunchSeconds: new Map(),
    perfwatchVersion: '0.0.0',
    interrupt: new AbortController().signal,
    onProgress: () => undefined,
    io: fakeIo({ cwd: folder }),
    ...more,
  });
  // Whatever happens, the run can be written and read again.
  return runSchema.parse(JSON.parse(JSON.stringify(run)));
}

const healthy = runnable('healthy', async () => prepared());

describe('a suite that goes wrong leaves the others alone', () => {
  it.each([
    {
      what: 'its toolchain is missing',
      prepare: async (): Promise<Preparation> => ({
        state: 'missing',
        what: 'cargo',
        install: 'see https://rustup.rs',
      }),
      state: 'skipped',
      message: 'cargo was not found. To mend this: see https://rustup.rs',
      launches: 0,
    },
    {
      what: 'it cannot be built',
      prepare: async (): Promise<Preparation> => ({ state: 'failed', message: 'error[E0425]' }),
      state: 'failed',
      message: 'error[E0425]',
      launches: 0,
    },
    {
      what: 'its plug-in has a defect while preparing',
      prepare: async (): Promise<Preparation> => {
        throw new TypeError('oops');
      },
      state: 'failed',
      message: /defect of perfwatch.*TypeError: oops\n.*at /s,
      launches: 0,
    },
    {
      what: 'its plug-in has a defect while reading',
      prepare: async () =>
        prepared({
          read: async () => {
            throw new TypeError('oops');
          },
        }),
      state: 'failed',
      message: /defect of perfwatch.*TypeError: oops/s,
      launches: 1,
    },
    {
      what: 'it measures nothing',
      prepare: async () => prepared({ read: async () => readingOf({ benchmarks: [] }) }),
      state: 'failed',
      message: /there was no benchmark in them/,
      launches: 3,
    },
    {
      what: 'a launch fails without any result',
      prepare: async () =>
        prepared({ read: async () => readingOf({ benchmarks: [], failure: 'crashed' }) }),
      state: 'failed',
      message: 'crashed',
      // What cannot measure anything is not tried again.
      launches: 1,
    },
    {
      what: 'one launch fails behind some results',
      prepare: async () =>
        prepared({
          read: async ({ index }) => readingOf({ failure: index === 1 ? 'crashed' : null }),
        }),
      state: 'incomplete',
      message: 'crashed',
      launches: 3,
    },
  ])('$what', async ({ prepare, state, message, launches }) => {
    const run = await measure([runnable('broken', prepare), healthy]);
    const [broken, other] = run.suites;
    expect(broken).toMatchObject({
      state,
      message: typeof message === 'string' ? message : expect.stringMatching(message),
    });
    expect(broken?.launches).toHaveLength(launches);
    expect(other).toMatchObject({ suite: 'healthy', state: 'measured' });
    expect(other?.benchmarks[0]?.measurements[0]?.launches).toHaveLength(3);
    expect(run.state).toBe('complete');
  });

  it('its step hangs: it is ended, not launched again, and what it had measured is kept', async () => {
    const [program = '', ...rest] = nodeCommand('setInterval(() => {}, 1000)');
    const hanging = runnable(
      'hanging',
      async () =>
        prepared({
          steps: () => [{ name: 'hang', argv: [program, ...rest], cwd: '/', env: {} }],
        }),
      { timeoutSeconds: 0.5 },
    );
    const run = await measure([hanging, healthy]);
    expect(run.suites[0]).toMatchObject({
      state: 'incomplete',
      message: expect.stringMatching(
        /ended after 0.5 s\. Raise `timeoutSeconds` of suite "hanging"/,
      ),
      launches: [{ launch: 0, state: 'incomplete' }],
      benchmarks: [{ id: 'hanging/work', state: 'measured' }],
    });
    expect(run.suites[1]?.state).toBe('measured');
  });

  it('what it writes cannot be written any more', async () => {
    // A file in place of the suite's folder, as a full disk would: no folder can be made there.
    const suite = runnable('broken', async (_, tools) => {
      void tools;
      return prepared();
    });
    const folder = temporaryFolder();
    await writeFile(join(folder, 'raw'), '');
    const run = await measure([suite], { rawFolder: join(folder, 'raw') });
    expect(run.suites[0]).toMatchObject({
      state: 'failed',
      message: expect.stringMatching(/^perfwatch could not go on: ENOTDIR: .*\.$/),
    });
    expect(run.commit).toBeNull();
  });

  it('its messages have megabytes: the run stays small', async () => {
    const failure = 'x'.repeat(5_000_000);
    const run = await measure([
      runnable('loud', async () =>
        prepared({ read: async () => readingOf({ benchmarks: [], failure }) }),
      ),
      runnable('broken', async () => ({ state: 'failed', message: failure })),
    ]);
    expect(JSON.stringify(run).length).toBeLessThan(50_000);
  });
});

describe('an interrupt', () => {
  it('before the first launch: all suites say so, and no more is prepared', async () => {
    const controller = new AbortController();
    const first = runnable('first', async () => {
      controller.abort('SIGINT');
      return prepared();
    });
    const run = await measure([first, healthy], { interrupt: controller.signal });
    expect(run.state).toBe('interrupted');
    expect(run.suites).toMatchObject([
      { suite: 'first', state: 'incomplete', message: 'It was interrupted.', launches: [] },
      { suite: 'healthy', state: 'incomplete', harness: null, message: 'It was interrupted.' },
    ]);
  });

  it('between launches: what was measured is kept and marked as incomplete', async () => {
    const controller = new AbortController();
    const first = runnable('first', async () =>
      prepared({
        read: async ({ index }) => {
          if (index === 1) controller.abort('SIGTERM');
          return readingOf();
        },
      }),
    );
    const run = await measure([first, healthy], { interrupt: controller.signal });
    expect(run).toMatchObject({
      state: 'interrupted',
      suites: [
        { state: 'incomplete', message: 'It was interrupted after 2 of 3 launches.' },
        { state: 'incomplete', message: 'It was interrupted after 1 of 3 launches.' },
      ],
    });
    expect(run.suites[0]?.benchmarks[0]?.measurements[0]?.launches).toHaveLength(2);
  });

  it('after the last launch: nothing is missing', async () => {
    const controller = new AbortController();
    const only = runnable('only', async () =>
      prepared({
        read: async ({ index }) => {
          if (index === 2) controller.abort('SIGINT');
          return readingOf();
        },
      }),
    );
    const run = await measure([only], { interrupt: controller.signal });
    expect(run.suites[0]?.state).toBe('measured');
    expect(run.state).toBe('interrupted');
  });
});

describe('a filter', () => {
  it('leaves out what a harness measured all the same', async () => {
    const suite = runnable('suite', async () =>
      prepared({
        read: async () => readingOf({ benchmarks: [good, { ...good, path: ['other'] }] }),
      }),
    );
    const run = await measure([suite], { filter: /other$/ });
    expect(run.filter).toBe('other$');
    expect(run.suites[0]?.benchmarks.map(({ id }) => id)).toEqual(['suite/other']);
  });

  it('that leaves nothing of a suite makes it no failure', async () => {
    const run = await measure([healthy], { filter: /nothing/ });
    expect(run.suites[0]).toMatchObject({ state: 'measured', benchmarks: [] });
  });
});

it('launches the suites in turn, each in a folder of its own that is fresh', async () => {
  const order: string[] = [];
  const folders: string[] = [];
  const suite = (name: string) =>
    runnable(name, async () =>
      prepared({
        read: async ({ folder, index }) => {
          order.push(`${name}${index}`);
          folders.push(folder);
          expect(existsSync(folder)).toBe(true);
          await rm(folder, { recursive: true });
          return readingOf();
        },
      }),
    );
  await measure([suite('a'), suite('b')]);
  expect(order).toEqual(['a0', 'b0', 'a1', 'b1', 'a2', 'b2']);
  expect(new Set(folders).size).toBe(6);
  expect(new Set(folders.map((folder) => dirname(dirname(folder)))).size).toBe(1);
});

it('tells its progress, and that it has ended', async () => {
  const events: ProgressEvent[] = [];
  await measure([healthy], { onProgress: (event) => events.push(event) });
  expect(events.map(({ kind }) => kind)).toEqual([
    'preparing',
    'launching',
    'launching',
    'launching',
    'ended',
  ]);
  expect(events[1]).toMatchObject({ launch: 0, launches: 3, secondsLeft: null });
  expect(events[2]).toMatchObject({ launch: 1, secondsLeft: expect.any(Number) });
});
