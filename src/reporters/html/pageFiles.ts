/** The page's own style and scripts, which are files of their own so that they are checked as such. */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { pageFile } from '../../packageFiles.ts';

/** Text of an inline element, and by what hash the page's policy allows it. */
export interface Inline {
  readonly text: string;
  /** For a Content-Security-Policy: `'sha256-…'`. */
  readonly source: string;
}

function inline(names: readonly string[]): Inline {
  const text = names.map((name) => readFileSync(pageFile(name), 'utf8')).join('\n');
  return { text, source: `'sha256-${createHash('sha256').update(text).digest('base64')}'` };
}

const styleNames = ['page.css', 'controls.css', 'table.css', 'narrow.css', 'launches.css'];

/** They need nothing of each other, only the page. */
const scriptNames = ['filterRows.js', 'sortRows.js', 'drawLaunches.js'];

/** Files of the package itself: the same whenever they are read. */
export function pageFiles(): { readonly style: Inline; readonly script: Inline } {
  return { style: inline(styleNames), script: inline(scriptNames) };
}
