/**
 * The report for a pull request comment or a step summary: what needs attention is seen at once,
 * all else is folded. Whatever a repository may write into names and messages stays text.
 */
import type { Report } from '../model/report.ts';
import { type Block, fitBlocks, type Omission } from './budget.ts';
import { comparedWith, oneRunSentence } from './comparedWith.ts';
import { tellDrift } from './drift.ts';
import { machineTitle } from './environment.ts';
import { formatCount } from './format.ts';
import { linkCommits } from './linkCommits.ts';
import { type Context, columnsOf, fixed, importance } from './markdownBlocks.ts';
import { foldedBlocks } from './markdownFolds.ts';
import {
  comparedHeader,
  comparedRow,
  measuredHeader,
  measuredRow,
  notesOf,
} from './markdownRows.ts';
import { markdownHeadline } from './markdownSymbols.ts';
import { code, codeBlock, prose } from './markdownText.ts';
import { type MeasuredRow, measuredSections } from './measured.ts';
import type { Reporter, ReportOptions } from './reporter.ts';
import type { Group } from './rows.ts';
import { comparisonSections, suiteProblems } from './sections.ts';

/**
 * GitHub takes comments of up to 65,536 characters; code units are never fewer than characters.
 * The difference is for what a publisher adds.
 */
export const maxMarkdownLength = 60_000;

/** For the sentence about what was left out. */
const omissionRoom = 600;

function attentionBlocks(context: Context, groups: readonly Group[]): Block[] {
  const { report } = context;
  const columns = columnsOf(
    context,
    true,
    groups.flatMap(({ rows }) => rows),
  );
  if (groups.length === 0) return [];
  const part = { before: [], after: [] };
  const notes = groups.map((group) => ({
    ...part,
    // Behind the rows that they explain, before all other rows.
    importance: importance[group.verdict] + 0.5,
    items: notesOf(group, report),
    what: `notes on ${group.verdict} rows`,
  }));
  return [
    fixed(...comparedHeader(columns)),
    ...groups.map(({ verdict, rows }) => ({
      ...part,
      importance: importance[verdict],
      items: rows.map((row) => () => comparedRow(row, columns)),
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

function uncomparedBlocks(rows: readonly MeasuredRow[]): Block[] {
  if (rows.length === 0) return [];
  const block = { importance: importance.uncompared, before: measuredHeader, after: [''] };
  return [{ ...block, items: rows.map((row) => () => measuredRow(row)), what: 'measured values' }];
}

function omissionLines(omissions: readonly Omission[]): string[] {
  if (omissions.length === 0) return [];
  const what = omissions.map(({ what, count }) => `${formatCount(count)} ${what}`).join(', ');
  return [
    `Left out here, since GitHub limits the size: ${what}. The JSON report has all of them.`,
    '',
  ];
}

/** What was found, with what was compared: all that is not left out. */
function topLines(report: Report, repositoryUrl: string | undefined): string[] {
  const drift = report.drift && tellDrift(report.drift, report.run);
  const oneRun = oneRunSentence(report);
  const [sides, ...others] = comparedWith(report);
  const phrases = [...(sides === undefined ? [] : [sides]), machineTitle(report), ...others];
  return [
    `## ${markdownHeadline(report)}`,
    '',
    ...(drift ? [`**${drift.fact}** ${prose(drift.explanation)}`, ''] : []),
    linkCommits(phrases.map(prose).join(' · '), report, repositoryUrl),
    '',
    ...(oneRun ? [oneRun, ''] : []),
  ];
}

function render(report: Report, { details, repositoryUrl }: ReportOptions): string {
  const context = { report, details };
  const sections = comparisonSections(report);
  const table = attentionBlocks(context, sections.attention);
  const top = [
    fixed(...topLines(report, repositoryUrl)),
    // A regression is what people came to look for; next comes what was not measured at all.
    ...(report.outcome === 'regressed'
      ? [...table, ...suiteBlocks(report)]
      : [...suiteBlocks(report), ...table]),
    ...uncomparedBlocks(measuredSections(report).uncompared),
    ...(report.noBaseReason ? [fixed(prose(report.noBaseReason), '')] : []),
  ];
  const blocks = [...top, ...foldedBlocks(context, sections)];
  const { lines, omissions } = fitBlocks(blocks, maxMarkdownLength - omissionRoom);
  return [
    ...lines.slice(0, top.length).flat(),
    ...omissionLines(omissions),
    ...lines.slice(top.length).flat(),
    '',
  ].join('\n');
}

export const markdown: Reporter = { title: 'for pull requests and step summaries', render };
