/** A value as JSON text that is safe to show. */

/** Code units that act on a terminal or a reader's eye; JSON text holds them only within strings. */
const unprintable = /[\x7f-\x9f]|\p{Cf}|\p{Zl}|\p{Zp}/gu;

function escapeUnits(text: string): string {
  return Array.from(
    { length: text.length },
    (_, index) => `\\u${text.charCodeAt(index).toString(16).padStart(4, '0')}`,
  ).join('');
}

/**
 * The value, indented by two spaces. Characters that a terminal would obey are escaped, which changes
 * no value.
 */
export function jsonText(value: unknown): string {
  return `${JSON.stringify(value, null, 2).replace(unprintable, escapeUnits)}\n`;
}
