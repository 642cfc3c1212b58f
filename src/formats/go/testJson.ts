/** Reads what `go test -json` writes: events of several packages, mixed, each with a piece of the text. */
import type { LineReader, Results } from '../format.ts';
import { lineByLine } from '../plainText.ts';
import { at, textOf } from '../shape.ts';

/** Whether this is one of its events. */
export const isTestEvent = (value: unknown): boolean =>
  textOf(at(value, 'Action')) !== undefined && textOf(at(value, 'Package')) !== undefined;

function eventOf(line: string): unknown {
  try {
    const value: unknown = JSON.parse(line);
    return isTestEvent(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

/** What a package has printed so far, in lines that may not have ended. */
interface Printed {
  readonly lines: { text: string; readonly number: number }[];
  isEnded: boolean;
}

/**
 * A reader of events that hands the text of one package after the other to the reader of such texts.
 *
 * @param results told of lines that are no events
 */
export function testJsonReader(reader: LineReader, results: Pick<Results, 'passOver'>): LineReader {
  const packages = new Map<string, Printed>();

  function add(name: string, output: string, number: number): void {
    const printed = packages.get(name) ?? { lines: [], isEnded: true };
    packages.set(name, printed);
    for (const part of output.split(/(?<=\n)/)) {
      const last = printed.lines.at(-1);
      if (last && !printed.isEnded) last.text += part;
      else printed.lines.push({ text: part, number });
      printed.isEnded = part.endsWith('\n');
    }
  }

  function hand(name: string): void {
    for (const { text, number } of packages.get(name)?.lines ?? []) reader.read(text, number);
    packages.delete(name);
  }

  return lineByLine(
    (line, number) => {
      if (line.trim() === '') return;
      const event = eventOf(line);
      if (event === undefined) {
        results.passOver('a line is no event of go test', number);
        return;
      }
      const name = textOf(at(event, 'Package')) ?? '';
      const output = textOf(at(event, 'Output'));
      if (output !== undefined && output !== '') add(name, output, number);
      const isEnd = ['pass', 'fail', 'skip'].includes(textOf(at(event, 'Action')) ?? '');
      if (isEnd && at(event, 'Test') === undefined) hand(name);
    },
    () => {
      for (const name of [...packages.keys()]) hand(name);
      reader.end();
    },
  );
}

/** A reader of either, as the first line tells. */
export function textOrEvents(reader: LineReader, results: Pick<Results, 'passOver'>): LineReader {
  let chosen: LineReader | null = null;
  return {
    read(lines, firstLine) {
      if (chosen === null) {
        const [first = ''] = lines.trimStart().split('\n', 1);
        chosen = eventOf(first) === undefined ? reader : testJsonReader(reader, results);
      }
      chosen.read(lines, firstLine);
    },
    end: () => (chosen ?? reader).end(),
  };
}
