/** What does an id consist of? The way back from src/model/identity.ts. Pure. */

export interface IdParts {
  /** The suite, then the names from the outermost group to the benchmark itself. */
  readonly names: readonly string[];
  /** In the order of the id. */
  readonly params: readonly (readonly [name: string, value: string])[];
}

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

/** `rust/parse[n=10]` → two names and a parameter; null for what is no id. O(n). */
export function partsOfId(text: string): IdParts | null {
  const all: readonly string[] = text.match(pieces) ?? [];
  if (all.join('') !== text) return null;
  const open = all.indexOf('[');
  const hasParams = open > 0 && all.at(-1) === ']' && all.indexOf(']') === all.length - 1;
  if (!hasParams && (open >= 0 || all.includes(']'))) return null;
  const names = split(hasParams ? all.slice(0, open) : all, '/');
  if (!hasParams) return { names, params: [] };
  const params: [string, string][] = [];
  for (const one of groups(all.slice(open + 1, -1), ',')) {
    const [name = '', value] = split(one, '=', 2);
    if (value === undefined) return null;
    params.push([name, value]);
  }
  return { names, params };
}
