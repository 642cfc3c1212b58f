/** A reader of JSON documents, each handed over as it is: several in one file are several launches. */
import type { Reader, Results } from './format.ts';
import { type JsonText, parseJson } from './json.ts';
import { FormatProblem } from './problem.ts';
import { type JsonObject, listOf, objectOf } from './shape.ts';

/** Keys, and numbers in lists, one below the other. */
type Path = readonly (string | number)[];

/** One document of a file. What is passed over is told with the line of the row that was gone to last. */
export interface JsonDocument {
  readonly value: unknown;
  /** Goes to an object of the document, or to what lies below it; stays where it is for what is none. */
  goTo(object: unknown, ...path: Path): void;
  /** The list below an object of the document. What should be one and is none is passed over; null has no items. */
  list(object: unknown, ...path: Path): readonly unknown[];
  /** Goes to one row after the other: the objects of such a list. What else stands in it is passed over. */
  rows(object: unknown, ...path: Path): Generator<JsonObject>;
  /** The same for an object whose members are rows: each with its key. */
  members(object: unknown, ...path: Path): Generator<readonly [key: string, row: JsonObject]>;
}

function found(value: unknown, path: Path): unknown {
  let one = value;
  for (const step of path) {
    const items = listOf(one);
    const object = objectOf(one);
    if (typeof step === 'number') one = items?.[step];
    else one = object && Object.hasOwn(object, step) ? object[step] : undefined;
  }
  return one ?? undefined;
}

/** @param lineOf of the text that the document is of */
export function jsonDocument(
  value: unknown,
  lineOf: JsonText['lineOf'],
  results: Results,
): JsonDocument {
  function goTo(object: unknown, ...path: Path): void {
    if (typeof object !== 'object' || object === null) return;
    results.at(() => lineOf(object, ...path) ?? lineOf(object));
  }

  /** Whether it is a row, to which it goes; all else is passed over. */
  function isRow(row: unknown, object: unknown, path: Path): row is JsonObject {
    if (objectOf(row)) goTo(row);
    else {
      goTo(object, ...path);
      results.passOver('a row is no object');
    }
    return objectOf(row) !== undefined;
  }

  function list(object: unknown, ...path: Path): readonly unknown[] {
    const one = found(object, path);
    const items = listOf(one);
    if (one !== undefined && !items) {
      goTo(object, ...path);
      results.passOver('what should be a list is none');
      goTo(object);
    }
    return items ?? [];
  }

  function* rows(object: unknown, ...path: Path): Generator<JsonObject> {
    for (const [index, row] of list(object, ...path).entries()) {
      if (isRow(row, object, [...path, index])) yield row;
    }
  }

  function* members(object: unknown, ...path: Path): Generator<readonly [string, JsonObject]> {
    const holder = found(object, path);
    if (holder !== undefined && !objectOf(holder)) {
      goTo(object, ...path);
      results.passOver('what should be an object of rows is none');
    }
    for (const [key, row] of Object.entries(objectOf(holder) ?? {})) {
      if (isRow(row, object, [...path, key])) yield [key, row];
    }
  }

  goTo(value);
  return { value, goTo, list, rows, members };
}

type ReadDocument = (document: JsonDocument, results: Results) => void;

/**
 * Reads a text of one JSON document, or of several concatenated.
 *
 * @throws FormatProblem when there is none
 */
export function readDocuments(text: string, read: ReadDocument, results: Results): void {
  const { documents, problems, lineOf } = parseJson(text);
  for (const { why, line } of problems) results.passOver(why, line);
  if (documents.length === 0) throw new FormatProblem('it holds no JSON', 1);
  for (const [index, value] of documents.entries()) {
    if (index > 0) results.nextLaunch();
    read(jsonDocument(value, lineOf, results), results);
  }
}

/** A reader for a format whose files hold one JSON document, or several concatenated. */
export const jsonReader = (read: ReadDocument): Reader => ({
  kind: 'document',
  read: (text, results) => readDocuments(text, read, results),
});
