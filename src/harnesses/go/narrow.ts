/** Which benchmarks need not run, when only some are wanted? Answered as Go's own `-bench`. */

import { shortName } from '../../formats/go/names.ts';
import { type BenchmarkIdentity, benchmarkId } from '../../model/identity.ts';
import type { LaunchRequest } from '../harness.ts';
import type { BenchPackage } from './packages.ts';

const quote = (text: string) => text.replaceAll(/[\\^$.*+?()[\]{}|]/g, '\\$&');

const anyOf = (names: Iterable<string>) => `^(${[...new Set(names)].map(quote).join('|')})$`;

/**
 * In characters. Windows takes 32,767 for all arguments of a process. The longer the list, the less
 * there is to save.
 */
const longestPattern = 16_000;

/** The functions of a package that the wanted benchmarks are of, by function. */
function wantedOf(
  { path: packagePath, functions }: BenchPackage,
  only: readonly BenchmarkIdentity[],
): Map<string, BenchmarkIdentity[]> {
  const byShortName = new Map(functions.map(({ name }) => [shortName(name), name]));
  const wanted = new Map<string, BenchmarkIdentity[]>();
  for (const identity of only) {
    if (!packagePath.every((name, index) => identity.path[index] === name)) continue;
    const name = byShortName.get(identity.path[packagePath.length] ?? '');
    if (name === undefined) continue;
    wanted.set(name, [...(wanted.get(name) ?? []), identity]);
  }
  return wanted;
}

/** One benchmark, level by level. Where parameters stand between the names, its identity does not say. */
function levelsOf(functionName: string, depth: number, { path, params }: BenchmarkIdentity) {
  const names = path.slice(depth + 1);
  const parameters = Object.entries(params)
    .filter(([key]) => key !== 'gomaxprocs')
    .map(([key, value]) => `${key}=${value}`);
  const levels =
    parameters.length === 0
      ? names.map((name) => anyOf([name]))
      : [...names, ...parameters].map(() => anyOf([...names, ...parameters]));
  return [anyOf([functionName]), ...levels].join('/');
}

/**
 * A pattern for `-bench` that matches these benchmarks, and no more of others than it must; null
 * when the package has none of them.
 *
 * @param hasAlternatives whether this Go takes `A/x|B` for two patterns, as it does since 1.19 at least;
 * before, one benchmark with fewer levels than the pattern was not measured, so only functions are
 * told
 */
function exactPattern(
  of: BenchPackage,
  only: readonly BenchmarkIdentity[],
  hasAlternatives: boolean,
): string | null {
  const wanted = wantedOf(of, only);
  if (wanted.size === 0) return null;
  const functions = anyOf(wanted.keys());
  if (!hasAlternatives) return functions;
  const patterns = [...wanted].flatMap(([name, identities]) =>
    identities.map((identity) => levelsOf(name, of.path.length, identity)),
  );
  const pattern = [...new Set(patterns)].join('|');
  return pattern.length <= longestPattern ? pattern : functions;
}

/**
 * The text that everything begins with that an expression matches; null when it may match anywhere
 * or cannot be told. The two know different syntaxes, so only plain text is narrowed.
 */
function plainBeginning({ source, flags }: RegExp): string | null {
  if (!source.startsWith('^') || source.includes('|') || /[^g]/.test(flags)) return null;
  let text = '';
  for (const [token] of source.slice(1).matchAll(/\\[^\p{L}\p{N}]|[\p{L}\p{N}_ :,=#-]|./gsu)) {
    if (/^[*+?{]$/.test(token)) return text.slice(0, -1);
    if (token.length === 1 && !/[\p{L}\p{N}_ :,=#-]/u.test(token)) return text;
    text += token.replace(/^\\/, '');
  }
  return text;
}

/** Whether any benchmark whose id begins like this may match. */
function mayMatch(filter: RegExp, idBeginning: string): boolean {
  const wanted = plainBeginning(filter);
  if (wanted === null || idBeginning.startsWith(wanted)) return true;
  return wanted.startsWith(idBeginning) && /^[/[]/.test(wanted.slice(idBeginning.length));
}

/** What to run of a package. */
export interface Narrowing {
  readonly suite: string;
  /** The suite's own pattern; `.` is all. */
  readonly bench: string;
  readonly hasAlternatives: boolean;
}

/** The pattern for `-bench` of one launch of a package; null when nothing of it is wanted. Pure. */
export function benchPattern(
  of: BenchPackage,
  { filter, only }: Pick<LaunchRequest, 'filter' | 'only'>,
  { suite, bench, hasAlternatives }: Narrowing,
): string | null {
  if (only !== null) return exactPattern(of, only, hasAlternatives);
  if (filter === null) return bench;
  const functions = of.functions.filter(({ name }) =>
    mayMatch(filter, benchmarkId({ suite, path: [...of.path, shortName(name)], params: {} })),
  );
  if (functions.length === 0) return null;
  // Go takes one pattern, and the suite's own may not be left out.
  if (bench !== '.' || functions.length === of.functions.length) return bench;
  const pattern = anyOf(functions.map(({ name }) => name));
  return pattern.length <= longestPattern ? pattern : bench;
}
