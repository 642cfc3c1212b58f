/** Tables for a person at a terminal: what changed as a whole first, doubts at the end. */
import { Chalk, type ChalkInstance } from 'chalk';
import type { ComparisonTables } from '../../model/comparisonTable.ts';
import { sentence } from '../terminalText.ts';
import { paints } from './paint.ts';
import type { Saving } from './room.ts';
import { tableLines } from './tableLines.ts';
import type { TableReporter } from './tableReporter.ts';
import { directionNotes, failureText, moreFailures, mostFailures, verdictCounts } from './words.ts';

const separator = ' · ';

/** What failed, and why, as the harness said it. */
function failureLines(comparison: ComparisonTables, width: number, chalk: ChalkInstance) {
  return [
    ...comparison.failures
      .slice(0, mostFailures)
      .map((one) => `${one.id} failed: ${failureText(one)}`),
    ...moreFailures(comparison),
  ].flatMap((text) => sentence(`✗ ${text}`, '  ', width).map((line) => chalk.red(line)));
}

const savedTexts: Readonly<Record<Saving, string>> = {
  plots: 'The terminal is too narrow for plots.',
  spreads: 'The terminal is too narrow for spreads (±); --format csv has them.',
  words: '✗ is slower or worse, ✓ faster or better, ~ changed, ? undecided, = unchanged.',
};

/** The same reason once, with how often it holds. */
function reasonLines({ tables }: ComparisonTables, width: number): string[] {
  const reasons = new Map<string, number>();
  for (const { rows } of tables) {
    for (const { cells } of rows) {
      for (const cell of cells) {
        const reason = cell?.change?.reason;
        if (reason !== undefined) reasons.set(reason, (reasons.get(reason) ?? 0) + 1);
      }
    }
  }
  return [...reasons].flatMap(([reason, count]) =>
    sentence(`? ${count === 1 ? 'One result' : `${count} results`}: ${reason}`, '  ', width),
  );
}

export const terminalTables: TableReporter = {
  render({ comparison }, options) {
    const chalk = new Chalk({ level: options.color ? 1 : 0 });
    const paint = paints(chalk);
    const { tables, warnings } = comparison;
    const counts = verdictCounts(comparison);
    const headline = counts.map(({ verdict, text }) => paint[verdict](text)).join(separator);
    const width = Math.min(options.columns, 100);
    const shown = tables.map((table) => tableLines(table, options, chalk));
    const saved = new Set(shown.flatMap((one) => one.saved));
    const blocks = [
      ...(headline === '' ? [] : [[chalk.bold(headline)]]),
      failureLines(comparison, width, chalk),
      ...shown.map(({ lines }) => lines),
      [
        ...reasonLines(comparison, width),
        ...[...saved].flatMap((one) => sentence(`… ${savedTexts[one]}`, '  ', width)),
        ...directionNotes(comparison).flatMap((note) => sentence(`~ ${note}`, '  ', width)),
        ...warnings.flatMap((warning) => sentence(`! ${warning}`, '  ', width)),
      ],
    ].filter((lines) => lines.length > 0);
    return `${blocks.map((lines) => lines.join('\n')).join('\n\n')}\n`;
  },
};
