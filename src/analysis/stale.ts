/** What was once said about benchmarks and no longer fits? Pure. */
import { type Acceptance, acceptedFileName } from '../model/accepted.ts';
import type { Comparison, Verdict } from '../model/comparison.ts';
import { matchesGlob } from '../model/globs.ts';
import { directionOf, isKnownMetric } from '../model/metric.ts';
import type { Rule } from '../model/rule.ts';
import type { Run } from '../model/run.ts';
import type { SuiteSummary } from '../model/summary.ts';
import { type Accepted, covers, isOver } from './accepted.ts';

export interface Situation {
  readonly run: Run;
  /** Under its old ids; null when there is no base. */
  readonly base: readonly SuiteSummary[] | null;
  readonly comparisons: readonly Comparison[];
  readonly rule: Rule;
  readonly accepted: Accepted;
}

/** Only a run of everything can tell that something is not there. */
function isWhole({ state, filter, selection, suites }: Run): boolean {
  const isComplete = suites.every((suite) => suite.state === 'measured');
  return state === 'complete' && filter === null && selection === null && isComplete;
}

function staleOverrides({ rule, base }: Situation, ids: ReadonlySet<string>): string[] {
  const known = [
    ...ids,
    ...(base ?? []).flatMap(({ benchmarks }) => benchmarks.map(({ id }) => id)),
  ];
  return rule.benchmarks
    .filter(({ match }) => !known.some((id) => matchesGlob(match, id)))
    .map(
      ({ match }) =>
        `The configuration says something about "${match}" in \`benchmarks\`, but no benchmark matches that: mend it or remove it.`,
    );
}

/** Of metrics that only harnesses know: a known one may be wanted before any suite measures it. */
function staleMetrics({ rule, run }: Situation): string[] {
  const wanted = [rule.metrics ?? [], ...rule.benchmarks.map(({ metrics }) => metrics ?? [])];
  const foreign = [...new Set(wanted.flat())].filter((metric) => !isKnownMetric(metric));
  if (foreign.length === 0) return [];
  const measurements = run.suites.flatMap(({ benchmarks }) =>
    benchmarks.flatMap((benchmark) => benchmark.measurements),
  );
  const measured = new Set(measurements.map(({ metric }) => metric));
  const directed = new Set(measurements.filter(directionOf).map(({ metric }) => metric));
  return foreign
    .filter((metric) => !directed.has(metric))
    .map((metric) =>
      measured.has(metric)
        ? `The configuration wants a verdict about "${metric}" in \`metrics\`, but it is not known which of its values are better, so that it gets none: remove it.`
        : `The configuration wants a verdict about "${metric}" in \`metrics\`, but nothing measures that: mend it or remove it.`,
    );
}

function staleRenames({ rule, base }: Situation, ids: ReadonlySet<string>): string[] {
  if (!base) return [];
  const before = base.flatMap(({ benchmarks }) => benchmarks.map(({ id }) => id));
  const isIn = (all: Iterable<string>, name: string) =>
    [...all].some((id) => (name.endsWith('/') ? id.startsWith(name) : id === name));
  return Object.entries(rule.renames).flatMap(([old, now]) => {
    const rename = `"${old}" as "${now}"`;
    if (!isIn(ids, now)) {
      return `The configuration renames ${rename}, but nothing is called "${now}" in this run: mend it or remove it.`;
    }
    return isIn(before, old)
      ? []
      : `The configuration renames ${rename}, but nothing in the base is called "${old}" any more: remove it from \`renames\`.`;
  });
}

const isOverVerdicts: ReadonlySet<Verdict> = new Set(['unchanged', 'improved']);

function staleAcceptance(
  entry: Acceptance,
  { accepted, base, comparisons, run }: Situation,
  ids: ReadonlySet<string>,
): string | null {
  const what = `The acceptance of ${entry.benchmark} (${entry.metric}) in ${acceptedFileName}`;
  if (isOver(entry, accepted.today)) {
    return `${what} ended on ${entry.until} and counts no more: mend the regression, or accept it again; else remove the entry.`;
  }
  if (accepted.held.has(entry)) {
    return `${what} is about a change that the base holds already, so it excuses nothing more: remove the entry.`;
  }
  if (!isWhole(run)) return null;
  if (!ids.has(entry.benchmark)) {
    return `${what} is about a benchmark that this run does not have: remove the entry, or mend its name.`;
  }
  const own = comparisons.filter((comparison) => covers(entry, comparison));
  const isGone = own.length > 0 && own.every(({ verdict }) => isOverVerdicts.has(verdict));
  return base && isGone ? `${what} is over, since it did not regress: remove the entry.` : null;
}

/**
 * Whole sentences: what, where, and what to do. That something matches nothing is said by complete
 * runs of all suites only; that the time of an acceptance is over is always said.
 */
export function staleOf(situation: Situation): string[] {
  const { run, accepted } = situation;
  const ids = new Set(run.suites.flatMap(({ benchmarks }) => benchmarks.map(({ id }) => id)));
  return [
    ...(isWhole(run)
      ? [
          ...staleOverrides(situation, ids),
          ...staleMetrics(situation),
          ...staleRenames(situation, ids),
        ]
      : []),
    ...accepted.entries.flatMap((entry) => staleAcceptance(entry, situation, ids) ?? []),
  ];
}
