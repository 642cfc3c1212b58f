/** What `perfwatch baseline update` does. */
import { relative, resolve } from 'node:path';
import { compare } from '../../analysis/compare.ts';
import { summarizeSuite } from '../../analysis/summarize.ts';
import { exitCodes, perfwatchError } from '../../errors.ts';
import type { Baseline, BaselineEntry } from '../../model/baseline.ts';
import type { Verdict } from '../../model/comparison.ts';
import type { Rule } from '../../model/rule.ts';
import type { Run } from '../../model/run.ts';
import { readRun } from '../../stores/runs.ts';
import { printable } from '../../text.ts';
import type { CommandContext } from '../options.ts';
import type { BaselineOptions } from './baselineView.ts';
import { openSession } from './session.ts';

export interface BaselineUpdateOptions extends BaselineOptions {
  readonly run?: string;
  readonly accept?: string;
}

/** At most three names, and how many more. */
function some(names: readonly string[]): string {
  const shown = names.slice(0, 3).map(printable).join(', ');
  return names.length > 3 ? `${shown} and ${names.length - 3} more` : shown;
}

/** Why this run should not become the baseline without a word; empty when it may. */
function objections(run: Run, baseline: Baseline | null, rule: Rule): string[] {
  const broken = run.suites.filter(({ state }) => state === 'failed' || state === 'incomplete');
  const failed = run.suites.flatMap(({ benchmarks }) =>
    benchmarks.filter(({ state }) => state === 'failed').map(({ id }) => id),
  );
  const comparisons = compare(baseline?.entries ?? [], run, rule);
  const idsOf = (wanted: Verdict) => [
    ...new Set(comparisons.filter(({ verdict }) => verdict === wanted).map(({ id }) => id)),
  ];
  const [regressed, missing] = [idsOf('regressed'), idsOf('missing')];
  return [
    ...(run.state === 'interrupted' ? ['the run was interrupted'] : []),
    ...broken.map(({ suite, state }) => `suite ${printable(suite)} is ${state}`),
    ...(failed.length > 0 ? [`failed: ${some(failed)}`] : []),
    ...(regressed.length > 0 ? [`regressed: ${some(regressed)}`] : []),
    ...(missing.length > 0 ? [`missing: ${some(missing)}`] : []),
  ];
}

/** Suites of the baseline that are no longer configured; unknown when only some were asked for. */
function vanishedSuites(run: Run, baseline: Baseline | null): string[] {
  if (run.selection) return [];
  const names = new Set(run.suites.map(({ suite }) => suite));
  const known = baseline?.entries.map(({ suite }) => suite) ?? [];
  return [...new Set(known)].filter((suite) => !names.has(suite));
}

function entriesOf(run: Run, reason: string | null): BaselineEntry[] {
  return run.suites.flatMap((result) => {
    const summary = summarizeSuite(run, result);
    if (!summary?.benchmarks.some(({ state }) => state === 'measured')) return [];
    return [{ ...summary, ...(reason === null ? {} : { acceptedBecause: reason }) }];
  });
}

/**
 * Makes a run the baseline: its suites replace those of the same environment, suites that are no
 * longer configured are removed, the rest stays.
 *
 * @throws PerfwatchError `baseline-filtered`, `baseline-refused`, and as reading and writing do.
 */
export async function executeBaselineUpdate(
  name: string | undefined,
  options: BaselineUpdateOptions,
  { io }: CommandContext,
): Promise<number> {
  const session = await openSession(io, options.config);
  const baselineName = name ?? session.configuration.baseline;
  const file = session.store.fileOf(baselineName);
  const run = await readRun(options.run ? resolve(io.cwd, options.run) : session.output);
  if (run.filter !== null) throw perfwatchError('baseline-filtered', { filter: run.filter });
  const baseline = await session.store.read(baselineName);
  const reasons = objections(run, baseline, session.configuration);
  const accepted = options.accept?.trim() || null;
  if (reasons.length > 0 && accepted === null) {
    throw perfwatchError('baseline-refused', { name: baselineName, reasons });
  }
  const entries = entriesOf(run, reasons.length > 0 ? accepted : null);
  if (entries.length === 0) {
    throw perfwatchError('baseline-empty', { name: baselineName });
  }
  await session.store.update(baselineName, entries, vanishedSuites(run, baseline));
  const suites = entries.map(
    ({ suite, benchmarks }) => `${printable(suite)} (${benchmarks.length})`,
  );
  io.stdout.write(
    `Baseline ${baselineName} now holds this run of ${suites.join(', ')}: ${relative(io.cwd, file)}\n`,
  );
  if (entries.some(({ launches }) => launches < 2)) {
    io.stdout.write(
      'With one launch nothing can be judged against it: measure with at least 2, 5 are usual.\n',
    );
  }
  if (entries.some((entry) => entry.benchmarks.some(({ state }) => state === 'failed'))) {
    io.stdout.write('What failed stays failed: runs end with exit code 3 until it is mended.\n');
  }
  const left = run.suites.filter(({ suite }) => !entries.some((entry) => entry.suite === suite));
  if (left.length > 0) {
    io.stdout.write(
      `Not measured, so left as before: ${left.map(({ suite }) => printable(suite)).join(', ')}\n`,
    );
  }
  return exitCodes.ok;
}
