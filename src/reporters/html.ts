/**
 * The report as one page that needs nothing else: no network, no other file. It is readable without
 * its scripts, which only search, sort, filter and draw.
 */
import type { Report } from '../model/report.ts';
import { printable } from '../text.ts';
import { headline, headlineText } from './headline.ts';
import { aside, uncompared } from './html/aside.ts';
import { compared } from './html/compared.ts';
import { plain } from './html/markup.ts';
import { pageFiles } from './html/pageFiles.ts';
import { summary } from './html/summary.ts';
import type { Reporter, ReportOptions } from './reporter.ts';
import { comparisonSections } from './sections.ts';

function render(report: Report, options: ReportOptions): string {
  const { style, script } = pageFiles();
  const policy = [
    "default-src 'none'",
    `style-src ${style.source}`,
    `script-src ${script.source}`,
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
  return [
    '<!doctype html>',
    '<html lang="en">',
    '<head>',
    '<meta charset="utf-8">',
    `<meta http-equiv="Content-Security-Policy" content="${policy}">`,
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    '<meta name="color-scheme" content="light dark">',
    `<title>${plain(printable(headlineText(headline(report))))} – perfwatch</title>`,
    `<style>${style.text}</style>`,
    '</head>',
    '<body>',
    '<main>',
    ...summary(report, options.repositoryUrl),
    ...compared(report, comparisonSections(report), options),
    ...uncompared(report),
    ...aside(report),
    '</main>',
    `<script>${script.text}</script>`,
    '</body>',
    '</html>',
    '',
  ].join('\n');
}

export const html: Reporter = { title: 'one page for a browser, to search and sort', render };
