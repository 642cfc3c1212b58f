/** What `perfwatch accept` does. */
import { relative } from 'node:path';
import { isBeyond } from '../../analysis/accepted.ts';
import { exitCodes, perfwatchError } from '../../errors.ts';
import type { Acceptance } from '../../model/accepted.ts';
import type { Comparison, Effect } from '../../model/comparison.ts';
import { matchesGlob } from '../../model/globs.ts';
import type { Direction, MetricName } from '../../model/metric.ts';
import type { Report } from '../../model/report.ts';
import { formatChange, formatShare } from '../../reporters/format.ts';
import { readReport } from '../../stores/runs.ts';
import { printable } from '../../text.ts';
import type { CommandContext } from '../options.ts';
import { nearMatches } from './nearMatches.ts';
import { openSession } from './session.ts';

export interface AcceptOptions {
  readonly config?: string;
  readonly reason: string;
  readonly until?: string;
  readonly metric?: MetricName;
  readonly upTo?: number;
}

/** A regression that can be accepted: something was measured on both sides. */
interface Regression {
  readonly id: string;
  readonly metric: MetricName;
  readonly direction: Direction;
  readonly effect: Effect;
}

function regressionsIn(comparisons: readonly Comparison[]): Regression[] {
  return comparisons.flatMap(({ id, metric, direction, verdict, effect }) =>
    verdict === 'regressed' && metric !== null && direction && effect
      ? [{ id, metric, direction, effect }]
      : [],
  );
}

/** Throughput that follows from a time is accepted with it. */
function withoutDerived(regressions: readonly Regression[]): Regression[] {
  const timed = new Set(regressions.filter(({ metric }) => metric === 'time').map(({ id }) => id));
  return regressions.filter(({ id, metric }) => metric !== 'throughput' || !timed.has(id));
}

function chosen(report: Report, benchmark: string, metric: MetricName | undefined): Regression[] {
  const ids = [...new Set([...report.comparisons, ...report.measurements].map(({ id }) => id))];
  const wanted = new Set(ids.filter((id) => matchesGlob(benchmark, id)));
  if (wanted.size === 0) {
    throw perfwatchError('benchmark-unknown', { benchmark, near: nearMatches(benchmark, ids) });
  }
  const all = report.comparisons.filter(({ id }) => wanted.has(id));
  const compared = all.filter((one) => metric === undefined || one.metric === metric);
  if (metric !== undefined && compared.length === 0) {
    const known = [...new Set(all.flatMap((one) => one.metric ?? []))].sort();
    const advice =
      known.length > 0
        ? `Of "${benchmark}", the last run compared: ${known.join(', ')}.`
        : `Of "${benchmark}", the last run compared nothing.`;
    throw perfwatchError('option-invalid', { option: '--metric', value: metric, advice });
  }
  const regressions = regressionsIn(compared);
  if (regressions.length === 0) {
    const verdicts = [...new Set(compared.map(({ verdict }) => verdict))];
    throw perfwatchError('accept-not-regressed', { benchmark, verdicts });
  }
  return metric === undefined ? withoutDerived(regressions) : regressions;
}

function acceptanceOf(
  { id, metric, direction, effect }: Regression,
  { run, base }: Report,
  { reason, until, upTo }: AcceptOptions,
  today: string,
): Acceptance {
  const acceptance: Acceptance = {
    benchmark: id,
    metric,
    reason,
    acceptedOn: today,
    ...(until !== undefined && { until }),
    change: effect,
    ...(upTo !== undefined && { upTo }),
    run: run.id,
    base: base?.commits[0] ?? null,
    commit: run.commit?.sha ?? null,
  };
  if (isBeyond(effect, direction, acceptance, 0)) {
    const what = `${id} (${metric})`;
    const change = formatChange(effect.ratio);
    throw perfwatchError('accept-too-little', { upTo: formatShare(upTo ?? 0), what, change });
  }
  return acceptance;
}

/**
 * Records regressions of the last run as accepted; earlier entries of the same benchmark and metric
 * are replaced.
 *
 * @throws PerfwatchError `document-missing` without a last run, `benchmark-unknown`, `option-invalid`,
 * `accept-not-regressed`, `accept-too-little`, and as reading and writing do.
 */
export async function executeAccept(
  benchmark: string,
  options: AcceptOptions,
  { io }: CommandContext,
): Promise<number> {
  const session = await openSession(io, options.config);
  const report = await readReport(session.output);
  const today = io.now().toISOString().slice(0, 10);
  const { until } = options;
  if (until !== undefined && until < today) {
    const advice = 'That day is over: give today or a later one.';
    throw perfwatchError('option-invalid', { option: '--until', value: until, advice });
  }
  const added = chosen(report, benchmark, options.metric).map((regression) =>
    acceptanceOf(regression, report, options, today),
  );
  const isReplaced = (entry: Acceptance) =>
    added.some((one) => one.benchmark === entry.benchmark && one.metric === entry.metric);
  const entries = (await session.accepted.read()).filter((entry) => !isReplaced(entry));
  await session.accepted.write([...entries, ...added]);
  const end = until === undefined ? '' : ` until ${until}`;
  for (const { benchmark: id, metric, change, upTo } of added) {
    const extent = upTo === undefined ? formatChange(change.ratio) : `up to ${formatShare(upTo)}`;
    io.stdout.write(`Accepted: ${printable(id)} (${metric}) ${extent}${end}\n`);
  }
  const file = relative(io.cwd, session.accepted.file);
  io.stdout.write(`Commit ${file} with the change, so that it is reviewed.\n`);
  return exitCodes.ok;
}
