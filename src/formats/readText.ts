/** Reads one text of results: told what it is by its beginning, then handed to its format's reader. */
import { problemOf } from '../errors.ts';
import { detect } from './detect.ts';
import { type Format, headBytes } from './format.ts';
import { headOf } from './head.ts';
import { hasLogTimes, withoutLogTimes } from './logTimes.ts';
import { looksLike } from './looksLike.ts';
import { plainText } from './plainText.ts';
import { FormatProblem } from './problem.ts';
import type { Reading } from './reading.ts';
import { FileResults } from './results.ts';

/** What came of a text. */
export type TextRead =
  | { readonly kind: 'read'; readonly reading: Reading }
  /** There is nothing in it but space. */
  | { readonly kind: 'empty' }
  /** It holds results of this format, but none that could be read. */
  | { readonly kind: 'nothing'; readonly format: Format; readonly reading: Reading }
  /** `looksLike` says what it is instead, see looksLike.ts. */
  | { readonly kind: 'unknown'; readonly looksLike: string }
  | { readonly kind: 'ambiguous'; readonly formats: readonly Format[] }
  /** Half a sentence, and where. */
  | { readonly kind: 'unreadable'; readonly format: Format; readonly problem: FormatProblem };

/** Documents are held in memory, several times over while they are read. */
const largestDocument = 256 * 1024 * 1024;

interface Opened {
  readonly head: string;
  /** All of the text, in pieces of whole lines. */
  readonly pieces: AsyncIterable<string>;
  /** For a text that is not read any further. */
  close(): Promise<void>;
}

/** Looks at the beginning alone. */
async function openText(pieces: AsyncIterable<string>): Promise<Opened> {
  const rest = pieces[Symbol.asyncIterator]();
  const first = await rest.next();
  const beginning: string = first.done ? '' : first.value;
  async function close() {
    await rest.return?.();
  }
  async function* all() {
    try {
      const end = beginning.lastIndexOf('\n') + 1;
      if (end > 0) yield beginning.slice(0, end);
      let held = beginning.slice(end);
      for (let next = await rest.next(); !next.done; next = await rest.next()) {
        yield held + next.value;
        held = '';
      }
      if (held !== '') yield held;
    } finally {
      await close();
    }
  }
  const head = plainText(beginning.slice(0, headBytes));
  if (!hasLogTimes(head)) return { head, pieces: all(), close };
  return { head: withoutLogTimes(head), pieces: withoutTimes(all()), close };
}

/** @param pieces of whole lines */
async function* withoutTimes(pieces: AsyncIterable<string>): AsyncGenerator<string> {
  for await (const piece of pieces) yield withoutLogTimes(plainText(piece));
}

const countLines = (text: string) => {
  let count = 0;
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) count += 1;
  return count;
};

/** How far a text has been read. */
interface Progress {
  /** The line that comes next, from 1. */
  line: number;
}

/** What ends in the middle is read up to there. */
async function* upToDamage(
  pieces: AsyncIterable<string>,
  results: FileResults,
  progress: Progress | null,
): AsyncGenerator<string> {
  try {
    yield* pieces;
  } catch (error) {
    if (error instanceof FormatProblem) throw error;
    results.passOver(`what follows could not be read: ${problemOf(error)}`, progress?.line);
  }
}

async function readLines(
  reader: Extract<Format['reader'], { kind: 'lines' }>,
  pieces: AsyncIterable<string>,
  results: FileResults,
): Promise<void> {
  const lines = reader.begin(results);
  const progress: Progress = { line: 1 };
  for await (const piece of upToDamage(pieces, results, progress)) {
    const count = countLines(piece);
    lines.read(plainText(piece), progress.line);
    progress.line += count;
  }
  lines.end();
}

async function wholeText(pieces: AsyncIterable<string>): Promise<string> {
  const parts: string[] = [];
  let length = 0;
  for await (const piece of pieces) {
    parts.push(piece);
    length += piece.length;
    if (length > largestDocument) {
      throw new FormatProblem(
        'it is larger than 256 MiB, and a document of this format is read as a whole: split it',
      );
    }
  }
  return plainText(parts.join(''));
}

/** The format of a text, or what there is instead. */
function detectedIn(
  head: string,
  formats: readonly Format[],
): Format | Extract<TextRead, { kind: 'empty' | 'ambiguous' | 'unknown' }> {
  if (head.trim() === '') return { kind: 'empty' };
  const [only, another] = formats;
  if (only && !another) return only;
  const candidates = formats.filter(
    ({ reader }) => reader.kind !== 'folder' || reader.readFile !== undefined,
  );
  const beginning = headOf(head);
  const detected = detect(beginning, candidates);
  if (detected.kind === 'known') return detected.format;
  return detected.kind === 'several'
    ? { kind: 'ambiguous', formats: detected.formats }
    : { kind: 'unknown', looksLike: looksLike(beginning) };
}

/**
 * Reads a text.
 *
 * @param name as the user knows it
 * @param text its first piece is the beginning, by which it is told; all others are of whole lines
 * @param formats that it may be of; one only is taken for granted, where the user has named it
 * @throws whatever reading the very beginning of the text throws
 */
export async function readText(
  name: string,
  text: AsyncIterable<string>,
  formats: readonly Format[],
): Promise<TextRead> {
  const { head, pieces, close } = await openText(text);
  const format = detectedIn(head, formats);
  if ('kind' in format) {
    await close();
    return format;
  }
  const results = new FileResults();
  try {
    const whole = upToDamage(pieces, results, null);
    if (format.reader.kind === 'lines') await readLines(format.reader, pieces, results);
    else if (format.reader.kind === 'document') format.reader.read(await wholeText(whole), results);
    else if (format.reader.readFile) format.reader.readFile(await wholeText(whole), results);
    else throw new FormatProblem('it is one file, and this format is a folder of several');
  } catch (error) {
    if (!(error instanceof FormatProblem)) throw error;
    return { kind: 'unreadable', format, problem: error };
  }
  const reading = results.reading(name, format.name);
  return reading.benchmarks.length > 0
    ? { kind: 'read', reading }
    : { kind: 'nothing', format, reading };
}
