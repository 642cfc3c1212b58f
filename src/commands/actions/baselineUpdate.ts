/** What `perfwatch baseline update` does. */
import { relative, resolve } from 'node:path';
import { withAccepted } from '../../analysis/accepted.ts';
import { compare } from '../../analysis/compare.ts';
import { renamed } from '../../analysis/renamed.ts';
import { withRun } from '../../analysis/updatedBaseline.ts';
import { exitCodes, perfwatchError } from '../../errors.ts';
import type { BaselineEntry } from '../../model/baseline.ts';
import type { Run } from '../../model/run.ts';
import { readRun } from '../../stores/runs.ts';
import type { CommandContext } from '../options.ts';
import { acceptedSince } from './acceptedSince.ts';
import { objections } from './baselineObjections.ts';
import { baselineUpdateText } from './baselineUpdateText.ts';
import type { BaselineOptions } from './baselineView.ts';
import { openSession } from './session.ts';

export interface BaselineUpdateOptions extends BaselineOptions {
  readonly run?: string;
  readonly accept?: string;
}

/** The run, by itself: the baseline is what it is compared with, whatever stood beside it. */
async function runToAdd(path: string, name: string): Promise<Run> {
  const run = await readRun(path);
  if (run.filter !== null) throw perfwatchError('baseline-filtered', { filter: run.filter });
  if (run.pairing?.design === 'duet') throw perfwatchError('baseline-duet', { name });
  return { ...run, pairing: null };
}

/** Without suites that are no longer configured; unknown when only some were asked for. */
function configured(entries: readonly BaselineEntry[], run: Run): BaselineEntry[] {
  const names = new Set(run.suites.map(({ suite }) => suite));
  return entries.filter(({ suite }) => run.selection !== null || names.has(suite));
}

/**
 * Adds a run to the baseline: it becomes the newest of its suites' runs in the same environment,
 * suites that are no longer configured are removed, the rest stays. The same run again changes nothing.
 *
 * @throws PerfwatchError `baseline-filtered`, `baseline-duet`, `baseline-refused`, `baseline-empty`,
 * and as reading and writing do.
 */
export async function executeBaselineUpdate(
  name: string | undefined,
  options: BaselineUpdateOptions,
  { io }: CommandContext,
): Promise<number> {
  const session = await openSession(io, options.config);
  const { rule, configuration, store } = session;
  const baselineName = name ?? configuration.baseline;
  const file = store.fileOf(baselineName);
  const path = options.run ? resolve(io.cwd, options.run) : session.output;
  const run = await runToAdd(path, baselineName);
  const baseline = await store.read(baselineName);
  const known = renamed(baseline?.entries ?? [], rule.renames);
  const others = known.filter((entry) => entry.run.id !== run.id);
  const accepted = await acceptedSince(session, others, run, io);
  const { comparisons } = compare(others, run, rule);
  const reasons = objections(run, withAccepted(comparisons, accepted, rule), rule);
  const reason = options.accept?.trim() || null;
  if (reasons.length > 0 && reason === null) {
    throw perfwatchError('baseline-refused', { name: baselineName, reasons });
  }
  const before = known.find((entry) => entry.run.id === run.id)?.acceptedBecause;
  const updated = withRun(configured(known, run), {
    run,
    comparisons,
    depth: configuration.baselineRuns,
    acceptedBecause: reasons.length > 0 ? reason : (before ?? null),
  });
  if (updated.added.length === 0) throw perfwatchError('baseline-empty', { name: baselineName });
  await store.write(baselineName, updated.entries);
  const depth = configuration.baselineRuns;
  const update = { name: baselineName, file: relative(io.cwd, file), run, rule, depth };
  const lines = baselineUpdateText(update, updated);
  io.stdout.write(`${lines.join('\n')}\n`);
  return exitCodes.ok;
}
