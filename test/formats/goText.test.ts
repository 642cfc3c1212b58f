/** Go's text as other tools, other countries, and what is printed in between leave it. */
import { describe, expect, it } from 'vitest';
import { go } from '../../src/formats/go.ts';
import { headOf } from '../../src/formats/head.ts';
import { cutLine } from '../../src/formats/plainText.ts';
import { readAs } from './recordedFiles.ts';

/** `A time 0.005 0.000005`, and what is not read with its line. */
function read(...lines: readonly string[]) {
  const reading = readAs(go, lines.join('\n'));
  return {
    metrics: reading.benchmarks.flatMap(({ path, metrics }) =>
      metrics.map(
        ({ metric, launches }) =>
          `${path.join('/')} ${metric.name} ${metric.unit} ${launches.map(({ samples }) => samples.join(' ')).join(' | ')}`,
      ),
    ),
    left: reading.passedOver.map(({ why, line }) => `${line}: ${why}`),
    notices: reading.notices,
    gomaxprocs: reading.facts.get('gomaxprocs'),
  };
}

describe('units of Go text', () => {
  it('are one metric where they are times or bytes per operation', () => {
    const { metrics, left, notices } = read(
      'BenchmarkA 1 5 \u00B5s/op',
      'BenchmarkA 1 5 ms/op 2 KB/op',
      'BenchmarkA 1 5 s/op',
      '',
    );
    const pooled = (units: string) =>
      `Lines of one benchmark differ in their unit, ${units} (first in line 2, BenchmarkA): all their values are converted, and count as one metric.`;
    expect(notices).toEqual([pooled('\u00B5s/op and ms/op'), pooled('\u00B5s/op and s/op')]);
    expect(metrics).toEqual(['A time s 0.000005 0.005 5', 'A allocated B 2000']);
    expect(left).toEqual([]);
  });

  it('keep names of their own beside the one that Go prints', () => {
    const { metrics } = read('BenchmarkA 1 7 ms/op 5 ns/op', '');
    expect(metrics).toEqual(['A ms s 0.007', 'A time s 5e-9']);
  });

  it('count twice where they stand twice in a line, which is told', () => {
    const { metrics, left, notices } = read(
      'BenchmarkA 1 1 ns/op',
      'BenchmarkA 1 7 ns/op 8 ns/op',
      'BenchmarkB 1 2 MB/s 7 ns/op 3 MB/s',
      '',
    );
    expect(metrics).toEqual([
      'A time s 1e-9 7e-9 8e-9',
      'B throughput B/s 2000000 3000000',
      'B time s 7e-9',
    ]);
    expect(left).toEqual([]);
    expect(notices).toEqual([
      'Line 2 (and 1 more): a unit stands there twice; both values count, as repeats.',
    ]);
  });

  it.each([
    'BenchmarkA 10 5 ns/op 9',
    'BenchmarkA 10 5 ns/op 9 8',
    'BenchmarkA 10 5 ns/op so it is',
  ])('are missing at the end of a line, which is told: %s', (line) => {
    const { metrics, left } = read('BenchmarkA 10 4 ns/op', line, '');
    expect(metrics).toEqual(['A time s 4e-9 5e-9']);
    expect(left).toEqual(['2: the end of a line is no value with a unit']);
  });

  it('are none where a quotient is none', () => {
    const { metrics, left } = read('BenchmarkA 1 5 NaN/op', '');
    expect(metrics).toEqual([]);
    expect(left).toEqual(['null: a unit has no name that can be kept: NaN/op']);
  });
});

describe('configuration lines', () => {
  it('hold until they are said again, or taken back by one without a value', () => {
    const { benchmarks } = readAs(
      go,
      [
        ...['note: one', 'pkg: example.com/a', 'BenchmarkA 1 5 ns/op'],
        ...['note:', 'BenchmarkB 1 5 ns/op', 'pkg:', 'other:', 'BenchmarkC 1 5 ns/op', ''],
      ].join('\n'),
    );
    expect(benchmarks.map(({ path, labels }) => [path.join('/'), labels])).toEqual([
      ['example.com/a/A', { note: 'one' }],
      ['example.com/a/B', {}],
      ['C', {}],
    ]);
  });
});

describe('a last line without end', () => {
  it('is told, and read where its last unit is known', () => {
    expect(read('BenchmarkA 1 5 ns/op')).toMatchObject({
      metrics: ['A time s 5e-9'],
      left: [`1: ${cutLine}`],
    });
  });

  it.each(['BenchmarkA 1 6 ns/op 2 al', 'BenchmarkA 1 6 ns/o', 'BenchmarkA 1 6 n'])(
    'is not read as another metric: %s',
    (last) => {
      expect(read('BenchmarkA 1 5 ns/op', last)).toMatchObject({
        metrics: ['A time s 5e-9'],
        left: [`2: ${cutLine}`],
      });
    },
  );

  it('is nothing to tell where it holds no results', () => {
    expect(read('BenchmarkA 1 5 ns/op', 'PASS').left).toEqual([]);
  });
});

describe('GOMAXPROCS', () => {
  it('is told where a file has one value of it, 1 only of a text that Go printed', () => {
    const two = ['BenchmarkA-2 1 5 ns/op', ''];
    expect(read(...two).gomaxprocs).toBe('2');
    expect(read('BenchmarkA-4 1 5 ns/op', ...two).gomaxprocs).toBeUndefined();
    expect(read('BenchmarkA 1 5 ns/op', '').gomaxprocs).toBeUndefined();
    expect(read('goos: linux', 'BenchmarkA 1 5 ns/op', '').gomaxprocs).toBe('1');
  });
});

describe('lines that something else was printed into', () => {
  it('are told with their number', () => {
    const { metrics, left } = read(
      'BenchmarkA-8 \t 1000\t 5 ns/op',
      '12:00 noteBenchmarkA-8 1000 6 ns/op',
      '-8 \t 1000\t 7 ns/op',
      '    a_test.go:1: 1000 8 ns/op',
      '',
    );
    expect(metrics).toEqual(['A time s 5e-9']);
    expect(left).toEqual([
      '2: a line holds figures and no name: something else was printed into it',
    ]);
  });

  it('tell values that can be none with their line', () => {
    expect(read('BenchmarkA 1 5 ns/op', 'BenchmarkA 1 -5 ns/op', '').left).toEqual([
      '2: a value is negative',
    ]);
  });
});

describe('decimal commas', () => {
  it('are read where they are certain', () => {
    const text = 'BenchmarkA 1 5,25 ns/op';
    expect(go.detect(headOf(`${text}\n`))).toBe(true);
    const { metrics, left } = read(text, 'BenchmarkA 1 7,5 ns/op 1,234 B/op', '');
    expect(metrics).toEqual(['A time s 5.25e-9']);
    expect(left).toEqual(['2: a line begins like a result and does not go on like one']);
  });
});

describe('events of go test -json', () => {
  const event = (of: Readonly<Record<string, string>>) => JSON.stringify({ Time: 'then', ...of });
  const output = (name: string, text: string) =>
    event({ Action: 'output', Package: name, Output: text });

  it('are read package by package, each line where it begins', () => {
    const { metrics, left } = read(
      event({ Action: 'start', Package: 'a' }),
      output('a', 'BenchmarkA-2 \t'),
      output('b', 'BenchmarkB-2 \t 1\t'),
      output('a', ' 1\t 5 ns/op 6\n'),
      output('b', ' -7 ns/op\n'),
      output('b', 'BenchmarkB-2 \t 1\t 8 ns/op\n'),
      event({ Action: 'pass', Package: 'b' }),
      event({ Action: 'build-output', ImportPath: 'c', Output: 'BenchmarkC 1 5 ns/op\n' }),
      '{"Time":"then","Action":"out',
    );
    expect(metrics).toEqual(['A time s 5e-9', 'B time s 8e-9']);
    expect(left).toEqual([
      '2: the end of a line is no value with a unit',
      '9: a line is no event of go test',
      '3: a value is negative',
    ]);
  });
});

describe('events of go test -json behind what the toolchain says', () => {
  it('are read, and the rest is told', () => {
    const text = [
      'go: downloading golang.org/x/text v0.3.0',
      JSON.stringify({ Action: 'output', Package: 'a', Output: 'BenchmarkA 1 5 ns/op\n' }),
      '',
    ].join('\n');
    expect(go.detect(headOf(text))).toBe(true);
    const { metrics, left } = read(text);
    expect(metrics).toEqual(['A time s 5e-9']);
    expect(left).toEqual(['1: a line is no event of go test']);
  });
});

describe('Go text without results', () => {
  it('is Go text all the same', () => {
    const text = 'goos: linux\ngoarch: amd64\npkg: a\nPASS\nok  \ta\t0.003s\n';
    expect(go.detect(headOf(text))).toBe(true);
    expect(readAs(go, text).benchmarks).toEqual([]);
  });
});
