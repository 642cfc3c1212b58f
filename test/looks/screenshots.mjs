/**
 * Takes the pictures of docs/images: a Markdown report as GitHub shows it, light and dark, wide and
 * narrow; and the HTML report with its first row opened. `npm run screenshots`; CHROMIUM names the browser, else /usr/bin/chromium. A font with emoji has to be there.
 */
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { marked } from 'marked';
import { chromium } from 'playwright-core';

const require = createRequire(import.meta.url);
const root = new URL('../../', import.meta.url);
const style = await readFile(require.resolve('github-markdown-css/github-markdown.css'), 'utf8');

/** Report, and the width of the window: a comment on a desktop, the summary's page, a telephone. */
const pictures = [
  { name: 'comment', report: 'paired', widthPixels: 960, schemes: ['light', 'dark'] },
  { name: 'summary', report: 'mixed', widthPixels: 1100, schemes: ['light', 'dark'] },
  { name: 'comment-narrow', report: 'mixed', widthPixels: 400, schemes: ['light', 'dark'] },
];

function page(markdown) {
  const html = marked.parse(markdown, { gfm: true, async: false });
  return `<!doctype html><meta charset="utf-8"><style>${style}
body { margin: 0; background: Canvas; color-scheme: light dark; }
@media (prefers-color-scheme: dark) { body { background: #0d1117; } }
.markdown-body { padding: 16px; }</style><article class="markdown-body">${html}</article>`;
}

/** The page itself, as it is kept for its test. */
const pagePictures = [
  {
    name: 'report-baseline',
    page: 'page-baseline',
    colorScheme: 'light',
    viewport: { width: 1200, height: 1010 },
  },
  { name: 'report-light', colorScheme: 'light', viewport: { width: 1200, height: 1010 } },
  { name: 'report-dark', colorScheme: 'dark', viewport: { width: 1200, height: 1010 } },
  { name: 'report-phone', colorScheme: 'light', viewport: { width: 390, height: 1180 } },
];

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'],
});
try {
  for (const { name, report, widthPixels, schemes } of pictures) {
    const markdown = await readFile(new URL(`fixtures/reports/${report}.md`, root), 'utf8');
    for (const colorScheme of schemes) {
      const context = await browser.newContext({
        colorScheme,
        // Reports contain no script and no address; nothing of them may run or be loaded.
        javaScriptEnabled: false,
        offline: true,
        viewport: { width: widthPixels, height: 400 },
      });
      const view = await context.newPage();
      await view.setContent(page(markdown));
      const file = `docs/images/${name}-${colorScheme}.png`;
      await view.screenshot({ path: new URL(file, root).pathname, fullPage: true });
      process.stdout.write(`${file}\n`);
      await context.close();
    }
  }
  for (const { name, page: fixture = 'page', ...look } of pagePictures) {
    const context = await browser.newContext({ ...look, offline: true });
    const view = await context.newPage();
    await view.goto(new URL(`fixtures/reports/${fixture}.html`, root).href);
    await view.locator('table.compared summary').first().click();
    await view.mouse.move(0, 0);
    const file = `docs/images/${name}.png`;
    await view.screenshot({ path: new URL(file, root).pathname });
    process.stdout.write(`${file}\n`);
    await context.close();
  }
} finally {
  await browser.close();
}
