/** Reports that the analysis itself makes, from the seeded launches of analysedRuns.ts. */
import { buildReport, type ReportRequest } from '../../src/analysis/report.ts';
import { summarizeRun } from '../../src/analysis/summarize.ts';
import { type Report, reportSchema } from '../../src/model/report.ts';
import { defaultRule } from '../../src/model/rule.ts';
import type { Run } from '../../src/model/run.ts';
import { normalSource } from '../stats/random.ts';
import {
  baseSha,
  candidateSha,
  commitOf,
  doubtfulRun,
  runOf,
  type Suites,
  seededValues,
  type Values,
} from './analysedRuns.ts';

function reportOf(
  candidate: Run,
  base: readonly Run[],
  title: string,
  more: Partial<ReportRequest> = {},
): Report {
  const request = { run: candidate, base: { title, suites: base.flatMap(summarizeRun) } };
  const report = buildReport({ ...request, rule: defaultRule, allowMissing: false, ...more });
  return reportSchema.parse(report);
}

/** Both sides, each launched up to 20 times. */
function sideBySide(
  design: 'alternating' | 'duet',
  measured: (side: 'base' | 'candidate', more: Partial<Run>) => Run,
): Report {
  const looks = [5, 7, 10, 14, 20];
  const base = measured('base', { id: 'base', commit: commitOf(baseSha) });
  const candidate = measured('candidate', {
    id: 'candidate',
    commit: commitOf(candidateSha, true),
    pairing: { side: 'candidate', with: 'base', base: 'main (f93cc5b)', design, looks },
  });
  return reportOf(candidate, [base], 'main');
}

function pairedReport(suites: Suites, design: 'alternating' | 'duet'): Report {
  return sideBySide(design, (side, more) =>
    runOf(suites, 20, seededValues(side === 'base' ? 1 : 2, 20, side), more),
  );
}

/** Against a stored baseline of so many runs, each of which lies a little apart as a whole. */
function storedReport(
  suites: Suites,
  seed: number,
  runs: number,
  apart: number,
  more: Partial<ReportRequest> = {},
): Report {
  const normal = normalSource(seed);
  const base = Array.from({ length: runs }, (_, index) => {
    const shift = Math.exp(apart * normal());
    const values = seededValues(seed + 10 * index, 10, 'base');
    const shifted: Values = (behaviour) => values(behaviour).map((value) => value * shift);
    return runOf(suites, 10, shifted, {
      id: `base-${index}`,
      startedAt: `2025-03-0${index + 1}T09:00:00.000Z`,
      commit: commitOf(`${index}${baseSha.slice(1)}`),
    });
  });
  const candidate = runOf(suites, 10, seededValues(seed + 1, 10, 'candidate'), {
    commit: commitOf(candidateSha),
  });
  return reportOf(candidate, base, 'baseline main', more);
}

const mixedSuites: Suites = {
  rust: [
    { path: ['rank', 'top_words'], seconds: 1.46e-3, ratio: 1.12, launches: 7, bytes: 600_000 },
    { path: ['tokenize', 'ascii'], seconds: 9.8e-7, ratio: 0.9, launches: 5, bytes: 1000 },
    { path: ['tokenize', 'unicode'], seconds: 2.2e-6, launches: 10 },
    { path: ['csv', 'parse_quoted'], seconds: 3.2e-5, ratio: 1.05, noise: 0.08 },
  ],
  node: [
    { path: ['tokenize', 'unicode-aware tokenizer'], seconds: 1.23e-5, launches: 7 },
    { path: ['csv', 'parse'], seconds: 8.1e-4, noise: 0.03 },
    { path: ['rank', 'merge'], seconds: 2.1e-4, ratio: 0.95, noise: 0.08 },
  ],
  python: [
    { path: ['test_wordrank.py', 'test_tokenize'], seconds: 2.13e-2, noise: 0.05 },
    { path: ['test_wordrank.py', 'test_merge'], seconds: 2.2e-7, launches: 10 },
  ],
};

/** Fifty benchmarks that get 6 % slower together, but for three. */
function driftingSuites(noise: number): Suites {
  const modules = ['parse', 'print', 'rank', 'tokenize', 'merge'];
  const special: Readonly<Record<number, number>> = { 7: 1.4, 18: 0.85, 30: 1 };
  const behaviours = Array.from({ length: 50 }, (_, index) => ({
    path: [modules[index % 5] ?? '', `case ${index}`],
    seconds: 1e-6 * 1.3 ** index,
    ratio: special[index] ?? 1.06,
    noise,
  }));
  return { rust: behaviours };
}

const doubtfulReport = () =>
  sideBySide('alternating', (side, more) => doubtfulRun(side === 'base' ? 1 : 2, more));

/** Accepted regressions, an acceptance that is over, thresholds of its own, and stale entries. */
function livingWithChanges(): Report {
  const slower = { path: ['json', 'encode'], seconds: 4.2e-5, ratio: 1.2 };
  const acceptance = (benchmark: string, ratio: number, reason: string, until?: string) => ({
    benchmark,
    metric: 'time' as const,
    reason,
    acceptedOn: '2025-01-15',
    ...(until !== undefined && { until }),
    change: { ratio, low: ratio - 0.02, high: ratio + 0.02, confidence: 0.95 },
    run: 'earlier',
    base: baseSha,
    commit: candidateSha,
  });
  const entries = [
    acceptance('rust/rank/top_words', 1.12, 'Normalizes Unicode now, which takes longer (#12).'),
    acceptance('cli/json/encode', 1.2, 'Waits for the new encoder.', '2025-06-30'),
    acceptance('rust/tokenize/unicode', 1.1, 'Follows the standard.', '2025-02-01'),
  ];
  return storedReport({ ...mixedSuites, cli: [slower] }, 5, 4, 0.005, {
    rule: {
      ...defaultRule,
      benchmarks: [
        { match: 'python/**', threshold: 0.2 },
        { match: 'node/old/*', ignore: true },
      ],
      renames: { 'node/rank/join': 'node/rank/merge' },
    },
    accepted: { entries, held: new Set(), today: '2025-03-04' },
  });
}

/** By name; each is the same whenever it is made. */
export const analysedReports = {
  paired: () => pairedReport(mixedSuites, 'alternating'),
  'drift-shared': () => pairedReport(driftingSuites(0.01), 'duet'),
  'drift-unknown': () => storedReport(driftingSuites(0.005), 1, 2, 0.003),
  'one-run': () => storedReport(mixedSuites, 3, 1, 0),
  warnings: doubtfulReport,
  accepted: livingWithChanges,
} satisfies Record<string, () => Report>;
