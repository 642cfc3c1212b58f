/**
 * How perfwatch's own files are read and written. Unreadable is not absent: a damaged, foreign or
 * newer file is an error that names it, and nothing is ever overwritten halfway.
 */
import { randomBytes } from 'node:crypto';
import { mkdir, open, readFile, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import * as z from 'zod';
import { perfwatchError, problemOf } from '../errors.ts';

/** A kind of file: what it is called, its schema and the newest version that is known. */
export interface DocumentKind<Value> {
  /** With its article, e.g. `a baseline`. */
  readonly what: string;
  readonly name: string;
  /** What to do about a file of this kind that cannot be read. */
  readonly advice: string;
  readonly version: number;
  readonly schema: z.ZodType<Value>;
}

const headerSchema = z.object({ schema: z.string(), version: z.int() });

/** The system's code of an error (`ENOENT`, …), or null. */
export function systemCode(error: unknown): string | null {
  return error instanceof Error && 'code' in error && typeof error.code === 'string'
    ? error.code
    : null;
}

/**
 * What a text says. The header alone tells foreign files and newer versions, before the schema could
 * only confuse.
 *
 * @throws PerfwatchError `document-unreadable` or `document-newer`, naming the file.
 */
export function parseDocument<Value>(text: string, file: string, kind: DocumentKind<Value>): Value {
  const { what, advice } = kind;
  const unreadable = (problem: string, cause?: unknown) =>
    perfwatchError('document-unreadable', { file, what, problem, advice }, cause);
  if (text.trim() === '') throw unreadable('the file is empty');
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    throw unreadable(`it is not whole JSON (${problemOf(error)})`, error);
  }
  const header = headerSchema.safeParse(json);
  if (!header.success || header.data.schema !== kind.name) {
    const isOurs = header.success && header.data.schema.startsWith('perfwatch/');
    throw unreadable(
      isOurs ? `it is a ${header.data.schema} file` : `it does not say "schema": "${kind.name}"`,
    );
  }
  if (header.data.version > kind.version) {
    const { version } = header.data;
    throw perfwatchError('document-newer', { file, what, version, known: kind.version });
  }
  const parsed = kind.schema.safeParse(json);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  throw unreadable(`${issue?.path.join('.') || 'the whole'}: ${issue?.message}`, parsed.error);
}

/**
 * Reads one of perfwatch's own files; null when there is none.
 *
 * @throws PerfwatchError `document-unreadable` (damaged, truncated, foreign) or `document-newer`.
 */
export async function readDocument<Value>(
  file: string,
  kind: DocumentKind<Value>,
): Promise<Value | null> {
  let text: string;
  try {
    // Editors on Windows begin a text with a byte order mark, which is no JSON.
    text = (await readFile(file, 'utf8')).replace(/^\uFEFF/, '');
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return null;
    throw perfwatchError(
      'document-unreadable',
      { file, what: kind.what, problem: problemOf(error), advice: kind.advice },
      error,
    );
  }
  return parseDocument(text, file, kind);
}

/**
 * Writes a text file beside its place and then renames it there, so that whoever reads it finds
 * the old text or the new one, also when the disk is full or the process is killed in between.
 *
 * @throws PerfwatchError `write-failed`; the file is then as it was before.
 */
export async function writeTextFile(file: string, text: string): Promise<void> {
  const beside = `${file}.${randomBytes(4).toString('hex')}.tmp`;
  try {
    await mkdir(dirname(file), { recursive: true });
    const handle = await open(beside, 'wx');
    try {
      await handle.writeFile(text);
      // A rename may reach the disk before the data does; an empty file would be left by a crash.
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(beside, file);
  } catch (error) {
    await rm(beside, { force: true }).catch(() => undefined);
    throw perfwatchError('write-failed', { file, problem: problemOf(error) }, error);
  }
}
