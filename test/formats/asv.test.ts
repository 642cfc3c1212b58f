import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { asv } from '../../src/formats/asv.ts';
import { headOf } from '../../src/formats/head.ts';
import { FormatProblem } from '../../src/formats/problem.ts';
import { placeOf } from '../../src/formats/reading.ts';
import { benchmarkId } from '../../src/model/identity.ts';
import { mutated, randomNumbers } from './mutations.ts';
import { folderFiles, readAs, readFolderAs, recordingsFolder } from './recordedFiles.ts';

const columns = ['result', 'params', 'version', 'started_at', 'duration', 'samples'];

const file = (results: unknown, more: object = {}) =>
  JSON.stringify({
    commit_hash: '0123456789abcdef',
    date: 1,
    env_name: 'py',
    params: { machine: 'm' },
    requirements: {},
    result_columns: columns,
    results,
    version: 2,
    ...more,
  });

const folder = (files: Readonly<Record<string, string>>) =>
  readFolderAs(
    asv,
    Object.entries(files).map(([path, text]) => ({ path, text: async () => text })),
  );

const metricsOf = (read: ReturnType<typeof readAs>) =>
  read.benchmarks.map(({ path, params, state, metrics }) => {
    const id = benchmarkId({ suite: 'asv', path: [...path], params });
    const [{ metric, launches } = {}] = metrics;
    return [id, metric ? `${metric.name} ${metric.unit}` : state, launches?.[0]?.samples];
  });

describe('a result file of asv', () => {
  it('tells by the name of a function what it measures', () => {
    const names = ['time_a', 'TimeSuite', 'timeraw_a', 'mem_a', 'peakmem_a', 'track_a', 'timely'];
    const results = Object.fromEntries(names.map((name) => [`x.${name}`, [[2], []]]));
    expect(metricsOf(readAs(asv, file(results))).map(([, metric]) => metric)).toEqual([
      'time s',
      'time s',
      'time s',
      'object-size B',
      'memory B',
      'value 1',
      'value 1',
    ]);
  });

  it('runs over the combinations of parameters, the last one fastest', () => {
    const params = [
      ['1', '2'],
      ["'a'", "'b'"],
    ];
    const read = readAs(asv, file({ time_x: [[1, 2, 3, 4], params] }));
    expect(metricsOf(read).map(([id, , samples]) => [id, samples])).toEqual([
      ["asv/time_x[param1=1,param2='a']", [1]],
      ["asv/time_x[param1=1,param2='b']", [2]],
      ["asv/time_x[param1=2,param2='a']", [3]],
      ["asv/time_x[param1=2,param2='b']", [4]],
    ]);
    expect(read.notices).toHaveLength(1);
  });

  it('takes null for a failure, also where all of them are one null, and NaN for a skip', () => {
    const text = file({
      time_all: [null, [['1', '2']]],
      time_none: [],
      time_some: [[null, 'SKIP', 3], [['1', '2', '3']]],
    }).replace('"SKIP"', 'NaN');
    const states = readAs(asv, text).benchmarks.map(({ path, state }) => [path[0], state]);
    expect(states).toEqual([
      ['time_all', 'failed'],
      ['time_all', 'failed'],
      ['time_none', 'failed'],
      ['time_some', 'failed'],
      ['time_some', 'skipped'],
      ['time_some', 'measured'],
    ]);
  });

  it('reads samples as seconds a call, one launch, and without them their median', () => {
    const results = {
      time_a: [[2], [], 'v', 1, 1, [[1, 2, 3]]],
      time_b: [[2], []],
      track_c: [[2], []],
    };
    const kinds = readAs(asv, file(results)).benchmarks.map(({ metrics: [metric] }) => [
      metric?.kind,
      metric?.launches,
    ]);
    expect(kinds).toEqual([
      ['batch', [{ samples: [1, 2, 3], sampleCount: 3 }]],
      ['figure', [{ samples: [2], sampleCount: 1 }]],
      ['call', [{ samples: [2], sampleCount: 1 }]],
    ]);
  });

  it('of version 1 holds numbers, null, or objects', () => {
    const results = {
      time_a: 0.5,
      time_b: null,
      time_c: { result: [1, null], params: [['1', '2']], samples: [[1, 3], null] },
      time_d: { result: 4 },
    };
    const text = file(results, { result_columns: undefined, version: 1 });
    expect(asv.detect(headOf(text))).toBe(true);
    expect(metricsOf(readAs(asv, text))).toEqual([
      ['asv/time_a', 'time s', [0.5]],
      ['asv/time_b', 'failed', undefined],
      ['asv/time_c[param1=1]', 'time s', [1, 3]],
      ['asv/time_c[param1=2]', 'failed', undefined],
      ['asv/time_d', 'time s', [4]],
    ]);
  });

  it('is recognised by its first 64 KiB where results come first', () => {
    const stats = [{ ci_99: [1, 2], q_25: 1 }];
    const results = Object.fromEntries(
      Array.from({ length: 2000 }, (_, index) => [`x.time_${index}`, { result: [1], stats }]),
    );
    expect(asv.detect(headOf(JSON.stringify({ results, commit_hash: 'x' })))).toBe(true);
    expect(asv.detect(headOf(JSON.stringify({ results: [{ command: 'x' }] })))).toBe(false);
    expect(asv.detect(headOf(JSON.stringify({ commit_hash: 'x', results: [] })))).toBe(false);
  });

  it('passes over results beyond the parameters and parameters that look alike', () => {
    const read = readAs(
      asv,
      file({ time_a: [[1, 2], [['1', '1']]], time_b: [[1, 2], [['1']]], time_c: [[1], [[]]] }),
    );
    expect(read.passedOver.map(({ why, count }) => [why, count])).toEqual([
      ['two benchmarks have the same name; the first one is read', 1],
      ['it has more results than combinations of parameters', 2],
    ]);
  });

  it('does not make a million failures of one', () => {
    const many = Array.from({ length: 1000 }, (_, index) => String(index));
    const read = readAs(asv, file({ time_a: [null, [many, many, many]] }));
    expect(read.benchmarks).toHaveLength(1);
  });
});

describe("asv's folder", () => {
  const benchmark = { type: 'track', unit: 'ms', param_names: ['n'], version: 'v1' };
  const described = JSON.stringify({ 'x.track_a': benchmark, version: 2 });
  const row = [[2], [['1']], 'v1'];
  const machine = '{"machine": "m", "version": 1}';

  it('takes units and names of parameters from benchmarks.json', async () => {
    const read = await folder({
      'benchmarks.json': described,
      'm/machine.json': machine,
      'm/01234567-py.json': file({ 'x.track_a': row }),
    });
    expect(metricsOf(read)).toEqual([['asv/x/track_a[n=1]', 'time s', [0.002]]]);
    expect(read.passedOver).toEqual([]);
    expect(read.notices).toEqual([]);
  });

  it('reads the newest commit by date, whatever its name, and tells of the others', async () => {
    const read = await folder({
      'm/machine.json': machine,
      'm/00000000-py.json': file({ time_a: [[3], []] }, { commit_hash: 'new', date: 86_400_000 }),
      'm/ffffffff-py.json': file({ time_a: [[1], []] }, { commit_hash: 'old', date: 5 }),
    });
    expect(metricsOf(read)).toEqual([['asv/time_a', 'time s', [3]]]);
    expect(read.notices).toEqual([
      'Of 2 commits the newest is read, new of 1970-01-02; name the file of another one to read that.',
    ]);
  });

  it('keeps machines and environments of one commit apart', async () => {
    const read = await folder({
      'm/machine.json': machine,
      'm/01234567-a.json': file({ time_a: [[1], []] }, { env_name: 'a' }),
      'm/01234567-b.json': file({ time_a: [[2], []] }, { env_name: 'b' }),
    });
    expect(read.benchmarks.map(({ labels }) => labels)).toEqual([
      { machine: 'm', environment: 'a' },
      { machine: 'm', environment: 'b' },
    ]);
  });

  it('does not read what was measured with other code of a benchmark, as asv does not', async () => {
    const read = await folder({
      'benchmarks.json': described,
      'm/machine.json': machine,
      'm/01234567-py.json': file({ 'x.track_a': [[2], [['1']], 'v0'], 'x.time_b': [[1], []] }),
      'm/notes.txt': 'hello',
    });
    expect(metricsOf(read)).toEqual([['asv/x/time_b', 'time s', [1]]]);
    expect(read.passedOver.map((one) => `${placeOf(one, 'results')}: ${one.why}`)).toEqual([
      "results/m/notes.txt: a file of the folder is none of asv's results",
      "results/m/01234567-py.json, line 1: it was measured with other code of the benchmark than benchmarks.json's",
    ]);
  });

  it('is one only with files of results beside a machine.json', async () => {
    const { reader } = asv;
    const isOne = (...paths: string[]) => reader.kind === 'folder' && reader.detect(paths);
    expect(isOne('machine.json', '01234567-py.json')).toBe(true);
    expect(isOne('m/machine.json', 'm/01234567-py.json')).toBe(true);
    expect(isOne('m/machine.json', 'benchmarks.json')).toBe(false);
    expect(isOne('a/machine.json', 'b/01234567-py.json')).toBe(false);
    await expect(folder({ 'm/machine.json': machine, 'm/01234567-py.json': '{' })).rejects.toThrow(
      FormatProblem,
    );
  });

  it('is read with every one of its files damaged, or refused in words', async () => {
    const files = folderFiles(join(recordingsFolder, 'asv/0.6.6/new'));
    for (let seed = 1; seed <= 100; seed += 1) {
      const random = randomNumbers(seed * 2_654_435_761);
      const damaged = files.map((one) => ({
        ...one,
        text: async () => mutated((await one.text()) ?? '', random),
      }));
      const outcome = await readFolderAs(asv, damaged).catch((error: unknown) => error);
      if (outcome instanceof Error) expect(outcome).toBeInstanceOf(FormatProblem);
    }
  });
});
