/** Names as Go printed them, from what was read of them. */
import { describe, expect, it } from 'vitest';
import { go } from '../../src/formats/go.ts';
import { goNameOf } from '../../src/reporters/goName.ts';
import { readAs } from '../formats/recordedFiles.ts';

/** What is written for each benchmark of a text, after its line `pkg`. */
function written(...lines: readonly string[]): string[] {
  const { benchmarks, facts } = readAs(go, `${lines.join('\n')}\n`);
  const processors = facts.has('gomaxprocs') ? Number(facts.get('gomaxprocs')) : null;
  return benchmarks.map(({ path, params }) => {
    const name = goNameOf({ path, params: Object.entries(params), processors });
    return `${name?.package} ${name?.name}`;
  });
}

describe('what Go printed is written again', () => {
  it.each([
    ['of a package', 'example.com/parser', 'BenchmarkSplit-8'],
    ['with levels and parameters', 'example.com/parser', 'BenchmarkSplit/Large/n=10/align=1-8'],
    ['on one processor', 'example.com/parser', 'BenchmarkSplit'],
    ['of an owner with a capital letter', 'github.com/BurntSushi/toml', 'BenchmarkDecode/Small-8'],
    ['of the standard library', 'hash/crc32', 'BenchmarkCRC32/poly=IEEE/size=15-8'],
    ['with a folder that begins with a digit', 'example.com/3d', 'BenchmarkRender-8'],
    ['of a function without a letter', 'example.com/a-b', 'Benchmark_1-8'],
    ['of a function that no letter tells', 'example.com/v2', 'Benchmark123-8'],
  ])('%s', (_, name, line) => {
    expect(written('goos: linux', `pkg: ${name}`, `${line} 1 5 ns/op`)).toEqual([
      `${name} ${line}`,
    ]);
  });

  it.each([
    ['BenchmarkSplit/x-16', 'BenchmarkMerge'],
    ['BenchmarkSplit-2', 'BenchmarkSplit-8'],
    ['BenchmarkSplit', 'BenchmarkSplit-8'],
    ['Benchmarksplit/small', 'BenchmarkOther.thing/small'],
  ])('without a package: %s, %s', (first, second) => {
    expect(written(`${first} 1 5 ns/op`, `${second} 1 5 ns/op`)).toEqual([
      `null ${first}`,
      `null ${second}`,
    ]);
  });

  it('parameters come behind all levels', () => {
    expect(written('BenchmarkSplit/n=10/small 1 5 ns/op')).toEqual([
      'null BenchmarkSplit/small/n=10',
    ]);
  });
});

it.each([
  [{ path: ['Split', 'a b'], params: [] }],
  [{ path: ['Split', 'a/b'], params: [] }],
  [{ path: ['Split', 'a\u202E'], params: [] }],
  [{ path: ['Split'], params: [['gomaxprocs', 'all']] as const }],
])('no text of Go told %j', (identity) => {
  expect(goNameOf({ ...identity, processors: 8 })).toBeNull();
});

it('spells out what circumstances may hold', () => {
  const params = [
    ['note', 'hw acceleration'],
    ['n', '[1,2]'],
    ['at', 'a/b\n'],
  ] as const;
  expect(goNameOf({ path: ['Split'], params, processors: 8 })?.name).toBe(
    'BenchmarkSplit/note=hw\u2423acceleration/n=[1,2]/at=a\\u{2f}b\\u{a}-8',
  );
});
