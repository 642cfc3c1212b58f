/** What does a line of OpenMetrics or Prometheus text say? Pure, linear. */

export interface SampleLine {
  readonly name: string;
  readonly labels: ReadonlyMap<string, string>;
  readonly value: number;
}

const start = /([A-Za-z_:][\w:]*)[ \t]*/y;
const label = /[ \t]*([A-Za-z_]\w*)[ \t]*=[ \t]*"((?:[^"\\]|\\.)*)"[ \t]*,?/y;
const closing = /[ \t]*\}/y;
const number = /[ \t]*([-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?|[-+]?Inf(?:inity)?|NaN)(?=\s|$)/iy;

const unescaped = (text: string) =>
  text.includes('\\') ? text.replace(/\\(.)/gs, (_, one) => (one === 'n' ? '\n' : one)) : text;

/** `1`, `+Inf`, `NaN`. */
export function metricNumber(text: string): number {
  if (/nan/i.test(text)) return Number.NaN;
  if (!/inf/i.test(text)) return Number(text);
  return text.startsWith('-') ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
}

/** The name, labels and value; what follows (a time, an exemplar) is not looked at. Null for any other line. */
export function sampleLine(text: string): SampleLine | null {
  let place = 0;
  const match = (pattern: RegExp) => {
    pattern.lastIndex = place;
    const found = pattern.exec(text);
    if (found) place = pattern.lastIndex;
    return found;
  };
  const [, name = ''] = match(start) ?? [];
  if (name === '') return null;
  const labels = new Map<string, string>();
  if (text[place] === '{') {
    place += 1;
    for (let found = match(label); found; found = match(label)) {
      labels.set(found[1] ?? '', unescaped(found[2] ?? ''));
    }
    if (!match(closing)) return null;
  }
  const [, value] = match(number) ?? [];
  return value === undefined ? null : { name, labels, value: metricNumber(value) };
}
