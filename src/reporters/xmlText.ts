/** Foreign text as XML 1.0 text. */

/** What no XML 1.0 document can hold, in whatever spelling. */
const forbidden = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]|\p{Cs}/gu;

/** Allowed as references only, so that nothing acts on a terminal, and no parser makes spaces of them. */
const referenced = /(?!\u200D)[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu;

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
};

const reference = (character: string): string =>
  `&#x${(character.codePointAt(0) ?? 0).toString(16)};`;

/** For the value of an attribute in double quotes, and for text between tags. */
export function xmlText(text: string): string {
  return text
    .replace(forbidden, '\uFFFD')
    .replace(/[&<>"]/g, (character) => entities[character] ?? character)
    .replace(referenced, reference);
}

/** As {@link xmlText}, with line breaks left as they are: between tags nothing changes them. */
export const xmlLines = (lines: readonly string[]): string => lines.map(xmlText).join('\n');

/** ` name="value"` for each that is known. */
export function xmlAttributes(
  attributes: Readonly<Record<string, string | number | undefined>>,
): string {
  return Object.entries(attributes)
    .map(([name, value]) => (value === undefined ? '' : ` ${name}="${xmlText(String(value))}"`))
    .join('');
}
