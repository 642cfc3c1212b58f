/**
 * Finds and reads the artifact folders of the parts of a run, as downloaded. They come from
 * elsewhere: links are not followed, and what is too large is not read.
 */
import { createReadStream, readFileSync } from 'node:fs';
import { lstat, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod';
import { perfwatchError, problemOf } from '../errors.ts';
import { artifactNames } from '../model/artifacts.ts';
import type { Run } from '../model/run.ts';
import { type SuiteResult, suiteResultSchema } from '../model/suiteResult.ts';
import { parseRun } from './runs.ts';

/** Far more than a shard of thousands of benchmarks leaves; two of them still fit into memory. */
const mostBytes = 256 * 1024 * 1024;

async function isFile(path: string): Promise<boolean> {
  return (await lstat(path).catch(() => null))?.isFile() ?? false;
}

/**
 * The folder itself if it holds a run, else those directly below it that do, sorted by name.
 *
 * @throws PerfwatchError `merge-nothing`.
 */
export async function partFolders(folder: string): Promise<string[]> {
  if (await isFile(join(folder, artifactNames.run))) return [folder];
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
  const below = entries
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => join(folder, name));
  const found: string[] = [];
  for (const one of below.sort()) {
    if (await isFile(join(one, artifactNames.run))) found.push(one);
  }
  if (found.length === 0) throw perfwatchError('merge-nothing', { folder });
  return found;
}

/** Where in a file the suites of a run stand, without the brackets around them. */
export interface SuitesText {
  readonly file: string;
  /** In bytes; `end` is behind the last one. */
  readonly start: number;
  readonly end: number;
}

export interface StoredPart {
  readonly run: Run;
  /** They are copied as they are: writing them anew would take longer than all the rest. */
  readonly suitesText: SuitesText;
}

const advice = 'Download the artifact of this part again, or measure it again.';

const unreadable = (file: string, problem: string, cause?: unknown) =>
  perfwatchError('document-unreadable', { file, what: 'a run', problem, advice }, cause);

async function readBytes(file: string): Promise<Buffer> {
  const found = await lstat(file).catch(() => null);
  if (!found) throw perfwatchError('document-missing', { file, what: 'run' });
  if (!found.isFile()) throw unreadable(file, 'it is no file');
  if (found.size > mostBytes) throw unreadable(file, `it has more than ${mostBytes} bytes`);
  // Nothing else goes on meanwhile, and piece by piece would take longer.
  return readFileSync(file);
}

const suitesKey = ',"suites":[';
const suitesEnd = ']}';

/** The facts before the suites; null where the text up to there is not a whole object but for its end. */
function headOf(bytes: Buffer, start: number, file: string): Run | null {
  const text = `${bytes.toString('utf8', 0, start)}${suitesKey}${suitesEnd}`;
  try {
    JSON.parse(text);
  } catch {
    return null;
  }
  return parseRun(text, file);
}

const suitesSchema = z.array(suiteResultSchema);

/** @param text with the brackets around it */
function suitesIn(text: string, file: string): SuiteResult[] {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    throw unreadable(file, `it is not whole JSON (${problemOf(error)})`, error);
  }
  const parsed = suitesSchema.safeParse(json);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw unreadable(file, `suites.${issue?.path.join('.')}: ${issue?.message}`, parsed.error);
}

/**
 * One side of a part. Facts and suites are read apart from each other, so that what is copied is just
 * what was checked.
 *
 * @throws PerfwatchError `document-missing`, `document-unreadable` or `document-newer`.
 */
export async function readPart(folder: string, side: 'run' | 'base'): Promise<StoredPart> {
  const file = join(folder, artifactNames[side]);
  const bytes = await readBytes(file);
  // The plan before them has suites, too, so the second one is looked at where there are two.
  const first = bytes.indexOf(suitesKey);
  const second = first < 0 ? -1 : bytes.indexOf(suitesKey, first + 1);
  const end = bytes.lastIndexOf(suitesEnd);
  const isWhole = end >= 0 && bytes.toString('utf8', end + suitesEnd.length).trim() === '';
  for (const at of isWhole ? [first, second] : []) {
    const facts = at < 0 || at > end ? null : headOf(bytes, at, file);
    if (!facts) continue;
    const start = at + suitesKey.length;
    const suites = suitesIn(bytes.toString('utf8', start - 1, end + 1), file);
    return { run: { ...facts, suites }, suitesText: { file, start, end } };
  }
  // Tells in the usual words what else it is, if it is no run at all.
  parseRun(bytes.toString('utf8'), file);
  throw unreadable(file, 'it is not as perfwatch wrote it');
}

/** The text of a run that has the suites of several files, from `head` to `tail`. */
export async function* copiedSuites(
  head: string,
  texts: readonly SuitesText[],
  tail: string,
): AsyncGenerator<string | Uint8Array> {
  yield head;
  let separator = '';
  for (const { file, start, end } of texts) {
    if (start === end) continue;
    yield separator;
    yield* createReadStream(file, { start, end: end - 1, highWaterMark: 1024 * 1024 });
    separator = ',';
  }
  yield tail;
}
