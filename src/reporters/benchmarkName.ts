/**
 * A benchmark's id as a name in Go's benchmark format: without spaces, beginning with a capital letter, its
 * parameters as benchstat knows them (`/key=value`). Two ids never share a name.
 */
import { visibleText, writtenOut } from './visibleText.ts';

/** An id's path of names, and what is between its brackets. */
const idParts = /^(?<path>(?:\\.|[^\\[])*)(?:\[(?<params>.*)\])?$/su;

/** Of an id, each escaped character with its backslash, `\u{…}` as a whole, and all other characters. */
const pieces = /\\u\{[0-9a-f]+\}|\\.|./gsu;

/** In an id these separate only where no backslash is before them. benchstat knows no escapes. */
const escapedSeparator = /^\\[/[\],=]$/;

/** A space would end the name, and one that is written out is hard to read. */
const space = '\u2423';

function spelled(piece: string): string {
  if (escapedSeparator.test(piece)) return writtenOut(piece.slice(1));
  if (piece === ' ') return space;
  return piece === space || /^\s$/u.test(piece) ? writtenOut(piece) : piece;
}

const inPath = (piece: string): string => (piece === '=' ? writtenOut(piece) : spelled(piece));

function inParams(piece: string): string {
  if (piece === ',') return '/';
  return piece === '/' ? writtenOut(piece) : spelled(piece);
}

/** `rust/parse[n=10]` → `BenchmarkRust/parse/n=10`. */
export function benchmarkName(id: string): string {
  const visible = visibleText(id);
  const { path = visible, params } = idParts.exec(visible)?.groups ?? {};
  const name = [path.replace(pieces, inPath), params?.replace(pieces, inParams)]
    .filter((part) => part !== undefined)
    .join('/')
    // What would be taken for the number of processors.
    .replace(/-(?=\d+$)/, writtenOut);
  // The other ones begin as no capitalized id does: in those, there is no "=" in the first name.
  return /^[a-z]/.test(name)
    ? `Benchmark${name.charAt(0).toUpperCase()}${name.slice(1)}`
    : `BenchmarkSuite=${name}`;
}
