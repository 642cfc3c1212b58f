/** Who are the entries of a pytest-benchmark file? Pure. */
import type { BenchmarkName } from '../format.ts';
import { type JsonObject, objectOf, textOf, textsOf } from '../shape.ts';

interface Candidates {
  readonly byParams: BenchmarkName;
  /** With pytest's own id of the parameters, which tells them apart whatever they are. */
  readonly byId: BenchmarkName;
}

/** Objects have no text but one with their address, which is another one in each run. */
const hasNoText = (text: string) => text.startsWith('UNSERIALIZABLE[');

/** `tests/test_x.py::TestParse::test_it[1-a]` → folders, file, class and test; `::` of an id stays. */
function candidatesOf(fullName: string, params: unknown): Candidates {
  const bracket = fullName.endsWith(']') ? fullName.indexOf('[', fullName.indexOf('::')) : -1;
  const front = bracket < 0 ? fullName : fullName.slice(0, bracket);
  const [file = '', ...inner] = front.split('::');
  const parts = [...file.split('/'), ...inner].filter((part) => part !== '');
  const path = parts.length > 0 ? parts : [fullName];
  const byId = bracket < 0 ? { path } : { path, params: { id: fullName.slice(bracket + 1, -1) } };
  const texts = textsOf(params);
  const isTold =
    bracket >= 0 &&
    Object.keys(texts).length === Object.keys(objectOf(params) ?? {}).length &&
    !Object.values(texts).some(hasNoText);
  return {
    byId,
    byParams: isTold && Object.keys(texts).length > 0 ? { path, params: texts } : byId,
  };
}

/** The same text for the same name. */
export const nameKey = ({ path, params = {} }: BenchmarkName) =>
  JSON.stringify([path, Object.entries(params)]);

/**
 * The name of each entry, in their order: by its parameters, or by pytest's id of them where values have
 * no text or look alike; null for one without a name.
 */
export function namesOf(entries: readonly JsonObject[]): (BenchmarkName | null)[] {
  const candidates = entries.map((entry) => {
    const fullName = textOf(entry.fullname) ?? textOf(entry.name);
    return fullName ? candidatesOf(fullName, entry.params) : null;
  });
  const counts = new Map<string, number>();
  for (const one of candidates) {
    if (!one) continue;
    const key = nameKey(one.byParams);
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return candidates.map((one) => {
    if (!one) return null;
    return counts.get(nameKey(one.byParams)) === 1 ? one.byParams : one.byId;
  });
}
