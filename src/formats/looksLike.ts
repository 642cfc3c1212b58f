/** What does a file look like that is of no known format? In a few words, for whoever named it. Pure. */
import type { Head } from './format.ts';
import { objectOf } from './shape.ts';

/** So many keys, and so much of a line, say enough. */
const mostKeys = 6;
const longestLine = 60;

function keysOf(value: unknown): string {
  const keys = Object.keys(objectOf(value) ?? {});
  if (keys.length === 0) return 'without keys';
  const shown = keys.slice(0, mostKeys).map((key) => `"${key.slice(0, longestLine)}"`);
  return `with ${shown.join(', ')}${keys.length > mostKeys ? ' and more' : ''}`;
}

function jsonWords(json: unknown): string {
  if (!Array.isArray(json)) return `JSON, an object ${keysOf(json)}`;
  const [first]: unknown[] = json;
  if (first === undefined) return 'JSON, an empty list';
  return objectOf(first) ? `JSON, a list of objects ${keysOf(first)}` : 'JSON, a list of values';
}

/** `JSON, an object with "a", "b"`, `XML, its root is <x>`, `text that begins with "…"`. */
export function looksLike({ text, json, xmlRoot, jsonLines }: Head): string {
  if (jsonLines.length > 1) return `lines of ${jsonWords(jsonLines[0])}`;
  // Somewhere in a text, a line may well begin like JSON.
  if (json !== undefined && /^\s*[[{]/.test(text)) return jsonWords(json);
  if (xmlRoot !== null) return `XML, its root is <${xmlRoot}>`;
  // Such bytes are no text in any encoding that is read.
  if (/[\0\uFFFD]/.test(text.slice(0, 1000))) return 'no text';
  const [line = ''] = text.trimStart().split('\n', 1);
  const shown = line.trim().slice(0, longestLine);
  return `text that begins with "${shown}${line.trim().length > longestLine ? '…' : ''}"`;
}
