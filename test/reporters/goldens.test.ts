/** What reporters for programs write, as files that open in the programs that they are for. */
import { expect, test } from 'vitest';
import { type ReporterName, reporters } from '../../src/reporters/index.ts';
import { goldenFile, readReport } from './readReport.ts';

const options = { columns: 80, color: false, details: false };

/** The golden file of a report is named for it, with this ending. */
const endings = {
  junit: 'junit.xml',
  csv: 'csv',
  benchfmt: 'benchfmt.txt',
  'github-action-benchmark': 'smaller.json',
  'github-action-benchmark-bigger': 'bigger.json',
  bencher: 'bencher.json',
  openmetrics: 'openmetrics.txt',
} satisfies Partial<Record<ReporterName, string>>;

test.each(Object.entries(endings))('%s', async (name, ending) => {
  const reporter = reporters[name as keyof typeof endings];
  for (const reportName of ['mixed', 'hostile'] as const) {
    await expect(reporter.render(readReport(reportName), options)).toMatchFileSnapshot(
      goldenFile(`${reportName}.${ending}`),
    );
  }
});
