/** What is said of a night, on a terminal and in Markdown. Pure. */
import { type Night, regressionsIn } from '../../analysis/night.ts';
import type { Comparison } from '../../model/comparison.ts';
import type { Report } from '../../model/report.ts';
import { formatNumberOf, shortSha } from '../../reporters/format.ts';
import { headline, headlineText } from '../../reporters/headline.ts';
import { prose } from '../../reporters/markdownText.ts';
import { printable } from '../../text.ts';
import { some } from './baselineObjections.ts';

/** A sentence, or what lies at an address. */
export interface Told {
  readonly text: string;
  readonly url?: string;
}

const symbols: Readonly<
  Record<Night['state'], { readonly plain: string; readonly emoji: string }>
> = {
  good: { plain: '✓', emoji: '✅' },
  failed: { plain: '!', emoji: '💥' },
  confirmed: { plain: '✗', emoji: '❌' },
  unconfirmed: { plain: '~', emoji: '❔' },
  undecided: { plain: '~', emoji: '❔' },
};

/** `2 benchmarks (rust/parse, rust/print)`. */
function named(regressions: readonly Comparison[]): string {
  const ids = [...new Set(regressions.map(({ id }) => id))];
  return `${formatNumberOf(ids.length, 'benchmark', 'benchmarks')} (${some(ids)})`;
}

function verdictText(night: Night, { run }: Report): string {
  const at = run.commit ? ` at ${shortSha(run.commit.sha)}` : '';
  switch (night.state) {
    case 'good':
      return `A good night${at}: nothing regressed.`;
    case 'failed':
      return `A failed night${at}: not all could be measured, so nothing follows from it.`;
    case 'confirmed':
      return `A confirmed regression${at}: in both runs, of ${named(night.regressions.map(({ first }) => first))}.`;
    case 'unconfirmed':
      return `Not confirmed${at}: ${named(night.regressions)} regressed in the first run, and not in the second. The next night looks at the same change again.`;
    case 'undecided':
      return night.isMissing
        ? `Not confirmed yet${at}: ${named(night.regressions)} regressed, and ${night.reason}. Measure again on a fresh runner, and name its artifact folder with --confirmation.`
        : `Undecided${at}: ${named(night.regressions)} regressed, and the second run cannot tell, since ${night.reason}.`;
  }
}

/** What the first run was compared with, and how that ended. */
function firstRunText(report: Report): string {
  const against = report.base ? `, compared with ${report.base.title}` : '';
  return `First run${against}: ${headlineText(headline(report))}`;
}

/** Lines for standard output, the verdict first. */
export function nightLines(night: Night, report: Report): string[] {
  const verdict = `${symbols[night.state].plain} ${verdictText(night, report)}`;
  return [verdict, firstRunText(report)].map(printable);
}

export const toldLine = ({ text, url }: Told): string =>
  printable(url === undefined ? text : `${text}: ${url}`);

function toldMarkdown({ text, url }: Told): string {
  return url === undefined ? prose(text) : `[${prose(text)}](<${new URL(url).href}>)`;
}

/** For the job summary: the verdict, and what was done about it. */
export function nightMarkdown(night: Night, report: Report, told: readonly Told[]): string {
  return [
    `## ${symbols[night.state].emoji} ${prose(verdictText(night, report))}`,
    '',
    ...[{ text: firstRunText(report) }, ...told].map((one) => `- ${toldMarkdown(one)}`),
    '',
    '',
  ].join('\n');
}

/** How the night did beside the stored baseline, on one line. */
export function storedLine(report: Report): string {
  const regressed = [...new Set(regressionsIn(report).map(({ id }) => id))];
  const names = regressed.length > 0 ? ` (${some(regressed)})` : '';
  const title = report.base?.title ?? 'the stored baseline';
  return printable(`Compared with ${title}: ${headlineText(headline(report))}${names}`);
}
