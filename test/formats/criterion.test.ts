/** Folders that criterion left: what is the last run, and who was measured. */
import { describe, expect, it } from 'vitest';
import { criterion } from '../../src/formats/criterion.ts';
import { placeOf } from '../../src/formats/reading.ts';
import { benchmarkId } from '../../src/model/identity.ts';
import { readFolderAs } from './recordedFiles.ts';

const twenty = Array.from({ length: 20 }, (_, index) => index + 1);
const sample = (nanoseconds: number, iters = twenty) =>
  JSON.stringify({ sampling_mode: 'Linear', iters, times: iters.map((n) => n * nanoseconds) });
const benchmark = (
  group: string,
  name: string | null,
  directory: string,
  value: string | null = null,
) =>
  JSON.stringify({
    group_id: group,
    function_id: name,
    value_str: value,
    directory_name: directory,
  });

function read(files: Record<string, string>) {
  return readFolderAs(
    criterion,
    Object.entries(files).map(([path, text]) => ({ path, text: async () => text })),
  );
}

const idsOf = (reading: Awaited<ReturnType<typeof read>>) =>
  reading.benchmarks.map(({ path, params }) =>
    benchmarkId({ suite: 'c', path: [...path], params }),
  );

describe('criterion', () => {
  it('divides the time of a sample by its iterations', async () => {
    const { benchmarks } = await read({
      'a/new/benchmark.json': benchmark('a', null, 'a'),
      'a/new/sample.json': sample(5),
    });
    expect(benchmarks[0]?.metrics[0]?.launches[0]?.samples).toEqual(twenty.map(() => 5e-9));
    expect(benchmarks[0]?.metrics[0]?.kind).toBe('batch');
  });

  it('reads a benchmark that is itself called "new", and never "base" or a saved baseline', async () => {
    const reading = await read({
      'new/new/benchmark.json': benchmark('new', null, 'new'),
      'new/new/sample.json': sample(1),
      'new/base/benchmark.json': benchmark('new', null, 'new'),
      'new/base/sample.json': sample(2),
      'new/main/benchmark.json': benchmark('new', null, 'new'),
      'new/main/sample.json': sample(3),
      'new/x/new/benchmark.json': benchmark('new', 'x', 'new/x'),
      'new/x/new/sample.json': sample(4),
    });
    expect(idsOf(reading)).toEqual(['c/new', 'c/new/x']);
    expect(reading.notices).toEqual([
      'Only what ran last ("new") is read, and not the saved baselines "main". To read one, name its folders: "target/criterion/**/main".',
    ]);
  });

  it('keeps the workspace members apart that have homes of their own', async () => {
    const reading = await read({
      'one/target/criterion/a/new/benchmark.json': benchmark('a', null, 'a'),
      'one/target/criterion/a/new/sample.json': sample(1),
      'two/target/criterion/a/new/benchmark.json': benchmark('a', null, 'a'),
      'two/target/criterion/a/new/sample.json': sample(2),
    });
    expect(idsOf(reading)).toEqual(['c/one/target/criterion/a', 'c/two/target/criterion/a']);
  });

  it('takes the two samples of --quick for one figure', async () => {
    const reading = await read({
      'a/new/benchmark.json': benchmark('a', null, 'a', '3'),
      'a/new/sample.json': JSON.stringify({
        sampling_mode: 'Linear',
        iters: [1, 2],
        times: [2, 2],
      }),
    });
    expect(reading.benchmarks[0]?.metrics[0]).toMatchObject({
      kind: 'figure',
      launches: [{ samples: [expect.closeTo(1.5e-9, 15)] }],
    });
    expect(reading.notices).toEqual([
      'One benchmark has fewer than 10 samples, as --quick leaves them: each counts as one figure.',
    ]);
  });

  it('reads no other measurement for time, where criterion says its unit', async () => {
    const files = {
      'a/new/benchmark.json': benchmark('a', null, 'a'),
      'a/new/sample.json': sample(1),
    };
    const csv = (unit: string) =>
      `group,function,value,throughput_num,throughput_type,sample_measured_value,unit,iteration_count\na,,,,,5.0,${unit},1\n`;
    const cycles = await read({ ...files, 'a/new/raw.csv': csv('cycles') });
    expect(cycles.benchmarks).toEqual([]);
    expect(cycles.passedOver).toEqual([
      {
        why: 'it is measured in "cycles" and no time',
        count: 1,
        line: null,
        file: 'a/new/raw.csv',
      },
    ]);
    expect((await read({ ...files, 'a/new/raw.csv': csv('ns') })).benchmarks).toHaveLength(1);
  });

  it('tells the file and the line of what it cannot read', async () => {
    const twice = sample(1).replace('"times"', '\n"times": [1], "times"');
    const { passedOver } = await read({
      'a/new/benchmark.json': benchmark('a', null, 'a'),
      'a/new/sample.json': twice,
      'b/new/benchmark.json': benchmark('a', null, 'a'),
      'b/new/sample.json': sample(1),
    });
    expect(passedOver.map((one) => `${placeOf(one, 'target/')}: ${one.why}`)).toEqual([
      'target/a/new/sample.json, line 2: the key "times" stands there twice',
      'target/b/new/benchmark.json: two benchmarks have the same name; the first one is read',
    ]);
  });

  it('calls failed what an interrupted run left', async () => {
    const reading = await read({
      'a/new/benchmark.json': benchmark('a', null, 'a'),
      'a/new/sample.json': '{"iters":[1,2],"times":[3',
      'b/f/new/sample.json': sample(1),
      'c/new/benchmark.json': benchmark('c', null, 'c'),
      'c/new/sample.json': JSON.stringify({ iters: [1, 2, 3], times: [1, 2] }),
      'd/new/benchmark.json': benchmark('d', null, 'd'),
      'd/new/sample.json': JSON.stringify({ iters: [1, 0], times: [1, 2] }),
    });
    expect(reading.benchmarks.map(({ path, state }) => [path.join('/'), state])).toEqual([
      ['b/f', 'failed'],
      ['a', 'failed'],
      ['c', 'failed'],
      ['d', 'failed'],
    ]);
  });

  it('is told by files, also for the folder of one run', () => {
    const { reader } = criterion;
    const detect = (...paths: string[]) => reader.kind === 'folder' && reader.detect(paths);
    expect(detect('a/new/benchmark.json', 'a/new/sample.json')).toBe(true);
    expect(detect('benchmark.json', 'sample.json', 'tukey.json')).toBe(true);
    expect(detect('benchmark.json', 'machine.json')).toBe(false);
    expect(detect('a/base/benchmark.json', 'a/base/sample.json')).toBe(false);
  });
});
