/** What a test of the gate has shown, as people read it. Pure. */
import {
  blindRows,
  isJumpy,
  isPassed,
  type SelfTest,
  type SelfTestRow,
} from '../../analysis/selftest.ts';
import { alignedLine, type Column, columnWidths, lineWidth } from '../../reporters/columns.ts';
import { formatCount, formatShare, formatThreshold } from '../../reporters/format.ts';
import { flow, printable } from '../../text.ts';

/** Rows that are shown without --details; those that the gate is blind for are shown always. */
const rowsWithoutDetails = 40;

const columns: readonly Column[] = [
  { align: 'left', before: '  ' },
  { align: 'left', before: '  ' },
  { align: 'right', before: '  ' },
  { align: 'right', before: '  ' },
  { align: 'right', before: '  ' },
];

/** A name needs so much room to be recognized. */
const leastNameWidth = 16;

const paragraph = (text: string, width: number, indent = '') =>
  flow(printable(text).split(' '), ' ', width - indent.length).map((line) => indent + line);

const worse = (size: number | null) => (size === null ? 'never' : formatShare(size));
/** The same factor the other way: 5 % longer is undone by 4.8 % less. */
const better = (size: number | null) =>
  size === null ? 'never' : formatShare(Number((1 - 1 / (1 + size)).toFixed(3)));

const isTimeOnly = ({ rows }: SelfTest) => rows.every(({ metric }) => metric === 'time');

/** `15 benchmarks`, or what else is counted. */
const nameOf = (result: SelfTest) => (isTimeOnly(result) ? 'benchmarks' : 'metrics of benchmarks');

const countOf = (count: number, result: SelfTest) =>
  `${formatCount(count)} of ${formatCount(result.rows.length)} ${nameOf(result)}`;

/** From which sizes on it turns red for most and for all. */
function reach(result: SelfTest): string {
  const sizes = result.rows.flatMap(({ redFrom }) => redFrom ?? []).sort((a, b) => a - b);
  const usual = sizes[Math.ceil(sizes.length / 2) - 1];
  const largest = sizes.at(-1);
  if (usual === undefined || largest === undefined) return '';
  const most = sizes.filter((size) => size <= usual).length;
  const all = `from +${formatShare(largest)} on for all ${formatCount(sizes.length)} ${nameOf(result)}`;
  return most === sizes.length
    ? all
    : `from +${formatShare(usual)} on for ${countOf(most, result)}, from +${formatShare(largest)} on for all`;
}

function unchangedText({ unchanged: { runs, red, recordedIsRed } }: SelfTest): string {
  if (recordedIsRed) return 'the launches as they were recorded turn it red';
  return red === 0
    ? 'never without a change'
    : `without a change in ${red} of ${formatCount(runs)} runs`;
}

function headline(result: SelfTest): string {
  const blind = blindRows(result);
  if (isPassed(result)) return `✓ The gate turns red ${reach(result)}; ${unchangedText(result)}.`;
  const facts = [
    ...(isJumpy(result) ? [`turns red without a change (${unchangedText(result)})`] : []),
    ...(blind.length > 0
      ? [
          `is blind: +${formatShare(Math.max(...blind.map(({ mustDetect }) => mustDetect)))} goes unnoticed for ${countOf(blind.length, result)}`,
        ]
      : []),
  ];
  const unheard = 'finds changes that do not become an exit code, which is a defect of perfwatch';
  return `✗ The gate ${(facts.length > 0 ? facts : [unheard]).join(', and ')}.`;
}

function contextText(result: SelfTest, title: string): string {
  const { threshold, trialsEachWay } = result;
  return `Tested with the ${title}, threshold ${formatThreshold(threshold)}: each ${
    isTimeOnly(result) ? 'benchmark' : 'metric'
  } alone is made worse and better by known amounts, ${trialsEachWay} times each way; what nine of ten trials tell counts as found.`;
}

function adviceLines(result: SelfTest): string[] {
  const isStored = result.kind === 'stored';
  return [
    ...(isJumpy(result)
      ? [
          'Identical code should not differ. Record again with `npx perfwatch calibrate`; where that turns it red as well, keep this machine free of other work, or raise `threshold`.',
        ]
      : []),
    ...(blindRows(result).length > 0
      ? [
          isStored
            ? 'Stored runs of this machine differ too much, or are too few: measure side by side with `npx perfwatch run --against REF`, or update the baseline with more runs.'
            : 'More rounds make smaller changes visible (`rounds.maximum`); `npx perfwatch calibrate` says how many, and which benchmarks to mend.',
        ]
      : []),
  ];
}

/** Largest sizes first: what the gate sees worst. */
const worstFirst = (a: SelfTestRow, b: SelfTestRow) =>
  (b.redFrom ?? Number.POSITIVE_INFINITY) - (a.redFrom ?? Number.POSITIVE_INFINITY) ||
  a.detected - b.detected ||
  (a.id < b.id ? -1 : 1);

function tableLines(result: SelfTest, width: number, details: boolean): string[] {
  const rows = result.rows.toSorted(worstFirst);
  const least = details ? rows.length : rowsWithoutDetails;
  const shown = rows.slice(0, Math.max(least, blindRows(result).length));
  const { together } = result;
  const cells = [
    ['', '', 'red from', 'better from', 'must be red'],
    ...shown.map(({ id, metric, redFrom, improvedFrom, mustDetect, detected }) => [
      printable(id),
      metric === 'time' || metric === null ? '' : metric,
      worse(redFrom),
      better(improvedFrom),
      `${detected} of ${result.trialsEachWay} at +${formatShare(mustDetect)}`,
    ]),
    ['all of them together', '', worse(together.redFrom), better(together.improvedFrom), ''],
  ];
  const [name = 0, ...others] = columnWidths(cells, columns.length);
  const room = width - lineWidth([0, ...others], columns) - 2;
  const widths = [Math.min(name, Math.max(leastNameWidth, room)), ...others];
  const lines = cells.map((row) => alignedLine(row, widths, columns, (text) => text));
  const left = rows.length - shown.length;
  const more = left > 0 ? [`  … ${formatCount(left)} more, shown with --details`] : [];
  return [...lines.slice(0, -1), ...more, ...lines.slice(-1)];
}

/**
 * The verdict first, then the table, at last what to do.
 *
 * @param title what was tested with
 * @param width in columns
 */
export function selfTestText(
  result: SelfTest,
  title: string,
  width: number,
  details: boolean,
): string {
  const togetherNote =
    result.kind === 'stored'
      ? [
          'Where most benchmarks move together, a stored baseline cannot tell the machine from the code: the report says so instead of turning red.',
        ]
      : [];
  const { runs, red } = result.exitCodes;
  const checked = `Exit code 1 for ${red} of ${runs} runs with a single change that was found.`;
  const blocks = [
    [...paragraph(headline(result), width), ...paragraph(contextText(result, title), width)],
    tableLines(result, width, details),
    [...togetherNote, checked].flatMap((text) => paragraph(text, width)),
    adviceLines(result).flatMap((text) => paragraph(text, width)),
  ];
  return `${blocks
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n')}\n`;
}
