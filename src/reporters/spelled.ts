/** Any text as a part of a name in Go's benchmark format: one word, in which nothing means anything. Pure. */
import { writtenOut } from './visibleText.ts';

/** A space would end the name, and one that is written out is hard to read. */
const space = '\u2423';

/** What means something in a name or ends it, what cannot be seen; benchstat knows no escapes. Emoji are joined by U+200D. */
const inPath = /[/[\]=\\\s\u2423]|(?!\u200D)[\p{Cc}\p{Cf}\p{Cs}\p{Co}]/gu;
const inParams = /[/[\],=\\\s\u2423]|(?!\u200D)[\p{Cc}\p{Cf}\p{Cs}\p{Co}]/gu;

const spelled = (text: string, special: RegExp) =>
  text.replace(special, (character) => {
    if (character === ' ') return space;
    return character === '\\' ? '\\\\' : writtenOut(character);
  });

/** One of the names that a name consists of. */
export const spelledName = (text: string) => spelled(text, inPath);

/** The name or the value of a parameter. */
export const spelledParam = (text: string) => spelled(text, inParams);
