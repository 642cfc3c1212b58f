/** Is it sound to compare these? What makes it doubtful, as sentences; no part of any verdict. Pure. */

import type { ComparisonTable } from '../../model/comparisonTable.ts';
import type { TableEntry, TableSide } from '../../model/tableEntry.ts';
import type { Arrangement } from './arrangement.ts';

/** How it was asked to be compared. */
export interface Asked {
  readonly arrangement: Arrangement;
  /** Values of the same place on both sides were measured in turns. */
  readonly paired: boolean;
}

/** Facts that change what is measured, and how they are called. */
const circumstances: readonly (readonly [string, string])[] = [
  ['cpu', 'CPU'],
  ['cpu-count', 'number of CPUs'],
  ['gomaxprocs', 'GOMAXPROCS'],
  ['os', 'operating system'],
  ['architecture', 'architecture'],
  ['runtime', 'runtime'],
  ['version', 'version of the harness'],
];

function differences([base, ...others]: readonly TableSide[]): string[] {
  if (!base) return [];
  return others.flatMap(({ title, facts }) => {
    const found = circumstances.flatMap(([fact, word]) => {
      const [before, after] = [base.facts[fact], facts[fact]];
      return before !== undefined && after !== undefined && before !== after
        ? [`${word} "${before}" and "${after}"`]
        : [];
    });
    return found.length === 0
      ? []
      : [
          `${base.title} and ${title} were measured under other circumstances: ${found.join(', ')}.`,
        ];
  });
}

const metricKey = ({ metric, unit }: Pick<TableEntry, 'metric' | 'unit'>) => `${metric} ${unit}`;

/** One launch, or repeats in one process, in the cells of any column. */
function fewLaunches(entries: readonly TableEntry[], tables: readonly ComparisonTable[]): string[] {
  const exact = new Set<string>();
  for (const entry of entries) if (entry.isExact) exact.add(metricKey(entry));
  let [all, single, repeated] = [0, 0, 0];
  for (const table of tables) {
    if (exact.has(metricKey(table))) continue;
    for (const { cells } of table.rows) {
      for (const cell of cells) {
        if (!cell) continue;
        all += 1;
        if (cell.valuesAre === 'one') single += 1;
        else if (cell.valuesAre === 'repeats') repeated += 1;
      }
    }
  }
  if (single + repeated === 0) return [];
  if (single * 2 >= all) {
    return [
      'Each side is one launch: a change cannot be told from what differs between any two launches. Give several files a side, each of another launch: "old/*" "new/*".',
    ];
  }
  return [
    'What was repeated was repeated in one process: two launches of the same code differ by more than that, so verdicts are surer than they should be. Give several files a side, each of another launch: "old/*" "new/*".',
  ];
}

/** From which share on benchmarks of one side alone are worth a word. */
const worthAWord = 0.1;

/** With several columns, which of them lacks what is seen in the tables. */
function gaps(tables: readonly ComparisonTable[]): string[] {
  let [all, open] = [0, 0];
  for (const { rows } of tables) {
    for (const { cells } of rows) {
      all += 1;
      if (cells.includes(null)) open += 1;
    }
  }
  return open > all * worthAWord
    ? [
        `${open} of ${all} rows have no value in one column or more: there is nothing to compare there.`,
      ]
    : [];
}

/** What only one of two columns has. */
function oneSided(tables: readonly ComparisonTable[]): string[] {
  const columns = tables[0]?.columns ?? [];
  if (columns.length < 2) return [];
  if (columns.length > 2) return gaps(tables);
  let [all, onlyBase, onlyOther] = [0, 0, 0];
  for (const { rows } of tables) {
    for (const { cells } of rows) {
      all += 1;
      if (!cells[1]) onlyBase += 1;
      else if (!cells[0]) onlyOther += 1;
    }
  }
  const words = [
    ...(onlyBase > all * worthAWord
      ? [`${onlyBase} of ${all} results are in ${columns[0]} only`]
      : []),
    ...(onlyOther > all * worthAWord
      ? [`${onlyOther} of ${all} results are in ${columns[1]} only`]
      : []),
  ];
  return words.length === 0 ? [] : [`${words.join(', ')}: there is nothing to compare them with.`];
}

/** Sides that no field keeps apart any more. */
function pooledSides(
  entries: readonly TableEntry[],
  sides: readonly TableSide[],
  { row, column, groupBy }: Arrangement,
): string[] {
  const isKept = [row, column ?? ['side'], groupBy].some((names) => names?.includes('side'));
  if (isKept) return [];
  const pooled = new Set<number>();
  for (const { side } of entries) pooled.add(side);
  if (pooled.size < 2) return [];
  const titles = sides.flatMap(({ title }, side) => (pooled.has(side) ? [title] : []));
  const named = titles.length > 3 ? `${titles.length} sides` : titles.join(' and ');
  return [
    `${named} are pooled, as if they were launches of one side: name the field "side" in --col, --row or --group-by to keep them apart.`,
  ];
}

/** What was to be paired and is not, or not as a whole. */
function unpaired(tables: readonly ComparisonTable[]): string[] {
  let [all, none, some] = [0, 0, 0];
  for (const { rows } of tables) {
    for (const { cells } of rows) {
      const base = cells[0];
      if (!base) continue;
      for (let column = 1; column < cells.length; column += 1) {
        const cell = cells[column];
        if (!cell) continue;
        all += 1;
        if (base.valuesAre !== 'launches' || cell.valuesAre !== 'launches') none += 1;
        else if (base.values.length !== cell.values.length) some += 1;
      }
    }
  }
  return [
    ...(none > 0
      ? [`${none} of ${all} results are not paired: a side of them is one launch, not several.`]
      : []),
    ...(some > 0
      ? [
          `${some} of ${all} results have other numbers of launches on both sides: only the first ones, as many as both have, are paired.`,
        ]
      : []),
  ];
}

/** All that is to be said. Linear. */
export function soundnessWarnings(
  entries: readonly TableEntry[],
  sides: readonly TableSide[],
  tables: readonly ComparisonTable[],
  { arrangement, paired }: Asked,
): string[] {
  return [
    ...differences(sides),
    ...pooledSides(entries, sides, arrangement),
    ...fewLaunches(entries, tables),
    ...(paired ? unpaired(tables) : []),
    ...oneSided(tables),
  ];
}
