/** What would a baseline hold with this run? Asked before it is written, or proposed. */
import { withAccepted } from '../../analysis/accepted.ts';
import { compare } from '../../analysis/compare.ts';
import { renamed } from '../../analysis/renamed.ts';
import { type UpdatedBaseline, withRun } from '../../analysis/updatedBaseline.ts';
import { perfwatchError } from '../../errors.ts';
import type { Io } from '../../io.ts';
import type { BaselineEntry } from '../../model/baseline.ts';
import type { Run } from '../../model/run.ts';
import { acceptedSince } from './acceptedSince.ts';
import { objections } from './baselineObjections.ts';
import type { Session } from './session.ts';

export interface Candidate {
  /** Of the baseline. */
  readonly name: string;
  readonly run: Run;
  /** Why it is added although it failed or regressed; null for only if it did not. */
  readonly reason: string | null;
}

/** The run, by itself: the baseline is what it is compared with, whatever stood beside it. */
function alone(run: Run, name: string): Run {
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
 * The baseline with a run added: it becomes the newest of its suites' runs in the same environment,
 * suites that are no longer configured are removed, the rest stays. The same run again changes nothing.
 *
 * @throws PerfwatchError `baseline-filtered`, `baseline-duet`, `baseline-refused`, `baseline-empty`,
 * and as reading does.
 */
export async function baselineWith(
  session: Session,
  { name, run: measured, reason }: Candidate,
  io: Io,
): Promise<UpdatedBaseline> {
  const { rule, configuration, store } = session;
  const run = alone(measured, name);
  const baseline = await store.read(name);
  const known = renamed(baseline?.entries ?? [], rule.renames);
  const others = known.filter((entry) => entry.run.id !== run.id);
  const accepted = await acceptedSince(session, others, run, io);
  const { comparisons } = compare(others, run, rule);
  const reasons = objections(run, withAccepted(comparisons, accepted, rule), rule);
  if (reasons.length > 0 && reason === null) {
    throw perfwatchError('baseline-refused', { name, reasons });
  }
  const before = known.find((entry) => entry.run.id === run.id)?.acceptedBecause;
  const updated = withRun(configured(known, run), {
    run,
    comparisons,
    depth: configuration.baselineRuns,
    acceptedBecause: reasons.length > 0 ? reason : (before ?? null),
  });
  if (updated.added.length === 0) throw perfwatchError('baseline-empty', { name });
  return updated;
}
