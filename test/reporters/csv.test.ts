import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Report } from '../../src/model/report.ts';
import { csv } from '../../src/reporters/csv.ts';
import { readReport, reportNames } from './readReport.ts';

const options = { columns: 80, color: false, details: false };

/** A strict reader of RFC 4180. */
function readCsv(text: string): string[][] {
  const rows: string[][] = [[]];
  const field = /(?:"(?<quoted>(?:[^"]|"")*)"|(?<plain>[^",\r\n]*))(?<end>,|\r\n)/gy;
  while (field.lastIndex < text.length) {
    const groups = field.exec(text)?.groups;
    if (!groups) throw new Error('not RFC 4180');
    rows.at(-1)?.push(groups.quoted?.replaceAll('""', '"') ?? groups.plain ?? '');
    if (groups.end === '\r\n') rows.push([]);
  }
  return rows.slice(0, -1);
}

const columns = [
  ...['id', 'suite', 'metric', 'unit', 'base', 'candidate'],
  ...['change ratio', 'low', 'high', 'verdict', 'launches', 'source'],
];

function read(report: Report): Record<string, string>[] {
  const [header, ...rows] = readCsv(csv.render(report, options));
  expect(header).toEqual(columns);
  return rows.map((row) => {
    expect(row).toHaveLength(columns.length);
    return Object.fromEntries(row.map((text, index) => [columns[index] ?? '', text]));
  });
}

const numberOrNull = (text: string | undefined) => (text === '' ? null : Number(text));

test.each(reportNames)('%s: a row for each benchmark and metric, in full precision', (name) => {
  const report = readReport(name);
  const rows = read(report).map((row) => ({
    metric: row.metric || null,
    unit: row.unit || null,
    base: numberOrNull(row.base),
    candidate: numberOrNull(row.candidate),
    ratio: numberOrNull(row['change ratio']),
    low: numberOrNull(row.low),
    high: numberOrNull(row.high),
    verdict: row.verdict,
    launches: numberOrNull(row.launches),
  }));
  const nothing = { base: null, ratio: null, low: null, high: null, verdict: '' };
  expect(rows).toEqual([
    ...report.comparisons.map(({ metric, unit, base, candidate, effect, verdict, accepted }) => ({
      metric,
      unit,
      base: base?.value ?? null,
      candidate: candidate?.value ?? null,
      ratio: effect?.ratio ?? null,
      low: effect?.low ?? null,
      high: effect?.high ?? null,
      verdict: accepted ? 'accepted' : verdict,
      launches: candidate?.launches ?? null,
    })),
    ...report.measurements.map(({ metric, unit, side }) => ({
      ...nothing,
      metric,
      unit,
      candidate: side.value,
      launches: side.launches,
    })),
  ]);
});

const green = readReport('green');
const [first] = green.comparisons;
if (!first) throw new Error('the fixture has a comparison');
const idOf = (id: string, more: Partial<typeof first> = {}) =>
  read({ ...green, comparisons: [{ ...first, ...more, id }], measurements: [] })[0];

test.each(['=1+1', '+1', '-1', '@SUM(A1)', '＝1', '＋1', '－1', '＠a'])(
  '%s is no formula',
  (id) => {
    expect(idOf(id)?.id).toBe(`'${id}`);
  },
);

test('tabs and line breaks, behind which some look for a formula, are written out', () => {
  expect(idOf('\t=1')?.id).toBe('\\u{9}=1');
  expect(idOf('\r\n=1')?.id).toBe('\\u{d}\\u{a}=1');
});

test('names come back as they are, whatever they hold', () => {
  const text = fc.string({ unit: 'grapheme', maxLength: 20 }).filter((one) => !/\p{Cf}/u.test(one));
  fc.assert(
    fc.property(text, (name) => {
      expect(idOf(`rust/${name},"${name}";`)?.id).toBe(`rust/${name},"${name}";`);
    }),
  );
});

test('the source is told with its line', () => {
  expect(idOf('a', { source: { file: 'bench/a.js', line: 3 } })?.source).toBe('bench/a.js:3');
});
