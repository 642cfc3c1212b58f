/** What does a baseline hold once a run is added to it? Pure. */
import type { BaselineEntry } from '../model/baseline.ts';
import type { Comparison } from '../model/comparison.ts';
import type { MetricName } from '../model/metric.ts';
import type { Run } from '../model/run.ts';
import { summarizeSuite } from './summarize.ts';

export interface Addition {
  readonly run: Run;
  /** The run compared with what the baseline holds of other runs. */
  readonly comparisons: readonly Comparison[];
  /** How many runs of a suite and environment are kept, the added one included. */
  readonly depth: number;
  /** Why a run that failed or regressed is added all the same; null when it did not. */
  readonly acceptedBecause: string | null;
}

/** Runs of a suite that were given up, since they cannot stand beside the added one. */
export interface GivenUp {
  readonly suite: string;
  readonly runs: number;
  /**
   * `location`: an older perfwatch summarized launches otherwise. `launches`: the measuring time was
   * split over another number of them. `newer`: measured later, with benchmarks that differ.
   */
  readonly because: 'location' | 'launches' | 'newer';
}

export interface UpdatedBaseline {
  readonly entries: BaselineEntry[];
  /** What the run added, in its order, and how many runs there now are. */
  readonly added: readonly { readonly entry: BaselineEntry; readonly runs: number }[];
  /** `id metric` of what changed: values of older runs tell nothing about it any more. */
  readonly restarted: readonly string[];
  readonly givenUp: readonly GivenUp[];
}

/** What is measured in the same calls changes with it; rates are kept as the time they follow from. */
const alongside: ReadonlyMap<MetricName, readonly MetricName[]> = new Map([
  ['time', ['time', 'user-time', 'system-time']],
  ['throughput', ['time', 'user-time', 'system-time']],
]);

/** Metrics by id; all of them for a benchmark that is gone. */
type Changes = ReadonlyMap<string, ReadonlySet<MetricName> | 'all'>;

function changesOf(suite: string, { run, comparisons }: Addition): Changes {
  const result = run.suites.find((one) => one.suite === suite);
  const changes = new Map<string, Set<MetricName> | 'all'>();
  for (const comparison of comparisons.filter((one) => one.suite === suite)) {
    const { id, verdict, metric } = comparison;
    // What an unfinished suite did not come to is not gone.
    if (verdict === 'missing' && result?.state === 'measured') changes.set(id, 'all');
    if (metric === null) continue;
    if (verdict !== 'regressed' && verdict !== 'improved' && verdict !== 'incomparable') continue;
    const known = changes.get(id) ?? new Set<MetricName>();
    if (known === 'all') continue;
    for (const one of alongside.get(metric) ?? [metric]) known.add(one);
    changes.set(id, known);
  }
  return changes;
}

/** An older run without what has changed since, or failed there; null when nothing is left. */
function withoutChanges(entry: BaselineEntry, changes: Changes): BaselineEntry | null {
  const benchmarks = entry.benchmarks.flatMap((benchmark) => {
    const changed = changes.get(benchmark.id) ?? new Set<MetricName>();
    if (benchmark.state === 'failed' || changed === 'all') return [];
    const metrics = benchmark.metrics.filter(({ metric }) => !changed.has(metric));
    return metrics.length > 0 ? [{ ...benchmark, metrics }] : [];
  });
  return benchmarks.length > 0 ? { ...entry, benchmarks } : null;
}

/** Which values of the older runs will be gone, as `id metric`. */
function restartedIn(older: readonly BaselineEntry[], changes: Changes): string[] {
  return older.flatMap(({ benchmarks }) =>
    benchmarks.flatMap(({ id, metrics }) => {
      const changed = changes.get(id);
      if (changed === undefined || changed === 'all') return [];
      return metrics
        .filter(({ metric }) => changed.has(metric))
        .map((one) => `${id} ${one.metric}`);
    }),
  );
}

const byTime = (a: BaselineEntry, b: BaselineEntry) =>
  a.run.startedAt < b.run.startedAt ? -1 : a.run.startedAt > b.run.startedAt ? 1 : 0;

interface UpdatedSuite {
  readonly runs: BaselineEntry[];
  readonly restarted: string[];
  readonly givenUp: GivenUp[];
}

/** @param known the runs of the same suite and environment; the same run again replaces itself */
function updateSuite(
  entry: BaselineEntry,
  known: readonly BaselineEntry[],
  addition: Addition,
): UpdatedSuite {
  const { suite } = entry;
  const others = known.filter(({ run }) => run.id !== entry.run.id);
  const changes = changesOf(suite, addition);
  const alike = others.filter(({ location }) => location === entry.location);
  const comparable = alike.filter(({ launches }) => launches === entry.launches);
  // What was measured later is the newest of a baseline; where it differs, it cannot stay that.
  const isNewer = ({ run }: BaselineEntry) =>
    changes.size > 0 && run.startedAt > entry.run.startedAt;
  const older = comparable.filter((other) => !isNewer(other));
  const kept = older.flatMap((other) => withoutChanges(other, changes) ?? []).sort(byTime);
  const beside = addition.depth > 1 ? kept.slice(1 - addition.depth) : [];
  const givenUp: GivenUp[] = [
    { suite, runs: others.length - alike.length, because: 'location' },
    { suite, runs: alike.length - comparable.length, because: 'launches' },
    { suite, runs: comparable.length - older.length, because: 'newer' },
  ];
  return {
    runs: [...beside, entry].sort(byTime),
    restarted: restartedIn(older, changes),
    givenUp: givenUp.filter(({ runs }) => runs > 0),
  };
}

/** The suites of which the run measured something. */
function entriesOf({ run, acceptedBecause }: Addition): BaselineEntry[] {
  return run.suites.flatMap((result) => {
    const summary = summarizeSuite(run, result);
    if (!summary?.benchmarks.some(({ state }) => state === 'measured')) return [];
    return [{ ...summary, ...(acceptedBecause === null ? {} : { acceptedBecause }) }];
  });
}

/**
 * Adds a run to its suites' runs in the same environment; the oldest beyond the depth go, never the
 * added one. What has really changed since the older runs is removed from them, so that its history
 * starts anew: their distance from each other would be taken for noise of the machine. Entries of
 * other suites and environments stay as they are. Linear in what the baseline holds.
 */
export function withRun(known: readonly BaselineEntry[], addition: Addition): UpdatedBaseline {
  const entries = entriesOf(addition);
  const placeOf = ({ suite, fingerprint }: BaselineEntry) => `${fingerprint} ${suite}`;
  const places = new Set(entries.map(placeOf));
  const updated = entries.map((entry) => {
    const own = known.filter((one) => placeOf(one) === placeOf(entry));
    return { entry, ...updateSuite(entry, own, addition) };
  });
  return {
    entries: [
      ...known.filter((one) => !places.has(placeOf(one))),
      ...updated.flatMap(({ runs }) => runs),
    ],
    added: updated.map(({ entry, runs }) => ({ entry, runs: runs.length })),
    restarted: [...new Set(updated.flatMap(({ restarted }) => restarted))],
    givenUp: updated.flatMap(({ givenUp }) => givenUp),
  };
}
