/**
 * Where in a text of JSON does something stand? Looked for only when something is wrong there: places of
 * all values would take more room than the values. Pure; what is no JSON as far as it was read is found
 * nowhere.
 */

/** Behind a string that begins at a place. */
function stringEnd(text: string, start: number): number {
  for (let end = text.indexOf('"', start + 1); end >= 0; end = text.indexOf('"', end + 1)) {
    let backslashes = 0;
    while (text[end - 1 - backslashes] === '\\') backslashes += 1;
    if (backslashes % 2 === 0) return end + 1;
  }
  return text.length;
}

const between = /[\s\uFEFF,]*/y;
const colon = /[\s\uFEFF]*:[\s\uFEFF]*/y;
const plain = /[^\s"{}[\],]+/y;

/** Behind what a pattern finds at a place; the place itself where it finds nothing. */
function behind(pattern: RegExp, text: string, start: number): number {
  pattern.lastIndex = start;
  return pattern.test(text) ? pattern.lastIndex : start;
}

/** Behind a value that begins at a place. */
function valueEnd(text: string, start: number): number {
  let place = start;
  let depth = 0;
  do {
    const next = text[place];
    if (next === undefined) return text.length;
    if (next === '"') place = stringEnd(text, place);
    else if (next === '{' || next === '[') {
      depth += 1;
      place += 1;
    } else if (next === '}' || next === ']') {
      depth -= 1;
      place += 1;
    } else place = Math.max(behind(plain, text, place), place + 1);
  } while (depth > 0);
  return place;
}

/** Whether a text with its quotes is this string. */
function isString(text: string, string: string): boolean {
  if (!text.includes('\\')) return text === `"${string}"`;
  try {
    return JSON.parse(text) === string;
  } catch {
    return text === `"${string}"`;
  }
}

/** The place of the value of a key, or of an item of a list, that begins at a place. */
function memberOf(text: string, start: number, step: string | number): number | undefined {
  if (text[start] !== (typeof step === 'number' ? '[' : '{')) return undefined;
  let found: number | undefined;
  let place = behind(between, text, start + 1);
  for (let index = 0; place < text.length && !/[\]}]/.test(text[place] ?? ''); index += 1) {
    if (typeof step === 'number') {
      if (index === step) return place;
    } else {
      const keyEnd = stringEnd(text, place);
      const isKey = isString(text.slice(place, keyEnd), step);
      place = behind(colon, text, keyEnd);
      // Of a key that stands there twice the last one counts.
      if (isKey) found = place;
    }
    place = behind(between, text, valueEnd(text, place));
  }
  return found;
}

/**
 * The place of what lies below a value; linear in the text of that value.
 *
 * @param start where the value begins
 * @param path keys, and numbers in lists
 */
export function placeBelow(
  text: string,
  start: number,
  path: readonly (string | number)[],
): number | undefined {
  let place: number | undefined = start;
  for (const step of path) place = place === undefined ? undefined : memberOf(text, place, step);
  return place;
}

/** The number of the line that a place is in; the text is gone through once, when it is first asked. */
export function lineFinder(text: string): (place: number) => number {
  let ends: readonly number[] | null = null;
  return (place) => {
    ends ??= lineEnds(text);
    let [low, high] = [0, ends.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((ends[middle] ?? 0) < place) low = middle + 1;
      else high = middle;
    }
    return low + 1;
  };
}

function lineEnds(text: string): number[] {
  const ends: number[] = [];
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) ends.push(at);
  return ends;
}
