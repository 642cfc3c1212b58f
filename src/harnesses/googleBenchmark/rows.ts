/** What do the rows of one program say of each benchmark? Pure. */
import { nameOf } from '../../formats/googleBenchmark/names.ts';
import {
  complexityNotice,
  type Group,
  groupsOf,
  type Row,
} from '../../formats/googleBenchmark/rows.ts';
import type { BenchmarkReading } from '../harness.ts';
import { declaredWork, metricsOf, ownMetricsOf } from './figures.ts';
import type { BenchProgram } from './probe.ts';

export interface RowsReading {
  readonly benchmarks: readonly BenchmarkReading[];
  /** Printed names of all that has a row. */
  readonly printed: ReadonlySet<string>;
  readonly notices: readonly string[];
}

/** Who a benchmark of a program is. */
export function identityOf({ label, names }: BenchProgram, printed: string) {
  const { path, params } = names.get(printed) ?? nameOf(printed);
  return { path: [label, ...path], params };
}

/** Reads the rows of a program's file. */
export function readRows(program: BenchProgram, rows: readonly Row[]): RowsReading {
  const leftOut = new Set<string>();
  const readingOf = ({ printed, samples }: Group): BenchmarkReading => {
    const identity = identityOf(program, printed);
    const failed = samples.find((row) => row.error_occurred);
    if (failed) {
      const message = failed.error_message || 'it failed without a message';
      return { ...identity, state: 'failed', message };
    }
    const skipped = samples.find((row) => row.skipped);
    if (skipped) {
      return { ...identity, state: 'skipped', message: skipped.skip_message || 'it was skipped' };
    }
    if (samples.length === 0) {
      const message =
        'It reports only aggregates of its repetitions, and no measurement: leave ReportAggregatesOnly out of its code.';
      return { ...identity, state: 'skipped', message };
    }
    const metrics = metricsOf(samples);
    if (metrics === null) {
      return { ...identity, state: 'failed', message: 'its result holds no time' };
    }
    const declared = declaredWork(samples, program.version);
    const own = ownMetricsOf(samples, metrics, declared);
    for (const notice of own.notices) leftOut.add(notice);
    const hasWork = Object.keys(declared.work).length > 0;
    return {
      ...identity,
      state: 'measured',
      metrics: [...metrics, ...own.metrics],
      ...(hasWork && { work: declared.work }),
    };
  };
  const groups = groupsOf(rows);
  const benchmarks = groups.map(readingOf);
  return {
    benchmarks,
    printed: new Set(groups.map(({ printed }) => printed)),
    notices: [...[...leftOut].sort(), ...complexityNotice(program.line, rows)],
  };
}
