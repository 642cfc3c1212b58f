/** Which of the author's lines adds a task to its Bench? */
import { readFileSync } from 'node:fs';
import type { SourceReading } from '../harness.ts';
import { ownLine } from './thrown.ts';

function saysAdd({ file, line }: SourceReading): boolean {
  try {
    return /\badd\b/.test(readFileSync(file, 'utf8').split('\n')[line - 1] ?? '');
  } catch {
    return false;
  }
}

/**
 * To be asked while a task is added. Null where no line below `folder` does so, or where the file that
 * it is said to stand in has another one there: what runs may have been made from it.
 */
export function addedAt(folder: string): SourceReading | null {
  const place = ownLine(String(new Error('added here').stack), folder);
  if (!place) return null;
  const { file, line } = place;
  return saysAdd({ file, line }) ? { file, line } : null;
}
