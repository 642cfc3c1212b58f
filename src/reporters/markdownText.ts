/**
 * Foreign text inside Markdown that GitHub renders: nothing in it may become markup, HTML, a link,
 * a table cell, a mention of a person or a reference to an issue. Entities are used instead of
 * backslashes, since they mean the same inside and outside of tables and cannot be escaped in turn.
 */
import { printable, printableLines, truncateMiddle } from '../text.ts';

/** Columns of a benchmark's name, and of a sentence, that are shown. */
const codeWidth = 160;
const proseWidth = 400;

const markup = /[&<>\\`*_[\]#!|~]/g;

/** Breaks what GitHub would take for a mention or a reference, and is not seen. */
const zeroWidthSpace = '\u200B';

function escapeMarkup(text: string): string {
  return (
    text
      .replace(markup, (character) => `&#${character.charCodeAt(0)};`)
      .replaceAll('://', '&#58;//')
      .replace(/www\./gi, (found) => `${found.slice(0, 3)}&#46;`)
      // @name, #12, GH-12 and :emoji: are looked for in the rendered text, entities or not.
      .replaceAll('@', `@${zeroWidthSpace}`)
      .replace(/&#35;(?=\d)/g, `&#35;${zeroWidthSpace}`)
      .replace(/\bGH-(?=\d)/gi, (found) => found + zeroWidthSpace)
      .replace(/:(?=(?:[\w+-]{0,40}[a-z][\w+-]{0,40}|100|1234):)/gi, `:${zeroWidthSpace}`)
      // How GitHub's documentation shows a dollar that does not begin a formula.
      .replaceAll('$', '<span>$</span>')
  );
}

/** Code on one line, at most {@link codeWidth} columns of it. Safe in tables. */
export function code(text: string, width: number = codeWidth): string {
  const shown = truncateMiddle(printable(text), width);
  // Parsers do not agree on a backslash before the pipe of a table, nor on backticks in code.
  if (shown.includes('`') || shown.includes('\\|') || shown.trim() === '') {
    return `<code>${escapeMarkup(shown)}</code>`;
  }
  return `\`${shown.replaceAll('|', '\\|')}\``;
}

/** What begins a list or rules a line where a line or an item begins, and is not in {@link markup}. */
const lineMarkup = /^(\d{0,9})([-+]|(?<=\d)[.)])(?=\s|$|[-\s]+$)/;

/** A sentence on one line, with `commands` in backticks as code. Safe in tables and lists. */
export function prose(text: string): string {
  const shown = truncateMiddle(printable(text).trim(), proseWidth);
  return shown
    .replace(/`([^`]*[^`\s][^`]*)`|[^`]+|`/g, (piece, command: string | undefined) =>
      command === undefined ? escapeMarkup(piece) : code(command),
    )
    .replace(
      lineMarkup,
      (_, digits: string, marker: string) => `${digits}&#${marker.charCodeAt(0)};`,
    );
}

/** The lines of a message as a block of code, its fence longer than any within. */
export function codeBlock(text: string, maxLines: number): string[] {
  const lines = printableLines(text, { maxLines, maxWidth: 300 });
  const longest = lines
    .flatMap((line) => line.match(/`+/g) ?? [])
    .reduce((most, run) => Math.max(most, run.length), 2);
  const fence = '`'.repeat(longest + 1);
  return [fence, ...lines, fence];
}

/** Numbers and units stay on one line of a narrow table. */
export function unbroken(text: string): string {
  return text.replaceAll(' ', '\u00A0');
}
