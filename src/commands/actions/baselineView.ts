/** What `perfwatch baseline list`, `show` and `remove` do. */
import { relative } from 'node:path';
import { exitCodes, perfwatchError } from '../../errors.ts';
import type { BaselineEntry } from '../../model/baseline.ts';
import { launchValues } from '../../model/summary.ts';
import { formatSpread, formatValue, shortSha } from '../../reporters/format.ts';
import { relativeSpread } from '../../stats/spread.ts';
import { typicalValue } from '../../stats/typical.ts';
import { printable } from '../../text.ts';
import type { CommandContext } from '../options.ts';
import { alignedTable, type Row } from './alignedTable.ts';
import { openSession } from './session.ts';

export interface BaselineOptions {
  readonly config?: string;
}

function describeEntry(entry: BaselineEntry): string {
  const { machine, toolchain, run } = entry;
  const tools = Object.entries(toolchain).map(([tool, version]) => `${tool} ${version}`);
  const commit = run.commit
    ? `${shortSha(run.commit.sha)}${run.commit.dirty ? ' with local changes' : ''}`
    : 'no commit';
  const accepted = entry.acceptedBecause ? `, accepted: ${entry.acceptedBecause}` : '';
  return printable(
    `${run.startedAt.slice(0, 10)}, ${commit}, ${machine.cpuModel} × ${machine.cpuCount}, ${[machine.os, ...tools].join(', ')}${accepted}`,
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
    for (const entry of baseline?.entries ?? []) {
      io.stdout.write(
        `  ${printable(entry.suite)}: ${entry.benchmarks.length} benchmarks, ${describeEntry(entry)}\n`,
      );
    }
  }
  return exitCodes.ok;
}

function valueRows({ benchmarks }: BaselineEntry): Row[] {
  return benchmarks.flatMap(({ id, state, metrics }): Row[] => {
    if (state === 'failed') return [[printable(id), 'failed', '', '']];
    return metrics.map((summary) => {
      const values = launchValues(summary);
      const spread = relativeSpread(values);
      const value = formatValue(typicalValue(values), summary.unit);
      return [printable(id), summary.metric, value, spread === null ? '' : formatSpread(spread)];
    });
  });
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
  for (const entry of baseline.entries) {
    io.stdout.write(`${printable(entry.suite)} (${describeEntry(entry)})\n`);
    io.stdout.write(alignedTable(valueRows(entry)));
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
