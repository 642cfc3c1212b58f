/**
 * Which benchmarks has vitest finished, and what did it measure? Reads the tasks that every version
 * hands to its reporters: up to vitest 4 a benchmark is a task with `meta.benchmark`, from vitest 5 on a
 * test holds the benchmarks that it ran.
 */
import { stripVTControlCharacters } from 'node:util';
import { thin } from '../../stats/thin.ts';
import { elementsOf, type Fields, isFields, textOf } from './foreign.ts';
import type { LauncherRecord } from './records.ts';

type BenchmarkRecord = Extract<LauncherRecord, { kind: 'benchmark' }>;

/** A record, and which task of vitest it is of. */
export interface Collected {
  readonly id: string;
  readonly record: BenchmarkRecord;
}

/** How tasks become records. */
export interface CollectOptions {
  readonly maxSamples: number;
  /** Whether the run is over: only then is a benchmark without a result a failed one. */
  readonly isOver: boolean;
  /** Whether a pattern chose among the benchmarks: what it left out looks like what is skipped. */
  readonly isChosen: boolean;
}

interface Place {
  readonly kind: 'benchmark';
  readonly file: string;
  readonly project: string;
  readonly names: string[];
}

const longestMessage = 2000;

/** The words of the first error of a task; null without one. */
export function errorOf(task: Fields): string | null {
  const { result } = task;
  const [error] = isFields(result) ? elementsOf(result.errors) : [];
  if (error === undefined) return null;
  return sayError(error);
}

/** An error as vitest passes it on, or as it is thrown. */
export function sayError(error: unknown): string {
  if (!isFields(error)) return String(error).slice(0, longestMessage);
  const name = textOf(error.name) || 'Error';
  const message = stripVTControlCharacters(textOf(error.message)).trim();
  return (message === '' ? name : `${name}: ${message}`).slice(0, longestMessage);
}

const toSeconds = (milliseconds: number) => milliseconds / 1000;

function isNumbers(value: unknown): value is number[] {
  return Array.isArray(value) && value.every((one) => typeof one === 'number');
}

/** What tinybench's statistics say: with samples of single calls if vitest kept them. */
function measuredOf(place: Place, statistics: Fields, maxSamples: number): BenchmarkRecord | null {
  const { samples, mean } = statistics;
  if (isNumbers(samples) && samples.length > 0) {
    return {
      ...place,
      state: 'measured',
      sampleCount: samples.length,
      samplesSeconds: thin(samples, maxSamples).map(toSeconds),
    };
  }
  if (typeof mean !== 'number') return null;
  const count = statistics.sampleCount ?? statistics.samplesCount;
  const callCount = typeof count === 'number' && count > 0 ? count : null;
  return { ...place, state: 'averaged', callCount, meanSeconds: toSeconds(mean) };
}

const skipped = (place: Place, mode: unknown): BenchmarkRecord => ({
  ...place,
  state: 'skipped',
  message: mode === 'todo' ? 'it is marked as todo' : 'vitest skipped it',
});

/** A `bench()` of vitest 1 to 4. */
function benchTask(task: Fields, place: Place, options: CollectOptions): BenchmarkRecord[] {
  if (task.mode === 'skip' || task.mode === 'todo') {
    return options.isChosen || !options.isOver ? [] : [skipped(place, task.mode)];
  }
  const statistics = isFields(task.result) ? task.result.benchmark : null;
  const measured = isFields(statistics) ? measuredOf(place, statistics, options.maxSamples) : null;
  if (measured) return [measured];
  if (!options.isOver) return [];
  const message =
    errorOf(task) ??
    'it has no result: it threw an error, which vitest before 5 does not pass on; call the same code in a test to see it';
  return [{ ...place, state: 'failed', message }];
}

const hasEnded = ({ result }: Fields) =>
  isFields(result) && (result.state === 'pass' || result.state === 'fail');

/** A `test()` of vitest 5, with the benchmarks that it ran. */
function testTask(task: Fields, place: Place, options: CollectOptions): BenchmarkRecord[] {
  if (task.mode === 'skip' || task.mode === 'todo') {
    return options.isChosen || !options.isOver ? [] : [skipped(place, task.mode)];
  }
  if (!options.isOver && !hasEnded(task)) return [];
  const measured = elementsOf(task.benchmarks).flatMap((group) =>
    (isFields(group) ? elementsOf(group.tasks) : []).flatMap((one) => {
      // A result that the test has read from a file was measured some other time.
      if (!isFields(one) || one.fromStore === true || !isFields(one.latency)) return [];
      const at = { ...place, names: [...place.names, textOf(one.name)] };
      return measuredOf(at, one.latency, options.maxSamples) ?? [];
    }),
  );
  const message = errorOf(task);
  if (message === null) return measured;
  return measured.length === 0
    ? [{ ...place, state: 'failed', message }]
    : measured.map(({ kind, file, project, names }) => ({
        ...{ kind, file, project, names },
        state: 'failed',
        message: `its test failed: ${message}`,
      }));
}

/** All finished benchmarks below a task. */
function below(task: unknown, place: Place, options: CollectOptions): Collected[] {
  if (!isFields(task)) return [];
  const at = { ...place, names: [...place.names, textOf(task.name)] };
  if (Array.isArray(task.tasks)) {
    return task.tasks.flatMap((one) => below(one, at, options));
  }
  const isBench = isFields(task.meta) && task.meta.benchmark === true;
  const records = isBench
    ? benchTask(task, at, options)
    : Array.isArray(task.benchmarks)
      ? testTask(task, at, options)
      : [];
  return records.map((record) => ({ id: textOf(task.id), record }));
}

/** Vitest 5 runs benchmarks in a copy of each project, which it names like this. */
const ownName = (project: string) => project.replace(/^bench$| \(bench\)$/, '');

/** The finished benchmarks of one file; as a vitest task, a file is the suite of all. */
export function collectFile(file: unknown, options: CollectOptions): Collected[] {
  if (!isFields(file)) return [];
  const place: Place = {
    kind: 'benchmark',
    file: textOf(file.filepath),
    project: Array.isArray(file.tasks) ? ownName(textOf(file.projectName)) : '',
    names: [],
  };
  return elementsOf(file.tasks).flatMap((task) => below(task, place, options));
}

/** Errors of groups, as those of their hooks; the file itself is the outermost group. */
export function collectErrors(file: unknown): string[] {
  if (!isFields(file) || !Array.isArray(file.tasks)) return [];
  const own = errorOf(file);
  return [...(own === null ? [] : [own]), ...file.tasks.flatMap(collectErrors)];
}
