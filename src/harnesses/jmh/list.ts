/** Which benchmarks does a jar have? Its answer to `-lp`. Pure. */

/** A name that a jar prints. */
export interface ListedBenchmark {
  /** As printed: `example.Sorting.sort`. */
  readonly name: string;
  /** What it may be called with, by the name of a parameter: the values as printed, with ", " between them. */
  readonly params: ReadonlyMap<string, string>;
  /** Whether it is measured in several modes. */
  readonly hasModes: boolean;
}

const parameterLine = /^ {2}param "([^"]+)" = \{(.*)\}$/;

/** All that is listed behind the heading, each name once: one that is there several times has so many modes. */
export function parseList(stdout: string): readonly ListedBenchmark[] {
  const lines = stdout.split(/\r?\n/);
  const start = lines.findIndex((line) => /^Benchmarks: *$/.test(line));
  const found = new Map<string, { params: Map<string, string>; count: number }>();
  let last: Map<string, string> = new Map();
  for (const line of start < 0 ? [] : lines.slice(start + 1)) {
    const [, key, values] = parameterLine.exec(line) ?? [];
    if (key !== undefined && values !== undefined) last.set(key, values);
    else if (/^\S+$/.test(line)) {
      const known = found.get(line) ?? { params: new Map(), count: 0 };
      known.count += 1;
      found.set(line, known);
      last = known.params;
    }
  }
  return [...found].map(([name, { params, count }]) => ({ name, params, hasModes: count > 1 }));
}
