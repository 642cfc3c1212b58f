/** Who is meant by the names that `cargo bench` prints? Several programs may have benchmarks of one name. */
import { distinctNames } from '../distinctNames.ts';
import type { BenchmarkName, Results } from '../format.ts';
import type { Found } from './collect.ts';

/** A path of Rust; what criterion imitates may hold anything, and is one name. */
const rustPath = /^[\p{L}\p{N}_]+(?:::[\p{L}\p{N}_]+)*$/u;

const pathOf = (name: string) => (rustPath.test(name) ? name.split('::') : [name]);

/** Each with its name, once; names that several programs use begin with the program. */
export function namedResults(
  found: readonly Found[],
  results: Results,
): { readonly name: BenchmarkName; readonly row: Found['row'] }[] {
  const targets = new Map<string, string>();
  const shared = new Set<string>();
  for (const { name, target } of found) {
    const known = targets.get(name);
    if (known === undefined) targets.set(name, target);
    else if (known !== target) shared.add(name);
  }
  const isFirst = distinctNames(results);
  return found.flatMap(({ name: printed, target, row }) => {
    const path = pathOf(printed);
    const name = { path: shared.has(printed) ? [target || 'unknown', ...path] : path };
    return isFirst(name, row.state === 'measured' ? row.line : undefined) ? [{ name, row }] : [];
  });
}
