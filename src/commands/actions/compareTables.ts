/** `perfwatch compare` as tables: any number of sides, arranged, filtered and sorted as asked. */

import { resolve } from 'node:path';
import { type Skipped, skippedNotice } from '../../analysis/skippedNotice.ts';
import type { Arrangement } from '../../analysis/table/arrangement.ts';
import { compareTables } from '../../analysis/table/compareTables.ts';
import { exitCodeOfTables } from '../../analysis/table/exitCode.ts';
import { shortTitles } from '../../analysis/table/shortTitles.ts';
import { type SortOrder, sorted } from '../../analysis/table/sort.ts';
import { perfwatchError } from '../../errors.ts';
import { entriesOf, sideOf } from '../../formats/entries.ts';
import { failedEntries } from '../../formats/failedEntries.ts';
import type { Format } from '../../formats/format.ts';
import type { Io } from '../../io.ts';
import type { Direction } from '../../model/metric.ts';
import type { Rule } from '../../model/rule.ts';
import type { FailedEntry, TableEntry, TableSide } from '../../model/tableEntry.ts';
import { columnsWithoutTerminal } from '../../reporters/reporter.ts';
import { type TableReporterName, tableReporters } from '../../reporters/table/index.ts';
import { type FixedUnit, fixedUnit } from '../../reporters/table/values.ts';
import { printable } from '../../text.ts';
import { isRun, readForeign, sideLines, skippedIn } from './comparedSides.ts';
import { filteredEntries } from './filteredEntries.ts';

/** Options of `compare` that are about tables. */
export interface TableChoices {
  readonly row?: readonly string[];
  readonly col?: readonly string[];
  readonly groupBy?: readonly string[];
  readonly filter?: string;
  readonly sort?: SortOrder;
  readonly format?: TableReporterName;
  readonly unit?: string;
  readonly plot?: true;
  readonly paired?: true;
  readonly lowerIsBetter?: readonly string[];
  readonly higherIsBetter?: readonly string[];
}

interface TableCommand {
  readonly choices: TableChoices;
  readonly rule: Rule;
  /** Wins over that of the rule. */
  readonly threshold?: number;
  readonly color: boolean;
  readonly strict: boolean;
  /** Of all files that are no runs; null is told by their content. */
  readonly from: Format | null;
}

interface SideEntries {
  readonly side: TableSide;
  readonly entries: readonly TableEntry[];
  readonly failed: readonly FailedEntry[];
  /** What is to be told of it besides its results. */
  readonly lines: readonly string[];
}

const skippedLines = (title: string, skipped: readonly Skipped[]) =>
  skippedNotice(skipped).map((sentence) => `${title}: ${sentence}`);

/** One side at a time, so that only one big file is in memory as text. */
async function readSide(
  path: string,
  index: number,
  format: Format | null,
  io: Io,
): Promise<SideEntries> {
  if (format === null && (await isRun(path, io.cwd))) {
    // With the schemas of runs, which files of others have no need of.
    const [{ readRun }, { entriesOfRun, failuresOfRun, sideOfRun, skippedOfRun }] =
      await Promise.all([
        import('../../stores/runs.ts'),
        import('../../analysis/table/entriesOfRun.ts'),
      ]);
    const run = await readRun(resolve(io.cwd, path));
    return {
      side: sideOfRun(path, run),
      entries: entriesOfRun(run, index),
      failed: failuresOfRun(run, index),
      lines: skippedLines(path, skippedOfRun(run)),
    };
  }
  const foreign = await readForeign(path, format, '--from', io);
  const { title, readings } = foreign;
  return {
    side: sideOf(title, readings),
    entries: entriesOf(readings, index),
    failed: failedEntries(readings, index),
    lines: [...sideLines(foreign), ...skippedLines(title, skippedIn(foreign))],
  };
}

function directionsOf({
  lowerIsBetter = [],
  higherIsBetter = [],
}: TableChoices): ReadonlyMap<string, Direction> {
  return new Map<string, Direction>([
    ...lowerIsBetter.map((name) => [name, 'lower-is-better'] as const),
    ...higherIsBetter.map((name) => [name, 'higher-is-better'] as const),
  ]);
}

function withDirections(
  entries: readonly TableEntry[],
  choices: TableChoices,
): readonly TableEntry[] {
  const directions = directionsOf(choices);
  if (directions.size === 0) return entries;
  const metrics = new Set(entries.map(({ metric }) => metric));
  for (const [metric, direction] of directions) {
    if (metrics.has(metric)) continue;
    throw perfwatchError('metric-unknown', {
      option: `--${direction}`,
      metric,
      metrics: [...metrics],
    });
  }
  return entries.map((entry) => {
    const direction = directions.get(entry.metric);
    return direction ? { ...entry, direction } : entry;
  });
}

/** The unit asked for, which something must be shown in. */
function unitOf({ unit }: TableChoices, entries: readonly TableEntry[]): FixedUnit | null {
  const fixed = unit === undefined ? null : fixedUnit(unit);
  if (unit === undefined || entries.some((entry) => entry.unit === fixed?.base)) return fixed;
  const units = new Set(entries.flatMap((entry) => (entry.unit === '1' ? [] : [entry.unit])));
  throw perfwatchError('unit-unused', { unit, units: units.size > 0 ? [...units] : ['none'] });
}

/**
 * Compares and shows; resolves to the exit code.
 *
 * @throws PerfwatchError for what cannot be read, an expression that is not one, a field that is none
 */
export async function executeCompareTables(
  paths: readonly string[],
  { choices, rule, threshold, color, strict, from }: TableCommand,
  io: Io,
): Promise<number> {
  const read: SideEntries[] = [];
  for (const [index, path] of paths.entries()) read.push(await readSide(path, index, from, io));
  const titles = shortTitles(read.map(({ side }) => side.title));
  const sides = read.map(({ side }, index) => ({ ...side, title: titles[index] ?? side.title }));
  const all = read.flatMap((one) => one.entries);
  const measured = {
    entries: withDirections(all, choices),
    failed: read.flatMap((one) => one.failed),
  };
  const { filter } = choices;
  const { entries, failed } =
    filter === undefined ? measured : filteredEntries(measured, sides, filter);
  const unit = unitOf(choices, entries);
  const arrangement: Arrangement = {
    row: choices.row ?? null,
    column: choices.col ?? null,
    groupBy: choices.groupBy ?? null,
  };
  const judging = {
    threshold: threshold ?? rule.threshold,
    confidence: rule.confidence,
    falseAlarmRate: rule.falseAlarmRate,
    paired: choices.paired ?? false,
  };
  const found = compareTables(entries, sides, arrangement, judging, failed);
  const { sort } = choices;
  const comparison = sort
    ? { ...found, tables: found.tables.map((table) => sorted(table, sort)) }
    : found;
  const text = tableReporters[choices.format ?? 'table'].render(
    { comparison, entries, sides },
    {
      columns: io.stdout.isTerminal ? io.stdout.columns : columnsWithoutTerminal,
      color,
      plot: choices.plot ?? false,
      unit,
    },
  );
  io.stdout.write(text);
  // A path that is named for two sides says the same twice.
  for (const line of new Set(read.flatMap(({ lines }) => lines))) {
    io.stderr.write(`${printable(line)}\n`);
  }
  return exitCodeOfTables(comparison, { isOfSides: choices.col === undefined, strict });
}
