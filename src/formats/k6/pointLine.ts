/**
 * Reads a line of a point as k6 prints it, without making a value of all that JSON says: points of the
 * same metric and tags differ in their time and their value alone, and most lines of a large file are such.
 */
import { copiedText } from '../copiedText.ts';
import { plainDecimal, plainDecimalEnd } from '../plainDecimal.ts';

/** Where the points of a metric with certain tags go. */
export interface Target {
  add(value: number): void;
}

/** The order in which k6 0.34 and later writes, and the one before. */
const nameStart = '{"metric":"';
const afterName = '","type":"Point","data":{"time":"';
const beforeTime = '{"type":"Point","data":{"time":"';
const beforeValue = '","value":';

const quote = '"';

/** More kinds of lines are not remembered, but read closely each time. */
const mostKinds = 20_000;

/** So many kinds are compared one by one before they are looked up. */
const mostRecent = 8;

/** Where in a line its value is. */
interface Place {
  /** Of the metric, in the later order; else empty. */
  readonly name: string;
  readonly value: number;
  readonly valueEnd: number;
}

function numberEnd(text: string, start: number, end: number): number {
  let place = start;
  while (place < end) {
    const code = text.charCodeAt(place);
    // Digits, and `+`, `-`, `.`, `E`, `e`.
    const isPart =
      (code >= 48 && code <= 57) || code === 46 || code === 45 || code === 101 || code === 43;
    if (!isPart && code !== 69) break;
    place += 1;
  }
  return place;
}

/** The place of the value; null for a line of another shape. Looks no further than into the next line. */
function placeIn(text: string, start: number, end: number): Place | null {
  let name = '';
  let time = start + beforeTime.length;
  if (text.startsWith(nameStart, start)) {
    const nameEnd = text.indexOf(quote, start + nameStart.length);
    if (nameEnd < 0 || !text.startsWith(afterName, nameEnd)) return null;
    name = text.slice(start + nameStart.length, nameEnd);
    time = nameEnd + afterName.length;
  } else if (!text.startsWith(beforeTime, start)) return null;
  const timeEnd = text.indexOf(quote, time);
  if (timeEnd < 0 || !text.startsWith(beforeValue, timeEnd)) return null;
  const value = timeEnd + beforeValue.length;
  const valueEnd = numberEnd(text, value, end);
  return valueEnd > value && valueEnd < end ? { name, value, valueEnd } : null;
}

function valueAt(text: string, { value, valueEnd }: Place): number {
  const plain = plainDecimal(text, value, valueEnd);
  return Number.isNaN(plain) || plainDecimalEnd < valueEnd
    ? Number(text.slice(value, valueEnd))
    : plain;
}

/** Lines that are alike but for their time and value. */
interface Kind {
  /** All that follows the value. */
  readonly rest: string;
  readonly target: Target;
}

/** The kinds of lines of one metric. */
class Kinds {
  readonly #all = new Map<string, Kind>();
  /** The last few that were met: scripts do the same requests again and again. */
  readonly #recent: Kind[] = [];
  #next = 0;

  find(text: string, start: number, end: number): Target | null {
    // Cut off first: two texts are compared faster than a text with a part of another.
    const all = text.slice(start, end);
    for (const { rest, target } of this.#recent) if (rest === all) return target;
    const kind = this.#all.get(all);
    if (!kind) return null;
    this.#recent[this.#next] = kind;
    this.#next = (this.#next + 1) % mostRecent;
    return kind.target;
  }

  add(rest: string, target: Target): void {
    const kind = { rest: copiedText(rest), target };
    this.#all.set(kind.rest, kind);
  }
}

/** Remembers where lines go by all of their text but time and value. */
export class PointLines {
  readonly #byName = new Map<string, Kinds>();
  #count = 0;

  /** Adds the value of a line that is like one before; false for any other. */
  add(text: string, start: number, end: number): boolean {
    const place = placeIn(text, start, end);
    const target = place && this.#byName.get(place.name)?.find(text, place.valueEnd, end);
    if (!place || !target) return false;
    target.add(valueAt(text, place));
    return true;
  }

  /**
   * Remembers that lines like this one go there.
   *
   * @param value what JSON says is the value of this line
   */
  remember(line: string, value: number, target: Target): void {
    const place = placeIn(line, 0, line.length);
    if (!place || valueAt(line, place) !== value || this.#count >= mostKinds) return;
    this.#count += 1;
    const kinds = this.#byName.get(place.name) ?? new Kinds();
    this.#byName.set(copiedText(place.name), kinds);
    kinds.add(line.slice(place.valueEnd), target);
  }
}
