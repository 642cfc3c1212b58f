/** Who are the benchmarks of a package, when all its names are known? Pure. */
import type { BenchmarkName } from '../format.ts';
import type { Block } from './collect.ts';
import type { Entry } from './entry.ts';
import { identityOf } from './names.ts';

const wholeNumber = /^[1-9]\d*$/;

/** What a printed name says: its GOMAXPROCS apart, 1 where it tells none. */
interface Plain {
  readonly name: string;
  readonly processors: number;
}

function split(name: string): Plain {
  const dash = name.lastIndexOf('-');
  const processors = name.slice(dash + 1);
  return dash > 0 && wholeNumber.test(processors)
    ? { name: name.slice(0, dash), processors: Number(processors) }
    : { name, processors: 1 };
}

/**
 * The values of GOMAXPROCS that names of a package end in. A function has no `-` in its name, so what
 * its own names end in are such; where all names have levels, it is what all of them have in common.
 */
function processorsOf(names: readonly string[]): ReadonlySet<number> {
  const functions = names.filter((name) => !name.includes('/'));
  if (functions.length > 0) return new Set(functions.map((name) => split(name).processors));
  const first = split(names[0] ?? '').processors;
  // So it is in nearly every file.
  if (first > 1 && names.every((name) => name.endsWith(`-${first}`))) return new Set([first]);
  const stems = new Map<string, Set<number>>();
  for (const name of names) {
    const { name: stem, processors } = split(name);
    stems.set(stem, (stems.get(stem) ?? new Set()).add(processors));
  }
  const sets = [...stems.values()].map((set) => [...set].sort((a, b) => a - b).join());
  const [any] = stems.values();
  return any && new Set(sets).size === 1 ? any : new Set();
}

export interface Named {
  readonly entry: Entry;
  readonly name: BenchmarkName;
  /** GOMAXPROCS, as far as its printed name tells it; null where it does not. */
  readonly processors: number | null;
}

/** A name as far as it can be told by itself. */
interface Told {
  readonly entry: Entry;
  readonly labels: Block['labels'];
  readonly name: string;
  readonly processors: number;
  /** Whether the name tells it: else it is taken to be 1. */
  readonly isTold: boolean;
}

function toldOf(entry: Entry, labels: Block['labels'], common: ReadonlySet<number>): Told {
  const { name, announced } = entry;
  if (announced !== null) {
    const processors = Number(name.slice(announced.length + 1) || 1);
    return { entry, labels, name: announced, processors, isTold: true };
  }
  const parts = split(name);
  return common.has(parts.processors)
    ? { entry, labels, name: parts.name, processors: parts.processors, isTold: true }
    : { entry, labels, name, processors: 1, isTold: false };
}

/**
 * The benchmarks of blocks of one package. GOMAXPROCS is a parameter only where a package was run with
 * several; announced names (`-v`) leave no doubt about it.
 */
export function namedEntries(blocks: readonly Block[]): Named[] {
  const names: string[] = [];
  for (const { entries } of blocks) {
    for (const { announced, lines, name } of entries.values()) {
      if (announced === null && lines > 0) names.push(name);
    }
  }
  const common = processorsOf(names);
  const told: Told[] = [];
  for (const { entries, labels } of blocks) {
    for (const entry of entries.values()) told.push(toldOf(entry, labels, common));
  }
  const measured = new Set<number>();
  for (const { entry, processors } of told) if (entry.lines > 0) measured.add(processors);
  const folders = blocks[0]?.package?.split('/') ?? [];
  return told.map(({ entry, labels, name, processors, isTold }): Named => {
    const { path, params } = identityOf(name);
    // What failed is told without GOMAXPROCS.
    const isParam = measured.size > 1 && entry.lines > 0;
    return {
      entry,
      processors: isTold && entry.lines > 0 ? processors : null,
      name: {
        path: folders.concat(path),
        params: isParam ? { ...params, gomaxprocs: String(processors) } : params,
        labels,
      },
    };
  });
}
