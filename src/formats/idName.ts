/** Who is meant by a text that may be an id of perfwatch, written by its reporters? Pure. */
import { partsOfId } from '../model/idParts.ts';
import type { BenchmarkName } from './format.ts';

/** `rust/parse[n=10]` → two names and a parameter. What cannot be an id is one name as a whole. O(n). */
export function nameOfId(text: string): BenchmarkName {
  const parts = partsOfId(text);
  return parts === null || parts.names.includes('')
    ? { path: [text] }
    : { path: parts.names, params: Object.fromEntries(parts.params) };
}
