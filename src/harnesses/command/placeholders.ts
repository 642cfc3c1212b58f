/** Where do parameters stand in the words of a command? `{name}` is one, `{{` and `}}` are braces. */

/** A parameter's place, a doubled brace, or a brace that is neither. */
const token = /\{\{|\}\}|\{(?<name>[^{}\s]*)\}|(?<alone>[{}])/g;

/** The names that stand in braces, in order; with repetitions. */
export function placeholdersIn(words: readonly string[]): readonly string[] {
  return words.flatMap((word) =>
    [...word.matchAll(token)].flatMap(({ groups }) => groups?.name ?? []),
  );
}

const longestExcerpt = 20;

/** The first brace that opens or closes nothing, with some text after it; null when there is none. */
export function loneBraceIn(words: readonly string[]): string | null {
  for (const word of words) {
    const alone = [...word.matchAll(token)].find(({ groups }) => groups?.alone !== undefined);
    if (alone) return word.slice(alone.index, alone.index + longestExcerpt);
  }
  return null;
}

/**
 * A word with the values in their places. A value is text and no more: braces in it mean nothing, and
 * whatever it holds stays within the word.
 */
export function filledIn(word: string, values: Readonly<Record<string, string>>): string {
  return word.replaceAll(token, (match, name: string | undefined) =>
    name === undefined ? match.slice(0, 1) : (values[name] ?? match),
  );
}
