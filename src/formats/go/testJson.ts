/** Reads what `go test -json` writes: events of several packages, mixed, each with a piece of the text. */
import type { LineReader, Results } from '../format.ts';
import { lineByLine } from '../plainText.ts';
import { at, textOf } from '../shape.ts';

/** Whether this is one of its events. Those of the compiler name what they are about otherwise. */
export const isTestEvent = (value: unknown): boolean =>
  textOf(at(value, 'Action')) !== undefined &&
  (textOf(at(value, 'Package')) ?? textOf(at(value, 'ImportPath'))) !== undefined;

function eventOf(line: string): unknown {
  try {
    const value: unknown = JSON.parse(line);
    return isTestEvent(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

/** What a package has printed and was not handed on yet, in lines. */
interface Printed {
  lines: { text: string; readonly number: number }[];
  hasEnded: boolean;
}

/**
 * The texts of packages that print at the same time, one after the other: lines of one are handed on as they
 * come, those of others are kept until it has ended.
 */
class PackageTexts {
  readonly #packages = new Map<string, Printed>();
  readonly #reader: LineReader;

  constructor(reader: LineReader) {
    this.#reader = reader;
  }

  /** @param number of the line that says it */
  add(name: string, output: string, number: number): void {
    const printed = this.#packages.get(name) ?? { lines: [], hasEnded: false };
    this.#packages.set(name, printed);
    // Most events are one line, or a part of one.
    const isOne = [-1, output.length - 1].includes(output.indexOf('\n'));
    for (const part of isOne ? [output] : output.split(/(?<=\n)/)) {
      const last = printed.lines.at(-1);
      if (last && !last.text.endsWith('\n')) last.text += part;
      else printed.lines.push({ text: part, number });
    }
    this.#handOn();
  }

  end(name: string): void {
    const printed = this.#packages.get(name);
    if (printed) printed.hasEnded = true;
    this.#handOn();
  }

  endAll(): void {
    for (const printed of this.#packages.values()) printed.hasEnded = true;
    this.#handOn();
  }

  #handOn(): void {
    for (const [name, printed] of this.#packages) {
      const { lines, hasEnded } = printed;
      // A line without its end may go on in the next event.
      const isOpen = !hasEnded && lines.at(-1)?.text.endsWith('\n') === false;
      const open = isOpen ? lines.splice(-1) : [];
      for (const { text, number } of lines) this.#reader.read(text, number);
      printed.lines = open;
      if (!hasEnded) return;
      this.#packages.delete(name);
    }
  }
}

/**
 * A reader of events that hands the text of one package after the other to the reader of such texts.
 *
 * @param results told of lines that are no events
 */
function testJsonReader(reader: LineReader, results: Pick<Results, 'passOver'>): LineReader {
  const packages = new PackageTexts(reader);
  return lineByLine(
    (line, number) => {
      if (line.trim() === '') return;
      const event = eventOf(line);
      if (event === undefined) {
        results.passOver('a line is no event of go test', number);
        return;
      }
      const name = textOf(at(event, 'Package'));
      if (name === undefined) return;
      const output = textOf(at(event, 'Output')) ?? '';
      if (output !== '') packages.add(name, output, number);
      const isEnd = ['pass', 'fail', 'skip'].includes(textOf(at(event, 'Action')) ?? '');
      if (isEnd && at(event, 'Test') === undefined) packages.end(name);
    },
    () => {
      packages.endAll();
      reader.end();
    },
  );
}

/** Whether a line of it is an event: what the toolchain says may come before. */
const hasEvents = (lines: string) =>
  [...lines.matchAll(/^\{.*$/gm)].some(([line]) => eventOf(line) !== undefined);

/** A reader of either, as the first lines tell. */
export function textOrEvents(reader: LineReader, results: Pick<Results, 'passOver'>): LineReader {
  let chosen: LineReader | null = null;
  return {
    read(lines, firstLine) {
      chosen ??= hasEvents(lines) ? testJsonReader(reader, results) : reader;
      chosen.read(lines, firstLine);
    },
    end: () => (chosen ?? reader).end(),
  };
}
