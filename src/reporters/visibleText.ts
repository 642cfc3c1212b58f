/** Foreign text for files that programs read: nothing is left out, and nothing acts on who looks at it. */

/** Of invisible characters, all but the one that joins emoji. */
const invisible = /(?!\u200D)[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu;

/** A character, written as ids write those that cannot be seen. */
export const writtenOut = (character: string): string =>
  `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`;

/** The text with all invisible characters written out as `\u{7}`, as in ids: these stay as they are. */
export const visibleText = (text: string): string => text.replace(invisible, writtenOut);
