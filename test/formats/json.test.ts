import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { beginningOfJson, parseJson } from '../../src/formats/json.ts';

const read = (text: string) => {
  const { documents, problems } = parseJson(text);
  return { documents, problems: problems.map(({ why, line }) => `${line}: ${why}`) };
};

describe('parseJson', () => {
  it('reads what JSON.parse reads, in the same way', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.dictionary(fc.string(), fc.jsonValue({ maxDepth: 5 })),
          fc.array(fc.jsonValue({ maxDepth: 5 })),
        ),
        fc.constantFrom(0, 2),
        (value, indentation) => {
          const text = JSON.stringify(value, null, indentation);
          expect(read(text)).toEqual({ documents: [JSON.parse(text)], problems: [] });
        },
      ),
    );
  });

  it('takes every key for what it is', () => {
    const [value] = read('{"__proto__": {"x": 1}, "constructor": 2}').documents;
    expect(Object.keys(value ?? {})).toEqual(['__proto__', 'constructor']);
    expect(Object.getPrototypeOf(value)).toBe(Object.prototype);
  });

  it('knows numbers that JSON does not', () => {
    expect(read('[NaN, nan, Infinity, -Infinity, inf, "NaN", 1e999, 9007199254740993]')).toEqual({
      documents: [
        [
          ...[Number.NaN, Number.NaN],
          ...[Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY],
          ...['NaN', Number.POSITIVE_INFINITY, 9007199254740992],
        ],
      ],
      problems: [],
    });
  });

  it('tells keys that stand there twice, and takes the last one', () => {
    expect(read('{"a": 1,\n"a": 2}')).toEqual({
      documents: [{ a: 2 }],
      problems: ['2: the key "a" stands there twice'],
    });
  });

  it('reads several documents, and passes over lines that are none', () => {
    expect(read('warning: slow\n{"a":1}\nnoise\n[2]{"b":3}\n')).toEqual({
      documents: [{ a: 1 }, [2], { b: 3 }],
      problems: ['1: a line is no JSON', '3: a line is no JSON'],
    });
  });

  it.each<[string, unknown]>([
    // The record that is cut may lack something, so it is left out with all of it.
    [
      '{"benchmarks":[{"name":"a","data":[1,2]},{"name":"b","data":[1,2',
      { benchmarks: [{ name: 'a', data: [1, 2] }] },
    ],
    ['[{"a":1},{"a":12', [{ a: 1 }]],
    ['{"a":{"latency":{"value":1}},"b":{"latency":{"value":12', { a: { latency: { value: 1 } } }],
    ['{"a":1,"b":12', { a: 1 }],
    ['{"a":1,"b', { a: 1 }],
    ['[1,2,3', [1, 2]],
  ])('reads %s up to where it is certain', (text, value) => {
    expect(read(text)).toEqual({
      documents: [value],
      problems: ['1: the file ends in the middle'],
    });
  });

  it('reads what is broken up to there', () => {
    expect(read('{"a":[{"b":1}],\n"c":[1}')).toEqual({
      documents: [{ a: [{ b: 1 }], c: [1] }],
      problems: ['2: here JSON is broken, what follows is not read'],
    });
  });

  it('says where a record begins', () => {
    const { documents, lineOf } = parseJson('{"list": [\n{"a": 1},\n\n{"a": 2}\n]}');
    const [root] = documents;
    expect(lineOf(root)).toBe(1);
    expect(lineOf(3)).toBeUndefined();
    const list = root instanceof Object && 'list' in root ? root.list : [];
    expect(Array.isArray(list) && list.map((item) => lineOf(item))).toEqual([2, 4]);
  });

  it.each<[string, (string | number)[], number | undefined]>([
    ['{\n"a": 1,\n"b": [1,\n{"c":\n2}]}', ['b', 1, 'c'], 5],
    ['{\n"a": 1,\n"b": [1,\n2]}', ['b', 1], 4],
    ['[1,\n[2, "]",\n"}", {"\\"": [[]]},\n3]]', [1, 4], 4],
    ['{"x": {"b": 0},\n"b": 1,\n"b": 2}', ['b'], 3],
    ['{"\\u0061\\"{":\n1}', ['a"{'], 2],
    ['{"a\\x":\n1, "b":\n2}', ['b'], 3],
    ['[\n1\n-2\nNaN]', [2], 4],
    ['[1]', [1], undefined],
    ['[1]', ['0'], undefined],
    ['{"a": 1}', ['b'], undefined],
    ['{"a": 1}', ['a', 'b'], undefined],
    // Whatever is cut is found as far as it is there.
    ['{"a": [\n{"x": 1},\n{"x": 2', ['a', 1], 3],
    ['{"a": [\n1, "\n', ['a', 2], undefined],
  ])('says where in %j lies what is at %j', (text, path, line) => {
    const { documents, lineOf } = parseJson(text);
    expect(lineOf(documents[0], ...path)).toBe(line);
  });

  it('finds the place of everything', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.string(), fc.jsonValue({ maxDepth: 3 }))), (pairs) => {
        const text = `{${pairs.map(([key, value]) => `${JSON.stringify(key)}:\n${JSON.stringify(value)}`).join(',')}}`;
        const { documents, lineOf } = parseJson(text);
        for (const [index, [key]] of pairs.entries()) {
          if (pairs.findLastIndex(([other]) => other === key) !== index) continue;
          expect(lineOf(documents[0], key)).toBe(index + 2);
        }
      }),
    );
  });

  it('ends with what is nested endlessly', () => {
    const { documents, problems } = parseJson('['.repeat(100_000));
    expect(documents).toHaveLength(1);
    expect(problems).toHaveLength(1);
  });
});

describe('beginningOfJson', () => {
  it('shows what a cut text has so far', () => {
    expect(
      beginningOfJson('{"machine_info":{"cpu":1},"benchmarks":[{"name":"x","stats":{"mi'),
    ).toEqual({
      machine_info: { cpu: 1 },
      benchmarks: [{ name: 'x', stats: {} }],
    });
    expect(beginningOfJson('BenchmarkX 1 2 ns/op\n')).toBeUndefined();
  });
});
