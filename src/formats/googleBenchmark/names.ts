/**
 * Who is a benchmark that a program names? Its printed name → path and parameters.
 *
 * The library joins function, arguments and options by `/`, and its JSON tells them no other way. So
 * each part between the slashes is a name of the path, whatever it was, and only `name:number` is a
 * parameter: so the library prints named arguments, which are whole numbers, and `threads:4`,
 * `iterations:20`, `repeats:3`. Nothing is left away, therefore two names never become one benchmark.
 */
import type { BenchmarkIdentity } from '../../model/identity.ts';

export type Name = Pick<BenchmarkIdentity, 'path' | 'params'>;

const parameter = /^(?:([^:]+):(-?\d+)|(min_time|min_warmup_time):(\d+\.\d+))$/;

/** What a printed name says by itself. */
export function nameOf(printed: string): Name {
  const [first = '', ...parts] = printed.split('/');
  const path = [first];
  const params = new Map<string, string>();
  for (const part of parts) {
    const [, argument, number, option, seconds] = parameter.exec(part) ?? [];
    const name = argument ?? option;
    const value = number ?? seconds;
    if (name === undefined || value === undefined || params.has(name)) path.push(part);
    else params.set(name, value);
  }
  return { path, params: Object.fromEntries(params) };
}

/** Equal for the same path and parameters, in whatever order these were printed. */
function keyOf({ path, params }: Name): string {
  return JSON.stringify([path, Object.entries(params).sort(([a], [b]) => (a < b ? -1 : 1))]);
}

/**
 * The names of all benchmarks of a program. Where two differ only in the order of their parts, such
 * as `f/a:1/b:2` and `f/b:2/a:1`, all parts of them are names of the path.
 */
export function namesOf(printed: readonly string[]): ReadonlyMap<string, Name> {
  const counts = new Map<string, number>();
  const distinct = [...new Set(printed)];
  for (const one of distinct) {
    const key = keyOf(nameOf(one));
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return new Map(
    distinct.map((one) => {
      const name = nameOf(one);
      const isOnly = counts.get(keyOf(name)) === 1;
      return [one, isOnly ? name : { path: one.split('/'), params: {} }];
    }),
  );
}
