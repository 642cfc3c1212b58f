/**
 * What a format of benchmark results is: what tells it from all others, and how a file of it is read.
 *
 * A format opens no file: it is handed text, and says what it found to {@link Results}. So limits,
 * encodings, compression and reports about what was passed over are the same for all of them.
 */
import type { Direction, Unit } from '../model/metric.ts';
import type { Values } from './values.ts';

/** What is measured: a name as in src/model/metric.ts, the base unit, and which way is better. */
export interface Metric {
  readonly name: string;
  readonly unit: Unit;
  /** Null where neither the unit nor the file tells. */
  readonly direction: Direction | null;
  /** Set where the same code always gives the same value, as instructions counted by an emulator do. */
  readonly isExact?: true;
}

/** Who was measured; the file's format becomes the suite. */
export interface BenchmarkName {
  /** Names from the outermost group to the benchmark itself; never empty. */
  readonly path: readonly string[];
  readonly params?: Readonly<Record<string, string>>;
  /**
   * Under which circumstances, where they change within a file: configuration lines, tags. No part
   * of who it is. The same object for all rows that share them.
   */
  readonly labels?: Readonly<Record<string, string>>;
}

/**
 * What one value stands for.
 *
 * - `call`: a single call.
 * - `batch`: the mean of a batch of calls, one of many in a measurement.
 * - `repeat`: a whole measurement, repeated in the same process.
 * - `figure`: what the harness made of samples that the file does not have (a mean, a median).
 */
export type ValueKind = 'call' | 'batch' | 'repeat' | 'figure';

/** The values of one metric of one benchmark, in the order of the file. */
export interface Series {
  /** One more value per iteration, in the metric's base unit. One that no measurement can be is passed over. */
  add(value: number): void;
  /** What follows of this series was measured by another process. */
  nextLaunch(): void;
}

/** What is told of where and by what a file was made. */
export type Fact =
  | 'cpu'
  /** Logical processors, as a whole number. */
  | 'cpu-count'
  /** How many processors a Go program was to use at once: GOMAXPROCS, where a file has one value of it. */
  | 'gomaxprocs'
  | 'os'
  | 'architecture'
  /** Version of the harness. */
  | 'version'
  /** What ran the benchmarks, with its version: `CPython 3.11.2`. */
  | 'runtime'
  /** When it was measured, as an ISO 8601 date and time. */
  | 'started-at'
  /** Of the code that was measured: a hash. */
  | 'commit';

/** The values of one metric, as a reader has collected them. */
export interface MetricValues {
  readonly metric: Metric;
  readonly values: Values;
}

/** Where a format says what it reads. */
export interface Results {
  /** Where values of a metric of a benchmark go: always the same one for the same names. */
  series(benchmark: BenchmarkName, metric: Metric, kind: ValueKind): Series;
  /** Adds values of several metrics that the reader has collected by itself, as one launch. */
  take(benchmark: BenchmarkName, kind: ValueKind, collected: readonly MetricValues[]): void;
  /** What follows, of all series, was measured by another process: a file of several documents. */
  nextLaunch(): void;
  /** It ran and went wrong; `message` in the harness's words. */
  failed(benchmark: BenchmarkName, message: string): void;
  /** It was not run on purpose. */
  skipped(benchmark: BenchmarkName, message: string): void;
  /** Rows (lines, records) of results were read. */
  rows(count: number): void;
  /**
   * What follows is said of this place: where values, and whatever else, are passed over without a line of
   * their own, this one is told.
   *
   * @param line from 1; a function is asked only when something is passed over
   */
  at(line: number | (() => number | undefined)): void;
  /** What follows is said of this file of a folder, at no line so far. @param path relative to the folder */
  inFile(path: string): void;
  /**
   * A row or value that should be results and is not read, or a damage of the file.
   *
   * @param why the same words for the same reason, as they are counted: `its unit is not known: furlongs`
   * @param line from 1; absent where it is that of the last `at`
   */
  passOver(why: string, line?: number): void;
  /** The first one counts; that others differ is told. An empty text tells nothing. */
  fact(fact: Fact, value: string): void;
  /** A sentence for the reader, e.g. about a setting that makes the numbers doubtful. */
  notice(sentence: string): void;
}

/** The beginning of a file, by which it is told what it is: at most 64 KiB. */
export interface Head {
  /** Without byte order mark and terminal colours; cut behind a whole line unless the file is one line. */
  readonly text: string;
  /**
   * What JSON says as far as the head goes: the first document, whatever lines come before it. Undefined
   * where there is none. That there is one speaks against no format of lines: programs log in JSON.
   */
  readonly json: unknown;
  /** The values of the lines, if each of them is JSON by itself, and there are several or it is the whole file; else none. */
  readonly jsonLines: readonly unknown[];
  /** Name of the outermost XML element, else null. */
  readonly xmlRoot: string | null;
}

/** Takes whole lines as they come; a file of any size. */
export interface LineReader {
  /**
   * @param lines whole lines, each with its `\n` (perhaps `\r\n`) but for the very last one of a file
   * @param firstLine the number of the first of them, from 1
   */
  read(lines: string, firstLine: number): void;
  /** There are no more lines. */
  end(): void;
}

/** A file of a folder, relative to it with `/`. */
export interface FolderFile {
  readonly path: string;
  /** Its text; what cannot be read is passed over, and null. */
  text(): Promise<string | null>;
}

export type Reader =
  /** Needs the whole text at once. */
  | { readonly kind: 'document'; read(text: string, results: Results): void }
  | { readonly kind: 'lines'; begin(results: Results): LineReader }
  /** Lies in several files of one folder. */
  | {
      readonly kind: 'folder';
      /** Whether a folder with these files is one; paths relative to it with `/`. */
      detect(paths: readonly string[]): boolean;
      read(files: readonly FolderFile[], results: Results): Promise<void>;
      /** Reads one of its files that is given by itself, and that `detect` of the format tells. */
      readFile?(text: string, results: Results): void;
    };

export interface Format {
  /** Names it on the command line, and becomes the suite of what is read. */
  readonly name: string;
  /** What writes it, for people: `pytest-benchmark JSON`. */
  readonly title: string;
  /** By what it is recognised: `an object with "benchmarks" and "machine_info"`. */
  readonly looksFor: string;
  /** What the recorded files that it is tested with were made by: `pytest-benchmark 5.3.0`. */
  readonly testedWith: readonly string[];
  /** What the values of a benchmark are, in a few words: `raw samples`, `one mean`. */
  readonly values: string;
  /** In a few words: `time`, `time, allocations, any of ReportMetric`. */
  readonly metrics: string;
  /** The harness of a suite that launches it, if there is one. */
  readonly launchedBy?: string;
  /** Whether the beginning of a file is of this format. Says no in doubt; never throws. Not asked for folders as a whole. */
  detect(head: Head): boolean;
  readonly reader: Reader;
}

/** How much of a file is looked at to tell what it is. */
export const headBytes = 64 * 1024;
