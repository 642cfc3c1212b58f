/** What number does a text say? Harnesses print thousands separators, and decimal commas by locale. Pure. */

const plain = /^[-+\u2212]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?$/;
const grouped = /^[-+\u2212]?\d{1,3}(?:,\d{3})+(?:\.\d+)?$/;
const withComma = /^[-+\u2212]?\d+,\d+$/;

/**
 * The number, or null where it is none or where it is not certain which one: `1,234` is 1234 only for
 * a harness that is known to separate thousands, `12,5` is 12.5 for any.
 *
 * @param separatesThousands whether the harness prints `1,024` for 1024
 */
export function printedNumber(text: string, separatesThousands = false): number | null {
  const number = text.replace('\u2212', '-');
  if (plain.test(text)) return Number(number);
  if (grouped.test(text)) return separatesThousands ? Number(number.replaceAll(',', '')) : null;
  return withComma.test(text) ? Number(number.replace(',', '.')) : null;
}
