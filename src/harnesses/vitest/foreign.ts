/** How the launcher looks at objects of a vitest whose version it does not know. */

export type Fields = Record<string, unknown>;

export function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null;
}

export type Method = (...values: unknown[]) => unknown;

/** A method of an object, bound to it; null when there is none of that name. */
export function methodOf(owner: unknown, name: string): Method | null {
  if (!isFields(owner)) return null;
  const found = owner[name];
  if (typeof found !== 'function') return null;
  return (...values) => Reflect.apply(found, owner, values);
}

/** The elements of an array; nothing of what is none. */
export const elementsOf = (value: unknown): readonly unknown[] =>
  Array.isArray(value) ? value : [];

export function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
