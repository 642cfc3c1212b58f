import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { launchesOfRun } from '../../src/analysis/launchValues.ts';
import { verdicts } from '../../src/model/comparison.ts';
import { type LaunchValues, measuredKey } from '../../src/model/launchValues.ts';
import type { Report } from '../../src/model/report.ts';
import { html } from '../../src/reporters/html.ts';
import type { ReportOptions } from '../../src/reporters/reporter.ts';
import { timeRun } from '../analysis/runs.ts';
import { analysedReports } from './analysedReports.ts';
import { examplePage, examplePageOfBaseline } from './examplePage.ts';
import { goldenFile, largeReport, readReport, reportNames } from './readReport.ts';

const options: ReportOptions = { columns: 80, color: false, details: false };
const pageOf = (report: Report, more: Partial<ReportOptions> = {}) =>
  html.render(report, { ...options, ...more });

/** What stands between tags, as a browser would show it. */
function textOf(page: string): string {
  return page
    .replace(/<(style|script)\b[\s\S]*?<\/\1>/g, '')
    .replace(/<[^>]*>/g, '')
    .replace(/&(lt|gt|quot|#39|amp);/g, (_, name: string) => entities[name] ?? '');
}
const entities: Record<string, string> = { lt: '<', gt: '>', quot: '"', '#39': "'", amp: '&' };

const withoutScripts = (page: string) => page.replace(/<(style|script)\b[\s\S]*?<\/\1>/g, '');

/** The names of all elements that are opened. */
const elementsOf = (page: string) =>
  [...withoutScripts(page).matchAll(/<([a-z][a-z0-9]*)/gi)].map(([, name]) => name);

/** The rows of the compared table, as texts. */
function rowsOf(page: string) {
  const body = /<table class="compared"[\s\S]*?<tbody>([\s\S]*?)<\/tbody>/.exec(page)?.[1] ?? '';
  return body
    .split('<tr ')
    .slice(1)
    .map((row) => {
      const [, name = '', facts = ''] =
        /<summary>([\s\S]*?)<\/summary>([\s\S]*?)<\/details>/.exec(row) ?? [];
      const cells = row.split(/<td[^>]*>/).slice(1);
      return {
        kind: /^class="([^"]*)"/.exec(row)?.[1],
        name: textOf(name),
        facts: textOf(facts),
        cells: cells.map((cell) => textOf(cell.replace(/<th[\s\S]*/, '')).trim()),
      };
    });
}

function island(page: string, id: string): unknown {
  const text = new RegExp(`<script type="application/json" id="${id}">([^<]*)</script>`).exec(page);
  return text?.[1] === undefined ? undefined : JSON.parse(text[1]);
}

const sideSchema = z.tuple([z.int(), z.string(), z.number()]);
const axisAndSides = [
  z.string(),
  z.array(z.tuple([z.number(), z.string()])),
  sideSchema,
  sideSchema,
] as const;
const picturesSchema = z.array(z.tuple(axisAndSides));
const pastSchema = z.tuple([z.int(), z.string(), z.string()]);
const historiesSchema = z.array(z.tuple([...axisAndSides, pastSchema]));

it('looks as the file that opens in a browser', async () => {
  const { report, launches } = examplePage();
  const page = pageOf(report, { launches, repositoryUrl: 'https://git.test/octo/demo' });
  await expect(page).toMatchFileSnapshot(goldenFile('page.html'));
});

it('shows a baseline as the file that opens in a browser', async () => {
  const { report, launches } = examplePageOfBaseline();
  await expect(pageOf(report, { launches })).toMatchFileSnapshot(goldenFile('page-baseline.html'));
});

it('allows its own style and script by their hashes, and nothing else', () => {
  const page = pageOf(readReport('mixed'));
  const policy = /http-equiv="Content-Security-Policy" content="([^"]*)"/.exec(page)?.[1] ?? '';
  const hash = (text = '') => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
  const styles = [...page.matchAll(/<style>([\s\S]*?)<\/style>/g)].map(([, text]) => hash(text));
  const scripts = [...page.matchAll(/<script>([\s\S]*?)<\/script>/g)].map(([, text]) => hash(text));
  expect(policy.split('; ')).toEqual([
    "default-src 'none'",
    `style-src ${styles.join(' ')}`,
    `script-src ${scripts.join(' ')}`,
    "base-uri 'none'",
    "form-action 'none'",
  ]);
  expect([styles.length, scripts.length]).toEqual([1, 1]);
  expect(page.indexOf('Content-Security-Policy')).toBeLessThan(page.indexOf('<style>'));
});

it.each(reportNames)('needs nothing from elsewhere for %s', (name) => {
  const page = pageOf(readReport(name));
  const attributes = /<[^<>]*\s(?:src|srcset|href|style|on\w+|poster|action)=/i;
  expect(withoutScripts(page)).not.toMatch(attributes);
  const own = page.match(/<(style|script)>[\s\S]*?<\/\1>/g)?.join('') ?? '';
  expect(own).toContain('createElementNS');
  expect(own.replace('http://www.w3.org/2000/svg', '')).not.toMatch(
    /https?:|\burl\(|@import|\bimport\b|\bfetch\(|XMLHttpRequest/,
  );
});

it.each(Object.entries(analysedReports))('tells every comparison of %s once', (_, make) => {
  const report = make();
  const names = rowsOf(pageOf(report)).map(({ name }) => name.split(' ', 1)[0] ?? '');
  const ids = report.comparisons.map(({ id }) => id.split(' ', 1)[0] ?? '');
  expect(names.sort()).toEqual(ids.sort());
});

it('shows the texts of all reporters, most severe first', () => {
  const page = pageOf(readReport('mixed'));
  expect(textOf(page)).toContain('3 regressed, 1 failed, 1 missing');
  const [first] = rowsOf(page);
  expect(first).toEqual({
    kind: 'regressed',
    name: 'rust/rank/top_words[n=10000]',
    facts: '10 launches of each side',
    cells: ['✗ regressed', '1.46 ms', '1.71 ms', '+17.2 % [+12.1 %, +22.4 %]', ''],
  });
});

it('can be filtered by every kind of row that there is, with its number', () => {
  const page = pageOf(readReport('mixed'));
  const filters = [...page.matchAll(/data-kind="(\w+)">(.*?)<\/button>/g)].map(
    ([, kind, content = '']) => ({ kind, count: Number(/\d+$/.exec(textOf(content))?.[0]) }),
  );
  const kinds = rowsOf(page).map(({ kind }) => kind);
  expect(filters.map(({ kind }) => kind)).toEqual([...new Set(filters.map(({ kind }) => kind))]);
  expect(new Set(filters.map(({ kind }) => kind))).toEqual(new Set(kinds));
  for (const { kind, count } of filters) {
    expect(count).toBe(kinds.filter((one) => one === kind).length);
  }
});

it('says why, what was accepted and what to do', () => {
  const text = textOf(pageOf(analysedReports.accepted()));
  expect(text).toContain('Accepted: Normalizes Unicode now, which takes longer (#12).');
  expect(text).toContain('Accepted until 2025-06-30: Waits for the new encoder.');
  expect(text).toContain('Entries that no longer apply');
  const facts = rowsOf(pageOf(analysedReports.paired())).map((row) => row.facts);
  expect(facts.join('\n')).toMatch(/About \d+ more rounds? would settle it for ±3 %/);
  const drifting = textOf(pageOf(analysedReports['drift-shared']()));
  expect(drifting).toMatch(/Most benchmarks \(\d+ of 50\) got slower together/);
});

it('tells of what failed, what was measured only, and what is missing', () => {
  expect(textOf(pageOf(readReport('failed')))).toMatch(/Suite \w+ failed/);
  const page = textOf(pageOf(readReport('no-baseline')));
  expect(page).toContain('Measured, not compared');
  expect(page).toContain('No baseline yet');
  expect(pageOf(readReport('no-baseline'))).not.toContain('<table class="compared"');
});

it('links commits and sources only where they can be seen', () => {
  const { report } = examplePage();
  const sha = report.run.commit?.sha;
  const links = (page: string) => [...page.matchAll(/href="([^"]*)"/g)].map(([, href]) => href);
  const linked = links(pageOf(report, { repositoryUrl: 'https://git.test/octo/demo' }));
  expect(linked).toContain(`https://git.test/octo/demo/commit/${sha}`);
  expect(linked).toContain(`https://git.test/octo/demo/blob/${sha}/benches/rank#L12`);
  expect(links(pageOf(report))).toEqual([]);
  for (const repositoryUrl of ['javascript:alert(1)', 'https://x.test/" onclick="x', '//x']) {
    expect(links(pageOf(report, { repositoryUrl }))).toEqual([]);
  }
  const commit = report.run.commit && { ...report.run.commit, dirty: true };
  const changed = { ...report, run: { ...report.run, commit } };
  const address = { repositoryUrl: 'https://git.test/octo/demo' };
  expect(links(pageOf(changed, address)).join()).not.toContain('/blob/');
});

describe('foreign text', () => {
  const evil = `</script><script>alert(1)</script><img src=x onerror=alert(1)>"'\u2028--><!--`;
  const report = readReport('mixed');
  const [first] = report.comparisons;
  const hostile: Report = {
    ...report,
    noBaseReason: evil,
    stale: [evil],
    run: { ...report.run, filter: evil },
    suites: report.suites.map((suite) => ({ ...suite, message: evil, notices: [evil] })),
    comparisons: verdicts.map((verdict, index) => ({
      ...(first as Report['comparisons'][number]),
      id: `${evil} ${index}`,
      suite: evil,
      verdict,
      reason: evil,
    })),
    measurements: report.measurements.map((one) => ({ ...one, id: evil })),
  };

  const elements =
    /^(?:html|head|meta|title|style|body|main|header|section|details|summary|h[12]|p|ul|li|dl|dt|dd|pre|code|strong|small|b|i|a|span|div|label|input|output|button|table|thead|tbody|tr|th|td|svg|path|script)$/;

  it.each([hostile, readReport('hostile')])('adds no element and no attribute', (from) => {
    const page = pageOf(from);
    for (const name of elementsOf(page)) expect(name).toMatch(elements);
    expect(withoutScripts(page)).not.toMatch(/<[^<>]*\s(?:src|on\w+)=/i);
    expect(page.match(/<script/g)).toHaveLength(2);
    expect(page).not.toContain('<!--');
  });

  it('is there as text', () => {
    expect(textOf(pageOf(hostile))).toContain('<img src=x onerror=alert(1)>');
  });

  it('does not end the data of the pictures', () => {
    const value = { value: 1, low: 0.5, high: 2 };
    const key = measuredKey({ id: `${evil} 0`, metric: 'time', unit: 's' });
    const launches: LaunchValues = { base: new Map([[key, [value]]]), candidate: new Map() };
    const page = pageOf(hostile, { launches });
    expect(island(page, 'pictures')).toHaveLength(hostile.comparisons.length);
    expect(page.match(/<script/g)).toHaveLength(3);
  });
});

it('draws only what was launched, on an axis that holds all of it', () => {
  const { report, launches } = examplePage();
  const pictures = picturesSchema.parse(island(pageOf(report, { launches }), 'pictures'));
  expect(pictures).toHaveLength(report.comparisons.length);
  for (const [unit, ticks, ...sides] of pictures) {
    expect(unit).toMatch(/^(?:ms|µs|ns)$/);
    expect(ticks.length).toBeGreaterThanOrEqual(2);
    const values = ticks.map(([, label]) => Number(label));
    expect(values).toEqual([...values].sort((a, b) => a - b));
    for (const [digits, text, typical] of sides) {
      expect(digits).toBe(6);
      expect(text).toMatch(/^[0-9a-z]{72}$/);
      expect(typical).toBeGreaterThan(0);
      expect(typical).toBeLessThan(36 ** 2 - 1);
    }
  }
  expect(island(pageOf(report), 'pictures')).toBeUndefined();
  const elsewhere = launchesOfRun(timeRun({ other: [1, 2] }));
  const none = pageOf(report, { launches: { base: elsewhere, candidate: elsewhere } });
  expect(island(none, 'pictures')).toEqual(report.comparisons.map(() => null));
});

describe('the history', () => {
  const { report, launches } = examplePageOfBaseline();
  const timesOnly = report.comparisons.filter(({ metric }) => metric === 'time');

  it('is the runs of the baseline, from the oldest to the newest, and then this one', () => {
    const page = pageOf({ ...report, comparisons: timesOnly }, { launches });
    const lists = z.array(z.array(z.string())).parse(island(page, 'runs'));
    expect(lists).toHaveLength(1);
    const histories = historiesSchema.parse(island(page, 'pictures'));
    expect(histories).toHaveLength(timesOnly.length);
    for (const [, , [, , typicalBase], [, , typicalNow], [list, marks, words]] of histories) {
      expect(lists[list]).toEqual([
        '2025-02-20 03:17 UTC, 093cc5b',
        '2025-02-21 03:17 UTC, 193cc5b',
        '2025-02-22 03:17 UTC, 293cc5b',
        '2025-02-23 03:17 UTC, 393cc5b',
        '2025-02-24 03:17 UTC, 493cc5b with local changes',
      ]);
      const values = words.split('|');
      expect(values).toHaveLength(6);
      expect(marks).toMatch(/^[0-9a-z]{36}$/);
      const places = (marks.match(/../g) ?? []).map((digits) => Number.parseInt(digits, 36));
      const triples = values.map((_, index) => places.slice(3 * index, 3 * index + 3));
      for (const [value = 0, low = 0, high = 0] of triples) {
        expect(low).toBeLessThan(value);
        expect(value).toBeLessThan(high);
      }
      expect(triples[5]?.[0]).toBe(typicalNow);
      const past = triples.slice(0, 5).flatMap(([value]) => value ?? []);
      expect(Math.min(...past)).toBeLessThan(typicalBase);
      expect(Math.max(...past)).toBeGreaterThan(typicalBase);
    }
    const [first] = timesOnly;
    const shown = ((first?.candidate?.value ?? 0) * 1e3).toFixed(2);
    expect(histories[0]?.[4][2].split('|').at(-1)).toBe(shown);
  });

  it('is not there where there is no history: of one run, side by side, or of nothing now', () => {
    const pictures = (history: LaunchValues['history']) =>
      island(
        pageOf(report, { launches: { ...launches, ...(history && { history }) } }),
        'pictures',
      );
    const lengths = (drawn: unknown) =>
      z
        .array(z.array(z.unknown()))
        .parse(drawn)
        .map(({ length }) => length);
    const one = new Map([...(launches.history ?? [])].map(([key, past]) => [key, past.slice(-1)]));
    expect(new Set(lengths(pictures(one)))).toEqual(new Set([4]));
    const { report: paired, launches: sides } = examplePage();
    const page = pageOf(paired, { launches: sides });
    expect(new Set(lengths(island(page, 'pictures')))).toEqual(new Set([4]));
    expect(island(page, 'runs')).toBeUndefined();
    const gone = pageOf(report, { launches: { ...launches, candidate: new Map() } });
    const [, , , , past] =
      historiesSchema.element
        .or(z.array(z.unknown()))
        .array()
        .parse(island(gone, 'pictures'))
        .find(({ length }) => length === 5) ?? [];
    expect(pastSchema.parse(past)[2].split('|')).toHaveLength(5);
  });
});

it('stays small with 5,000 benchmarks', () => {
  const report = largeReport(5000);
  const launch = { value: 1.5e-3, low: 1.4e-3, high: 1.7e-3 };
  const side = new Map(
    report.comparisons.map(({ id }) => [
      measuredKey({ id, metric: 'time', unit: 's' }),
      Array.from({ length: 20 }, (_, index) => ({ ...launch, value: 1.5e-3 + index * 1e-6 })),
    ]),
  );
  const runs = Array.from({ length: 20 }, (_, index) => ({
    startedAt: `2025-02-${10 + index}T03:17:00.000Z`,
    commit: null,
  }));
  const past = runs.map((run) => ({ ...launch, run }));
  const history = new Map([...side.keys()].map((key) => [key, past]));
  const page = pageOf(report, { launches: { base: side, candidate: side, history } });
  expect(rowsOf(page)).toHaveLength(5000);
  expect(Buffer.byteLength(page)).toBeLessThan(5_000_000);
});
