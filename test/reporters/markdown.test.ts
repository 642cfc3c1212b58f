import { describe, expect, test } from 'vitest';
import type { Report } from '../../src/model/report.ts';
import { markdown, maxMarkdownLength } from '../../src/reporters/markdown.ts';
import { analysedReports } from './analysedReports.ts';
import { goldenFile, largeReport, readReport, reportNames } from './readReport.ts';

const options = { columns: 80, color: false, details: false };
const render = (report: Report) => markdown.render(report, options);

describe('looks as in the golden files', () => {
  test.each(reportNames)('%s', async (name) => {
    await expect(render(readReport(name))).toMatchFileSnapshot(goldenFile(`${name}.md`));
  });

  test.each(Object.entries(analysedReports))('%s', async (name, report) => {
    await expect(render(report())).toMatchFileSnapshot(goldenFile(`${name}.md`));
  });

  test('with details', async () => {
    await expect(
      markdown.render(analysedReports.accepted(), { ...options, details: true }),
    ).toMatchFileSnapshot(goldenFile('accepted.details.md'));
  });
});

/** The document without its code, where GitHub interprets nothing. */
function withoutCode(text: string): string {
  return text
    .replace(/^(`{3,})\n[\s\S]*?\n\1$/gm, '')
    .replace(/`[^`\n]+`/g, '')
    .replace(/<code>[^<]*<\/code>/g, '');
}

describe('hostile names and messages stay text', () => {
  const text = render(readReport('hostile'));
  const outside = withoutCode(text);

  test('the only tags are its own', () => {
    const tags = new Set(outside.match(/<[^>]*>?/g));
    expect([...tags].sort()).toEqual(
      ['</details>', '</span>', '</summary>', '<details>', '<span>', '<summary>'].sort(),
    );
    expect(outside.match(/<details>/g)).toHaveLength(outside.match(/<\/details>/g)?.length ?? 0);
  });

  test('no mention, reference, link, image or emphasis', () => {
    expect(outside).not.toMatch(/@\w/);
    expect(outside).not.toMatch(/(?<!&)#\d|GH-\d/);
    expect(outside).not.toMatch(/\]\(|!\[|:\/\/|www\./);
    expect(outside.replaceAll(/\*\*[+−×][\d.]+(?:\u00A0%)?\*\*/g, '')).not.toMatch(/\*\*|__|~~/);
    expect(outside).not.toMatch(/(?<!>)\$/);
  });

  test('no list, heading or rule within an item of a list', () => {
    const items = [...outside.matchAll(/^ *- (.*)/gm)].map(([, item = '']) => item);
    expect(items.length).toBeGreaterThan(9);
    for (const item of items) expect(item).not.toMatch(/^(?:[-+*#>=~]|\d+[.)]|\s|$)/);
  });

  test('every row of a table has as many cells as its head', () => {
    const tables = text.replace(/^(`{3,})\n[\s\S]*?\n\1$/gm, '');
    const rows = tables.split('\n').filter((line) => line.startsWith('|'));
    expect(rows.length).toBeGreaterThan(9);
    // A pipe ends a cell unless there is a backslash right before it; none has two.
    expect(rows.join('\n')).not.toMatch(/\\\\\|/);
    const cellsOf = (row: string) => row.match(/(?<!\\)\|/g)?.length;
    let head: string | undefined;
    for (const line of tables.split('\n')) {
      if (!line.startsWith('|')) head = undefined;
      else {
        head ??= line;
        expect(cellsOf(line), line).toBe(cellsOf(head));
      }
    }
  });

  test('a name of 5,000 characters keeps both ends', () => {
    expect(text).toMatch(/`evil\/x+…x+`/);
    expect(text).not.toContain('x'.repeat(200));
  });
});

test('the heading is the verdict, the folds hold all else', () => {
  const lines = render(readReport('green')).split('\n');
  expect(lines[0]).toBe('## ✅ Nothing regressed: 1 improved · 7 unchanged');
  expect(lines).toContain('<summary>7 unchanged (within ±3 %)</summary>');
  expect(render(readReport('green'))).not.toContain('<details open>');
  expect(markdown.render(readReport('green'), { ...options, details: true })).toContain(
    '<details open>',
  );
});

describe('stays below the size that GitHub takes', () => {
  test('10,000 rows: unchanged ones go, and their number is told', () => {
    const report = largeReport(10_000);
    const text = render(report);
    expect(text.length).toBeLessThanOrEqual(maxMarkdownLength);
    // Not merely empty: what fits is there.
    expect(text.length).toBeGreaterThan(maxMarkdownLength - 1500);
    expect(text.match(/❌\u00A0regressed/g)).toHaveLength(5);
    expect(text.match(/🆕\u00A0added/g)).toHaveLength(45);
    const shown = text.match(/^\| `suite/gm)?.length ?? 0;
    const left = /Left out here.*: (9.\d{3}) unchanged rows\./.exec(text)?.[1] ?? '';
    expect(Number(left.replaceAll(/\D/g, '')) + shown).toBe(9950);
  });

  test('more regressions than fit: all else goes first', () => {
    const report = largeReport(3000);
    const comparisons = report.comparisons.map((one, index) => ({
      ...one,
      verdict: index < 2000 ? ('regressed' as const) : ('unchanged' as const),
    }));
    const text = render({ ...report, comparisons });
    expect(text.length).toBeLessThanOrEqual(maxMarkdownLength);
    expect(text).toMatch(/Left out here.*: 1.\d{3} regressed rows, .*1.000 unchanged rows/);
    expect(text).not.toContain('unchanged (within');
    expect(text).toContain('Environment, and how to measure this again');
  });

  test('the largest of everything at once', () => {
    const hostile = readReport('hostile');
    const worst = '`|@<>&#*_'.repeat(100);
    const report: Report = {
      ...hostile,
      base: { title: worst, commits: [worst, worst] },
      noBaseReason: worst,
      comparisons: Array.from({ length: 300 }, () =>
        hostile.comparisons.map((one) => ({ ...one, id: worst, reason: `${worst}\n`.repeat(30) })),
      ).flat(),
      suites: Array.from({ length: 300 }, () => ({
        ...hostile.suites[0],
        suite: worst,
        state: 'failed' as const,
        message: `${worst}\n`.repeat(50),
        harness: { name: worst, version: worst },
        launches: 1,
        benchmarks: 1,
        notices: [worst, worst],
      })),
      run: { ...hostile.run, filter: worst },
      warnings: Array.from({ length: 300 }, (_, index) => ({
        id: worst,
        suite: worst,
        kind: 'outliers' as const,
        text: `${worst}${index}: ${worst}`,
      })),
      stale: Array.from({ length: 300 }, () => worst),
    };
    const text = render(report);
    expect(text.length).toBeLessThanOrEqual(maxMarkdownLength);
    expect(text).toMatch(/^## ❌ 6 regressed/);
    expect(text).toContain('Left out here');
  });
});
