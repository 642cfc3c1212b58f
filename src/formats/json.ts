/**
 * What does JSON say that harnesses write? They print `NaN` and `Infinity`, die in the middle, write
 * the same key twice, and logs stand around it. Every file is read as far as it is certain. Pure,
 * linear, and never throws.
 */
import { lineFinder, placeBelow } from './jsonPlaces.ts';

export interface JsonProblem {
  /** Half a sentence: `the key "x" stands there twice`. */
  readonly why: string;
  /** From 1. */
  readonly line: number;
}

export interface JsonText {
  /** One after the other; a file usually holds one. */
  readonly documents: readonly unknown[];
  readonly problems: readonly JsonProblem[];
  /** False when a document has no end: what was whole before is read. */
  readonly isWhole: boolean;
  /**
   * Where an object of the documents begins, or what lies below it, from 1; undefined for what is no such
   * object. What lies below is looked for in the text: not to be asked for each of many.
   *
   * @param path keys, and numbers in lists
   */
  lineOf(value: unknown, ...path: readonly (string | number)[]): number | undefined;
}

/** Deeper than any harness nests, and far from the limits of the stack. */
const deepest = 200;

/** What ends while it is read. */
const cut = Symbol('cut');

const numbers =
  /[-+]?(?:\d+\.?\d*(?:[eE][-+]?\d+)?|\.\d+(?:[eE][-+]?\d+)?|NaN|nan|[Ii]nf(?:inity)?|INF)/y;
const words = /true|false|null/y;
const spaces = /[\s\uFEFF]*/y;

function numberOf(text: string): number {
  if (/n$/i.test(text)) return Number.NaN;
  if (!/inf/i.test(text)) return Number(text);
  return text.startsWith('-') ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
}

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null;

/** `__proto__`, which is no key like others, becomes one. */
function setOwn(object: Record<string, unknown>, key: string, value: unknown): void {
  if (key !== '__proto__') object[key] = value;
  else {
    Object.defineProperty(object, key, {
      value,
      writable: true,
      enumerable: true,
      configurable: true,
    });
  }
}

class Parser {
  readonly problems: { readonly why: string; readonly place: number }[] = [];
  readonly places = new Map<object, number>();
  /** Objects and arrays that the text ends within. */
  readonly unfinished = new Set<object>();
  readonly #text: string;
  #place = 0;

  constructor(text: string) {
    this.#text = text;
  }

  #match(pattern: RegExp): string | null {
    pattern.lastIndex = this.#place;
    const found = pattern.exec(this.#text);
    if (!found) return null;
    this.#place = pattern.lastIndex;
    return found[0];
  }

  #note(why: string, place = this.#place): void {
    this.problems.push({ why, place });
  }

  #string(): string | typeof cut {
    const start = this.#place;
    let end = start + 1;
    for (;;) {
      end = this.#text.indexOf('"', end);
      if (end < 0) {
        this.#place = this.#text.length;
        return cut;
      }
      let backslashes = 0;
      while (this.#text[end - 1 - backslashes] === '\\') backslashes += 1;
      if (backslashes % 2 === 0) break;
      end += 1;
    }
    this.#place = end + 1;
    const raw = this.#text.slice(start + 1, end);
    // Most strings hold nothing that has to be translated.
    if (!raw.includes('\\')) return raw;
    try {
      const parsed: unknown = JSON.parse(`"${raw}"`);
      return String(parsed);
    } catch {
      return raw;
    }
  }

  #array(depth: number): unknown[] {
    const items: unknown[] = [];
    this.#place += 1;
    for (;;) {
      this.#match(spaces);
      const next = this.#text[this.#place];
      if (next === ']') {
        this.#place += 1;
        return items;
      }
      if (next === ',') {
        this.#place += 1;
        continue;
      }
      const value = next === undefined ? cut : this.#value(depth + 1);
      if (value !== cut) items.push(value);
      if (value === cut || (isObject(value) && this.unfinished.has(value))) {
        this.unfinished.add(items);
        return items;
      }
    }
  }

  #object(depth: number): object {
    const place = this.#place;
    const object: Record<string, unknown> = {};
    this.#place += 1;
    let isCut = false;
    while (!isCut) {
      this.#match(spaces);
      const next = this.#text[this.#place];
      if (next === '}') {
        this.#place += 1;
        break;
      }
      if (next === ',') {
        this.#place += 1;
        continue;
      }
      const keyPlace = this.#place;
      const key = next === '"' ? this.#string() : cut;
      this.#match(spaces);
      if (key === cut || this.#text[this.#place] !== ':') {
        isCut = true;
        break;
      }
      this.#place += 1;
      this.#match(spaces);
      const value = this.#value(depth + 1);
      if (value === cut) isCut = true;
      else {
        if (Object.hasOwn(object, key)) {
          this.#note(`the key "${key.slice(0, 60)}" stands there twice`, keyPlace);
        }
        setOwn(object, key, value);
        isCut = isObject(value) && this.unfinished.has(value);
      }
    }
    this.places.set(object, place);
    if (isCut) this.unfinished.add(object);
    return object;
  }

  #value(depth: number): unknown {
    const next = this.#text[this.#place];
    if (next === undefined || depth > deepest) return cut;
    if (next === '{') return this.#object(depth);
    if (next === '[') return this.#array(depth);
    if (next === '"') return this.#string();
    const word = this.#match(words);
    if (word !== null) return word === 'null' ? null : word === 'true';
    const number = this.#match(numbers);
    // A number at the very end may have lost digits.
    if (number === null || this.#place >= this.#text.length) return cut;
    return numberOf(number);
  }

  /** Whether anything but what is shown so far lies ahead; passes over lines that are no JSON. */
  #toNextDocument(): boolean {
    for (;;) {
      this.#match(spaces);
      const next = this.#text[this.#place];
      if (next === undefined) return false;
      if (next === '{' || next === '[') return true;
      this.#note('a line is no JSON');
      const end = this.#text.indexOf('\n', this.#place);
      if (end < 0) return false;
      this.#place = end + 1;
    }
  }

  documents(): unknown[] {
    const found: unknown[] = [];
    while (this.#toNextDocument()) {
      const start = this.#place;
      const value = this.#value(0);
      if (value === cut) break;
      // Of lists only this one's place is kept: they are many, and what is below it leads to them.
      if (isObject(value)) this.places.set(value, start);
      if (isObject(value) && this.unfinished.has(value)) {
        this.#note(
          this.#place >= this.#text.length
            ? 'the file ends in the middle'
            : 'here JSON is broken, what follows is not read',
        );
        found.push(value);
        break;
      }
      found.push(value);
      if (this.#place === start) break;
    }
    return found;
  }
}

/**
 * The value without the record that the text ends within, of which something may be missing: the
 * outermost unfinished object of a list, or one below the whole.
 */
function withoutUnfinished(value: unknown, parser: Parser): unknown {
  const { unfinished, places } = parser;
  if (!isObject(value) || !unfinished.has(value)) return value;
  const rest = Array.isArray(value)
    ? finishedItems(value, parser)
    : Object.fromEntries(
        Object.entries(value).flatMap(([key, member]): [string, unknown][] =>
          isObject(member) && unfinished.has(member)
            ? Array.isArray(member) || holdsRecords(member, unfinished)
              ? [[key, withoutUnfinished(member, parser)]]
              : []
            : [[key, member]],
        ),
      );
  const place = places.get(value);
  if (place !== undefined) places.set(rest, place);
  return rest;
}

function finishedItems(items: readonly unknown[], parser: Parser): readonly unknown[] {
  const last = items.at(-1);
  return isObject(last) && parser.unfinished.has(last)
    ? [...items.slice(0, -1), ...(Array.isArray(last) ? [withoutUnfinished(last, parser)] : [])]
    : items;
}

/** Whether an unfinished list lies below, directly or within other objects. */
function holdsRecords(value: object, unfinished: ReadonlySet<object>): boolean {
  return Object.values(value).some(
    (member) =>
      isObject(member) &&
      unfinished.has(member) &&
      (Array.isArray(member) ? member.some(isObject) : holdsRecords(member, unfinished)),
  );
}

/**
 * Reads one JSON document, or several one after the other. A record that the text ends within is left
 * out; numbers that JSON does not know are `NaN` and infinities; of a key that stands twice the last
 * one counts. All of it is told in `problems`.
 */
export function parseJson(text: string): JsonText {
  const parser = new Parser(text);
  const documents = parser.documents();
  const lineAt = lineFinder(text);
  return {
    documents: documents.map((document) => withoutUnfinished(document, parser)),
    problems: parser.problems.map(({ why, place }) => ({ why, line: lineAt(place) })),
    isWhole: parser.unfinished.size === 0,
    lineOf(value, ...path) {
      const place = isObject(value) ? parser.places.get(value) : undefined;
      const below = place === undefined ? undefined : placeBelow(text, place, path);
      return below === undefined ? undefined : lineAt(below);
    },
  };
}

/** The first document as far as the text goes, for looking at the beginning of a file; else undefined. */
export function beginningOfJson(text: string): unknown {
  return new Parser(text).documents()[0];
}
