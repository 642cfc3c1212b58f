/**
 * The report for a pull request comment or a step summary: what needs attention is seen at once,
 * all else is folded. Whatever a repository may write into names and messages stays text.
 */
import type { Report } from '../model/report.ts';
import { type Block, fitBlocks, type Omission } from './budget.ts';
import { formatCount, formatShare } from './format.ts';
import { comparedWith, confidenceOf, environmentOf, headline, headlineText } from './headline.ts';
import {
  comparedHeader,
  comparedRow,
  measuredHeader,
  measuredRow,
  notesOf,
} from './markdownRows.ts';
import { code, codeBlock, prose } from './markdownText.ts';
import type { Reporter, ReportOptions } from './reporter.ts';
import {
  comparisonSections,
  type Group,
  launchesAdvice,
  type MeasuredRow,
  measuredSections,
  noticesOf,
  type Row,
  reproduction,
  suiteProblems,
  unchangedTitle,
  undecidedTitle,
} from './sections.ts';

/**
 * GitHub takes comments of up to 65,536 characters; code units are never fewer than characters.
 * The difference is for what a publisher adds.
 */
export const maxMarkdownLength = 60_000;

/** For the sentence about what was left out. */
const omissionRoom = 600;

/** What is kept first; the numbers have no meaning but their order. */
const importance = {
  suites: 1,
  regressed: 2,
  failed: 3,
  missing: 4,
  improved: 5,
  incomparable: 6,
  inconclusive: 7,
  messages: 8,
  uncompared: 9,
  notices: 10,
  added: 11,
  undecided: 12,
  unchanged: 13,
  derived: 14,
  others: 15,
} as const;

function fixed(...lines: readonly string[]): Block {
  return { importance: 0, before: lines, items: [], after: [], what: '' };
}

/** A folded part; nothing at all without items. */
function fold(
  open: boolean,
  summary: string,
  head: readonly string[],
  block: Pick<Block, 'importance' | 'items' | 'what'>,
): Block[] {
  if (block.items.length === 0) return [];
  const before = [`<details${open ? ' open' : ''}>`, `<summary>${summary}</summary>`, '', ...head];
  return [{ ...block, before, after: ['', '</details>', ''] }];
}

function intervalTitle(report: Report): string {
  const confidence = confidenceOf(report);
  return confidence === null ? 'Interval' : `${formatShare(confidence)} interval`;
}

function attentionBlocks(report: Report, groups: readonly Group[]): Block[] {
  if (groups.length === 0) return [];
  const part = { before: [], after: [] };
  const notes = groups.map((group) => ({
    ...part,
    // Behind the rows that they explain, before all other rows.
    importance: importance[group.verdict] + 0.5,
    items: notesOf(group),
    what: `notes on ${group.verdict} rows`,
  }));
  return [
    fixed(...comparedHeader(true, intervalTitle(report))),
    ...groups.map(({ verdict, rows }) => ({
      ...part,
      importance: importance[verdict],
      items: rows.map((row) => () => comparedRow(row, true)),
      what: `${verdict} rows`,
    })),
    fixed(''),
    ...notes.filter(({ items }) => items.length > 0),
    ...(notes.some(({ items }) => items.length > 0) ? [fixed('')] : []),
  ];
}

function suiteBlocks(report: Report): Block[] {
  const items = suiteProblems(report).map(
    ({ suite, state, message }) =>
      () =>
        [
          `### Suite ${code(suite)} ${state}`,
          '',
          ...(message ? [...codeBlock(message, 20), ''] : []),
        ].join('\n'),
  );
  const block = { importance: importance.suites, before: [], after: [], what: 'suites' };
  return items.length > 0 ? [{ ...block, items }] : [];
}

function foldedRows(
  report: Report,
  open: boolean,
  summary: string,
  rows: readonly Row[],
  kind: 'undecided' | 'unchanged' | 'derived',
): Block[] {
  return fold(open, summary, comparedHeader(false, intervalTitle(report)), {
    importance: importance[kind],
    items: rows.map((row) => () => comparedRow(row, false)),
    what: kind === 'derived' ? 'throughput rows' : `${kind} rows`,
  });
}

function uncomparedBlocks(rows: readonly MeasuredRow[]): Block[] {
  if (rows.length === 0) return [];
  const block = { importance: importance.uncompared, before: measuredHeader, after: [''] };
  return [{ ...block, items: rows.map((row) => () => measuredRow(row)), what: 'measured values' }];
}

function messageFold(open: boolean, groups: readonly Group[]): Block[] {
  const long = groups
    .filter(({ verdict }) => verdict === 'failed')
    .flatMap(({ rows }) => rows)
    .filter(({ reason }) => reason.trim().includes('\n'));
  return fold(open, 'Messages of what failed', [], {
    importance: importance.messages,
    items: long.map(
      ({ id, reason }, index) =>
        () =>
          [...(index > 0 ? [''] : []), code(id), '', ...codeBlock(reason, 20)].join('\n'),
    ),
    what: 'messages',
  });
}

function foldedBlocks(report: Report, open: boolean, groups: readonly Group[]): Block[] {
  const { undecided, unchanged, derived } = comparisonSections(report);
  const advice = launchesAdvice({ rows: undecided });
  const undecidedSummary = [undecidedTitle(report, undecided), advice].filter(Boolean).join('. ');
  const { others } = measuredSections(report);
  const notices = noticesOf(report).map(
    ({ suite, text }) =>
      () =>
        `- ${code(suite)}: ${prose(text)}`,
  );
  const environment = environmentOf(report).map(([label, text]) => `- ${label}: ${prose(text)}`);
  return [
    ...messageFold(open, groups),
    ...foldedRows(report, open, undecidedSummary, undecided, 'undecided'),
    ...foldedRows(report, open, unchangedTitle(report, unchanged), unchanged, 'unchanged'),
    ...foldedRows(report, open, 'Throughput, derived from time', derived, 'derived'),
    ...fold(open, 'Measured, not compared', measuredHeader, {
      importance: importance.others,
      items: others.map((row) => () => measuredRow(row)),
      what: 'measured values',
    }),
    ...fold(open, 'Notices', [], {
      importance: importance.notices,
      items: notices,
      what: 'notices',
    }),
    fixed(
      `<details${open ? ' open' : ''}>`,
      '<summary>Environment, and how to measure this again</summary>',
      '',
      ...environment,
      '',
      ...codeBlock(reproduction(report).join('\n'), 4),
      '',
      '</details>',
    ),
  ];
}

function omissionLines(omissions: readonly Omission[]): string[] {
  if (omissions.length === 0) return [];
  const what = omissions.map(({ what, count }) => `${formatCount(count)} ${what}`).join(', ');
  return [
    `Left out here, since GitHub limits the size: ${what}. The JSON report has all of them.`,
    '',
  ];
}

function render(report: Report, { details }: ReportOptions): string {
  const { attention } = comparisonSections(report);
  const table = attentionBlocks(report, attention);
  const top = [
    fixed(
      `## ${headlineText(headline(report))}`,
      '',
      comparedWith(report).map(prose).join(' · '),
      '',
    ),
    // A regression is what people came to look for; next comes what was not measured at all.
    ...(report.outcome === 'regressed'
      ? [...table, ...suiteBlocks(report)]
      : [...suiteBlocks(report), ...table]),
    ...uncomparedBlocks(measuredSections(report).uncompared),
    ...(report.noBaseReason ? [fixed(prose(report.noBaseReason), '')] : []),
  ];
  const blocks = [...top, ...foldedBlocks(report, details, attention)];
  const { lines, omissions } = fitBlocks(blocks, maxMarkdownLength - omissionRoom);
  return [
    ...lines.slice(0, top.length).flat(),
    ...omissionLines(omissions),
    ...lines.slice(top.length).flat(),
    '',
  ].join('\n');
}

export const markdown: Reporter = { title: 'for pull requests and step summaries', render };
