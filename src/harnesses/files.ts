/** How harness plug-ins read the files that other people's programs wrote: as hostile text. */
import { readFile } from 'node:fs/promises';
import type * as z from 'zod';
import { problemOf } from '../errors.ts';

export type FileReading<Value> =
  | { readonly state: 'read'; readonly value: Value }
  | { readonly state: 'absent' }
  | { readonly state: 'unreadable'; readonly problem: string };

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
