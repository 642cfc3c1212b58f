/** A reader of JSON documents, each handed over as it is: several in one file are several launches. */
import type { Reader, Results } from './format.ts';
import { type JsonText, parseJson } from './json.ts';
import { FormatProblem } from './problem.ts';

/** One document of a file. */
export interface JsonDocument {
  readonly value: unknown;
  readonly lineOf: JsonText['lineOf'];
}

/** A reader for a format whose files hold one JSON document, or several concatenated. */
export function jsonReader(read: (document: JsonDocument, results: Results) => void): Reader {
  return {
    kind: 'document',
    read(text, results) {
      const { documents, problems, lineOf } = parseJson(text);
      for (const { why, line } of problems) results.passOver(why, line);
      if (documents.length === 0) throw new FormatProblem('it holds no JSON', 1);
      for (const [index, value] of documents.entries()) {
        if (index > 0) results.nextLaunch();
        read({ value, lineOf }, results);
      }
    },
  };
}
