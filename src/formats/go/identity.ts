/** Who are the benchmarks of a package, when all its names are known? Pure. */
import type { BenchmarkName } from '../format.ts';
import type { Block, Entry } from './collect.ts';
import { identityOf } from './names.ts';

const suffix = /-([1-9]\d*)$/;

/** What a printed name says: its GOMAXPROCS apart, 1 where it tells none. */
interface Plain {
  readonly name: string;
  readonly processors: number;
}

function split(name: string): Plain {
  const [, processors] = suffix.exec(name) ?? [];
  return processors === undefined
    ? { name, processors: 1 }
    : { name: name.slice(0, -processors.length - 1), processors: Number(processors) };
}

/**
 * The values of GOMAXPROCS that names of a package end in. A function has no `-` in its name, so what
 * its own names end in are such; where all names have levels, it is what all of them have in common.
 */
function processorsOf(names: readonly string[]): ReadonlySet<number> {
  const functions = names.filter((name) => !name.includes('/'));
  if (functions.length > 0) return new Set(functions.map((name) => split(name).processors));
  const stems = new Map<string, Set<number>>();
  for (const name of names) {
    const { name: stem, processors } = split(name);
    stems.set(stem, (stems.get(stem) ?? new Set()).add(processors));
  }
  const sets = [...stems.values()].map((set) => [...set].sort((a, b) => a - b).join());
  const [first] = stems.values();
  return first && new Set(sets).size === 1 ? first : new Set();
}

export interface Named {
  readonly entry: Entry;
  readonly name: BenchmarkName;
}

function pathOf(packageName: string | null, name: string): BenchmarkName {
  const { path, params } = identityOf(name);
  return { path: [...(packageName?.split('/') ?? []), ...path], params };
}

/**
 * The benchmarks of blocks of one package. GOMAXPROCS is a parameter only where a package was run with
 * several; announced names (`-v`) leave no doubt about it.
 */
export function namedEntries(blocks: readonly Block[]): Named[] {
  const all = blocks.flatMap(({ entries, labels }) =>
    [...entries.values()].map((entry) => ({ entry, labels })),
  );
  const common = processorsOf(
    all
      .filter(({ entry }) => entry.announced === null && entry.lines > 0)
      .map(({ entry }) => entry.name),
  );
  const plain = all.map(({ entry, labels }) => {
    const { name, announced } = entry;
    if (announced !== null) {
      return {
        entry,
        labels,
        name: announced,
        processors: Number(name.slice(announced.length + 1) || 1),
      };
    }
    const parts = split(name);
    return common.has(parts.processors)
      ? { entry, labels, ...parts }
      : { entry, labels, name, processors: 1 };
  });
  // What failed is told without GOMAXPROCS.
  const measured = plain.filter(({ entry }) => entry.lines > 0);
  const several = new Set(measured.map(({ processors }) => processors)).size > 1;
  return plain.map(({ entry, labels, name, processors }) => {
    const { path, params } = pathOf(blocks[0]?.package ?? null, name);
    return {
      entry,
      name: {
        path,
        params: {
          ...params,
          ...(several && entry.lines > 0 && { gomaxprocs: String(processors) }),
        },
        labels,
      },
    };
  });
}
