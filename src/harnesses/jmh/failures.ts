/** Which benchmarks failed, and why? JMH leaves them out of its results and only prints it. Pure. */
import type { ListedBenchmark } from './list.ts';

export interface Failure {
  /** As printed: `example.Sorting.sort`. */
  readonly benchmark: string;
  readonly params: Readonly<Record<string, string>>;
  /** As in JMH's JSON: `avgt`; null for one that is not known. */
  readonly mode: string | null;
  readonly message: string;
}

const modes: ReadonlyMap<string, string> = new Map([
  ['Throughput', 'thrpt'],
  ['Average time', 'avgt'],
  ['Sampling time', 'sample'],
  ['Single shot invocation time', 'ss'],
]);

const quote = (name: string) => name.replaceAll(/[\\^$.*+?()[\]{}|]/g, '\\$&');

/** `kind = a, size = 100`: values may hold commas, so they end where the next name begins. */
export function parametersIn(
  text: string,
  names: readonly string[],
): Readonly<Record<string, string>> {
  if (names.length === 0) return {};
  const beginning = new RegExp(`(?:^|, )(${names.map(quote).join('|')}) = `, 'g');
  const found = [...text.matchAll(beginning)];
  return Object.fromEntries(
    found.map((match, index) => [
      match[1] ?? '',
      text.slice(match.index + match[0].length, found[index + 1]?.index),
    ]),
  );
}

const shownLines = 3;

/** What stands behind the mark of a failure: the exception, else what the mark says itself. */
function messageIn(block: string, mark: RegExpExecArray): string {
  const said = mark[1]?.replace(/^failure:? ?/, '') ?? '';
  const lines = block
    .slice(mark.index + mark[0].length)
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== '' && !/^<.*>$/.test(line));
  const trace = lines.findIndex((line) => /^at \S+\(/.test(line));
  const exception = lines.slice(0, trace < 0 ? shownLines : Math.min(trace, shownLines)).join(' ');
  return [said, exception].filter(Boolean).join(': ') || 'it failed without a message';
}

/** All failures that are told in what a launch printed; in the order of the text. */
export function failuresIn(
  stdout: string,
  benchmarks: readonly ListedBenchmark[],
): readonly Failure[] {
  const names = new Map(benchmarks.map(({ name, params }) => [name, [...params.keys()]]));
  return stdout.split(/^# JMH version: /m).flatMap((block): Failure[] => {
    const benchmark = /^# Benchmark: (\S+)\r?$/m.exec(block)?.[1];
    const mark = /<((?:failure|forked VM failed)[^>\n]*)>/.exec(block);
    if (benchmark === undefined || !mark) return [];
    const mode = /^# Benchmark mode: ([^,\r\n]*)/m.exec(block)?.[1] ?? '';
    const parameters = /^# Parameters: \((.*)\)\r?$/m.exec(block)?.[1] ?? '';
    return [
      {
        benchmark,
        params: parametersIn(parameters, names.get(benchmark) ?? []),
        mode: modes.get(mode) ?? null,
        message: messageIn(block, mark),
      },
    ];
  });
}
