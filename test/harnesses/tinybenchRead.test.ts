import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import type { ProcessOutcome } from '../../src/harnesses/harness.ts';
import { benchFiles } from '../../src/harnesses/tinybench/benchFiles.ts';
import { readFileLaunch } from '../../src/harnesses/tinybench/read.ts';

const recorded = (version: string) =>
  fileURLToPath(
    new URL(`../../fixtures/harnesses/tinybench/${version}/results.ndjson`, import.meta.url),
  );
const folder = mkdtempSync(join(tmpdir(), 'perfwatch-read-'));
afterAll(() => rmSync(folder, { recursive: true }));

const exited: ProcessOutcome = {
  exitCode: 0,
  ending: 'exited',
  durationSeconds: 1,
  stdout: '',
  stderr: '',
};
const killed: ProcessOutcome = { ...exited, exitCode: null, ending: 'timed-out' };
const files = benchFiles(['bench/record.bench.mjs']);

async function read(resultsFile: string, outcome: ProcessOutcome = exited) {
  const [file] = files;
  if (!file) throw new Error('no file');
  return readFileLaunch({ file, resultsFile, outcome, folder: '/suite', narrowed: false });
}

async function readText(text: string, outcome?: ProcessOutcome) {
  const file = join(folder, 'results.ndjson');
  writeFileSync(file, text);
  return read(file, outcome);
}

const newest = readFileSync(recorded('6.2.3'), 'utf8');
const lines = newest.trimEnd().split('\n');

describe.each(['2.9.0', '3.1.1', '4.1.0', '5.1.0', '6.2.3'])('what %s measured', (version) => {
  it('is read in seconds, with its work and its failure', async () => {
    const { benchmarks, failure, notices } = await read(recorded(version));
    expect([failure, notices]).toEqual([null, []]);
    const path = (task: string) => ['bench', 'record', 'sums', task];
    expect(benchmarks).toMatchObject([
      { path: path('small'), params: {}, state: 'measured', work: { elements: 1000 } },
      { path: path('large'), params: {}, state: 'measured', work: { elements: 10_000 } },
      {
        path: path('broken'),
        state: 'failed',
        message: 'TypeError: no such sum (record.bench.mjs:13:9)',
      },
    ]);
    const medians = benchmarks.flatMap((one) =>
      one.state === 'measured' ? one.metrics.map(({ samples }) => samples[10] ?? 0) : [],
    );
    // A thousand additions take about a microsecond, ten thousand about ten.
    expect(medians[0]).toBeGreaterThan(1e-7);
    expect(medians[0]).toBeLessThan(1e-5);
    expect((medians[1] ?? 0) / (medians[0] ?? 0)).toBeGreaterThan(5);
    expect(benchmarks[0]).toMatchObject({ metrics: [{ metric: 'time', sampleKind: 'call' }] });
    const [first] = benchmarks;
    const counted = first?.state === 'measured' ? first.metrics[0] : undefined;
    expect(counted?.samples).toHaveLength(20);
    expect(counted?.sampleCount).toBeGreaterThan(1000);
  });
});

describe('results that are not whole', () => {
  it('keep what was measured when the process was killed within a line', async () => {
    const { benchmarks, failure } = await readText(
      newest.slice(0, newest.indexOf('"large"')),
      killed,
    );
    expect(benchmarks.map(({ path }) => path.at(-1))).toEqual(['small']);
    expect(failure).toBeNull();
  });

  it('fail when nobody killed the process', async () => {
    const { benchmarks, failure } = await readText(newest.slice(0, newest.indexOf('"large"')));
    expect(benchmarks.map(({ path }) => path.at(-1))).toEqual(['small']);
    expect(failure).toMatch(/^bench\/record\.bench\.mjs: line 4 of its results is damaged/);
  });

  it('fail at a damaged line, keeping those before it', async () => {
    const { benchmarks, failure } = await readText(
      [...lines.slice(0, 3), '{"kind":"tas', ...lines.slice(4), ''].join('\n'),
    );
    expect(benchmarks).toHaveLength(1);
    expect(failure).toContain('line 4 of its results is damaged');
  });

  it('fail without an end, by how the process ended', async () => {
    const text = `${lines.slice(0, 3).join('\n')}\n`;
    const failureOf = async (changes: Partial<ProcessOutcome>) =>
      (await readText(text, { ...exited, ...changes })).failure;
    expect(await failureOf({})).toContain('it ended its process before');
    expect(await failureOf({ exitCode: 7, stderr: 'Error: x is wrong\n    at y\n' })).toContain(
      'exit code 7: Error: x is wrong',
    );
    const heap =
      'FATAL ERROR: Reached heap limit Allocation failed - JavaScript heap out of memory';
    expect(
      await failureOf({ exitCode: null, stderr: `<--- GCs --->\n${heap}\n 1: 0xb8\n` }),
    ).toContain(`was killed: ${heap}`);
    expect(await failureOf({ ending: 'interrupted', exitCode: null })).toBeNull();
  });

  it('fail when there are none', async () => {
    const absent = await read(join(folder, 'absent'), {
      ...exited,
      ending: 'not-started',
      exitCode: null,
      stderr: 'spawn ENOENT',
    });
    expect(absent).toEqual({
      benchmarks: [],
      notices: [],
      failure: 'bench/record.bench.mjs: its process could not be started: spawn ENOENT.',
    });
    expect((await read(folder)).failure).toContain('EISDIR');
  });

  it('show numbers that JSON cannot hold, for the caller to refuse', async () => {
    const odd =
      '{"kind":"task","bench":0,"benchName":"b","task":"t","state":"measured","sampleCount":2,"samplesSeconds":[1,null]}';
    const { benchmarks } = await readText(`${odd}\n${lines.at(-1)}\n`);
    expect(benchmarks).toMatchObject([{ metrics: [{ samples: [1, Number.NaN] }] }]);
  });

  it('are told apart from a process that ends oddly after all was measured', async () => {
    const { failure, notices } = await readText(newest, { ...exited, exitCode: 1 });
    expect(failure).toBeNull();
    expect(notices.join()).toContain('exit code 1 after all was measured');
  });

  it('hint at a benchmark of vitest', async () => {
    const text =
      '{"kind":"error","message":"Error: Vitest failed to access its internal state","place":null}\n';
    expect((await readText(text, { ...exited, exitCode: 1 })).failure).toContain(
      'name only those of tinybench in `files`',
    );
  });
});

describe('a file', () => {
  it.each([
    ['bench/parse.bench.ts', ['bench', 'parse'], '1-bench-parse'],
    ['x.mjs', ['x'], '1-x'],
    ['a.b/c d.bench.cts', ['a.b', 'c d'], '1-a_b-c_d'],
  ])('%s gives its names', (path, names, step) => {
    expect(benchFiles([path])).toEqual([{ path, names, step }]);
  });
});
