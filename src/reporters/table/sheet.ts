/** A table as cells of text, column by column as a terminal shows them. Pure. */
import type { ComparisonTable, TableRow, TableVerdict } from '../../model/comparisonTable.ts';
import { printable } from '../../text.ts';
import type { Column } from '../columns.ts';
import { formatChange, formatSpread } from '../format.ts';
import { intervalPlot, plotTitle, reachOf } from '../intervalPlot.ts';
import type { TableOptions } from './tableReporter.ts';
import { tableValue } from './values.ts';
import { cellWord, changeText } from './words.ts';

/** Where the parts of one side stand in a line: of the first one, only value and spread. */
export interface SidePlaces {
  readonly value: number;
  readonly spread: number;
  readonly change: number | null;
  readonly word: number | null;
  readonly plot: number | null;
}

/** Behind the name: value and spread of the first side; of others also change, word and plot. */
const ofFirst = 2;
const ofOthers = (plot: boolean) => (plot ? 5 : 4);

/** Rows of a table as cells of text; each line begins with its name. */
export class Sheet {
  readonly table: ComparisonTable;
  readonly #options: TableOptions;
  readonly #reach: number;

  constructor(table: ComparisonTable, options: TableOptions) {
    this.table = table;
    this.#options = options;
    this.#reach = options.plot
      ? reachOf(
          table.rows.flatMap(({ cells }) => cells.flatMap((cell) => cell?.change?.interval ?? [])),
        )
      : 0;
  }

  get layout(): Column[] {
    const value: Column[] = [
      { align: 'right', before: '  ' },
      { align: 'left', before: ' ' },
    ];
    const change: Column[] = [
      { align: 'right', before: '  ' },
      { align: 'left', before: '  ' },
      ...(this.#options.plot ? [{ align: 'left', before: '  ' } as const] : []),
    ];
    return [
      { align: 'left', before: '' },
      ...value,
      ...this.table.columns.slice(1).flatMap(() => [...value, ...change]),
    ];
  }

  /** Titles above the values. */
  get header(): string[] {
    const plot = this.#options.plot ? [plotTitle(this.#reach)] : [];
    return [
      '',
      ...this.table.columns.flatMap((title, index) =>
        index === 0 ? [printable(title), ''] : [printable(title), '', '', '', ...plot],
      ),
    ];
  }

  row(row: TableRow): string[] {
    const { title, cells } = row;
    const { plot, unit } = this.#options;
    const texts = [printable(title)];
    for (let index = 0; index < cells.length; index += 1) {
      const cell = cells[index];
      const change = cell?.change;
      texts.push(
        cell ? tableValue(cell.value, this.table.unit, unit) : '',
        cell?.spread ? formatSpread(cell.spread) : '',
      );
      if (index === 0) continue;
      const said = cellWord(this.table, row, index);
      texts.push(change ? changeText(change) : '', said ? `${said.symbol} ${said.word}` : '');
      if (plot) texts.push(change?.interval ? intervalPlot(change.interval, this.#reach) : '');
    }
    return texts;
  }

  /** None where the table has no means. */
  get means(): string[][] {
    const { means, unit } = this.table;
    if (means.length === 0) return [];
    const { plot, unit: fixed } = this.#options;
    return [
      [
        'geometric mean',
        ...means.flatMap(({ value, ratio }, index) => {
          const shown = value === null ? '' : tableValue(value, unit, fixed);
          if (index === 0) return [shown, ''];
          return [shown, '', ratio === null ? '' : formatChange(ratio), '', ...(plot ? [''] : [])];
        }),
      ],
    ];
  }

  /** By the number of the side. */
  get sides(): SidePlaces[] {
    const { plot } = this.#options;
    const each = ofOthers(plot);
    return this.table.columns.map((_, index) => {
      if (index === 0) return { value: 1, spread: 2, change: null, word: null, plot: null };
      const value = 1 + ofFirst + (index - 1) * each;
      const [spread, change, word] = [value + 1, value + 2, value + 3];
      return { value, spread, change, word, plot: plot ? value + 4 : null };
    });
  }

  /** The verdict that the text at this place of a row tells of; null where it tells of none. */
  verdictAt({ cells }: TableRow, place: number): TableVerdict | null {
    const behind = place - 1 - ofFirst;
    const each = ofOthers(this.#options.plot);
    const isChange = behind >= 0 && [2, 3].includes(behind % each);
    return isChange ? (cells[1 + Math.floor(behind / each)]?.change?.verdict ?? null) : null;
  }
}
