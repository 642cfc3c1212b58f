/** Who is meant by a text that may be an id of perfwatch, written by its reporters? Pure. */
import type { BenchmarkName } from './format.ts';

/** A character of an id: written out, escaped, or itself. */
const pieces = /\\u\{[0-9a-f]{1,6}\}|\\[\\/[\],=]|[^\\]/gsu;

function unescaped(piece: string): string {
  if (!piece.startsWith('\\')) return piece;
  if (!piece.startsWith('\\u{')) return piece.slice(1);
  const code = Number.parseInt(piece.slice(3, -1), 16);
  return code <= 0x10_ffff ? String.fromCodePoint(code) : piece;
}

/** Parts between separators, unescaped: what is escaped separates nothing. */
function split(all: readonly string[], separator: string, most = Number.POSITIVE_INFINITY) {
  const parts = [''];
  for (const piece of all) {
    if (piece === separator && parts.length < most) parts.push('');
    else parts.push((parts.pop() ?? '') + unescaped(piece));
  }
  return parts;
}

/** Pieces between separators, still escaped. */
function groups(all: readonly string[], separator: string): string[][] {
  const found: string[][] = [[]];
  for (const piece of all) {
    if (piece === separator) found.push([]);
    else found.at(-1)?.push(piece);
  }
  return found;
}

function paramsOf(all: readonly string[]): Readonly<Record<string, string>> | null {
  const params = groups(all, ',').map((one) => split(one, '=', 2));
  return params.every(({ length }) => length === 2)
    ? Object.fromEntries(params.map(([key = '', value = '']) => [key, value]))
    : null;
}

/** `rust/parse[n=10]` → two names and a parameter. What cannot be an id is one name as a whole. O(n). */
export function nameOfId(text: string): BenchmarkName {
  const whole = { path: [text] };
  const all: readonly string[] = text.match(pieces) ?? [];
  if (all.join('') !== text) return whole;
  const open = all.indexOf('[');
  const hasParams = open > 0 && all.at(-1) === ']' && all.indexOf(']') === all.length - 1;
  if (!hasParams && (open >= 0 || all.includes(']'))) return whole;
  const path = split(hasParams ? all.slice(0, open) : all, '/');
  const params = hasParams ? paramsOf(all.slice(open + 1, -1)) : {};
  return params === null || path.includes('') ? whole : { path, params };
}
