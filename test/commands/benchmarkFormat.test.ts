/** What Go printed, read and written again in its format: the same names, so that benchstat pairs them. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { recordingsFolder } from '../formats/recordedFiles.ts';
import { project } from '../support/project.ts';

const versions = ['1.21', '1.26'];
const textOf = (version: string) =>
  readFileSync(join(recordingsFolder, 'go', version, 'new.txt'), 'utf8');

const crc = `goos: darwin
goarch: amd64
note: hw acceleration
pkg: hash/crc32
BenchmarkCRC32/poly=IEEE/size=15/align=0-8   1   46.9 ns/op   319.71 MB/s   3 p99-latency-ns
BenchmarkCRC32/poly=IEEE/size=15/align=1-8   1   44.7 ns/op   335.51 MB/s   2 p99-latency-ns
note:
pkg: example.com/parse
BenchmarkParse-8   1   3 ns/op   5 requests/s   7 fields/op
`;

/** Each name below what the configuration lines say of it. */
function names(text: string): string[] {
  const configuration = new Map<string, string>();
  const found = new Set<string>();
  for (const line of text.split('\n')) {
    const [, key = '', value] = /^([a-z][a-z-]*):(?: (.*))?$/.exec(line) ?? [];
    if (value !== undefined) configuration.set(key, value);
    else if (key !== '') configuration.delete(key);
    const [, name] = /^(Benchmark\S+)\s+\d+\s.*\//.exec(line) ?? [];
    const told = [...configuration].sort().map((one) => one.join('='));
    if (name !== undefined) found.add([...told, name].join(' '));
  }
  return [...found].sort();
}

/** In the order that names have in both. */
const unitsOf = (text: string) =>
  [
    ...new Set(
      text
        .split('\n')
        .filter((line) => line.startsWith('Benchmark'))
        .flatMap((line) => line.trim().split(/\s+/).slice(2))
        .filter((word) => /^[^\d.]/.test(word)),
    ),
  ].sort();

describe('Go’s own text', () => {
  it.each(versions)(
    'of Go %s has the same names once it is imported or compared',
    async (version) => {
      const { perfwatch, read, write } = project(null, { 'go.txt': textOf(version) });
      await perfwatch(['import', 'go.txt', '--reporter', 'benchfmt=imported.txt']);
      expect(names(read('imported.txt'))).toEqual(names(textOf(version)));
      const { out } = await perfwatch(['compare', 'go.txt', '--format', 'benchfmt']);
      expect(names(out)).toEqual(names(textOf(version)));
      write('compared.txt', out);
      const run = await perfwatch(['compare', '.perfwatch', '--format', 'benchfmt']);
      expect(names(run.out)).toEqual(names(textOf(version)));
      for (const file of ['imported.txt', 'compared.txt']) {
        const both = await perfwatch(['compare', 'go.txt', file, '--threshold', '0.0001']);
        expect(both.out).not.toMatch(/missing|only|slower|worse|faster|better/);
        expect(both.out).toMatch(/unchanged\n/);
      }
    },
  );

  it('keeps its configuration, its units and the order of parameters', async () => {
    const { perfwatch, read } = project(null, { 'go.txt': crc });
    const { out } = await perfwatch(['compare', 'go.txt', '--format', 'benchfmt']);
    expect(names(crc)).toHaveLength(3);
    expect(names(out)).toEqual(names(crc));
    expect(unitsOf(out)).toEqual(['B/s', 'fields/op', 'p99-latency-sec', 'requests/s', 'sec/op']);
    await perfwatch(['import', 'go.txt', '--reporter', 'benchfmt=imported.txt']);
    expect(read('imported.txt')).toMatch(/^BenchmarkCRC32\/poly=IEEE\/size=15\/align=0\S*-8 1 /m);
  });
});

describe('what perfwatch wrote', () => {
  it('of several sides and suites is read with each under its own name', async () => {
    const bmf = JSON.stringify({ parse: { latency: { value: 3 } } });
    const { perfwatch, write } = project(null, { 'go.txt': crc, 'bmf.json': bmf });
    const { out } = await perfwatch(['compare', 'go.txt', 'bmf.json', '--format', 'benchfmt']);
    expect(out).toContain('\nfrom: bmf.json\nsuite: bencher\nBenchmarkParse 1 3e-9 sec/op\n');
    write('all.txt', out);
    const { out: tables } = await perfwatch([
      ...['compare', 'all.txt', '--filter', 'metric:time', '--format', 'json'],
    ]);
    const groups = JSON.parse(tables).tables.map(
      ({ group, rows }: { group: string[]; rows: { title: string }[] }) =>
        [...group, ...rows.map(({ title }) => title)].join(' '),
    );
    expect(groups).toEqual([
      'go from=go.txt goarch=amd64 goos=darwin note=hw acceleration hash/crc32 CRC32[align=0,poly=IEEE,size=15] CRC32[align=1,poly=IEEE,size=15]',
      'go from=go.txt goarch=amd64 goos=darwin example.com/parse Parse',
      'go from=bmf.json suite=bencher Parse',
    ]);
  });
});
