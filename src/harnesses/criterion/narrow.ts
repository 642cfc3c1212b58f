/** Which benchmarks need not run, when only some ids are wanted? */

/** Characters that stand for themselves in a regular expression and unescaped in an id. */
const plain = /^(?:[\p{L}\p{N}_ :-]|\\[/-])+$/u;

/** How a regular expression of criterion matches this text. */
function quote(text: string): string {
  return text.replaceAll(/[\\^$.*+?()[\]{}|]/g, '\\$&');
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
