/** What is said of a comparison as a whole, and of its cells, in every form. Pure. */
import {
  type Change,
  type ComparisonTable,
  type ComparisonTables,
  comparesNothing,
  type TableFailure,
  type TableRow,
  type TableVerdict,
} from '../../model/comparisonTable.ts';
import { titleOf } from '../../model/metric.ts';
import { printable, truncateMiddle } from '../../text.ts';
import { formatChange, formatCount } from '../format.ts';

/** What is counted of a comparison as a whole. */
export type Counted = TableVerdict | 'failed' | 'missing' | 'nothing to compare';

/** Worst first. */
const counted: readonly Exclude<Counted, 'nothing to compare'>[] = [
  'slower',
  'worse',
  'failed',
  'missing',
  'faster',
  'better',
  'changed',
  'undecided',
  'unchanged',
];

/** `2 slower`, `14 unchanged`, …: only what there is, worst first. */
export function verdictCounts(comparison: ComparisonTables): { verdict: Counted; text: string }[] {
  const { counts, failures, missing } = comparison;
  const all: Readonly<Record<string, number>> = { ...counts, failed: failures.length, missing };
  const found = counted.flatMap((verdict) => {
    const count = all[verdict] ?? 0;
    return count === 0 ? [] : [{ verdict, text: `${formatCount(count)} ${verdict}` }];
  });
  const nothing = 'nothing to compare';
  return comparesNothing(comparison) ? [{ verdict: nothing, text: nothing }, ...found] : found;
}

/** Some harnesses tell of a failure by all that was printed. */
const mostOfMessage = 300;

/** The failures that are told one by one; the headline counts all. */
export const mostFailures = 20;

/** What is said of failures that are not told; none without. */
export function moreFailures({ failures }: ComparisonTables): string[] {
  const left = failures.length - mostFailures;
  return left > 0 ? [`${formatCount(left)} more failed; --format json tells of all.`] : [];
}

/** What is said of a failure behind its id: on which side, how often, and what the harness said. */
export function failureText({ side, message, count }: TableFailure): string {
  const times = count === 1 ? '' : `, ${formatCount(count)} times`;
  const words = message === null ? '' : `: ${truncateMiddle(printable(message), mostOfMessage)}`;
  return `${side}${times}${words}`;
}

/** A mark that does not need colours. */
const verdictSymbols: Readonly<Record<TableVerdict, string>> = {
  slower: '✗',
  worse: '✗',
  faster: '✓',
  better: '✓',
  changed: '~',
  undecided: '?',
  unchanged: '=',
};

export interface CellWord {
  readonly symbol: string;
  readonly word: string;
}

/** What is said of a cell behind its value, in symbol and word; null for nothing. */
export function cellWord(
  { areSides }: ComparisonTable,
  row: TableRow,
  place: number,
): CellWord | null {
  const [first] = row.cells;
  const cell = row.cells[place];
  if (cell?.change) {
    const { verdict } = cell.change;
    return { symbol: verdictSymbols[verdict], word: verdict };
  }
  if (!areSides || place === 0) return null;
  if (first && !cell) return { symbol: '!', word: 'missing' };
  return cell && !first ? { symbol: '+', word: 'added' } : null;
}

/** `time · go · example.com/parser`. */
export const tableTitle = ({ metric, group }: ComparisonTable): string =>
  [titleOf(metric), ...group].join(' · ');

/** Of zero there is no ratio. */
export const changeText = ({ ratio }: Change): string =>
  ratio === null ? 'from zero' : formatChange(ratio);

/** So many metrics are named. */
const mostNamed = 3;

/** What is to be said about the tables as a whole, beside their warnings. */
export function directionNotes({ tables }: ComparisonTables): string[] {
  const names = new Set(
    tables.flatMap(({ metric, direction, columns }) =>
      direction === null && columns.length > 1 ? [metric] : [],
    ),
  );
  if (names.size === 0) return [];
  const named = [...names].slice(0, mostNamed).join(', ');
  const more = names.size > mostNamed ? ` and ${names.size - mostNamed} more` : '';
  return [
    `Nobody tells which way is better of ${named}${more}: say it with --lower-is-better NAME or --higher-is-better NAME.`,
  ];
}
