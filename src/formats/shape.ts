/**
 * Looks at what JSON says without believing anything: each function gives what it asks for, or
 * undefined. By hand and not by schemas, since files are large and formats many.
 */

export type JsonObject = Readonly<Record<string, unknown>>;

const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

export const objectOf = (value: unknown): JsonObject | undefined =>
  isObject(value) ? value : undefined;

export function listOf(value: unknown): readonly unknown[] | undefined {
  return Array.isArray(value) ? value : undefined;
}

/** The objects of a list; none for what is no list. */
export const objectsOf = (value: unknown): JsonObject[] => (listOf(value) ?? []).filter(isObject);

export const textOf = (value: unknown): string | undefined =>
  typeof value === 'string' ? value : undefined;

/** Also NaN and infinite. */
export const numberOf = (value: unknown): number | undefined =>
  typeof value === 'number' ? value : undefined;

/** A number that need not be there: undefined for null, too, and NaN for all that is none. */
export const figureOf = (value: unknown): number | undefined =>
  value === undefined || value === null ? undefined : (numberOf(value) ?? Number.NaN);

/** What lies at these keys, one below the other. */
export function at(value: unknown, ...keys: readonly string[]): unknown {
  let found = value;
  for (const key of keys) {
    const object = objectOf(found);
    found = object && Object.hasOwn(object, key) ? object[key] : undefined;
  }
  return found;
}

/** Texts, numbers and booleans by key as texts, for parameters; what has no short text is left out. */
export function textsOf(value: unknown): Record<string, string> {
  return Object.fromEntries(
    Object.entries(objectOf(value) ?? {}).flatMap(([key, one]): [string, string][] =>
      ['string', 'number', 'boolean'].includes(typeof one) || one === null
        ? [[key, String(one)]]
        : [],
    ),
  );
}
