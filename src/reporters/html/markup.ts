/**
 * Foreign text inside HTML: whatever a repository writes into names and messages stays text, between
 * tags and within quoted attributes alike.
 */
import { printable, printableLines, truncateMiddle } from '../../text.ts';

/** Longer names lose their middle. */
const nameWidth = 400;
const proseWidth = 1000;

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Safe between tags and in quoted attributes, once it is {@link printable}. */
function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (character) => entities[character] ?? character);
}

/** A name or value on one line. */
export function plain(text: string): string {
  return escaped(truncateMiddle(printable(text), nameWidth));
}

/** A sentence, with `commands` in backticks as code. */
export function prose(text: string): string {
  return escaped(truncateMiddle(printable(text).trim(), proseWidth)).replace(
    /`([^`]*[^`\s][^`]*)`/g,
    '<code>$1</code>',
  );
}

/** A message as a block of lines; empty for an empty one. */
export function block(text: string): string {
  const lines = printableLines(text, { maxLines: 40, maxWidth: 300 });
  return lines.length === 0 ? '' : `<pre>${lines.map(escaped).join('\n')}</pre>`;
}

/** Data for a script in an element that the page itself never runs. */
export function dataIsland(id: string, data: unknown): string {
  // Without "<" nothing ends the element, and JSON holds one only within strings.
  const json = JSON.stringify(data).replace(/[<\u2028\u2029]/g, escapedUnit);
  return `<script type="application/json" id="${id}">${json}</script>`;
}

const escapedUnit = (character: string) =>
  `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
