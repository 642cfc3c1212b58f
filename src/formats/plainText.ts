/** Text as harnesses print it: terminal colours taken off, one line after the other. Pure. */
import { stripVTControlCharacters } from 'node:util';
import type { LineReader } from './format.ts';

/** Without byte order mark and terminal commands. */
export function plainText(text: string): string {
  const unmarked = text.startsWith('\uFEFF') ? text.slice(1) : text;
  return unmarked.includes('\u001B') ? stripVTControlCharacters(unmarked) : unmarked;
}

/** Longer lines hold no results, and are not looked at. */
const longestLine = 16 * 1024 * 1024;

/** Why the last line of a file is doubtful that has no line end: the file may have been cut in it. */
export const cutLine = 'the last line has no end, so that something of it may be missing';

/**
 * A reader that takes one line at a time, without its end.
 *
 * @param line the text, its number from 1, and whether it has no end: it may be cut then
 */
export function lineByLine(
  line: (text: string, number: number, isCut: boolean) => void,
  end: () => void = () => undefined,
): LineReader {
  return {
    read(lines, firstLine) {
      let number = firstLine;
      for (let start = 0; start < lines.length; number += 1) {
        const at = lines.indexOf('\n', start);
        const stop = at < 0 ? lines.length : at;
        const last = stop > start && lines.charCodeAt(stop - 1) === 13 ? stop - 1 : stop;
        if (last - start <= longestLine) line(lines.slice(start, last), number, at < 0);
        start = stop + 1;
      }
    },
    end,
  };
}
