import { describe, expect, it } from 'vitest';
import {
  parseResultFile,
  withoutBareNonNumbers,
} from '../../src/harnesses/pytestBenchmark/resultFile.ts';

describe('bare non-numbers', () => {
  it.each([
    ['[NaN, Infinity, -Infinity]', '[null, null, null]'],
    ['{"a":NaN,"b":-1}', '{"a":null,"b":-1}'],
    ['{"NaN":"Infinity -Infinity NaN"}', '{"NaN":"Infinity -Infinity NaN"}'],
    ['["\\"", NaN, "\\\\", NaN, "\\\\\\"NaN"]', '["\\"", null, "\\\\", null, "\\\\\\"NaN"]'],
    ['["NaN\nNaN"]', '["NaN\nNaN"]'],
    ['[NaNny]', '[NaNny]'],
  ])('%s', (text, cleaned) => {
    expect(withoutBareNonNumbers(text)).toBe(cleaned);
  });

  it('copes with long strings', () => {
    const long = `"${'x\\"'.repeat(3e6)}"`;
    expect(withoutBareNonNumbers(`[${long},NaN]`)).toBe(`[${long},null]`);
  });
});

const entry = (fullname: unknown, data: unknown) =>
  `{"fullname":${JSON.stringify(fullname)},"stats":{"stddev":NaN,"data":${data}},"extra_info":null}`;

describe('the result file', () => {
  it('keeps the good entries and tells of the others', () => {
    const file = parseResultFile(
      `{"benchmarks":[${[
        entry('a.py::test_a', '[1e-6, 2e-6]'),
        entry('a.py::test_nan', '[1e-6, NaN]'),
        entry('a.py::test_empty', '[]'),
        entry('a.py::test_negative', '[-1]'),
        entry(5, '[1]'),
        '"text"',
        entry('a.py::test_b', '[3]'),
      ].join()}]}`,
    );
    expect(Object.fromEntries(file.measured)).toEqual({
      'a.py::test_a': { data: [1e-6, 2e-6], extraInfo: {} },
      'a.py::test_b': { data: [3], extraInfo: {} },
    });
    expect(file.problems).toEqual([
      expect.stringContaining('entry 2: stats.data.1'),
      expect.stringContaining('entry 3: stats.data'),
      expect.stringContaining('entry 4: stats.data.0'),
      expect.stringContaining('entry 5: fullname'),
      expect.stringContaining('entry 6'),
    ]);
  });

  it('takes the last of two entries with one name, and says so', () => {
    const file = parseResultFile(`{"benchmarks":[${entry('x', '[1]')},${entry('x', '[2]')}]}`);
    expect(file.measured.get('x')?.data).toEqual([2]);
    expect(file.problems).toEqual(['x was measured twice; the last one counts']);
  });

  it.each([
    ['', 'the file is empty'],
    ['{"benchmarks": [', 'it is not whole JSON'],
    ['[]', 'expected object'],
  ])('tells what is wrong with %j', (text, problem) => {
    const file = parseResultFile(text);
    expect(file.measured.size).toBe(0);
    expect(file.problems.join()).toContain(problem);
  });
});
