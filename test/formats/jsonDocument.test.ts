import { describe, expect, it } from 'vitest';
import { type JsonDocument, readDocuments } from '../../src/formats/jsonDocument.ts';
import { FileResults } from '../../src/formats/results.ts';

/** What is passed over when documents are read like this. */
function passedOver(text: string, read: (document: JsonDocument, results: FileResults) => void) {
  const results = new FileResults();
  readDocuments(text, (document) => read(document, results), results);
  return results
    .reading('x.json', 'x')
    .passedOver.map(({ why, count, line }) => `${line}: ${count} ${why}`);
}

describe('rows of a document', () => {
  it('are the objects of a list; all else in it is told by its line', () => {
    const seen: unknown[] = [];
    const text = '{"a": {"rows": [\n{"x": 1},\n5,\nnull,\n[{"x": 2}],\n{"x": 3}]}}';
    expect(
      passedOver(text, ({ value, rows }) => {
        for (const { x } of rows(value, 'a', 'rows')) seen.push(x);
      }),
    ).toEqual(['3: 3 a row is no object']);
    expect(seen).toEqual([1, 3]);
  });

  it('are also the members of an object, and of lists in lists', () => {
    const seen: unknown[] = [];
    const text = '["x", [\n{"members": {\n"a": {"x": 1},\n"b": 7}},\n8]]';
    expect(
      passedOver(text, ({ value, rows, members }) => {
        for (const row of rows(value, 1)) {
          for (const [key, { x }] of members(row, 'members')) seen.push(key, x);
        }
      }),
    ).toEqual(['4: 2 a row is no object']);
    expect(seen).toEqual(['a', 1]);
  });

  it.each([
    [
      '{"a":\n7}',
      ['2: 1 what should be a list is none', '2: 1 what should be an object of rows is none'],
    ],
    ['{"a":\nnull}', []],
    ['{}', []],
  ])('are none in %j, and that is told where something else stands there', (text, told) => {
    const read = ({ value, rows, members }: JsonDocument) => {
      expect([...rows(value, 'a'), ...members(value, 'a')]).toEqual([]);
    };
    expect(passedOver(text, read)).toEqual(told);
  });

  it('are the place of all that is passed over without a line', () => {
    const text = '[{"x": 1},\n{"x": -1}]\n[\n{"x": -2}]';
    const metric = { name: 'time', unit: 's', direction: null } as const;
    const read = ({ value, rows }: JsonDocument, results: FileResults) => {
      results.passOver('before any');
      for (const { x } of rows(value)) {
        results.series({ path: ['a'] }, metric, 'call').add(Number(x));
        if (Number(x) < -1) results.passOver('an x');
      }
    };
    expect(passedOver(text, read)).toEqual([
      '1: 2 before any',
      '2: 2 a value is negative',
      '4: 1 an x',
    ]);
  });

  it('of a text that ends in the middle have places, too', () => {
    expect(
      passedOver('{"a": 1,\n"rows": [\n{"x": 1},\n7,\n{"x": 2', ({ value, rows }) => {
        expect([...rows(value, 'rows')]).toEqual([{ x: 1 }]);
      }),
    ).toEqual(['5: 1 the file ends in the middle', '4: 1 a row is no object']);
  });
});
