/** The report for a person at a terminal or before a log: the verdict first, then why. */
import { Chalk } from 'chalk';
import type { Report } from '../model/report.ts';
import { displayWidth, flow, flowPieces, printable } from '../text.ts';
import { comparedWith, oneRunSentence } from './comparedWith.ts';
import { tellDrift } from './drift.ts';
import { headline } from './headline.ts';
import { measuredSections } from './measured.ts';
import type { Reporter, ReportOptions } from './reporter.ts';
import { environmentLines, noticeLines, staleLines, worthALookLines } from './terminalAside.ts';
import { comparisonLines } from './terminalComparisons.ts';
import { measuredLayout, verdictPaint } from './terminalRows.ts';
import { type Context, message, moreLine, sentence, shownOf } from './terminalText.ts';

/** Between facts that share a line. */
const separator = ' · ';

function headlineLines({ report, chalk, textWidth }: Context): string[] {
  const { symbol, lead, parts } = headline(report);
  const paints = verdictPaint(chalk);
  const start = `${symbol} ${lead ? `${lead}: ` : ''}`;
  const texts = parts.map(({ text }, index) => (index === 0 ? start + text : text));
  // Broken into lines before it is painted: colours have no width.
  let index = 0;
  return flowPieces(texts, separator.length, textWidth).map((line) =>
    line
      .map((text) => {
        const first = index === 0;
        const { verdict = 'unchanged' } = parts[index++] ?? {};
        if (!first) return paints[verdict](text);
        return (report.outcome === 'passed' ? chalk.green : paints[verdict]).bold(text);
      })
      .join(separator),
  );
}

/** Told once, in place of an alarm for each benchmark. */
function driftLines({ report, chalk, textWidth }: Context): string[] {
  if (!report.drift) return [];
  const { fact, explanation } = tellDrift(report.drift, report.run);
  return [
    ...sentence(fact, '', textWidth).map((line) => chalk.bold(line)),
    ...sentence(explanation, '', textWidth),
  ];
}

function comparedLines({ report, chalk, textWidth }: Context): string[] {
  const oneRun = oneRunSentence(report);
  const phrases = flow(comparedWith(report).map(printable), separator, textWidth);
  return [
    ...phrases.flatMap((line) =>
      displayWidth(line) > textWidth ? sentence(line, '', textWidth) : [line],
    ),
    ...(oneRun ? sentence(oneRun, '', textWidth) : []),
  ].map((line) => chalk.dim(line));
}

function measuredLines({ report, width, details, chalk }: Context): string[][] {
  const { uncompared, others } = measuredSections(report);
  const rows = [...uncompared, ...(details ? others : [])];
  const shown = shownOf(rows, details);
  const layout = measuredLayout(shown, width, chalk);
  if (rows.length === 0) return [];
  return [
    [
      chalk.bold(report.base ? 'Measured, not compared' : 'Measured'),
      ...shown.flatMap(layout.lines),
      ...moreLine(rows.length - shown.length),
    ],
  ];
}

function render(report: Report, { columns, color, details }: ReportOptions): string {
  const context: Context = {
    report,
    details,
    width: Math.max(30, columns),
    textWidth: Math.min(120, Math.max(30, columns)),
    chalk: new Chalk({ level: color ? 1 : 0 }),
  };
  const blocks = [
    [...headlineLines(context), ...driftLines(context), ...comparedLines(context)],
    ...comparisonLines(context),
    ...measuredLines(context),
    ...noticeLines(context),
    ...staleLines(context),
    ...worthALookLines(context),
    ...(report.noBaseReason ? [message(report.noBaseReason, '')] : []),
    ...(details ? [environmentLines(context)] : []),
  ];
  return `${blocks.map((lines) => lines.join('\n')).join('\n\n')}\n`;
}

export const terminal: Reporter = { title: 'for reading in a terminal or a log', render };
