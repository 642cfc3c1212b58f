/**
 * Who is this benchmark? An identity is an unjoined tuple; its id is the tuple joined with escapes,
 * so that two different tuples never share an id and an id never contains a control character.
 */
export interface BenchmarkIdentity {
  /** The configured suite that the benchmark belongs to. */
  suite: string;
  /** Names from the outermost group to the benchmark itself; never empty. */
  path: string[];
  /** Parameter values by name, as text. */
  params: Record<string, string>;
}

/**
 * Not all of \p{C}: which code points are unassigned depends on the Unicode version of Node, and an
 * id must not.
 */
const controlCharacters = /\p{Cc}|\p{Cf}|\p{Cs}|\p{Co}|\p{Zl}|\p{Zp}/gu;

/** Emoji sequences join their parts with this one; it is harmless and stays. */
const zeroWidthJoiner = '\u200D';

function escapeText(text: string, special: RegExp): string {
  return text
    .replaceAll('\\', '\\\\')
    .replace(special, (character) => `\\${character}`)
    .replace(controlCharacters, (character) =>
      character === zeroWidthJoiner
        ? character
        : `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`,
    );
}

/**
 * The id of a benchmark: `suite/path/of/names[param=value,…]`.
 *
 * Injective: `\`, `/`, `[` and `]` inside a name are escaped by a backslash, inside a parameter
 * also `,` and `=`; control characters (line breaks, ANSI escapes, …) become `\u{hex}`. Parameters
 * are sorted by name, so the order in which a harness tells them does not matter.
 */
export function benchmarkId(identity: BenchmarkIdentity): string {
  const names = [identity.suite, ...identity.path].map((name) => escapeText(name, /[/[\]]/g));
  const params = Object.entries(identity.params)
    .sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
    .map(([name, value]) => [name, value].map((text) => escapeText(text, /[[\],=]/g)).join('='));
  return names.join('/') + (params.length > 0 ? `[${params.join(',')}]` : '');
}
