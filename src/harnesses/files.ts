/** Files and their paths, for all harness plug-ins: what other people's programs wrote is hostile text. */
import { open, readFile } from 'node:fs/promises';
import { isAbsolute, join, relative } from 'node:path';
import type * as z from 'zod';
import { problemOf } from '../errors.ts';
import type { LaunchRequest, ProcessOutcome } from './harness.ts';

export type FileReading<Value> =
  | { readonly state: 'read'; readonly value: Value }
  | { readonly state: 'absent' }
  | { readonly state: 'unreadable'; readonly problem: string };

/** Whether `inner` is `outer` or lies below it; both absolute. */
export function isWithin(inner: string, outer: string): boolean {
  const way = relative(outer, inner);
  return way === '' || (!isAbsolute(way) && way !== '..' && !/^\.\.[/\\]/.test(way));
}

/** Where in a document the first problem lies, in words. */
function firstIssue(error: z.ZodError): string {
  const issue = error.issues[0];
  if (!issue) return 'it has another shape than expected';
  return `${issue.path.join('.') || 'the whole'}: ${issue.message}`;
}

/** Parses JSON text by a schema; a problem is told in words, never thrown. */
export function parseJson<Value>(text: string, schema: z.ZodType<Value>): FileReading<Value> {
  if (text.trim() === '') return { state: 'unreadable', problem: 'the file is empty' };
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    return { state: 'unreadable', problem: `it is not whole JSON (${problemOf(error)})` };
  }
  const parsed = schema.safeParse(json);
  return parsed.success
    ? { state: 'read', value: parsed.data }
    : { state: 'unreadable', problem: firstIssue(parsed.error) };
}

/** Reads a JSON file by a schema that names only what is used. */
export async function readJsonFile<Value>(
  file: string,
  schema: z.ZodType<Value>,
): Promise<FileReading<Value>> {
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') {
      return { state: 'absent' };
    }
    return { state: 'unreadable', problem: problemOf(error) };
  }
  return parseJson(text, schema);
}

/** More than any harness prints about itself; a program that prints without end stays harmless. */
const maxOutputBytes = 64 * 1024 * 1024;

/**
 * All that a step of a launch printed to standard output, of which its outcome holds the end only;
 * of more than 64 MiB the beginning.
 */
export async function readStepOutput(
  request: Pick<LaunchRequest, 'folder'>,
  step: string,
  outcome: ProcessOutcome,
): Promise<string> {
  const handle = await open(join(request.folder, step, 'stdout.log')).catch(() => null);
  if (!handle) return outcome.stdout;
  try {
    const { size } = await handle.stat();
    const length = Math.min(size, maxOutputBytes);
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(length), 0, length, 0);
    return buffer.toString('utf8', 0, bytesRead);
  } finally {
    await handle.close();
  }
}
