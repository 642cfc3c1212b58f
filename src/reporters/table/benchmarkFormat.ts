/**
 * All values in Go's benchmark format, a line each, for benchstat and others; where there are several
 * sides, the configuration line `from` tells which one it is.
 */
import { unknown } from '../../model/machineTitle.ts';
import type { TableBenchmark, TableEntry, TableSide } from '../../model/tableEntry.ts';
import { benchmarkFormatText, configurationKey, type ResultBlock } from '../benchmarkFormatText.ts';
import { formatUnits } from '../benchmarkFormatUnits.ts';
import { benchmarkNames, type NamedBenchmark, type WrittenName } from '../benchmarkNames.ts';
import type { TableReporter } from './tableReporter.ts';

type Configuration = ResultBlock['configuration'];

/** To which lines are still added. */
interface OpenBlock extends ResultBlock {
  readonly lines: string[];
}

/** The format that its results were read in; null for what perfwatch measured itself. */
const formatOf = (side: TableSide | undefined, suite: string) =>
  side?.formats ? (side.formats.get(suite) ?? null) : suite;

const isOfGo = (side: TableSide | undefined, { suite }: TableBenchmark) =>
  formatOf(side, suite) === 'go';

function named(benchmark: TableBenchmark, side: TableSide | undefined): NamedBenchmark {
  const { suite, path, params, labels } = benchmark;
  const processors = Number(side?.facts.gomaxprocs ?? Number.NaN);
  return {
    suite,
    path,
    params: Object.entries(params),
    labels,
    go: isOfGo(side, benchmark)
      ? { processors: Number.isNaN(processors) ? null : processors }
      : null,
  };
}

const goFacts = [
  ['goos', 'os'],
  ['goarch', 'architecture'],
  ['cpu', 'cpu'],
] as const;

/** What a file said; of an imported run, what is known of all of it. */
function labelsOf(benchmark: TableBenchmark, side: TableSide): TableBenchmark['labels'] {
  if (!side.formats || !isOfGo(side, benchmark)) return benchmark.labels;
  const told = goFacts.map(([key, fact]) => [key, side.facts[fact] ?? unknown] as const);
  return Object.fromEntries(told.filter(([, value]) => value !== unknown));
}

/** Keys that are the same once they are written as the format wants them get a number. */
function labelLines(labels: TableBenchmark['labels'], taken: ReadonlySet<string>): Configuration {
  const used = new Set(taken);
  return Object.entries(labels).map(([name, value]) => {
    const wanted = configurationKey(name);
    let key = wanted;
    for (let number = 2; used.has(key); number += 1) key = `${wanted}-${number}`;
    used.add(key);
    return [key, value];
  });
}

/** As Go has them: the package before the processor. */
function configurationOf(
  from: Configuration,
  labels: TableBenchmark['labels'],
  part: WrittenName['part'],
): Configuration {
  const own = [...from, ...(part ? [part] : [])];
  const lines = labelLines(labels, new Set(own.map(([key]) => key)));
  const isCpu = ([key]: Configuration[number]) => key === 'cpu';
  return [
    ...from,
    ...lines.filter((line) => !isCpu(line)),
    ...(part ? [part] : []),
    ...lines.filter(isCpu),
  ];
}

function sideBlocks(
  entries: readonly TableEntry[],
  names: ReadonlyMap<TableBenchmark, WrittenName>,
  unitOf: (entry: TableEntry) => string,
  side: TableSide,
  from: Configuration,
): ResultBlock[] {
  const blocks = new Map<TableBenchmark['labels'], Map<string, OpenBlock>>();
  for (const entry of entries) {
    const { benchmark, values } = entry;
    const written = names.get(benchmark);
    if (!written) continue;
    const ofLabels = blocks.get(benchmark.labels) ?? new Map<string, OpenBlock>();
    blocks.set(benchmark.labels, ofLabels);
    const key = written.part?.join(' ') ?? '';
    let block = ofLabels.get(key);
    if (!block) {
      const configuration = configurationOf(from, labelsOf(benchmark, side), written.part);
      block = { configuration, lines: [] };
      ofLabels.set(key, block);
    }
    const unit = unitOf(entry);
    for (const value of values) block.lines.push(`${written.name} 1 ${value} ${unit}`);
  }
  return [...blocks.values()].flatMap((ofLabels) => [...ofLabels.values()]);
}

export const benchmarkFormatTables: TableReporter = {
  render({ entries, sides }) {
    const { unitOf, directions } = formatUnits(
      entries.map((entry) => ({ ...entry, isOfGo: isOfGo(sides[entry.side], entry.benchmark) })),
    );
    const isAlone = sides.length === 1;
    const blocks = sides.flatMap((side, place) => {
      const own = entries.filter((entry) => entry.side === place);
      const benchmarks = new Map(
        own.map(({ benchmark }) => [benchmark, named(benchmark, side)] as const),
      );
      const from: Configuration = isAlone ? [] : [['from', side.title]];
      return sideBlocks(own, benchmarkNames(benchmarks), unitOf, side, from);
    });
    return benchmarkFormatText(directions, blocks);
  },
};
