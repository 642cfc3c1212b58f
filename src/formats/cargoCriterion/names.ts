/** Who is meant by an id that joins group, function and value by slashes, which they may hold themselves? */
import type { BenchmarkName } from '../format.ts';
import { at, textOf } from '../shape.ts';

/** What criterion puts in the place of characters that no folder may have. */
const asFolder = (name: string) => name.replaceAll(/[?"/\\*<>:|^]/g, '_');

/** An id cannot be parted where names are cut, or told apart by a number. */
function partsOf(id: string, folders: readonly string[]): string[] | null {
  const parts: string[] = [];
  let start = 0;
  for (const folder of folders) {
    const part = id.slice(start, start + folder.length);
    const end = start + folder.length;
    if (part === '' || asFolder(part) !== folder) return null;
    if (end !== id.length && id[end] !== '/') return null;
    parts.push(part);
    start = end + 1;
  }
  return start === id.length + 1 ? parts : null;
}

/**
 * The names of a benchmark, by its id and the folder of its report, whose names have no slashes; the id as one
 * name where these do not agree. Null where there is no id.
 */
export function namesInMessage(message: unknown): BenchmarkName | null {
  const id = textOf(at(message, 'id'));
  const directory = textOf(at(message, 'report_directory')) ?? '';
  if (id === undefined || id === '') return null;
  const folders = directory.split(/[\\/]/);
  // A group, perhaps a function, perhaps a value.
  for (const length of [1, 2, 3]) {
    const parts = partsOf(id, folders.slice(-length));
    if (!parts) continue;
    const [group = '', name = '', value] = parts;
    return value === undefined ? { path: parts } : { path: [group, name], params: { value } };
  }
  return { path: [id] };
}
