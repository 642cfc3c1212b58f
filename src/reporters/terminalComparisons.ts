/** The compared rows of a terminal's report: what asks for a look, then what is only counted. */
import { settlingAdvice, sharedReasons } from './advice.ts';
import { formatCount } from './format.ts';
import { verdictSymbols } from './headline.ts';
import type { Group, Row } from './rows.ts';
import {
  type AcceptedRow,
  acceptedTitle,
  comparisonSections,
  type MovedAlong,
  unchangedTitle,
  undecidedTitle,
} from './sections.ts';
import { suiteLines } from './terminalAside.ts';
import { comparedLayout, type Layout, verdictPaint } from './terminalRows.ts';
import { type Context, message, moreLine, sentence, shownOf } from './terminalText.ts';

function groupLines(context: Context, group: Group, layout: Layout<Row>): string[] {
  const { report, chalk, textWidth, details } = context;
  const { verdict } = group;
  const urgent = verdict === 'regressed' || verdict === 'failed';
  const shown = shownOf(group.rows, details || urgent);
  const shared = sharedReasons(group);
  const told = new Set(shared.map(({ reason }) => reason));
  const reason = (text: string, indent: string) =>
    text.trim() === ''
      ? []
      : verdict === 'failed'
        ? message(text, indent)
        : sentence(text, indent, textWidth);
  const ofAll = shared.filter(({ count }) => count === group.rows.length);
  const ofSome = shared.filter(({ count }) => count < group.rows.length);
  return [
    verdictPaint(chalk)[verdict].bold(`${verdictSymbols[verdict]} ${verdict}`),
    ...ofAll.flatMap((one) => reason(one.reason, '  ')),
    ...shown.flatMap((row) => [
      ...layout.lines(row),
      ...(told.has(row.reason) ? [] : reason(row.reason, '    ')),
    ]),
    ...moreLine(group.rows.length - shown.length),
    ...ofSome.flatMap((one) => reason(`${formatCount(one.count)} of them: ${one.reason}`, '  ')),
    ...reason(settlingAdvice(group.rows, report), '  '),
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
  const advice = settlingAdvice(rows, context.report);
  return [
    ...countedLines(context, title, rows, layout),
    ...(advice
      ? sentence(advice, '  ', context.textWidth).map((line) => context.chalk.dim(line))
      : []),
  ];
}

function movedAlongLines(context: Context, moved: MovedAlong, layout: Layout<Row>): string[] {
  const title = context.details ? moved.title : `${moved.title}; shown with --details`;
  return countedLines(context, title, moved.rows, layout);
}

const acceptanceOf = ({ until, acceptedBecause }: AcceptedRow) =>
  `Accepted${until === '' ? '' : ` until ${until}`}: ${acceptedBecause}`;

function acceptedLines(
  context: Context,
  rows: readonly AcceptedRow[],
  layout: Layout<Row>,
): string[] {
  const { details, chalk, textWidth } = context;
  if (!details) {
    return countedLines(context, `${acceptedTitle(rows)}; shown with --details`, rows, layout);
  }
  return [
    chalk.bold(acceptedTitle(rows)),
    ...rows.flatMap((row) => [
      ...layout.lines(row),
      ...sentence(acceptanceOf(row), '    ', textWidth),
    ]),
  ];
}

/** Blocks of lines, none of them empty; suites that did not run come right behind the regressions. */
export function comparisonLines(context: Context): string[][] {
  const { report, details, chalk } = context;
  const { attention, movedAlong, accepted, undecided, unchanged, derived } =
    comparisonSections(report);
  const folded = [...(movedAlong?.rows ?? []), ...accepted, ...undecided, ...unchanged, ...derived];
  const visible = [...attention.flatMap(({ rows }) => rows), ...(details ? folded : [])];
  const layout = comparedLayout(visible, context);
  const title = `${verdictSymbols.unchanged} ${unchangedTitle(report, unchanged)}`;
  const regressed = attention.filter(({ verdict }) => verdict === 'regressed');
  const others = attention.filter(({ verdict }) => verdict !== 'regressed');
  const blocks = [
    ...regressed.map((group) => groupLines(context, group, layout)),
    ...suiteLines(context),
    ...others.map((group) => groupLines(context, group, layout)),
    movedAlong ? movedAlongLines(context, movedAlong, layout) : [],
    accepted.length > 0 ? acceptedLines(context, accepted, layout) : [],
    undecidedLines(context, undecided, layout),
    countedLines(context, title, unchanged, layout),
    ...(details && derived.length > 0
      ? [[chalk.bold('Throughput, derived from time'), ...derived.flatMap(layout.lines)]]
      : []),
  ];
  return blocks.filter((lines) => lines.length > 0);
}
