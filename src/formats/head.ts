/** What does the beginning of a file look like, before anybody knows what it is? Pure. */
import { type Head, headBytes } from './format.ts';
import { beginningOfJson, parseJson } from './json.ts';
import { plainText } from './plainText.ts';

/** The first so many lines tell whether a file is one JSON document a line. */
const mostLines = 20;

function jsonLinesOf(text: string): unknown[] {
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  // The last one may be cut.
  const whole = lines.length > 1 && !text.endsWith('\n') ? lines.slice(0, -1) : lines;
  const values = whole.slice(0, mostLines).map((line) => {
    if (!line.trimStart().startsWith('{')) return undefined;
    const { documents, problems } = parseJson(`${line}\n`);
    return documents.length === 1 && problems.length === 0 ? documents[0] : undefined;
  });
  return values.filter((value) => value !== undefined);
}

/** @param text the beginning of a file, decoded; more than 64 KiB of it is not looked at */
export function headOf(text: string): Head {
  const plain = plainText(text.slice(0, headBytes));
  const isTagged = /^\s*</.test(plain);
  return {
    text: plain,
    json: isTagged ? undefined : beginningOfJson(plain),
    jsonLines: isTagged ? [] : jsonLinesOf(plain),
    xmlRoot: isTagged
      ? (/<([A-Za-z_][\w.:-]*)/.exec(
          plain.replaceAll(/<\?.*?\?>|<!--.*?-->|<![^>]*>/gs, ''),
        )?.[1] ?? null)
      : null,
  };
}
