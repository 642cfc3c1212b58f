/** What is said of a comparison as a whole, and of its cells, in every form. Pure. */
import type {
  Change,
  ComparisonTable,
  ComparisonTables,
  TableVerdict,
} from '../../model/comparisonTable.ts';
import { titleOf } from '../../model/metric.ts';
import { formatChange, formatCount } from '../format.ts';

/** Worst first; what is said of one result, and of several. */
const words: readonly (readonly [TableVerdict, string])[] = [
  ['slower', 'slower'],
  ['worse', 'worse'],
  ['faster', 'faster'],
  ['better', 'better'],
  ['changed', 'changed'],
  ['undecided', 'undecided'],
  ['unchanged', 'unchanged'],
];

/** `2 slower`, `14 unchanged`, …: only what there is, worst first. */
export function verdictCounts({
  counts,
}: ComparisonTables): { verdict: TableVerdict; text: string }[] {
  return words.flatMap(([verdict, word]) => {
    const count = counts[verdict] ?? 0;
    return count === 0 ? [] : [{ verdict, text: `${formatCount(count)} ${word}` }];
  });
}

/** A mark that does not need colours. */
export const verdictSymbols: Readonly<Record<TableVerdict, string>> = {
  slower: '✗',
  worse: '✗',
  faster: '✓',
  better: '✓',
  changed: '~',
  undecided: '?',
  unchanged: '=',
};

/** Mark and word: `✗ slower`. */
export const verdictTexts: Readonly<Record<TableVerdict, string>> = {
  slower: `${verdictSymbols.slower} slower`,
  worse: `${verdictSymbols.worse} worse`,
  faster: `${verdictSymbols.faster} faster`,
  better: `${verdictSymbols.better} better`,
  changed: `${verdictSymbols.changed} changed`,
  undecided: `${verdictSymbols.undecided} undecided`,
  unchanged: `${verdictSymbols.unchanged} unchanged`,
};

/** `time · go · example.com/parser`. */
export const tableTitle = ({ metric, group }: ComparisonTable): string =>
  [titleOf(metric), ...group].join(' · ');

/** Of zero there is no ratio. */
export const changeText = ({ ratio }: Change): string =>
  ratio === null ? 'from zero' : formatChange(ratio);

/** Of a metric of which nobody tells which way is better. */
export const noDirection =
  'Nobody tells which way is better: say it with --lower-is-better NAME or --higher-is-better NAME.';
