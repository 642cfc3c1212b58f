/** What do the rows of one program say of each benchmark? Pure. */
import type { BenchmarkReading } from '../harness.ts';
import { declaredWork, metricsOf } from './figures.ts';
import { nameOf } from './names.ts';
import type { BenchProgram } from './probe.ts';
import type { Row } from './resultFile.ts';

/** What the library derives from several benchmarks: no measurement of one. */
const complexity = /_(?:BigO|RMS)$/;

const isComplexity = (row: Row) =>
  row.run_type === undefined
    ? complexity.test(row.name)
    : row.run_type === 'aggregate' && complexity.test(`_${row.aggregate_name ?? ''}`);

/** Versions before 1.5 do not say which rows are derived; only the name does. */
const isAggregate = (row: Row, names: ReadonlySet<string>) =>
  row.run_type === undefined
    ? names.has(row.name.replace(/_(?:mean|median|stddev)$/, '')) &&
      /_(?:mean|median|stddev)$/.test(row.name)
    : row.run_type === 'aggregate';

/** The rows of one benchmark. */
interface Group {
  readonly printed: string;
  readonly samples: Row[];
}

/**
 * Rows of the same benchmark, in their order. Repetitions are counted from 0 on in each, so that two
 * benchmarks of the same name stay two.
 */
function groupsOf(rows: readonly Row[]): readonly Group[] {
  const names = new Set(rows.map(({ name }) => name));
  const groups = new Map<string, Group>();
  const seen = new Map<string, number>();
  for (const row of rows) {
    if (isComplexity(row)) continue;
    const printed =
      row.run_name ??
      row.name.replace(/_(?:mean|median|stddev)$/, (suffix) =>
        isAggregate(row, names) ? '' : suffix,
      );
    const isSample = !isAggregate(row, names);
    const family = [printed, row.family_index, row.per_family_instance_index];
    const repetition = JSON.stringify([...family, row.repetition_index]);
    const count = isSample && row.repetition_index !== undefined ? (seen.get(repetition) ?? 0) : 0;
    seen.set(repetition, count + 1);
    const key = JSON.stringify([...family, count]);
    const group = groups.get(key) ?? { printed, samples: [] };
    groups.set(key, group);
    if (isSample) group.samples.push(row);
  }
  return [...groups.values()];
}

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
  const unclear: string[] = [];
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
    unclear.push(...declared.unclear.map((rate) => `${rate} of ${printed}`));
    const hasWork = Object.keys(declared.work).length > 0;
    return { ...identity, state: 'measured', metrics, ...(hasWork && { work: declared.work }) };
  };
  const groups = groupsOf(rows);
  const benchmarks = groups.map(readingOf);
  const derived = rows.filter(isComplexity).length;
  const samples = groups.flatMap((group) => group.samples);
  const counters = [...new Set(samples.flatMap((row) => row.counters))].sort();
  return {
    benchmarks,
    printed: new Set(groups.map(({ printed }) => printed)),
    notices: [
      ...counters.map((counter) => `The counter "${counter}" is not read yet.`),
      ...unclear.map(
        (rate) => `The ${rate} is not the same whole number in each iteration: no throughput.`,
      ),
      ...(derived > 0
        ? [`${program.line} reports its complexity (BigO, RMS): ${derived} rows are left out.`]
        : []),
    ],
  };
}
