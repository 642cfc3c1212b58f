/** Real-looking reports of fixtures/reports, checked against the schema. */
import { readFileSync } from 'node:fs';
import { type Report, reportSchema } from '../../src/model/report.ts';

export const reportNames = ['mixed', 'green', 'no-baseline', 'failed', 'hostile'] as const;

const folder = new URL('../../fixtures/reports/', import.meta.url);

export function readReport(name: (typeof reportNames)[number]): Report {
  const text = readFileSync(new URL(`${name}.report.json`, folder), 'utf8');
  return reportSchema.parse(JSON.parse(text));
}

/** Where the expected rendering of a report lies, for `toMatchFileSnapshot`. */
export function goldenFile(name: string): string {
  return new URL(name, folder).pathname;
}

/** A report with very many rows: 5 regressed, 45 added, the rest unchanged, all names long. */
export function largeReport(rows: number): Report {
  const mixed = readReport('mixed');
  const regressed = mixed.comparisons.find(({ verdict }) => verdict === 'regressed');
  if (!regressed) throw new Error('the fixture has a regression');
  const comparisons = Array.from({ length: rows }, (_, index) => ({
    ...regressed,
    id: `suite/module ${index % 7}/benchmark_with_a_long_name_${index}[size=${index}]`,
    ...(index >= 50 && { effect: { ratio: 1.001, low: 0.99, high: 1.01, confidence: 0.95 } }),
    verdict: index < 5 ? 'regressed' : index < 50 ? 'added' : 'unchanged',
  })) satisfies Report['comparisons'];
  const counts = { ...mixed.counts, regressed: 5, added: 45, unchanged: rows - 50 };
  const none = { failed: 0, missing: 0, improved: 0, incomparable: 0, inconclusive: 0 };
  return { ...mixed, counts: { ...counts, ...none }, comparisons, measurements: [] };
}
