/** Rows of a report as lines of GitHub's Markdown tables and lists. */
import type { Verdict } from '../model/comparison.ts';
import { metrics } from '../model/metric.ts';
import { printableLines } from '../text.ts';
import { formatCount } from './format.ts';
import { verdictSymbols } from './headline.ts';
import { code, prose, unbroken } from './markdownText.ts';
import {
  type Group,
  launchesAdvice,
  type MeasuredRow,
  type Row,
  sharedReason,
} from './sections.ts';

const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;

/** Verdicts whose change is shown to be there, and stands out. */
const decided: ReadonlySet<Verdict> = new Set(['regressed', 'improved']);

const verdictWords = (verdict: Verdict) => `${verdictSymbols[verdict]} ${verdict}`;

/** No column of its own for the metric: comments are narrow, and most of it is time. */
function benchmark({ id, metric }: { readonly id: string; readonly metric: string }): string {
  return metric === '' || metric === metrics.time.title ? code(id) : `${code(id)} ${metric}`;
}

/** The two lines above the rows of {@link comparedRow}; `interval` is that column's title. */
export function comparedHeader(withVerdict: boolean, interval: string): string[] {
  const columns: (readonly [title: string, rule: string])[] = [
    ...(withVerdict ? [['Verdict', '---'] as const] : []),
    ['Benchmark', '---'],
    ['Change', '---:'],
    [interval, '---'],
    ['Base', '---:'],
    ['Now', '---:'],
  ];
  return [line(columns.map(([title]) => title)), line(columns.map(([, rule]) => rule))];
}

export function comparedRow(row: Row, withVerdict: boolean): string {
  const { verdict, base, candidate, interval } = row;
  const change = unbroken(row.change);
  return line([
    ...(withVerdict ? [unbroken(verdictWords(verdict))] : []),
    benchmark(row),
    withVerdict && decided.has(verdict) && change ? `**${change}**` : change,
    unbroken(interval),
    unbroken(base),
    unbroken(candidate),
  ]);
}

/** The first line of a message as code; empty for an empty message. */
function firstLine(message: string): string {
  const [first] = printableLines(message, { maxLines: 1, maxWidth: 200 });
  return first === undefined ? '' : code(first, 200);
}

/** What the rows of a group have to say beside their numbers, as items of a list, each on demand. */
export function notesOf(group: Group): (() => string)[] {
  const { verdict, rows } = group;
  // A failure speaks in the harness's own words, which are code rather than a sentence.
  const words = (reason: string) => (verdict === 'failed' ? firstLine(reason) : prose(reason));
  const shared = sharedReason(group);
  const advice = launchesAdvice(group);
  const reasons = shared
    ? [() => `- ${verdictWords(verdict)}, all ${formatCount(rows.length)}: ${words(shared)}`]
    : rows
        .filter(({ reason }) => reason.trim() !== '')
        .map((row) => () => `- ${verdictWords(verdict)} ${benchmark(row)}: ${words(row.reason)}`);
  return [...reasons, ...(advice ? [() => `- ${verdictWords(verdict)}: ${advice}`] : [])];
}

/** The two lines above the rows of {@link measuredRow}. */
export const measuredHeader = ['| Benchmark | Value | Spread |', '| --- | ---: | ---: |'];

export function measuredRow(row: MeasuredRow): string {
  return line([benchmark(row), unbroken(row.value), unbroken(row.spread)]);
}
