import { describe, expect, it } from 'vitest';
import { benchmarkJs } from '../../src/formats/benchmarkJs.ts';
import { readAs } from './recordedFiles.ts';

const reading = (...lines: readonly string[]) => readAs(benchmarkJs, `${lines.join('\n')}\n`);

describe('benchmark.js', () => {
  it('splits at the last x, and reads thousands and decimals', () => {
    const read = reading(
      'sum 2 x 2 x 1,516,811,857 ops/sec ±1.85% (10 runs sampled)',
      'slow x 12.50 ops/sec +-Infinity% (1 run sampled)',
      '/[a-z]: x/ x 4,000 ops/sec ±0.10% (90 runs sampled)\r',
    );
    expect(
      read.benchmarks.map(({ path, metrics }) => [path, metrics[0]?.launches[0]?.samples]),
    ).toEqual([
      [['sum 2 x 2'], [1 / 1_516_811_857]],
      [['slow'], [0.08]],
      [['/[a-z]: x/'], [0.000_25]],
    ]);
  });

  it('takes a name with nothing behind it for a benchmark that failed', () => {
    const read = reading('parse: json: ', 'sum x 10.00 ops/sec ±1% (5 runs sampled)');
    expect(read.benchmarks.map(({ path, state }) => [path, state])).toEqual([
      [['parse: json'], 'failed'],
      [['sum'], 'measured'],
    ]);
  });

  it('counts every line that may be a result', () => {
    const read = reading(
      'Fastest is sum',
      'Platform: linux',
      'sum x 10.00 ops/sec ±1% (5 runs sampled)',
      'sum x 11.00 ops/sec ±1% (5 runs sampled)',
      'never x Infinity ops/sec ±NaN% (0 runs sampled)',
      'zero x 0.00 ops/sec ±0.00% (5 runs sampled)',
      'cut x 5,000 ops/sec ±0.1',
    );
    expect(read.passedOver).toEqual([
      {
        why: 'a line like "name: text" is a benchmark that failed, or a message of the program',
        count: 1,
        line: 2,
      },
      {
        why: 'two benchmarks have the same name; the first one is read',
        count: 1,
        line: 4,
      },
      { why: 'a rate is no number above 0', count: 2, line: 5 },
      { why: 'a line with "ops/sec" is not as benchmark.js prints it', count: 1, line: 7 },
    ]);
  });
});
