/** The report for a person at a terminal or before a log: the verdict first, then why. */
import { Chalk, type ChalkInstance } from 'chalk';
import type { Report } from '../model/report.ts';
import { flow, flowPieces, printable, printableLines } from '../text.ts';
import { formatCount } from './format.ts';
import { comparedWith, environmentOf, headline, verdictSymbols } from './headline.ts';
import type { Reporter, ReportOptions } from './reporter.ts';
import {
  comparisonSections,
  type Group,
  launchesAdvice,
  measuredSections,
  noticesOf,
  type Row,
  reproduction,
  sharedReason,
  suiteProblems,
  unchangedTitle,
  undecidedTitle,
} from './sections.ts';
import { comparedLayout, type Layout, measuredLayout, verdictPaint } from './terminalRows.ts';

/** Rows of a group, or measured values, that are shown without --details. */
const rowsWithoutDetails = 30;

/** Of the message of a failure. */
const messageLimits = { maxLines: 8, maxWidth: 400 };

/** Between facts that share a line. */
const separator = ' · ';

interface Context {
  readonly report: Report;
  readonly width: number;
  /** Of running text, which nobody reads in endless lines. */
  readonly textWidth: number;
  readonly details: boolean;
  readonly chalk: ChalkInstance;
}

/** Words of a sentence, broken into lines with the same indentation. */
function sentence(text: string, indent: string, width: number): string[] {
  const words = printable(text).split(' ');
  return flow(words, ' ', Math.max(20, width - indent.length)).map((line) => indent + line);
}

/** Lines of foreign words, kept as they are, since they may hold commands and source code. */
function message(text: string, indent: string): string[] {
  return printableLines(text, messageLimits).map((line) => (line === '' ? '' : indent + line));
}

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

function comparedLines({ report, chalk, textWidth }: Context): string[] {
  return flow(comparedWith(report).map(printable), separator, textWidth).map((line) =>
    chalk.dim(line),
  );
}

function moreLine(left: number): string[] {
  return left > 0 ? [`  … ${formatCount(left)} more, shown with --details`] : [];
}

function shownOf<Item>(items: readonly Item[], all: boolean): readonly Item[] {
  return all || items.length <= rowsWithoutDetails ? items : items.slice(0, rowsWithoutDetails);
}

function groupLines(context: Context, group: Group, layout: Layout<Row>): string[] {
  const { chalk, textWidth, details } = context;
  const { verdict } = group;
  const urgent = verdict === 'regressed' || verdict === 'failed';
  const shown = shownOf(group.rows, details || urgent);
  const shared = sharedReason(group);
  const reason = (text: string, indent: string) =>
    verdict === 'failed' ? message(text, indent) : sentence(text, indent, textWidth);
  return [
    verdictPaint(chalk)[verdict].bold(`${verdictSymbols[verdict]} ${verdict}`),
    ...(shared ? reason(shared, '  ') : []),
    ...shown.flatMap((row) => [
      ...layout.lines(row),
      ...(row.reason && !shared ? reason(row.reason, '    ') : []),
    ]),
    ...moreLine(group.rows.length - shown.length),
    ...sentence(launchesAdvice(group), '  ', textWidth).filter((line) => line.trim() !== ''),
  ];
}

/** Rows that are only counted, unless details are wanted. */
function countedLines(
  { details, chalk, textWidth }: Context,
  title: string,
  rows: readonly Row[],
  layout: Layout<Row>,
): string[] {
  if (rows.length === 0) return [];
  const lines = sentence(title, '', textWidth);
  return details
    ? [...lines.map((line) => chalk.bold(line)), ...rows.flatMap(layout.lines)]
    : lines.map((line) => chalk.dim(line));
}

/** What is undecided but most likely harmless, with what would settle it. */
function undecidedLines(context: Context, rows: readonly Row[], layout: Layout<Row>): string[] {
  if (rows.length === 0) return [];
  const title = `${verdictSymbols.inconclusive} ${undecidedTitle(context.report, rows)}`;
  const advice = launchesAdvice({ rows });
  return [
    ...countedLines(context, title, rows, layout),
    ...(advice
      ? sentence(advice, '  ', context.textWidth).map((line) => context.chalk.dim(line))
      : []),
  ];
}

function comparisonLines(context: Context): string[][] {
  const { report, width, details, chalk } = context;
  const { attention, undecided, unchanged, derived } = comparisonSections(report);
  const visible = [
    ...attention.flatMap(({ rows }) => rows),
    ...(details ? [...undecided, ...unchanged, ...derived] : []),
  ];
  const layout = comparedLayout(visible, width, chalk);
  const title = `${verdictSymbols.unchanged} ${unchangedTitle(report, unchanged)}`;
  const regressed = attention.filter(({ verdict }) => verdict === 'regressed');
  const others = attention.filter(({ verdict }) => verdict !== 'regressed');
  const blocks = [
    ...regressed.map((group) => groupLines(context, group, layout)),
    ...suiteLines(context),
    ...others.map((group) => groupLines(context, group, layout)),
    undecidedLines(context, undecided, layout),
    countedLines(context, title, unchanged, layout),
    ...(details && derived.length > 0
      ? [[chalk.bold('Throughput, derived from time'), ...derived.flatMap(layout.lines)]]
      : []),
  ];
  return blocks.filter((lines) => lines.length > 0);
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

function suiteLines({ report, chalk }: Context): string[][] {
  return suiteProblems(report).map(({ suite, state, message: text }) => {
    const [symbol, paint] = state === 'skipped' ? ['-', chalk.yellow] : ['!', chalk.red];
    return [
      paint.bold(`${symbol} suite ${printable(suite)} ${state}`),
      ...message(text ?? '', '  '),
    ];
  });
}

function noticeLines({ report, chalk }: Context): string[][] {
  const notices = noticesOf(report);
  if (notices.length === 0) return [];
  const lines = notices.flatMap(({ suite, text }) => message(`${suite}: ${text}`, '  '));
  return [[chalk.bold('Notices'), ...lines]];
}

function environmentLines({ report, chalk }: Context): string[] {
  const lines = environmentOf(report).map(([label, text]) => `  ${label}: ${printable(text)}`);
  const commands = reproduction(report).map((command) => `  $ ${printable(command)}`);
  return [chalk.bold('Environment'), ...lines, chalk.bold('To measure this again'), ...commands];
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
    [...headlineLines(context), ...comparedLines(context)],
    ...comparisonLines(context),
    ...measuredLines(context),
    ...noticeLines(context),
    ...(report.noBaseReason ? [message(report.noBaseReason, '')] : []),
    ...(details ? [environmentLines(context)] : []),
  ];
  return `${blocks.map((lines) => lines.join('\n')).join('\n\n')}\n`;
}

export const terminal: Reporter = { title: 'for reading in a terminal or a log', render };
