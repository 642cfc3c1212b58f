/** cargo-criterion's messages. */
import { describe, expect, it } from 'vitest';
import { cargoCriterion } from '../../src/formats/cargoCriterion.ts';
import { headOf } from '../../src/formats/head.ts';
import { benchmarkId } from '../../src/model/identity.ts';
import { readAs } from './recordedFiles.ts';

const message = (fields: Record<string, unknown>) =>
  `${JSON.stringify({
    reason: 'benchmark-complete',
    id: 'a',
    report_directory: '/project/target/criterion/reports/a',
    iteration_count: [10, 20],
    measured_values: [50, 100],
    unit: 'ns',
    ...fields,
  })}\n`;

const idOf = (id: string, folders: string) => {
  const report_directory = `/project/target/criterion/reports/${folders}`;
  const [read] = readAs(cargoCriterion, message({ id, report_directory })).benchmarks;
  return read && benchmarkId({ suite: 'c', path: [...read.path], params: read.params });
};

describe('cargo-criterion', () => {
  it('divides totals by their iterations, and never takes its statistics', () => {
    const text = message({ typical: { estimate: 7, unit: 'ns' }, change: { mean: { unit: '%' } } });
    const [metric] = readAs(cargoCriterion, text).benchmarks[0]?.metrics ?? [];
    expect(metric?.launches[0]?.samples).toEqual([5e-9, 5e-9]);
    expect(metric?.metric.name).toBe('time');
  });

  it('parts an id by the folder of its report', () => {
    expect(idOf('plain', 'plain')).toBe('c/plain');
    expect(idOf('group/it', 'group/it')).toBe('c/group/it');
    expect(idOf('a/b: c/it/3', 'a_b_ c/it/3')).toBe('c/a\\/b: c/it[value=3]');
    // Cut, or numbered since it was there twice.
    expect(idOf('a/b #2', 'a/b_2')).toBe('c/a\\/b #2');
  });

  it('reads a measurement of the user for what it is', () => {
    const [metric] =
      readAs(cargoCriterion, message({ unit: 'cycles' })).benchmarks[0]?.metrics ?? [];
    expect(metric?.metric).toEqual({ name: 'cycles', unit: '1', direction: null });
    expect(metric?.launches[0]?.samples).toEqual([5, 5]);
    expect(readAs(cargoCriterion, message({ unit: 'MB/s' })).passedOver[0]?.why).toBe(
      'its unit is not known: MB/s',
    );
  });

  it('counts what it cannot read', () => {
    const text =
      message({ iteration_count: [1] }) +
      message({ id: '' }) +
      message({ id: 'b', iteration_count: [0, 1] }) +
      message({ id: 'b' }) +
      '{"reason":"group-complete","group_name":"a","benchmarks":["a"]}\n';
    const { benchmarks, passedOver } = readAs(cargoCriterion, text);
    expect(benchmarks).toHaveLength(1);
    expect(passedOver).toEqual([
      {
        why: 'a benchmark has not as many values as numbers of iterations',
        count: 1,
        line: 1,
      },
      { why: 'a benchmark has no name', count: 1, line: 2 },
      { why: 'a value is infinite or too large', count: 1, line: 3 },
      { why: 'two benchmarks have the same name; the first one is read', count: 1, line: 4 },
    ]);
  });

  it('is told by a benchmark that is complete', () => {
    expect(cargoCriterion.detect(headOf(message({})))).toBe(true);
    expect(cargoCriterion.detect(headOf('{"reason":"compiler-artifact"}\n{"reason":"x"}\n'))).toBe(
      false,
    );
  });
});
