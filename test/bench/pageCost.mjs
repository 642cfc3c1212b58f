/**
 * How large the HTML report of 5,000 benchmarks is, and how long a browser takes to open it:
 *
 *   node test/bench/pageCost.mjs
 */
import { existsSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { execa } from 'execa';
import { chromium } from 'playwright-core';
import { runOf } from './madeRuns.mjs';

const program = fileURLToPath(new URL('../../bin/perfwatch.js', import.meta.url));
const browserFile = process.env.CHROMIUM ?? '/usr/bin/chromium';

/** As many launches as a run of rounds has at most by default. */
const size = { launches: 20, samplesPerLaunch: 20 };

const middle = (values) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];

/** From the address to a page that is whole and painted, in a fresh one each time. */
async function openSeconds(file) {
  const browser = await chromium.launch({
    executablePath: browserFile,
    args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--disable-background-networking'],
  });
  try {
    const seconds = [];
    for (let launch = 0; launch < 7; launch += 1) {
      const page = await browser.newPage({ viewport: { width: 1200, height: 900 } });
      await page.goto(pathToFileURL(file).href);
      seconds.push(
        await page.evaluate(
          'new Promise((done) => requestAnimationFrame(() => setTimeout(() => done(performance.now() / 1000))))',
        ),
      );
      await page.close();
    }
    return middle(seconds);
  } finally {
    await browser.close();
  }
}

/** `openSeconds` is null where there is no browser. */
export async function pageCost() {
  const folder = mkdtempSync(join(tmpdir(), 'perfwatch-page-'));
  try {
    for (const [seed, name] of ['base', 'candidate'].entries()) {
      writeFileSync(join(folder, name), JSON.stringify(runOf('many', 5000, seed + 1, size)));
    }
    const argv = ['compare', 'base', 'candidate', '--reporter', 'html=page.html'];
    await execa(process.execPath, [program, ...argv], { cwd: folder });
    const page = join(folder, 'page.html');
    return {
      bytes: statSync(page).size,
      openSeconds: existsSync(browserFile) ? await openSeconds(page) : null,
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) console.log(await pageCost());
