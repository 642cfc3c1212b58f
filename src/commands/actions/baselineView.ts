/** What `perfwatch baseline list`, `show` and `remove` do. */
import { relative } from 'node:path';
import { exitCodes, perfwatchError } from '../../errors.ts';
import type { BaselineEntry } from '../../model/baseline.ts';
import { cpuTitle, unknown } from '../../model/machineTitle.ts';
import { formatNumberOf, formatSpread, formatValue, shortSha } from '../../reporters/format.ts';
import { printable } from '../../text.ts';
import type { CommandContext } from '../options.ts';
import { alignedTable, type Row } from './alignedTable.ts';
import { groupRuns, type RunsOfSuite, storedValues } from './baselineValues.ts';
import { openSession } from './session.ts';

export interface BaselineOptions {
  readonly config?: string;
}

/** Of one run: when and what. Of several: over how long, and what the newest of them measured. */
function describeRuns(group: RunsOfSuite): string {
  const [oldest] = group;
  const newest = group.at(-1) ?? oldest;
  const { machine, toolchain, run, acceptedBecause } = newest;
  const dayOf = (entry: BaselineEntry) => entry.run.startedAt.slice(0, 10);
  const days =
    dayOf(oldest) === dayOf(newest) ? dayOf(newest) : `${dayOf(oldest)} to ${dayOf(newest)}`;
  const tools = Object.entries(toolchain).map(([tool, version]) => `${tool} ${version}`);
  const commit = run.commit
    ? `${shortSha(run.commit.sha)}${run.commit.dirty ? ' with local changes' : ''}`
    : 'no commit';
  const systems = [machine.os].filter((os) => os !== unknown);
  const accepted = acceptedBecause ? `, accepted: ${acceptedBecause}` : '';
  return printable(
    `${formatNumberOf(group.length, 'run', 'runs')}, ${days}, ${commit}, ${[cpuTitle(machine), ...systems, ...tools].join(', ')}${accepted}`,
  );
}

export async function executeBaselineList(
  options: BaselineOptions,
  { io }: CommandContext,
): Promise<number> {
  const { store } = await openSession(io, options.config);
  const names = await store.names();
  if (names.length === 0) {
    io.stdout.write(
      'No baselines yet. To record one: npx perfwatch run && npx perfwatch baseline update\n',
    );
    return exitCodes.ok;
  }
  for (const name of names) {
    const baseline = await store.read(name);
    io.stdout.write(`${name}\n`);
    for (const group of groupRuns(baseline?.entries ?? [])) {
      const { suite, benchmarks } = group.at(-1) ?? group[0];
      io.stdout.write(
        `  ${printable(suite)}: ${formatNumberOf(benchmarks.length, 'benchmark', 'benchmarks')}, ${describeRuns(group)}\n`,
      );
    }
  }
  return exitCodes.ok;
}

const spreadText = (spread: number | null) => (spread === null ? '' : formatSpread(spread));

function valueRows(group: RunsOfSuite): Row[] {
  const { benchmarks } = group.at(-1) ?? group[0];
  const failed = benchmarks
    .filter(({ state }) => state === 'failed')
    .map(({ id }): Row => [printable(id), 'failed', '', '', '']);
  const measured = storedValues(group).map((stored): Row => {
    const { id, metric, unit, value, runs, betweenLaunches, betweenRuns } = stored;
    // What changed since has fewer runs than its suite.
    const ofRuns = betweenRuns === null ? '' : ` (${runs})`;
    return [
      printable(id),
      metric,
      formatValue(value, unit),
      spreadText(betweenLaunches),
      spreadText(betweenRuns) + ofRuns,
    ];
  });
  const isDeep = measured.some(([, , , , betweenRuns]) => betweenRuns !== '');
  const runsHeader = isDeep ? 'between runs' : '';
  return [['benchmark', 'metric', 'value', 'between launches', runsHeader], ...failed, ...measured];
}

export async function executeBaselineShow(
  name: string | undefined,
  options: BaselineOptions,
  { io }: CommandContext,
): Promise<number> {
  const { store, configuration } = await openSession(io, options.config);
  const wanted = name ?? configuration.baseline;
  const baseline = await store.read(wanted);
  if (!baseline) {
    throw perfwatchError('baseline-missing', { name: wanted, names: await store.names() });
  }
  for (const group of groupRuns(baseline.entries)) {
    io.stdout.write(`${printable(group[0].suite)} (${describeRuns(group)})\n`);
    io.stdout.write(alignedTable(valueRows(group)));
  }
  return exitCodes.ok;
}

export async function executeBaselineRemove(
  name: string,
  options: BaselineOptions,
  { io }: CommandContext,
): Promise<number> {
  const { store } = await openSession(io, options.config);
  if (!(await store.remove(name))) {
    throw perfwatchError('baseline-missing', { name, names: await store.names() });
  }
  io.stdout.write(`Baseline ${name} is removed: ${relative(io.cwd, store.fileOf(name))}\n`);
  return exitCodes.ok;
}
