import { stripVTControlCharacters } from 'node:util';
import { describe, expect, test } from 'vitest';
import { terminal } from '../../src/reporters/terminal.ts';
import { displayWidth } from '../../src/text.ts';
import { analysedReports } from './analysedReports.ts';
import { goldenFile, largeReport, readReport, reportNames } from './readReport.ts';

const plain = { columns: 100, color: false, details: false };

describe('looks as in the golden files', () => {
  test.each(reportNames)('%s', async (name) => {
    await expect(terminal.render(readReport(name), plain)).toMatchFileSnapshot(
      goldenFile(`${name}.txt`),
    );
  });

  test.each(Object.entries(analysedReports))('%s', async (name, report) => {
    await expect(terminal.render(report(), plain)).toMatchFileSnapshot(goldenFile(`${name}.txt`));
  });

  test('narrow, where most benchmarks moved together', async () => {
    await expect(
      terminal.render(analysedReports['drift-shared'](), { ...plain, columns: 50 }),
    ).toMatchFileSnapshot(goldenFile('drift-shared.50-columns.txt'));
  });

  test.each(['accepted', 'warnings'] as const)('%s with details', async (name) => {
    await expect(
      terminal.render(analysedReports[name](), { ...plain, details: true }),
    ).toMatchFileSnapshot(goldenFile(`${name}.details.txt`));
  });

  test.each([40, 80, 140])('in %i columns', async (columns) => {
    await expect(terminal.render(readReport('mixed'), { ...plain, columns })).toMatchFileSnapshot(
      goldenFile(`mixed.${columns}-columns.txt`),
    );
  });

  test('with details', async () => {
    await expect(
      terminal.render(readReport('mixed'), { ...plain, details: true }),
    ).toMatchFileSnapshot(goldenFile('mixed.details.txt'));
  });
});

test.each([40, 60, 80, 140])('no row is wider than %i columns', (columns) => {
  for (const name of ['mixed', 'green', 'no-baseline', 'hostile'] as const) {
    const text = terminal.render(readReport(name), { columns, color: false, details: true });
    const rows = text.split('\n').filter((line) => / → |[+−±]\d|[✗✓~≠] |\[[+−×]/.test(line));
    expect(rows.length).toBeGreaterThan(0);
    // What the reader may want to copy is not broken: environment, notices and messages.
    const own = rows.filter((line) => !/Compared|Measured in/.test(line));
    for (const line of own) expect(displayWidth(line), line).toBeLessThanOrEqual(columns);
  }
});

test.each([40, 60, 80, 140])('nothing of what is told is wider than %i columns', (columns) => {
  for (const report of Object.values(analysedReports)) {
    const text = terminal.render(report(), { columns, color: false, details: false });
    for (const line of text.split('\n')) {
      expect(displayWidth(line), line).toBeLessThanOrEqual(columns);
    }
  }
});

test('colours carry no meaning of their own', () => {
  for (const name of reportNames) {
    for (const details of [false, true]) {
      const colored = terminal.render(readReport(name), { ...plain, details, color: true });
      expect(colored).toContain('\x1b[');
      expect(stripVTControlCharacters(colored)).toBe(
        terminal.render(readReport(name), { ...plain, details }),
      );
    }
  }
});

test('the verdict comes first, and symbols are followed by the word', () => {
  const lines = terminal.render(readReport('mixed'), { ...plain, columns: 140 }).split('\n');
  expect(lines[0]).toMatch(/^✗ 3 regressed · 1 failed/);
  expect(lines[0]).toMatch(/9 unchanged$/);
  const titles = lines.filter((line) => /^[✗!?✓≠~+] /.test(line)).slice(1);
  expect(titles).toEqual([
    '✗ regressed',
    '! failed',
    '? missing',
    '✓ improved',
    '≠ incomparable',
    '~ inconclusive',
    '+ added',
    '~ 1 more inconclusive, estimated within ±3 %',
  ]);
});

test('throughput shows only in details, where it says what time says', () => {
  expect(terminal.render(readReport('mixed'), plain)).not.toContain('throughput');
  expect(terminal.render(readReport('mixed'), { ...plain, details: true })).toMatch(
    /top_words\[n=10000\] +throughput +412 MB\/s →/,
  );
});

test('throughput with a verdict of its own is told like any other metric', () => {
  const report = readReport('mixed');
  const comparisons = report.comparisons.map((one) =>
    one.metric === 'throughput' ? { ...one, verdict: 'inconclusive' as const } : one,
  );
  expect(terminal.render({ ...report, comparisons }, plain)).toContain('throughput');
});

test('fifty benchmarks that moved together are one line, not an alarm each', () => {
  const text = terminal.render(analysedReports['drift-shared'](), plain);
  expect(text).toContain('Most benchmarks (48 of 50) got slower together, by about 6 %.');
  expect(text.match(/rust\/\w+\/case \d+/g)).toEqual(['rust/rank/case 7', 'rust/tokenize/case 18']);
  const details = terminal.render(analysedReports['drift-shared'](), { ...plain, details: true });
  expect(details.match(/rust\/\w+\/case \d+/g)).toHaveLength(50);
});

test('at most ten warnings without details', () => {
  const warnings = Array.from({ length: 25 }, (_, index) => ({
    id: `rust/${index}`,
    suite: 'rust',
    kind: 'outliers' as const,
    text: `Fact number ${index}: look into it.`,
  }));
  const report = { ...readReport('green'), warnings };
  const text = terminal.render(report, plain);
  expect(text.match(/Fact number/g)).toHaveLength(10);
  expect(text).toContain('  … 15 more, shown with --details\n');
  expect(text.match(/Look into it/g)).toHaveLength(1);
  const details = terminal.render(report, { ...plain, details: true });
  expect(details.match(/Fact number/g)).toHaveLength(25);
});

test('many rows are cut with a count, regressions never', () => {
  const text = terminal.render(largeReport(10_000), { ...plain, columns: 160 });
  expect(text).toContain('… 15 more, shown with --details');
  expect(text).toContain('= 9\u202F950 unchanged (within ±3 %)');
  expect(text.match(/benchmark_with_a_long_name_\d+\[/g)).toHaveLength(5 + 30);
});

test('time goes without saying where there is nothing else', () => {
  expect(terminal.render(readReport('green'), plain)).not.toContain(' time ');
});
