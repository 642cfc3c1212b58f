/** The folded parts of the Markdown report: what nobody has to see who is in a hurry. */
import { settlingAdvice } from './advice.ts';
import type { Block } from './budget.ts';
import { environmentOf, reproduction } from './environment.ts';
import { type Context, columnsOf, fixed, fold, importance } from './markdownBlocks.ts';
import {
  acceptedRow,
  comparedHeader,
  comparedRow,
  measuredHeader,
  measuredRow,
  warningItems,
} from './markdownRows.ts';
import { code, codeBlock, prose } from './markdownText.ts';
import { measuredSections } from './measured.ts';
import type { Group, Row } from './rows.ts';
import {
  acceptedTitle,
  type ComparisonSections,
  unchangedTitle,
  undecidedTitle,
} from './sections.ts';
import { noticesOf, staleTitle, worthALook, worthALookTitle } from './worthALook.ts';

type FoldedKind = 'movedAlong' | 'undecided' | 'unchanged' | 'derived';

const whatIs: Readonly<Record<FoldedKind, string>> = {
  movedAlong: 'rows that moved along',
  undecided: 'undecided rows',
  unchanged: 'unchanged rows',
  derived: 'throughput rows',
};

function foldedRows(
  context: Context,
  kind: FoldedKind,
  summary: string,
  rows: readonly Row[],
): Block[] {
  // Rows that moved along are of several verdicts.
  const columns = columnsOf(context, kind === 'movedAlong');
  return fold(context.details, summary, comparedHeader(columns), {
    importance: importance[kind],
    items: rows.map((row) => () => comparedRow(row, columns)),
    what: whatIs[kind],
  });
}

function acceptedFold(context: Context, { accepted }: ComparisonSections): Block[] {
  const columns = columnsOf(context, false);
  return fold(
    context.details,
    acceptedTitle(accepted),
    comparedHeader(columns, 'Accepted because', 'Until'),
    {
      importance: importance.accepted,
      items: accepted.map((row) => () => acceptedRow(row, columns)),
      what: 'accepted rows',
    },
  );
}

/** Sentences beside the verdicts, as lists. */
function asideFolds({ report, details }: Context): Block[] {
  const notices = noticesOf(report);
  const warnings = worthALook(report, details);
  return [
    ...fold(details, 'Notices', [], {
      importance: importance.notices,
      items: notices.map(
        ({ suite, text }) =>
          () =>
            `- ${code(suite)}: ${prose(text)}`,
      ),
      what: 'notices',
    }),
    ...fold(details, staleTitle, [], {
      importance: importance.stale,
      items: report.stale.map((text) => () => `- ${prose(text)}`),
      what: 'stale entries',
    }),
    ...fold(details, worthALookTitle(warnings), [], {
      importance: importance.warnings,
      items: warnings.flatMap(warningItems),
      what: 'warnings',
    }),
  ];
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

/** All that is folded, most important first, with the environment at the end. O(n). */
export function foldedBlocks(context: Context, sections: ComparisonSections): Block[] {
  const { report, details: open } = context;
  const { attention, movedAlong, undecided, unchanged, derived } = sections;
  const advice = settlingAdvice(undecided, report);
  const undecidedSummary = [undecidedTitle(report, undecided), advice].filter(Boolean).join('. ');
  const { others } = measuredSections(report);
  const commands = reproduction(report);
  const environment = environmentOf(report).map(([label, text]) => `- ${label}: ${prose(text)}`);
  return [
    ...messageFold(open, attention),
    ...(movedAlong ? foldedRows(context, 'movedAlong', movedAlong.title, movedAlong.rows) : []),
    ...acceptedFold(context, sections),
    ...foldedRows(context, 'undecided', undecidedSummary, undecided),
    ...foldedRows(context, 'unchanged', unchangedTitle(report, unchanged), unchanged),
    ...foldedRows(context, 'derived', 'Throughput, derived from time', derived),
    ...fold(open, 'Measured, not compared', measuredHeader, {
      importance: importance.others,
      items: others.map((row) => () => measuredRow(row)),
      what: 'measured values',
    }),
    ...asideFolds(context),
    fixed(
      `<details${open ? ' open' : ''}>`,
      `<summary>Environment${commands.length > 0 ? ', and how to measure this again' : ''}</summary>`,
      '',
      ...environment,
      '',
      ...(commands.length > 0 ? [...codeBlock(commands.join('\n'), 4), ''] : []),
      '</details>',
    ),
  ];
}
