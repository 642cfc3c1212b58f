import { describe, expect, it } from 'vitest';
import { fieldNames } from '../../../src/analysis/table/fields.ts';
import { parseFilter } from '../../../src/analysis/table/filter.ts';
import { PerfwatchError } from '../../../src/errors.ts';
import { entry, sides, throughput } from './entries.ts';

const all = [
  entry('pkg/Parse', 0, [1], { params: { n: '10', kind: 'a b' } }),
  entry('pkg/Parse', 1, [1], { params: { n: '1000' }, metric: throughput }),
  entry('Print', 0, [1], { suite: 'hyperfine', labels: { cpu: 'EPYC', id: 'x' } }),
];

/** Where the second side was measured is told. */
const factual = sides.map((side, index) =>
  index === 1 ? { ...side, facts: { os: 'linux' } } : side,
);

const kept = (expression: string) => {
  const keeps = parseFilter(expression, factual, fieldNames(all, factual));
  return all.flatMap((one, index) => (keeps(one) ? [index] : []));
};

describe('parseFilter', () => {
  it.each<[string, number[]]>([
    ['suite:go', [0, 1]],
    ['suite=go', [0, 1]],
    ['suite!=go', [2]],
    ['name.2:Parse', [0, 1]],
    ['name.1:Print', [2]],
    ['os:linux', [1]],
    ['suite:hyper*', [2]],
    ['suite:hyper', []],
    ['name~^pkg/P', [0, 1]],
    ['name:Parse', [0, 1]],
    ['name:P*t', [2]],
    ['name!=Parse', [2]],
    ['name:arse', []],
    ['Parse', [0, 1]],
    ['"a b"', [0]],
    ['kind:"a b"', [0]],
    ['n>10', [1]],
    ['n>=10', [0, 1]],
    ['n<1k', [0]],
    ['n<=1e3', [0, 1]],
    ['side:new.txt', [1]],
    ['metric:throughput', [1]],
    ['unit:B/s', [1]],
    ['cpu:EPYC', [2]],
    ['label:id:x', [2]],
    ['param:n:10', [0]],
    ['param:n>10', [1]],
    ['suite:go AND n>100', [1]],
    ['suite:go n>100', [1]],
    ['suite:hyperfine OR n>100', [1, 2]],
    ['Print OR suite:go AND n>100', [1, 2]],
    ['(Print OR suite:go) AND n>100', [1]],
    ['NOT suite:go', [2]],
    ['not (n>100 or Print)', [0]],
    ['NOT NOT suite:go', [0, 1]],
    ['suite:go AND name~Parse AND n>100', [1]],
  ])('%s', (expression, expected) => {
    expect(kept(expression)).toEqual(expected);
  });

  it('takes quoted words for what they are', () => {
    expect(kept('"AND"')).toEqual([]);
    expect(kept('name:"pkg/Parse"')).toEqual([0, 1]);
    expect(kept('kind:"a \\"b"')).toEqual([]);
  });

  it.each<[string, string, number]>([
    ['', 'something is missing', 1],
    ['suite:', 'a value is missing behind "suite:"', 7],
    ['suite:go AND', 'something is missing', 13],
    ['(suite:go', '")" is missing', 10],
    ['suite:go)', '")" cannot stand there', 9],
    ['AND suite:go', '"AND" cannot stand there', 1],
    ['n>many', '"many" is no number', 3],
    ['name~(', 'a value is missing behind "name~"', 6],
    ['name~"("', '"(" is no regular expression', 6],
    ['"unended', '"\\"" cannot stand there', 1],
    [`${'('.repeat(60)}x`, 'it is nested too deeply', 51],
    ['label:id', 'a comparison is missing behind "label:id"', 9],
  ])('refuses %s', (expression, problem, place) => {
    const refusal = () => kept(expression);
    expect(refusal).toThrow(PerfwatchError);
    expect(refusal).toThrow(`at character ${place}, ${problem.replaceAll('\\"', '"')}`);
  });

  it('names the fields that there are', () => {
    expect(() => kept('size>10')).toThrow(
      'None of these results has a "size". There are: id, suite, name, params, side, metric, unit, name.1, name.2, n, kind, cpu, os.',
    );
  });
});
