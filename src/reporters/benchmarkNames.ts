/**
 * How are benchmarks called in Go's benchmark format? By their own names, so that they are found in what
 * others write; what they are part of is a configuration line. No two of a suite share a name. Pure.
 */
import { goNameOf } from './goName.ts';
import { spelledName, spelledParam } from './spelled.ts';
import { writtenOut } from './visibleText.ts';

/** A benchmark by its parts, as they are, and where its name came from. */
export interface NamedBenchmark {
  readonly suite: string;
  readonly path: readonly string[];
  readonly params: readonly (readonly [name: string, value: string])[];
  /** Set where it was read from the text of Go's benchmarks: GOMAXPROCS as far as it is known. */
  readonly go: { readonly processors: number | null } | null;
  /** What other configuration lines are made of; the same object for all that share them. */
  readonly labels: object;
}

export interface WrittenName {
  /** The configuration line that goes before it; null for none. */
  readonly part: readonly [key: 'suite' | 'pkg', value: string] | null;
  /** One word, with `Benchmark`. */
  readonly name: string;
}

/** The path and, as benchstat knows them (`/key=value`), the parameters. */
const wordOf = ({ path, params }: NamedBenchmark) =>
  [...path.map(spelledName), ...params.map((param) => param.map(spelledParam).join('='))]
    .join('/')
    // What would be taken for the number of processors.
    .replace(/-(?=\d+$)/, writtenOut);

/** For what has no name that the format allows: it wants a capital letter. In others, there is no `=` in the first part. */
const explicit = (word: string) => `BenchmarkName=${word}`;

/** With its first letter as a capital one; null where it has none. */
function capitalized(word: string): string | null {
  const [first = ''] = word;
  const upper = first.toUpperCase();
  const isLetter = /^\p{Lu}$/u.test(upper) && upper.toLowerCase() === first;
  return isLetter ? upper + word.slice(first.length) : null;
}

function plainName(benchmark: NamedBenchmark): WrittenName | null {
  const go = benchmark.go && goNameOf({ ...benchmark, ...benchmark.go });
  if (go) return { part: go.package === null ? null : ['pkg', go.package], name: go.name };
  const word = wordOf(benchmark);
  if (!/^\p{Lu}/u.test(word)) return null;
  return { part: ['suite', benchmark.suite], name: `Benchmark${word}` };
}

const keyOf = ({ part, name }: WrittenName) => `${part?.join(' ') ?? ''} ${name}`;

/**
 * The names of all benchmarks of one side, `rust/parse[n=10]` → `BenchmarkParse/n=10` of `suite: rust`. Of two that
 * would be called alike, as of `parse` and `Parse`, the one whose own name it is has it. O(n).
 */
export function benchmarkNames<Key>(
  benchmarks: ReadonlyMap<Key, NamedBenchmark>,
): Map<Key, WrittenName> {
  const names = new Map<Key, WrittenName>();
  const taken = new Map<object, Set<string>>();
  const take = (key: Key, { labels }: NamedBenchmark, written: WrittenName | null) => {
    if (written === null) return;
    const used = taken.get(labels) ?? new Set();
    taken.set(labels, used);
    if (used.has(keyOf(written))) return;
    used.add(keyOf(written));
    names.set(key, written);
  };
  for (const [key, benchmark] of benchmarks) take(key, benchmark, plainName(benchmark));
  for (const [key, benchmark] of benchmarks) {
    if (names.has(key)) continue;
    const word = wordOf(benchmark);
    const part = ['suite', benchmark.suite] as const;
    const capital = capitalized(word);
    take(key, benchmark, capital === null ? null : { part, name: `Benchmark${capital}` });
    if (!names.has(key)) names.set(key, { part, name: explicit(word) });
  }
  return names;
}
