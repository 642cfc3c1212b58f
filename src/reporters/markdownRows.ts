/** Rows of a report as lines of GitHub's Markdown tables and lists. */
import type { Verdict } from '../model/comparison.ts';
import { metrics } from '../model/metric.ts';
import type { Report } from '../model/report.ts';
import { printableLines } from '../text.ts';
import { settlingAdvice, sharedReasons } from './advice.ts';
import { formatCount } from './format.ts';
import { intervalPlot, plotTitle } from './intervalPlot.ts';
import { verdictWords } from './markdownSymbols.ts';
import { code, prose, unbroken } from './markdownText.ts';
import type { MeasuredRow } from './measured.ts';
import type { Group, Row } from './rows.ts';
import type { AcceptedRow } from './sections.ts';
import type { Fact, WorthALook } from './worthALook.ts';

const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;

/** Verdicts whose change is shown to be there, and stands out. */
const decided: ReadonlySet<Verdict> = new Set(['regressed', 'improved']);

/** No column of its own for the metric: comments are narrow, and most of it is time. */
function benchmark({ id, metric }: { readonly id: string; readonly metric: string }): string {
  return metric === '' || metric === metrics.time.title ? code(id) : `${code(id)} ${prose(metric)}`;
}

/** Which columns a table of compared rows has beside the benchmark and its numbers. */
export interface ComparedColumns {
  readonly verdict: boolean;
  /** The title of the intervals' column. */
  readonly interval: string;
  /** How far drawn intervals reach to either side, as a share; null where none is drawn. */
  readonly plotReach: number | null;
  /** The smallest change that would have been found. */
  readonly detectable: boolean;
}

/** The two lines above the rows of {@link comparedRow}, with more columns behind if need be. */
export function comparedHeader(
  { verdict, interval, plotReach, detectable }: ComparedColumns,
  ...more: readonly string[]
): string[] {
  const columns: (readonly [title: string, rule: string])[] = [
    ...(verdict ? [['Verdict', '---'] as const] : []),
    ['Benchmark', '---'],
    ['Change', '---:'],
    [interval, '---'],
    ['Base', '---:'],
    ['Now', '---:'],
    ...(plotReach === null ? [] : [[unbroken(plotTitle(plotReach)), ':---:'] as const]),
    ...(detectable ? [['Detects', '---:'] as const] : []),
    ...more.map((title) => [title, '---'] as const),
  ];
  return [line(columns.map(([title]) => title)), line(columns.map(([, rule]) => rule))];
}

function comparedCells(row: Row, columns: ComparedColumns): string[] {
  const { verdict, base, candidate, interval, effect } = row;
  const { plotReach } = columns;
  const change = unbroken(row.change);
  return [
    ...(columns.verdict ? [unbroken(verdictWords(verdict))] : []),
    benchmark(row),
    columns.verdict && decided.has(verdict) && change ? `**${change}**` : change,
    unbroken(interval),
    unbroken(base),
    unbroken(candidate),
    // Behind the numbers: a narrow comment shows these first.
    ...(plotReach === null ? [] : [effect ? code(intervalPlot(effect, plotReach)) : '']),
    ...(columns.detectable ? [unbroken(row.detectable)] : []),
  ];
}

export function comparedRow(row: Row, columns: ComparedColumns): string {
  return line(comparedCells(row, columns));
}

/** A row with its last cells telling why it was accepted, and until when. */
export function acceptedRow(row: AcceptedRow, columns: ComparedColumns): string {
  return line([...comparedCells(row, columns), prose(row.acceptedBecause), prose(row.until)]);
}

/** The first line of a message as code; empty for an empty message. */
function firstLine(message: string): string {
  const [first] = printableLines(message, { maxLines: 1, maxWidth: 200 });
  return first === undefined ? '' : code(first, 200);
}

/** What the rows of a group have to say beside their numbers, as items of a list, each on demand. */
export function notesOf(group: Group, report: Report): (() => string)[] {
  const { verdict, rows } = group;
  // A failure speaks in the harness's own words, which are code rather than a sentence.
  const words = (reason: string) => (verdict === 'failed' ? firstLine(reason) : prose(reason));
  const all = formatCount(rows.length);
  const shared = sharedReasons(group);
  const told = new Set(shared.map(({ reason }) => reason));
  const advice = settlingAdvice(rows, report);
  return [
    ...shared.map(({ reason, count }) => () => {
      const which = count === rows.length ? `all ${all}` : `${formatCount(count)} of ${all}`;
      return `- ${verdictWords(verdict)}, ${which}: ${words(reason)}`;
    }),
    ...rows
      .filter(({ reason }) => reason.trim() !== '' && !told.has(reason))
      .map((row) => () => `- ${verdictWords(verdict)} ${benchmark(row)}: ${words(row.reason)}`),
    ...(advice ? [() => `- ${verdictWords(verdict)}: ${advice}`] : []),
  ];
}

/** So many benchmarks with the same warning are named. */
const namedBenchmarks = 10;

function factOf({ ids, text }: Fact): string {
  const left = ids.length - namedBenchmarks;
  const names = ids.slice(0, namedBenchmarks).map((id) => code(id));
  const more = left > 0 ? ` and ${formatCount(left)} more` : '';
  return `${names.join(', ')}${more}: ${prose(text)}`;
}

/** A warning as items of a list: what to do, and below it what is the case where. */
export function warningItems({ advice, facts }: WorthALook): (() => string)[] {
  const [only] = facts;
  if (only && facts.length === 1)
    return [() => `- ${factOf(only)}${advice === '' ? '' : ` ${prose(advice)}`}`];
  return [() => `- ${prose(advice)}`, ...facts.map((fact) => () => `  - ${factOf(fact)}`)];
}

/** The two lines above the rows of {@link measuredRow}. */
export const measuredHeader = ['| Benchmark | Value | Spread |', '| --- | ---: | ---: |'];

export function measuredRow(row: MeasuredRow): string {
  return line([benchmark(row), unbroken(row.value), unbroken(row.spread)]);
}
