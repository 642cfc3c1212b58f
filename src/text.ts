/**
 * How foreign text is made safe to show, and how wide it is. Benchmark names, error messages and
 * file contents are hostile: they may hold terminal commands, line breaks, or characters that turn
 * the reading direction around. Everything here is pure and linear in the length of the text.
 */
import stringWidth from 'string-width';

/**
 * Terminal commands of ECMA-48: strings (OSC, DCS, SOS, PM, APC) with their payload, control
 * sequences (CSI), and short escapes; each also in its one-character C1 form. A payload ends where
 * a next command begins, so that no text is looked at twice.
 */
const terminalCommands =
  /(?:\x1b[\]PX^_]|[\x9d\x90\x98\x9e\x9f])[^\x07\x1b\x80-\x9f]*(?:\x07|\x1b\\|\x9c)|(?:\x1b\[|\x9b)[0-?]*[ -/]*[@-~]|\x1b[ -/]*[0-~]/g;

const lineBreaks = /\r\n|[\n\r\v\f\x85\u2028\u2029]/g;

/** Invisible format characters: reading direction, joiners, tags. Emoji need the joiner U+200D. */
const invisible = /(?!\u200D)\p{Cf}/gu;

/** More marks on one letter than any script uses would grow into the lines above and below. */
const stackedMarks = /(\p{M}{8})\p{M}+/gu;

/** Half of a surrogate pair: not a character, and not encodable. */
const brokenHalves = /\p{Cs}/gu;

function withoutCommands(text: string): string {
  return text.replace(terminalCommands, '');
}

function withVisibleControls(text: string): string {
  return text
    .replaceAll('\t', ' ')
    .replace(/\p{Cc}/gu, (control) => `\\u{${(control.codePointAt(0) ?? 0).toString(16)}}`)
    .replace(invisible, '')
    .replace(stackedMarks, '$1')
    .replace(brokenHalves, '\uFFFD');
}

/** Most texts are of nothing else, and need no second look. */
const harmless = /^[ -~]*$/;

/**
 * The text, safe for one line of a terminal: terminal commands and invisible characters removed,
 * line breaks and tabs as spaces, other control characters written out as `\u{7}`.
 */
export function printable(text: string): string {
  if (harmless.test(text)) return text;
  return withVisibleControls(withoutCommands(text).replace(lineBreaks, ' '));
}

/** How much of a message of several lines is shown. */
export interface LineLimits {
  /** At most this many lines, the one about what was left out included. */
  readonly maxLines: number;
  /** Longer lines lose their middle, see {@link truncateMiddle}. */
  readonly maxWidth: number;
}

/**
 * The lines of a message, each {@link printable}; empty lines around it and spaces at line ends are
 * dropped. Where lines had to be left out, the last one says how many.
 */
export function printableLines(text: string, { maxLines, maxWidth }: LineLimits): string[] {
  const lines = withoutCommands(text)
    .split(lineBreaks)
    .map((line) => line.trimEnd());
  const first = lines.findIndex((line) => line !== '');
  if (first < 0) return [];
  const all = lines.slice(first, lines.findLastIndex((line) => line !== '') + 1);
  const kept = all.length > maxLines ? all.slice(0, Math.max(1, maxLines - 1)) : all;
  const shown = kept.map((line) =>
    truncateMiddle(withVisibleControls(line.replaceAll('\t', '    ')).trimEnd(), maxWidth),
  );
  const left = all.length - kept.length;
  return left > 0 ? [...shown, `… ${left} more line${left === 1 ? '' : 's'}`] : shown;
}

/** Text whose every character is one column wide, as most is; measuring the rest is costly. */
const plain = /^[ -~¡-¬®-ʯ–—…\u202F−→×✓✗●│─┼◂▸]*$/;

/**
 * How many columns a terminal uses for {@link printable} text: two for CJK and emoji, none for
 * combining marks.
 */
export function displayWidth(text: string): number {
  return plain.test(text) ? text.length : stringWidth(text);
}

let segmenter: Intl.Segmenter | undefined;

/** What one reader takes for one character, by the rules of Unicode (UAX 29). */
function graphemesOf(text: string): Intl.Segments {
  // Making it takes 9 ms, and most texts have no need of it.
  segmenter ??= new Intl.Segmenter('en', { granularity: 'grapheme' });
  return segmenter.segment(text);
}

/** More code units than a column needs, emoji families and stacked marks included. */
const unitsPerColumn = 16;

/** How many code units at the start of the text fit into the width as whole graphemes. */
function headLength(text: string, width: number): number {
  let used = 0;
  for (const { segment, index } of graphemesOf(text)) {
    used += displayWidth(segment);
    if (used > width) return index;
  }
  return text.length;
}

/** How many code units at the end of the text fit into the width as whole graphemes. */
function tailLength(text: string, width: number): number {
  let used = 0;
  let length = 0;
  for (const { segment } of Array.from(graphemesOf(text)).reverse()) {
    used += displayWidth(segment);
    if (used > width) break;
    length += segment.length;
  }
  return length;
}

/**
 * The text if it fits into `width` columns; else its beginning and end around `…`, since names
 * differ at both ends. Never splits what a reader takes for one character. O(width).
 */
export function truncateMiddle(text: string, width: number): string {
  const reach = Math.max(width, 1) * unitsPerColumn;
  if (text.length <= 2 * reach && displayWidth(text) <= width) return text;
  if (width <= 1) return '…'.slice(0, Math.max(0, width));
  const tailWidth = Math.floor((width - 1) / 2);
  const headWidth = width - 1 - tailWidth;
  const head = text.slice(0, reach);
  const tail = text.slice(-reach);
  const headUnits = plain.test(head) ? headWidth : headLength(head, headWidth);
  const tailUnits = plain.test(tail) ? tailWidth : tailLength(tail, tailWidth);
  return `${head.slice(0, headUnits)}…${tail.slice(tail.length - tailUnits)}`;
}

/** Pads text with spaces up to a width in columns; text that is wider stays as it is. */
export function pad(text: string, width: number, side: 'left' | 'right'): string {
  const spaces = ' '.repeat(Math.max(0, width - displayWidth(text)));
  return side === 'left' ? spaces + text : text + spaces;
}

/**
 * Puts pieces one after another into lines of at most `width` columns; a piece is never broken, so
 * one that is wider gets a line of its own. Between two pieces of a line a separator is to stand.
 */
export function flowPieces(
  pieces: readonly string[],
  separatorWidth: number,
  width: number,
): string[][] {
  const lines: string[][] = [];
  let used = 0;
  for (const piece of pieces) {
    const last = lines.at(-1);
    const pieceWidth = displayWidth(piece);
    if (last && used + separatorWidth + pieceWidth <= width) {
      last.push(piece);
      used += separatorWidth + pieceWidth;
    } else {
      lines.push([piece]);
      used = pieceWidth;
    }
  }
  return lines;
}

/** {@link flowPieces}, joined by the separator. */
export function flow(pieces: readonly string[], separator: string, width: number): string[] {
  return flowPieces(pieces, displayWidth(separator), width).map((line) => line.join(separator));
}

/**
 * Text as one word of a command that is shown for typing. A shell reads everything between single
 * quotes as it is, but for the quote itself.
 */
export function shellWord(text: string): string {
  return /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}
