/** Which benchmarks need not run, when only some are wanted? Answered as criterion's own filter. */
import type { BenchmarkIdentity } from '../../model/identity.ts';

/** Characters that stand for themselves in a regular expression and unescaped in an id. */
const plain = /^(?:[\p{L}\p{N}_ :-]|\\[/-])+$/u;

/** How a regular expression of criterion matches this text; no argument can hold a NUL itself. */
function quote(text: string): string {
  return text.replaceAll(/[\\^$.*+?()[\]{}|]/g, '\\$&').replaceAll('\0', '\\x00');
}

/**
 * In characters. Windows takes 32,767 for all arguments of a process, and the compiled expression
 * must stay below the 10 MiB of Rust's regex crate. The longer the list, the less there is to save.
 */
const longestList = 16_000;

/** Whether an identity may be one of a program's, by the names that its benchmarks' paths begin with. */
export function isOfProgram({ path }: BenchmarkIdentity, programPath: readonly string[]): boolean {
  return programPath.every((name, index) => path[index] === name);
}

/**
 * A regular expression for criterion that matches the names of exactly these benchmarks of a
 * program; null when they are too many to be told. All versions search in `group/function/value`,
 * without the parts that a benchmark lacks, as the code has them: neither cut nor cleaned, as titles
 * and folders are.
 */
export function exactFilter(
  only: readonly BenchmarkIdentity[],
  programPath: readonly string[],
): string | null {
  const names = only
    .filter((identity) => isOfProgram(identity, programPath))
    .map(({ path, params: { value } }) =>
      [...path.slice(programPath.length), ...(value === undefined ? [] : [value])].join('/'),
    );
  const filter = `^(?:${[...new Set(names)].map(quote).join('|')})$`;
  return filter.length > longestList ? null : filter;
}

/**
 * A regular expression for criterion that matches every benchmark whose id matches `wanted`, and
 * perhaps more; null when all may match.
 *
 * The id is `idPrefix/group/function[value=x]`, criterion searches in `group/function/x`, and the
 * two know different syntaxes, so only plain text is narrowed. Such a text lies in the prefix (then
 * all match), or behind it (then criterion finds it too), or across the border: then what lies
 * behind the border is what criterion's name begins with.
 */
export function narrowedFilter(wanted: RegExp, idPrefix: string): string | null {
  if (/[^gi]/.test(wanted.flags)) return null;
  // Without its anchors, an expression matches only more.
  const source = wanted.source.replace(/^\^/, '').replace(/\$$/, '');
  if (!plain.test(source)) return null;
  const ignoresCase = wanted.flags.includes('i');
  const fold = (text: string) => (ignoresCase ? text.toLowerCase() : text);
  const text = fold(source.replaceAll('\\', ''));
  const prefix = `${fold(idPrefix)}/`;
  if (prefix.includes(text) || 'value'.includes(text)) return null;
  const behind = Array.from({ length: text.length - 1 }, (_, index) => index + 1)
    .filter((length) => prefix.endsWith(text.slice(0, length)))
    .map((length) => `^${quote(text.slice(length))}`);
  return `${ignoresCase ? '(?i)' : ''}${[quote(text), ...behind].join('|')}`;
}
