/** What holds for every reporter in the registry. */
import { expect, test } from 'vitest';
import type { Report } from '../../src/model/report.ts';
import { type ReporterName, reporters } from '../../src/reporters/index.ts';
import { largeReport, readReport, reportNames } from './readReport.ts';

const names = Object.keys(reporters).filter((name): name is ReporterName => name in reporters);
const options = { columns: 80, color: false, details: true };

/** One reporter leaves out all of which less is better. */
const ofThroughput = (report: Report): Report => ({
  ...report,
  comparisons: report.comparisons.map((one) => ({ ...one, metric: 'throughput', unit: '1/s' })),
});

test.each(names)('%s ends in one line break and has a title', (name) => {
  for (const reportName of reportNames) {
    const text = reporters[name].render(readReport(reportName), options);
    expect(text).toMatch(/[^\n]\n$/);
  }
  expect(reporters[name].title).toMatch(/^\S[^\n]+$/);
});

test.each(names)('%s changes nothing in the report', (name) => {
  const report = readReport('mixed');
  reporters[name].render(report, options);
  expect(report).toEqual(readReport('mixed'));
});

test.each(names)('%s lets nothing through that acts on a terminal', (name) => {
  const text = reporters[name].render(readReport('hostile'), options);
  // CSV ends its lines as RFC 4180 has it.
  expect(text.replaceAll(/\r?\n/g, '')).not.toMatch(
    /[\p{Cc}\p{Zl}\p{Zp}\u202A-\u202E\u2066-\u2069]/u,
  );
});

test.each(names)('%s renders 10,000 rows', (name) => {
  // Quadratic time (a table library took 8 s for this) would end in the test's time limit of 5 s.
  const large = largeReport(10_000);
  const report = name === 'github-action-benchmark-bigger' ? ofThroughput(large) : large;
  const text = reporters[name].render(report, { ...options, columns: 160 });
  expect(text).toMatch(/module.4\/benchmark_with_a_long_name_4\W+size=4\b/i);
});
