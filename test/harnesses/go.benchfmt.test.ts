/** The parser of Go's text, over what four versions of Go have printed and what others may. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { type BenchfmtRecord, parseBenchfmt } from '../../src/formats/go/benchfmt.ts';
import { plainNames } from '../../src/formats/go/names.ts';

const fixtures = join(import.meta.dirname, '../../fixtures/harnesses/go');
const recorded = (file: string) => readFileSync(join(fixtures, file), 'utf8');
const versions = ['1.17.13', '1.19.13', '1.21.13', '1.26.8'];

/** In few words: package, name, GOMAXPROCS, and the units or the state. */
function wordsOf(records: readonly BenchfmtRecord[]): string[] {
  const names = plainNames(records);
  return records.map((record, index) => {
    const { name, processors } = names[index] ?? { name: '?', processors: 0 };
    const says =
      record.kind === 'result'
        ? record.values.map(({ unit }) => unit).join(' ')
        : `${record.kind}: ${record.message.replaceAll('\n', '⏎')}`;
    const ofPackage = record.package?.replace('example.com/shapes', '') ?? '?';
    return `${ofPackage} ${name.replace('Benchmark', '')}*${processors} ${says}`.trim();
  });
}

const usual = 'ns/op B/op allocs/op';
const shapes = (processors: number) => [
  `Sum*${processors} ${usual}`,
  `Allocates*${processors} ${usual}`,
  `Bytes*${processors} ns/op MB/s B/op allocs/op`,
  `Sizes/n=10/mode=fast*${processors} ${usual}`,
  `Sizes/n=100/mode=fast*${processors} ${usual}`,
  `Sizes/size-4*${processors} ${usual}`,
  `Sizes/with_space_(x)_[y]|z*${processors} ${usual}`,
  `Sizes/deep/er*${processors} ${usual}`,
  `Sizes/#00*${processors} ${usual}`,
  `Sizes/twice*${processors} ${usual}`,
  `Sizes/twice#01*${processors} ${usual}`,
  `Prints*${processors} ${usual}`,
  `Logs*${processors} ${usual}`,
  `OwnUnits*${processors} ns/op a/s widgets/op B/op allocs/op`,
  `WithoutTime*${processors} B/op allocs/op`,
];
const failures = [
  '/troubles Fails*1 failed: troubles_test.go:18: wrong result 3',
  '/troubles FailsLater*2 failed: troubles_test.go:23: first line⏎second line',
];

describe.each(versions)('Go %s', (version) => {
  test('several packages, one after the other', () => {
    const { records, configuration, unfinished } = parseBenchfmt(recorded(`${version}/plain.txt`));
    expect(wordsOf(records)).toEqual([
      ...shapes(2),
      `/parser Parse*2 ${usual}`,
      ...failures,
      `/troubles Group/good*2 ${usual}`,
      '/troubles Group/bad*1 failed: troubles_test.go:29: no such file',
      '/troubles Group*1 failed:',
      `/troubles Well*2 ${usual}`,
      `/troubles XCrashes/before*2 ${usual}`,
      `/troubles XCrashes/here*2 ${usual}`,
      `/troubles YAfter*2 ${usual}`,
    ]);
    expect(unfinished).toEqual([]);
    expect(configuration.get('goos')).toBe('linux');
  });

  test('with names that are told before they run', () => {
    const { records } = parseBenchfmt(recorded(`${version}/verbose.txt`));
    expect(wordsOf(records)).toEqual(shapes(2));
    expect(records.every(({ announced }) => announced !== null)).toBe(true);
  });

  test('on one processor, a number at the end of a name is a part of it', () => {
    expect(wordsOf(parseBenchfmt(recorded(`${version}/one-processor.txt`)).records)).toEqual(
      shapes(1),
    );
  });

  test('with several numbers of processors, no number is taken off', () => {
    const { records } = parseBenchfmt(recorded(`${version}/several.txt`));
    const names = plainNames(records).map(({ name }) => name);
    expect(names.slice(0, 4)).toEqual([
      'BenchmarkSum',
      'BenchmarkSum',
      'BenchmarkSum-2',
      'BenchmarkSum-2',
    ]);
    expect(names).toContain('BenchmarkSizes/size-4-2');
  });

  test.each(['at-once', 'later', 'exit'])('that died %s', (crash) => {
    const { records, unfinished } = parseBenchfmt(recorded(`${version}/crash-${crash}.stdout.txt`));
    expect(wordsOf(records).slice(0, 2)).toEqual(failures);
    const unmeasured = records.filter((it) => it.kind === 'result' && it.iterations === 0);
    expect([...unmeasured.map(({ announced }) => announced), ...unfinished]).toContain(
      'BenchmarkXCrashes/here',
    );
  });

  test('as a Windows program or a colourful tool passes it on', () => {
    const text = recorded(`${version}/plain.txt`);
    const plain = wordsOf(parseBenchfmt(text).records);
    const coloured = text.replace(/\S+/g, '\u001B[32m$&\u001B[0m');
    expect(wordsOf(parseBenchfmt(`\uFEFF${text.replaceAll('\n', '\r\n')}`).records)).toEqual(plain);
    expect(wordsOf(parseBenchfmt(coloured).records)).toEqual(plain);
  });
});

const resultsOf = (text: string) =>
  parseBenchfmt(text).records.map((record) =>
    record.kind === 'result' ? { ...record, line: undefined } : record,
  );

test.each([
  ['another order of units', 'BenchmarkA-8 10 3 allocs/op 5 ns/op', { 'allocs/op': 3, 'ns/op': 5 }],
  ['exponents and signs', 'BenchmarkA 10 1.5e-07 ns/op +2 x/op', { 'ns/op': 1.5e-7, 'x/op': 2 }],
  ['no numbers', 'BenchmarkA 0 NaN ns/op +Inf MB/s', { 'ns/op': Number.NaN, 'MB/s': Infinity }],
  ['words behind', 'BenchmarkA 10 5 ns/op and so on', { 'ns/op': 5 }],
])('%s', (_, line, values) => {
  const [record] = parseBenchfmt(line).records;
  if (record?.kind !== 'result') throw new Error('no result');
  expect(Object.fromEntries(record.values.map(({ unit, value }) => [unit, value]))).toEqual(values);
});

test.each([
  ['a word that goes on', 'Benchmarking 10 5 ns/op'],
  ['no iterations', 'BenchmarkA 1.5 5 ns/op'],
  ['no unit', 'BenchmarkA 10 5'],
  ['a sentence', 'BenchmarkA is 10 5 ns/op'],
  ['figures without a name', '      10\t         5 ns/op'],
])('no result: %s', (_, line) => {
  expect(parseBenchfmt(line).records).toEqual([]);
});

test('output of a benchmark is told from its figures by their columns', () => {
  const text =
    'BenchmarkA-2   \t12\t5 ns/op of mine\nmore 7\t8 ns/op\nend   17356\t        72.20 ns/op';
  // Nothing tells these from figures: they stand where figures do.
  expect(resultsOf(text)).toMatchObject([{ name: 'BenchmarkA-2', iterations: 12 }]);
  const ofIts = text.replace('12\t5', 'mine 12\t5');
  expect(resultsOf(ofIts)).toMatchObject([
    { iterations: 17356, values: [{ value: 72.2, unit: 'ns/op' }] },
  ]);
});

test('a name is glued to output, and a number of it is known from the others', () => {
  const text = [
    'BenchmarkA',
    'BenchmarkA   \t     100\t         5 ns/op',
    'BenchmarkB',
    'textBenchmarkB/size-4',
    'BenchmarkB/size-4   \t     100\t         5 ns/op',
  ].join('\n');
  expect(plainNames(parseBenchfmt(text).records)).toEqual([
    { name: 'BenchmarkA', processors: 1 },
    { name: 'BenchmarkB/size-4', processors: 1 },
  ]);
});

test('lines for units, and names of test2json', () => {
  const text = [
    'Unit ns/op better=lower assume=nothing',
    'key: a value',
    '=== RUN   BenchmarkA',
    'BenchmarkA-4 10 5 ns/op',
    '=== RUN   BenchmarkB',
  ].join('\n');
  const { units, configuration, records, unfinished } = parseBenchfmt(text);
  expect(units).toEqual([
    { unit: 'ns/op', key: 'better', value: 'lower' },
    { unit: 'ns/op', key: 'assume', value: 'nothing' },
  ]);
  expect(configuration.get('key')).toBe('a value');
  expect(plainNames(records)).toEqual([{ name: 'BenchmarkA', processors: 4 }]);
  expect(unfinished).toEqual(['BenchmarkB']);
});

test('long hostile lines take no time to speak of', () => {
  const hostile = ['Benchmark'.repeat(50_000), '1\t1 x '.repeat(50_000), '\t'.repeat(200_000)];
  for (const line of hostile) {
    expect(
      parseBenchfmt(`BenchmarkA \t${line}\n${line}\nBenchmarkB 1 2 ns/op`).records.at(-1),
    ).toMatchObject({ name: 'BenchmarkB', iterations: 1 });
  }
});

/** Numbers between 0 and 1, always the same. */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_664_525 + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

test('mutated text never makes it throw, nor give what is no result', () => {
  const random = seeded(20_261_125);
  const pick = <Value>(values: readonly Value[]): Value | undefined =>
    values[Math.floor(random() * values.length)];
  const texts = versions.flatMap((version) =>
    ['plain', 'verbose', 'several', 'crash-later.stdout'].map((name) =>
      recorded(`${version}/${name}.txt`).split('\n'),
    ),
  );
  const pieces = [
    '\t',
    ' ',
    '\n',
    'Benchmark',
    '-2',
    '\u001B[1m',
    '--- FAIL: ',
    'NaN',
    '1e999',
    '\0',
    '=',
  ];
  for (let round = 0; round < 4000; round += 1) {
    const lines = pick(texts) ?? [];
    const start = Math.floor(random() * lines.length);
    let text = lines.slice(start, start + 12).join('\n');
    for (let change = 0; change < 3; change += 1) {
      const place = Math.floor(random() * text.length);
      const removed = Math.floor(random() ** 4 * 20);
      text = text.slice(0, place) + (pick(pieces) ?? '') + text.slice(place + removed);
    }
    const { records } = parseBenchfmt(text);
    expect(plainNames(records)).toHaveLength(records.length);
    for (const record of records) {
      expect(record.name).toMatch(/^Benchmark\S*$/);
      if (record.kind === 'result') {
        expect(record.values.length).toBeGreaterThan(0);
        expect(record.iterations).toBeGreaterThanOrEqual(0);
      }
    }
  }
});
