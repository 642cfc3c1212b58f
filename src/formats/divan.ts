/** The table that divan prints, with its allocations where they were profiled. */
import { distinctNames } from './distinctNames.ts';
import { type Cells, type Columns, cellsOf, columnsOf, medianOf } from './divan/columns.ts';
import { nameInTree } from './divan/tree.ts';
import type { BenchmarkName, Format, LineReader, Metric, Results } from './format.ts';
import { allocated, allocations, time } from './metrics.ts';
import { cutLine, lineByLine } from './plainText.ts';

const count = (name: string, direction: Metric['direction']): Metric => ({
  name,
  unit: '1',
  direction,
});
const bytes = (name: string, direction: Metric['direction']): Metric => ({
  name,
  unit: 'B',
  direction,
});

/** What a block of rows below a benchmark counts: how many, and bytes. */
const blocks: ReadonlyMap<string, readonly Metric[]> = new Map([
  ['alloc:', [allocations, allocated]],
  [
    'max alloc:',
    [count('peak-heap-blocks', 'lower-is-better'), bytes('peak-heap', 'lower-is-better')],
  ],
  ['dealloc:', [count('deallocations', null), bytes('deallocated', null)]],
  ['grow:', [count('grows', 'lower-is-better'), bytes('grown', 'lower-is-better')]],
  ['shrink:', [count('shrinks', null), bytes('shrunk', null)]],
]);

/** Reads one table; another one begins with another header. */
class TableReader {
  readonly #results: Results;
  readonly #isFirst: (name: BenchmarkName, line?: number) => boolean;
  #columns: Columns | null = null;
  #tree: string[] = [];
  #current: BenchmarkName | null = null;
  #block: readonly Metric[] = [];

  constructor(results: Results) {
    this.#results = results;
    this.#isFirst = distinctNames(results);
  }

  line(text: string, number: number, isCut: boolean): void {
    const columns = columnsOf(text);
    if (columns) {
      this.#columns = columns;
      this.#tree = [columns.title];
      this.#current = null;
    } else if (this.#columns && /^(?:[├╰│]| {3})/.test(text)) {
      if (isCut) this.#results.passOver(cutLine, number);
      this.#row(this.#columns, text, number);
    }
  }

  #row(columns: Columns, text: string, number: number): void {
    const cells = cellsOf(columns, text);
    if (cells.label === null) {
      if (this.#current) this.#below(this.#current, cells, number);
      return;
    }
    this.#tree = [...this.#tree.slice(0, cells.depth + 1), cells.label];
    this.#current = null;
    this.#block = [];
    // A group, whose row has empty cells.
    if (cells.fastest === '' && cells.isWhole) return;
    const name = nameInTree(this.#tree);
    if (!this.#isFirst(name, number)) return;
    if (cells.fastest === '(ignored)') this.#results.skipped(name, 'it is ignored');
    else if (!cells.isWhole)
      this.#results.failed(name, 'its row ends in the middle: it panicked, or was ended');
    else {
      this.#results.rows(1);
      this.#current = name;
      this.#add(name, time, cells, number);
    }
  }

  /** Rows below that of a benchmark: its throughput, which follows from the time, and blocks of allocations. */
  #below(name: BenchmarkName, cells: Cells, number: number): void {
    const block = blocks.get(cells.fastest);
    if (block) {
      this.#block = block;
      return;
    }
    const [metric, ...rest] = this.#block;
    this.#block = rest;
    if (metric) this.#add(name, metric, cells, number);
    else if (!/\/s$/.test(cells.fastest) && cells.fastest !== '') {
      this.#results.passOver('a row below a benchmark is not known', number);
    }
  }

  #add(name: BenchmarkName, metric: Metric, cells: Cells, number: number): void {
    this.#results.at(number);
    const median = medianOf(cells, metric.unit);
    if (median === null) {
      this.#results.passOver('a median is no number in a unit that is known');
    } else this.#results.series(name, metric, 'figure').add(median);
  }
}

function begin(results: Results): LineReader {
  const table = new TableReader(results);
  return lineByLine((line, number, isCut) => table.line(line, number, isCut));
}

export const divan: Format = {
  name: 'divan',
  title: 'divan text',
  looksFor: 'a table with "fastest │ slowest │ median │ mean │ samples │ iters"',
  testedWith: ['divan 0.1.0', 'divan 0.1.21'],
  values: 'one median, to four digits',
  metrics: 'time; allocations and peak heap of its AllocProfiler',
  detect: ({ text, xmlRoot }) =>
    xmlRoot === null &&
    text.includes('fastest') &&
    text.split('\n').some((line) => columnsOf(line) !== null),
  reader: { kind: 'lines', begin },
};
