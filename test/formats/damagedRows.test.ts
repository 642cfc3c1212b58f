/**
 * Values that are none, and rows that are no objects, are told with the line of their row: in all formats
 * that are read as documents, wherever a recording has a number or an object.
 */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { Format } from '../../src/formats/format.ts';
import { formats } from '../../src/formats/index.ts';
import { parseJson } from '../../src/formats/json.ts';
import { readAs, recordings } from './recordedFiles.ts';

const documentFormats = formats.filter(
  ({ reader }) => reader.kind === 'document' || (reader.kind === 'folder' && reader.readFile),
);

function recordingOf({ name }: Format): string {
  const found = recordings().find((one) => one.format === name && !one.isFolder);
  if (!found) throw new Error(`there is no recording of ${name}`);
  return readFileSync(found.path, 'utf8');
}

type Path = readonly (string | number)[];

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null;

/** The first few items of all lists: of samples there are thousands. */
function shortened(value: unknown): unknown {
  if (Array.isArray(value)) return value.slice(0, 4).map(shortened);
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, shortened(one)]));
}

function* pathsBelow(value: unknown, path: Path = []): Generator<readonly [Path, unknown]> {
  if (path.length > 0) yield [path, value];
  if (!isObject(value)) return;
  for (const [key, one] of Object.entries(value)) {
    yield* pathsBelow(one, [...path, Array.isArray(value) ? Number(key) : key]);
  }
}

/** Two of each place that a format has, as far as keys tell places apart. */
function fewOf(paths: Iterable<readonly [Path, unknown]>): Path[] {
  const counts = new Map<string, number>();
  return [...paths].flatMap(([path]) => {
    const place = `${path.length} ${path.findLast((step) => typeof step === 'string')}`;
    const count = (counts.get(place) ?? 0) + 1;
    counts.set(place, count);
    return count <= 2 ? [path] : [];
  });
}

/** A text with a line for each value, damaged in one place. */
interface Damaged {
  readonly text: string;
  /** The lines on which whatever is around that place begins, from the outside; that of the place is the last. */
  readonly around: readonly number[];
}

const mark = '@@damage@@';

function marked(value: unknown, [step, ...rest]: Path): unknown {
  if (step === undefined) return mark;
  if (Array.isArray(value)) {
    return value.map((item, index) => (index === step ? marked(item, rest) : item));
  }
  return Object.fromEntries(
    Object.entries(isObject(value) ? value : {}).map(([key, member]) => [
      key,
      key === step ? marked(member, rest) : member,
    ]),
  );
}

const indentation = (line: string) => line.length - line.trimStart().length;

function damaged(value: unknown, path: Path, damage: string): Damaged {
  const text = JSON.stringify(marked(value, path), null, 1);
  const lines = text.slice(0, text.indexOf(`"${mark}"`)).split('\n');
  const outer = path
    .slice(1)
    .map((_, depth) => lines.findLastIndex((line) => indentation(line) === depth + 1) + 1);
  return { text: text.replace(`"${mark}"`, damage), around: [...outer, lines.length] };
}

interface Told {
  readonly where: string;
  readonly line: number | null;
  readonly around: readonly number[];
}

/** Reads a recording with one damage after the other: where were they told? */
function toldOf(
  format: Format,
  why: string,
  damage: string,
  isDamaged: (value: unknown) => boolean,
): Told[] {
  const value = shortened(parseJson(recordingOf(format)).documents[0]);
  const known = readAs(format, JSON.stringify(value)).passedOver.map((one) => one.why);
  expect(known).not.toContain(why);
  const places = fewOf([...pathsBelow(value)].filter(([, one]) => isDamaged(one)));
  return places.flatMap((path): Told[] => {
    const { text, around } = damaged(value, path, damage);
    const told = readAs(format, text).passedOver.find((one) => one.why === why);
    return told ? [{ where: path.join('.'), line: told.line, around }] : [];
  });
}

const isXml = (format: Format) => recordingOf(format).trimStart().startsWith('<');
const jsonFormats = documentFormats.filter((format) => !isXml(format));

/** Whose rows are no objects: a file is one row, they are lists with a type, or have a column each. */
const rowsOfOtherShape = new Set(['autocannon', 'benchmarktools', 'asv']);

describe.each(jsonFormats)('a value of $name', (format) => {
  it.each([
    ['-1', 'a value is negative'],
    ['NaN', 'a value is no number'],
  ])('that is %s is told with the line of its row', (damage, why) => {
    const told = toldOf(format, why, damage, (value) => typeof value === 'number');
    expect(told).not.toEqual([]);
    for (const { where, line, around } of told) {
      const isWholeFile = format.name === 'autocannon' && around.length === 1;
      expect(isWholeFile ? [1] : around, where).toContain(line);
    }
  });
});

describe.each(jsonFormats.filter(({ name }) => !rowsOfOtherShape.has(name)))(
  'a row of $name',
  (format) => {
    it('that is no object is told with its line', () => {
      const told = toldOf(format, 'a row is no object', '7', isObject);
      expect(told).not.toEqual([]);
      for (const { where, line, around } of told) expect(line, where).toBe(around.at(-1));
    });
  },
);

it.each(documentFormats.filter(isXml))('a value of $name is told with its line', (format) => {
  const recording = recordingOf(format);
  const values = [...recording.matchAll(/="[\d.]+"/g)].slice(0, 200);
  const told = values.flatMap(({ index, 0: { length } }) => {
    const text = `${recording.slice(0, index)}="-1"${recording.slice(index + length)}`;
    const { passedOver } = readAs(format, text);
    const problem = passedOver.find(
      ({ why }) => why === 'a value is negative' || why === 'a value is no number',
    );
    return problem ? [[problem.line, recording.slice(0, index).split('\n').length]] : [];
  });
  expect(told).not.toEqual([]);
  for (const [line, expected] of told) expect(line).toBe(expected);
});
