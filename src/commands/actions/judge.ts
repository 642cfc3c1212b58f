/** How a run is judged where it was measured, and where its parts are joined: in the same way. */
import { renamed } from '../../analysis/renamed.ts';
import { type Base, buildReport, type NoBase } from '../../analysis/report.ts';
import type { Io } from '../../io.ts';
import type { Baseline } from '../../model/baseline.ts';
import { shardTitle } from '../../model/plan.ts';
import type { Report } from '../../model/report.ts';
import type { Rule } from '../../model/rule.ts';
import type { Run } from '../../model/run.ts';
import type { SuiteSummary } from '../../model/summary.ts';
import type { Warning } from '../../model/warning.ts';
import { acceptedSince } from './acceptedSince.ts';
import { noBaseline } from './noBaseline.ts';
import type { Session } from './session.ts';

export interface Judging {
  readonly rule: Rule;
  /** Null where nothing is configured: then nothing was accepted, either. */
  readonly session: Pick<Session, 'accepted' | 'folder'> | null;
  readonly baselineName: string;
  /** What a run that was measured by itself is compared with; null where there is none. */
  readonly baseline: Baseline | null;
  readonly allowMissing: boolean;
  /** Where the run's samples are reduced already; see `buildReport`. */
  readonly warnings?: readonly Warning[];
}

/** More shards than suites leave some with nothing to do, which is no lack of a baseline. */
function emptyShard({ plan, suites }: Run): NoBase | null {
  if (!plan?.shard || suites.length > 0) return null;
  return {
    noBaseReason: `There are more shards than suites, so ${shardTitle(plan.shard)} has nothing to measure.`,
  };
}

function baseOf(
  run: Run,
  otherSide: readonly SuiteSummary[] | null,
  { baselineName, baseline, session }: Judging,
): Base | NoBase {
  const nothing = emptyShard(run);
  if (nothing) return nothing;
  if (otherSide) return { title: run.pairing?.base ?? 'the base', suites: otherSide };
  return baseline
    ? { title: `baseline ${baselineName}`, suites: baseline.entries }
    : noBaseline(baselineName, run, session !== null || !run.imported);
}

/**
 * The report of a run.
 *
 * @param otherSide of a run that was measured side by side, summarized; else null
 * @throws PerfwatchError when the file of accepted regressions is there and cannot be read.
 */
export async function judge(
  run: Run,
  otherSide: readonly SuiteSummary[] | null,
  judging: Judging,
  io: Io,
): Promise<Report> {
  const { rule, session, allowMissing, warnings } = judging;
  const base = baseOf(run, otherSide, judging);
  const suites = 'suites' in base ? renamed(base.suites, rule.renames) : [];
  const accepted = session && (await acceptedSince(session, suites, run, io));
  return buildReport({
    run,
    base,
    rule,
    ...(accepted && { accepted }),
    allowMissing,
    ...(warnings && { warnings }),
  });
}
