/** Which comparisons of identical code can be made from the stored runs of a baseline? Pure. */
import { directionOf } from '../../model/metric.ts';
import type { Run } from '../../model/run.ts';
import type { BenchmarkResult, SuiteResult } from '../../model/suiteResult.ts';
import type { BenchmarkSummary, SuiteSummary } from '../../model/summary.ts';
import type { Uniform } from './randomSource.ts';
import type { Recording, Trial } from './recording.ts';

/** One run is judged by the others, of which two are the fewest that tell how far runs differ. */
const fewestRuns = 3;

function benchmarkOf(suite: string, summary: BenchmarkSummary): BenchmarkResult {
  const { id, state, message } = summary;
  return {
    id,
    suite,
    path: [id],
    params: {},
    state,
    ...(message === undefined ? {} : { message }),
    measurements: summary.metrics.map((measured) => ({
      metric: measured.metric,
      unit: measured.unit,
      direction: directionOf(measured),
      sampleKind: measured.sampleKind,
      launches: measured.launches.flatMap((value, launch) =>
        value === null ? [] : [{ launch, sampleCount: 1, samples: [value] }],
      ),
    })),
  };
}

/** A stored run of one suite, as if it had just been measured. */
function asMeasured(summary: SuiteSummary): SuiteResult {
  const { suite, harness, toolchain, fingerprint, launches, sources, run } = summary;
  const durationSeconds = summary.launchSeconds;
  return {
    suite,
    harness,
    toolchain,
    fingerprint,
    state: 'measured',
    launchesPlanned: launches,
    launches: [{ launch: 0, startedAt: run.startedAt, durationSeconds, state: 'complete' }],
    benchmarks: summary.benchmarks.map((benchmark) => benchmarkOf(suite, benchmark)),
    sources,
    notices: [],
  };
}

function runOf(newest: SuiteSummary, summaries: readonly SuiteSummary[]): Run {
  const { machine, run } = newest;
  return {
    schema: 'perfwatch/run',
    version: 1,
    id: run.id,
    perfwatchVersion: '',
    startedAt: run.startedAt,
    durationSeconds: 0,
    state: 'complete',
    environment: { machine, memoryBytes: null, kernel: 'unknown', loadAverage: null, ci: null },
    commit: run.commit,
    pairing: null,
    launches: Math.max(...summaries.map(({ launches }) => launches)),
    filter: null,
    selection: null,
    plan: null,
    suites: summaries.map(asMeasured),
  };
}

/** The stored runs of each suite in the environment that it has most runs of, oldest first. */
function deepest(entries: readonly SuiteSummary[]): SuiteSummary[][] {
  const groups = new Map<string, SuiteSummary[]>();
  for (const entry of entries) {
    // Older versions of perfwatch summarized launches otherwise; the gate does not compare those.
    if (entry.location !== 'faster-half') continue;
    const key = `${entry.fingerprint} ${entry.suite}`;
    groups.set(key, [...(groups.get(key) ?? []), entry]);
  }
  const bySuite = new Map<string, SuiteSummary[]>();
  for (const group of groups.values()) {
    const suite = group[0]?.suite ?? '';
    if (group.length >= Math.max(fewestRuns, (bySuite.get(suite)?.length ?? 0) + 1)) {
      bySuite.set(suite, group);
    }
  }
  return [...bySuite.values()].map((group) =>
    group.toSorted((a, b) => (a.run.startedAt < b.run.startedAt ? -1 : 1)),
  );
}

/**
 * The recording that a baseline holds: each trial judges one of a suite's stored runs by the others.
 * Null where no suite has three runs in one environment.
 */
export function storedRecording(entries: readonly SuiteSummary[]): Recording | null {
  const suites = deepest(entries);
  const newest = suites[0]?.at(-1);
  if (!newest) return null;
  const trial = (chosen: (runs: number) => number): Trial => {
    const sides = suites.map((runs) => {
      const index = chosen(runs.length);
      return { candidate: runs[index], base: runs.toSpliced(index, 1) };
    });
    return {
      base: sides.flatMap(({ base }) => base),
      run: runOf(
        newest,
        sides.flatMap(({ candidate }) => candidate ?? []),
      ),
    };
  };
  return {
    kind: 'stored',
    depth: Math.min(...suites.map(({ length }) => length)),
    asRecorded: trial((runs) => runs - 1),
    draw: (uniform: Uniform) => trial((runs) => Math.floor(uniform() * runs)),
  };
}
