/** Which pattern Go gets for the benchmarks that are wanted. */
import { describe, expect, test } from 'vitest';
import { benchPattern } from '../../src/harnesses/go/narrow.ts';
import type { BenchPackage } from '../../src/harnesses/go/packages.ts';

const parser: BenchPackage = {
  importPath: 'example.com/text/parser',
  folder: '/repository/parser',
  path: ['parser'],
  functions: ['BenchmarkParse', 'BenchmarkPrint', 'Benchmark'].map((name) => ({
    name,
    file: '/repository/parser/parser_test.go',
    line: 1,
  })),
};

const of = (path: string[], params: Record<string, string> = {}) => ({ suite: 'go', path, params });

function exact(only: ReturnType<typeof of>[], hasAlternatives = true): string | null {
  const narrowing = { suite: 'go', bench: '.', hasAlternatives };
  return benchPattern(parser, { filter: null, only }, narrowing);
}

function filtered(filter: RegExp, bench = '.'): string | null {
  const narrowing = { suite: 'go', bench, hasAlternatives: true };
  return benchPattern(parser, { filter, only: null }, narrowing);
}

test('all, without a wish', () => {
  const narrowing = { suite: 'go', bench: 'P/x', hasAlternatives: true };
  expect(benchPattern(parser, { filter: null, only: null }, narrowing)).toBe('P/x');
});

describe('only some', () => {
  test.each([
    ['a function', [of(['parser', 'Parse'])], '^(BenchmarkParse)$'],
    ['its shortest name', [of(['parser', 'Benchmark'])], '^(Benchmark)$'],
    [
      'levels, with what means something in an expression',
      [of(['parser', 'Parse', 'a.b(c)', '[|]'])],
      '^(BenchmarkParse)$/^(a\\.b\\(c\\))$/^(\\[\\|\\])$',
    ],
    [
      'several depths',
      [of(['parser', 'Print']), of(['parser', 'Parse', 'x'])],
      '^(BenchmarkPrint)$|^(BenchmarkParse)$/^(x)$',
    ],
    [
      'parameters, wherever they stand',
      [of(['parser', 'Parse', 'x'], { n: '10', gomaxprocs: '4' })],
      '^(BenchmarkParse)$/^(x|n=10)$/^(x|n=10)$',
    ],
    ['another package', [of(['printer', 'Parse']), of(['Parse'])], null],
    ['another function', [of(['parser', 'Gone'])], null],
    ['none', [], null],
  ])('%s', (_, only, pattern) => {
    expect(exact(only)).toBe(pattern);
  });

  test('functions alone, for a Go that knows no alternatives', () => {
    const only = [of(['parser', 'Print']), of(['parser', 'Parse', 'x'])];
    expect(exact(only, false)).toBe('^(BenchmarkPrint|BenchmarkParse)$');
  });

  test('functions alone, when there are too many for an argument', () => {
    const only = Array.from({ length: 2000 }, (_, index) => of(['parser', 'Parse', `x${index}`]));
    expect(exact(only)).toBe('^(BenchmarkParse)$');
  });
});

describe('by a filter on ids', () => {
  test.each([
    [/^go\/parser\/Parse/, '^(BenchmarkParse)$'],
    [/^go\/parser\/Parse\/x$/, '^(BenchmarkParse)$'],
    [/^go\/parser\/Pa?rse/, '^(BenchmarkParse|BenchmarkPrint)$'],
    [/^go\/parser\/P.*/, '^(BenchmarkParse|BenchmarkPrint)$'],
    [/^go\/parser\/Parse\[n=10\]$/, '^(BenchmarkParse)$'],
    // Behind a function come `/`, `[` or nothing.
    [/^go\/parser\/Parser/, null],
    [/^go\/printer/, null],
    [/^rust/, null],
    [/^go\//, '.'],
    // These may match any part of an id, or what only JavaScript knows.
    [/Parse/, '.'],
    [/^go\/parser\/Parse|^rust/, '.'],
    [/^go\/parser\/parse/i, '.'],
  ])('%s', (filter, pattern) => {
    expect(filtered(filter)).toBe(pattern);
  });

  test('never drops the suite’s own pattern', () => {
    expect(filtered(/^go\/parser\/Parse/, 'P/x')).toBe('P/x');
    expect(filtered(/^rust/, 'P/x')).toBeNull();
  });
});
