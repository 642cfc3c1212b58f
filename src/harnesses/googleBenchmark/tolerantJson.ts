/**
 * What does the JSON say that Google Benchmark wrote? It prints `NaN` and `Infinity` as they are,
 * which JSON does not know, and a program that dies leaves its file without an end. Pure, linear.
 */

export type TolerantJson =
  | {
      readonly state: 'read';
      /** `null` stands for numbers that JSON does not know. */
      readonly value: unknown;
      /** False when the text has no end: `value` holds the records that were whole before. */
      readonly isWhole: boolean;
    }
  | { readonly state: 'unreadable' };

/** A string, perhaps without its end; a number that JSON does not know; or a bracket. */
const token = /"(?:[^"\\]|\\.?)*"?|[-+]?\b(?:nan|inf(?:inity)?)\b|[[\]{}]/gis;

function parsed(text: string, isWhole: boolean): TolerantJson {
  try {
    return { state: 'read', value: JSON.parse(text), isWhole };
  } catch {
    return { state: 'unreadable' };
  }
}

const closing = new Map([
  ['{', '}'],
  ['[', ']'],
]);

/** A record is an element of a list in the whole; what is deeper is a part of a record. */
const recordDepth = 2;

/** The text up to the end of its last whole record, with what closes it there; null without one. */
function wholeRecords(text: string): string | null {
  const open: string[] = [];
  let whole: string | null = null;
  let end = 0;
  for (const { 0: found, index } of text.matchAll(token)) {
    const close = closing.get(found);
    if (close !== undefined) open.push(close);
    if (found !== '}' && found !== ']') continue;
    if (open.pop() !== found) break;
    if (open.length === 0 || open.length > recordDepth) continue;
    whole = open.toReversed().join('');
    end = index + 1;
  }
  return whole === null ? null : text.slice(0, end) + whole;
}

/** Reads JSON with bare numbers that are none, as far as it is whole; never throws. */
export function parseTolerantJson(text: string): TolerantJson {
  const plain = text
    .replace(/^\uFEFF/, '')
    .replaceAll(token, (found) => (/^[-+]?[ni]/i.test(found) ? 'null' : found));
  const all = parsed(plain, true);
  if (all.state === 'read') return all;
  const records = wholeRecords(plain);
  return records === null ? all : parsed(records, false);
}
