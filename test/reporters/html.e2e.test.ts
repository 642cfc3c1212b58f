/** The HTML report in a browser. Skipped where Chromium cannot be found. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { measuredKey } from '../../src/model/launchValues.ts';
import { html } from '../../src/reporters/html.ts';
import { accessibleNodes, findChromium, startChromium } from '../support/chromium.ts';
import { lowContrasts, openAll, partOf } from '../support/inPage.mjs';
import { examplePage, examplePageOfBaseline } from './examplePage.ts';
import { largeReport, readReport } from './readReport.ts';

const chromium = findChromium();
const title = chromium
  ? 'the page, in Chromium'
  : 'the page: skipped, since Chromium was not found (CHROMIUM names it)';

const options = { columns: 80, color: false, details: false };

function largePage(): string {
  const report = largeReport(5000);
  const side = new Map(
    report.comparisons.map(({ id }) => [
      measuredKey({ id, metric: 'time', unit: 's' }),
      Array.from({ length: 20 }, (_, launch) => {
        const value = 1.5e-3 + launch * 1e-6;
        return { value, low: value - 1e-5, high: value + 1e-4 };
      }),
    ]),
  );
  return html.render(report, { ...options, launches: { base: side, candidate: side } });
}

const example = examplePage();
const baseline = examplePageOfBaseline();

const pages = {
  example: html.render(example.report, {
    ...options,
    launches: example.launches,
    repositoryUrl: 'https://git.test/octo/demo',
  }),
  baseline: html.render(baseline.report, { ...options, launches: baseline.launches }),
  mixed: html.render(readReport('mixed'), options),
  hostile: html.render(readReport('hostile'), options),
  failed: html.render(readReport('failed'), options),
  large: largePage(),
};

describe.skipIf(chromium === null)(title, () => {
  let folder: string;
  let browser: Browser;
  /** What pages have complained of or asked the network for. */
  let complaints: string[] = [];

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'perfwatch-page-'));
    for (const [name, text] of Object.entries(pages)) {
      writeFileSync(join(folder, `${name}.html`), text);
    }
    browser = await startChromium(chromium ?? '');
  });

  afterEach(() => {
    expect(complaints).toEqual([]);
    complaints = [];
  });

  afterAll(async () => {
    await browser.close();
    rmSync(folder, { recursive: true, force: true });
  });

  async function open(name: keyof typeof pages, more: BrowserContextOptions = {}): Promise<Page> {
    const page = await browser.newPage({ viewport: { width: 1200, height: 900 }, ...more });
    page.on('console', (message) => complaints.push(message.text()));
    page.on('pageerror', (error) => complaints.push(error.message));
    page.on('dialog', (dialog) => complaints.push(dialog.message()));
    const address = pathToFileURL(join(folder, `${name}.html`)).href;
    page.on('request', (request) => {
      if (request.url() !== address) complaints.push(request.url());
    });
    await page.goto(address);
    return page;
  }

  /** For what a page does behind an action, such as to draw; the limit is only for when it never does. */
  const soon = <Value>(read: () => Promise<Value>) => expect.poll(read, { timeout: 20_000 });

  const names = (page: Page) =>
    page.locator('table.compared tbody summary:visible').allInnerTexts();
  const changes = async (page: Page) =>
    (await page.locator('table.compared tbody td:nth-child(5):visible').allInnerTexts()).map(
      (text) => Number.parseFloat(text.replace('−', '-')),
    );

  it('sorts up, down, and back to the order of the report', async () => {
    const page = await open('example');
    const header = page.getByRole('columnheader', { name: 'Change' });
    const button = header.getByRole('button');
    const before = await names(page);
    const numbers = await changes(page);
    const sorted = () => soon(() => header.getAttribute('aria-sort'));
    await button.click();
    await sorted().toBe('descending');
    expect(await changes(page)).toEqual(numbers.toSorted((a, b) => b - a));
    await button.press('Enter');
    await sorted().toBe('ascending');
    expect(await changes(page)).toEqual(numbers.toSorted((a, b) => a - b));
    await button.press('Space');
    await sorted().toBeNull();
    expect(await names(page)).toEqual(before);
    await page.getByRole('button', { name: 'Benchmark' }).click();
    await soon(() => names(page)).toEqual(
      before.toSorted(new Intl.Collator('en', { numeric: true }).compare),
    );
    expect(await page.locator('[aria-sort]').count()).toBe(1);
  });

  it('sorts rows without a number behind all others, in both directions', async () => {
    const page = await open('mixed');
    const header = page.getByRole('columnheader', { name: 'Base' });
    for (const direction of ['descending', 'ascending']) {
      await header.getByRole('button').click();
      await soon(() => header.getAttribute('aria-sort')).toBe(direction);
      const values = await page.locator('table.compared tbody td:nth-child(3)').allInnerTexts();
      const firstEmpty = values.indexOf('');
      expect(firstEmpty).toBeGreaterThan(0);
      expect(values.slice(firstEmpty).join('')).toBe('');
    }
  });

  it('searches, filters by verdict, and says how many are shown', async () => {
    const page = await open('example');
    const search = page.getByLabel('Search');
    const shown = page.locator('#shown');
    expect(await shown.innerText()).toBe('12 shown');
    await search.fill('NODE csv');
    await soon(() => names(page)).toEqual(['node/csv/parse', 'node/csv/stringify']);
    expect(await shown.innerText()).toBe('2 of 12 shown');
    const regressed = page.getByRole('button', { name: /^✗? ?regressed/ });
    await regressed.click();
    await soon(() => regressed.getAttribute('aria-pressed')).toBe('true');
    await soon(() => names(page)).toEqual([]);
    await page.getByRole('button', { name: 'Show all' }).click();
    await soon(() => names(page)).toHaveLength(12);
    expect(await search.inputValue()).toBe('');
    await regressed.click();
    await page.getByRole('button', { name: /improved/ }).click();
    const verdicts = page.locator('table.compared tbody td:nth-child(1):visible');
    await soon(async () => new Set(await verdicts.allInnerTexts())).toEqual(
      new Set(['✗ regressed', '✓ improved']),
    );
  });

  it('draws the launches of both sides when a row is opened, also after sorting', async () => {
    const page = await open('example');
    await page.getByRole('button', { name: 'Benchmark' }).click();
    const row = page.locator('table.compared tbody tr').filter({ hasText: 'rust/rank/top_words' });
    await row.locator('summary').press('Enter');
    const picture = row.getByRole('img');
    await picture.waitFor();
    expect(await picture.getAttribute('aria-label')).toMatch(
      /^Launches\. Base · typically 1\.4\d ms · 12 launches\. Now · typically 1\.6\d ms · 12 launches\.$/,
    );
    expect(await picture.locator('.base circle').count()).toBe(12);
    expect(await picture.locator('.now circle').count()).toBe(12);
    expect(await row.locator('figcaption').innerText()).toBe(
      'Each dot is a launch, in the order they ran; the line through it holds nine of ten of its samples. The upright line is the typical value that was compared.',
    );
    expect(await picture.locator('.axis text').allTextContents()).toContainEqual(
      expect.stringMatching(/^1\.\d+ ms$/),
    );
    // The picture is what the numbers say: the candidate's typical line is right of the base's.
    const [before, after] = await picture
      .locator('.typical')
      .evaluateAll((lines) => lines.map((line) => line.getBoundingClientRect().x));
    expect(after).toBeGreaterThan(before ?? Number.NaN);
    expect(await row.locator('details p').innerText()).toContain('12 launches of each side');
    await row.locator('summary').press('Enter');
    await picture.waitFor({ state: 'hidden' });
    await row.locator('summary').press('Enter');
    await picture.waitFor();
    expect(await row.locator('svg.launches').count()).toBe(1);
  });

  it('draws the runs of a baseline below its launches, and tells them in words', async () => {
    const page = await open('baseline');
    const row = page.locator('table.compared tbody tr').filter({ hasText: 'rust/rank/top_words' });
    await row.locator('summary').first().press('Enter');
    const picture = row.getByRole('img');
    await picture.waitFor();
    expect(await picture.getAttribute('aria-label')).toMatch(
      /Base · typically 1\.4\d ms · 25 launches\. .*\. 5 runs of the baseline, then now\.$/,
    );
    expect(await picture.locator('.base circle').count()).toBe(25 + 5);
    expect(await picture.locator('.now circle').count()).toBe(5 + 1);
    const told = await row.getByRole('listitem').allInnerTexts();
    expect(told).toHaveLength(6);
    expect(told[0]).toMatch(/^2025-02-20 03:17 UTC, 093cc5b: 1\.4\d ms$/);
    expect(told[5]).toMatch(/^Now: 1\.6\d ms$/);
    // One below the other, and now last, where its typical line is above.
    const centres = await picture
      .locator('circle')
      .evaluateAll((circles) => circles.slice(-6).map((one) => one.getBoundingClientRect()))
      .then((boxes) => boxes.map(({ x, y, width }) => ({ x: x + width / 2, y })));
    expect(centres.map(({ y }) => y)).toEqual(centres.map(({ y }) => y).toSorted((a, b) => a - b));
    const typical = await picture.locator('.now .typical').boundingBox();
    expect(Math.abs((centres[5]?.x ?? 0) - (typical?.x ?? 0))).toBeLessThan(2);
  });

  it.each(['example', 'baseline', 'mixed', 'hostile', 'failed'] as const)(
    '%s fits a telephone, with every row opened',
    async (name) => {
      const drawn: Readonly<Record<string, number>> = { example: 12, baseline: 12 };
      const page = await open(name, { viewport: { width: 375, height: 700 } });
      await page.evaluate(openAll);
      await soon(() => page.locator('svg.launches').count()).toBe(drawn[name] ?? 0);
      const width = await page.evaluate('document.documentElement.scrollWidth');
      expect(width).toBe(375);
    },
  );

  it.each([1200, 375])('is a table for those who listen to it, %s pixels wide', async (width) => {
    const page = await open('example', { viewport: { width, height: 900 } });
    let nodes = await accessibleNodes(page);
    const named = (role: string) =>
      nodes.filter((node) => node.role === role).map(({ name }) => name);
    // Chromium makes its tree of what is out of sight a little later.
    await soon(async () => {
      nodes = await accessibleNodes(page);
      return ['row', 'rowheader', 'cell'].map((role) => named(role).length);
    }).toEqual([13, 12, 60]);
    expect(named('table')).toEqual(['Benchmarks']);
    expect(named('columnheader').slice(0, 4)).toEqual(['Verdict', 'Benchmark', 'Base', 'Now']);
    expect(named('DisclosureTriangle')).toContain('rust/rank/top_words');
    expect(named('searchbox')).toEqual(['Search']);
    expect(named('button')).toContain('regressed 2');
    for (const { role, name } of nodes) {
      if (['button', 'link', 'heading', 'DisclosureTriangle', 'image'].includes(role)) {
        expect(name).toMatch(/\w/);
      }
    }
  });

  it('is walked through with the keyboard: search, filters, headers, rows', async () => {
    const page = await open('example');
    const order: string[] = [];
    for (let presses = 0; presses < 14; presses += 1) {
      await page.keyboard.press('Tab');
      order.push(await page.locator(':focus').evaluate(partOf));
    }
    const parts = order.filter((part, index) => part !== order[index - 1]);
    expect(parts).toEqual(['found', 'search', 'filters', 'thead', 'tbody']);
  });

  it.each(['light', 'dark'] as const)(
    'is readable in %s: all texts have contrast',
    async (colorScheme) => {
      const page = await open('mixed', { colorScheme });
      const low = await page.evaluate(lowContrasts, 4.5);
      expect(low).toEqual([]);
    },
  );

  it('shows every row without scripts, and nothing that needs them', async () => {
    const page = await open('mixed', { javaScriptEnabled: false });
    const { comparisons } = readReport('mixed');
    expect(await page.locator('table.compared tbody tr:visible').count()).toBe(comparisons.length);
    expect(await page.locator('.controls').isVisible()).toBe(false);
    await page.locator('table.compared summary').first().click();
    await page.getByText('10 launches of each side').first().waitFor();
  });

  it('prints all rows, without controls', async () => {
    const page = await open('mixed');
    await page.emulateMedia({ media: 'print' });
    expect(await page.locator('.controls').isVisible()).toBe(false);
    const pdf = await page.pdf({ format: 'A4' });
    expect(pdf.subarray(0, 5).toString()).toBe('%PDF-');
  });

  it('is there with 5,000 benchmarks, sorted, searched and opened', async () => {
    const page = await open('large');
    expect(await page.locator('#shown').innerText()).toBe('5\u202F000 shown');
    await page.getByRole('columnheader', { name: 'Change' }).getByRole('button').click();
    await page.getByLabel('Search').fill('long_name_4999');
    await soon(() => names(page)).toHaveLength(1);
    await page.locator('table.compared summary:visible').click();
    await soon(() => page.locator('svg.launches circle').count()).toBe(40);
  });
});
