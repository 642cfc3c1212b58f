/** What GitHub shows beside the code that was proposed: what got worse, worst first. Pure. */
import type { Comparison } from '../model/comparison.ts';
import type { Report } from '../model/report.ts';
import { needsMetric, type Row, rowOf } from '../reporters/rows.ts';
import { printable } from '../text.ts';

export interface Annotation {
  readonly title: string;
  readonly message: string;
  /** Where the benchmark stands, from the root of the repository; null where its harness does not tell. */
  readonly source: { readonly file: string; readonly line: number } | null;
}

/** GitHub shows no more of one step. */
const maxAnnotations = 10;

/** A page of text beside a line of code helps nobody; the report has all of it. */
const maxLength = 500;

const oneLine = (text: string) => printable(text).replace(/\s+/g, ' ').slice(0, maxLength);

function regression({ metric, base, candidate, change, interval }: Row, withMetric: boolean) {
  const what = withMetric ? `${metric}: ` : '';
  return `${what}${change} ${interval}, from ${base} to ${candidate}`;
}

function annotationOf(comparisons: readonly Comparison[], report: Report): Annotation | null {
  const [worst] = comparisons;
  if (!worst) return null;
  const rows = comparisons.map((comparison) => rowOf(comparison, report));
  const withMetric = needsMetric(rows);
  const message =
    worst.verdict === 'regressed'
      ? rows.map((row) => regression(row, withMetric)).join('; ')
      : (worst.reason ?? '');
  return {
    title: oneLine(`${worst.id} ${worst.verdict}`),
    message: oneLine(message) || oneLine(`See the report for ${worst.id}.`),
    source: worst.source ?? null,
  };
}

/**
 * At most ten: benchmarks that regressed and were not accepted, then those that failed or are missing,
 * then suites of which nothing was measured. In the report's order, which is worst first.
 */
export function annotationsOf(report: Report): Annotation[] {
  const byBenchmark = new Map<string, Comparison[]>();
  const worstVerdicts = new Map<string, Comparison['verdict']>();
  for (const comparison of report.comparisons) {
    const { id, verdict, accepted } = comparison;
    if (accepted || !['regressed', 'failed', 'missing'].includes(verdict)) continue;
    const worst = worstVerdicts.get(id) ?? verdict;
    worstVerdicts.set(id, worst);
    // A metric that failed beside one that regressed says nothing that matters as much.
    if (verdict === worst) byBenchmark.set(id, [...(byBenchmark.get(id) ?? []), comparison]);
  }
  const benchmarks = [...byBenchmark.values()].flatMap(
    (comparisons) => annotationOf(comparisons, report) ?? [],
  );
  const suites = report.suites
    .filter(({ state }) => state === 'failed' || state === 'incomplete')
    .map(({ suite, state, message }) => ({
      title: oneLine(`Suite ${suite} ${state}`),
      message: oneLine(message ?? '') || oneLine(`See the report for suite ${suite}.`),
      source: null,
    }));
  return [...benchmarks, ...suites].slice(0, maxAnnotations);
}
