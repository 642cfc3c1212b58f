/** Which benchmarks of a program are wanted? Answered as `--benchmark_filter`. */

/**
 * In characters. Windows takes 32,767 for all arguments of a process. The longer the list, the less
 * there is to save.
 */
const longestFilter = 16_000;

/**
 * The library may use POSIX expressions or those of C++, and both refuse a backslash before what is
 * no operator, such as `]` and `}` here.
 */
const quote = (name: string) => name.replaceAll(/[\\^$.*+?()[{|]/g, '\\$&');

/** An expression that matches exactly these names; null when they are too many to be told. */
export function namesFilter(names: readonly string[]): string | null {
  const filter = `^(${names.map(quote).join('|')})$`;
  return filter.length <= longestFilter ? filter : null;
}
