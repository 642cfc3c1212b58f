/** Readings of files → a run of perfwatch, as if it had been measured here. Pure. */
import { withLabelParams } from '../../formats/labelParams.ts';
import {
  placeOf,
  type ReadBenchmark,
  type Reading,
  type ReadMetric,
} from '../../formats/reading.ts';
import type { ReadLaunch } from '../../formats/values.ts';
import { fingerprintOf } from '../../measure/environment.ts';
import type { Environment, Machine } from '../../model/environment.ts';
import { benchmarkId } from '../../model/identity.ts';
import { unknown } from '../../model/machineTitle.ts';
import { type Measurement, maxSamplesPerLaunch } from '../../model/measurement.ts';
import type { Run } from '../../model/run.ts';
import type { BenchmarkResult, SuiteResult } from '../../model/suiteResult.ts';
import { thin } from '../../stats/thin.ts';

/** What a file cannot tell. */
export interface ImportFacts {
  readonly id: string;
  readonly perfwatchVersion: string;
  /** When it is read, where no file says when it was measured. */
  readonly now: Date;
  /** Names the suite; null is the format of the files. */
  readonly suite: string | null;
}

/** The first file that tells it. */
const factOf = (readings: readonly Reading[], fact: Parameters<Reading['facts']['get']>[0]) =>
  readings.map(({ facts }) => facts.get(fact)).find((value) => value !== undefined);

/** As far as all files that tell it agree. */
function processorsOf(readings: readonly Reading[]): { processors?: number } {
  const told = new Set(readings.flatMap(({ facts }) => facts.get('gomaxprocs') ?? []));
  const [only, another] = told;
  const processors = Number(only);
  return another === undefined && Number.isSafeInteger(processors) && processors > 0
    ? { processors }
    : {};
}

function machineOf(readings: readonly Reading[]): Machine {
  const count = Number(factOf(readings, 'cpu-count'));
  return {
    cpuModel: factOf(readings, 'cpu') ?? unknown,
    cpuCount: Number.isInteger(count) && count > 0 ? count : null,
    os: factOf(readings, 'os') ?? unknown,
    architecture: factOf(readings, 'architecture') ?? unknown,
  };
}

function startOf(readings: readonly Reading[], now: Date): Date {
  const told = new Date(factOf(readings, 'started-at') ?? Number.NaN);
  return Number.isNaN(told.getTime()) ? now : told;
}

/** Nobody repeats a whole measurement more often; what there are more of are samples. */
const mostRepeats = 500;

/** Launches of one metric in one file: processes that it tells apart, else repeats of the only file. */
function launchesOf({ kind, launches }: ReadMetric, isOnlyFile: boolean): readonly ReadLaunch[] {
  const [first, another] = launches;
  if (!isOnlyFile || another || !first || kind !== 'repeat') return launches;
  if (first.sampleCount > mostRepeats) return launches;
  return first.samples.map((sample) => ({ samples: [sample], sampleCount: 1 }));
}

interface FileLaunches {
  readonly reading: Reading;
  /** Number of its first launch. */
  readonly first: number;
  readonly count: number;
}

function numbered(readings: readonly Reading[]): FileLaunches[] {
  let first = 0;
  return readings.map((reading) => {
    const count = reading.benchmarks
      .flatMap(({ metrics }) => metrics)
      .reduce(
        (most, metric) => Math.max(most, launchesOf(metric, readings.length === 1).length),
        1,
      );
    const found = { reading, first, count };
    first += count;
    return found;
  });
}

function addMeasurement(
  measurements: Map<string, Measurement>,
  read: ReadMetric,
  first: number,
  isOnlyFile: boolean,
): void {
  const { metric, kind } = read;
  const key = `${metric.name} ${metric.unit}`;
  const sampleKind = kind === 'call' ? ('call' as const) : ('batch' as const);
  const measurement: Measurement = measurements.get(key) ?? {
    metric: metric.name,
    unit: metric.unit,
    direction: metric.direction,
    sampleKind,
    launches: [],
  };
  measurements.set(key, measurement);
  // Launches come in order and without gaps within a file.
  const last = measurement.launches.at(-1)?.launch ?? -1;
  for (const [index, { samples, sampleCount }] of launchesOf(read, isOnlyFile).entries()) {
    const launch = first + index;
    // A second kind of values of the same metric adds nothing to a launch that has one.
    if (launch <= last) continue;
    const kept =
      samples.length > maxSamplesPerLaunch ? thin(samples, maxSamplesPerLaunch) : samples;
    measurement.launches.push({ launch, sampleCount, samples: [...kept] });
  }
}

interface Collected {
  readonly read: ReadBenchmark;
  state: ReadBenchmark['state'];
  message: string | undefined;
  readonly measurements: Map<string, Measurement>;
}

function benchmarksOf(suite: string, files: readonly FileLaunches[]): BenchmarkResult[] {
  const found = new Map<string, Collected>();
  for (const { reading, first } of files) {
    for (const read of reading.benchmarks) {
      const id = benchmarkId({ suite, path: [...read.path], params: read.params });
      const known = found.get(id) ?? {
        read,
        state: read.state,
        message: read.message,
        measurements: new Map<string, Measurement>(),
      };
      found.set(id, known);
      if (read.state === 'failed' || known.state === 'skipped') {
        known.state = read.state;
        known.message = read.message;
      }
      for (const metric of read.metrics) {
        addMeasurement(known.measurements, metric, first, files.length === 1);
      }
    }
  }
  return [...found]
    .map(
      ([id, { read, state, message, measurements }]): BenchmarkResult => ({
        suite,
        path: [...read.path],
        params: { ...read.params },
        id,
        state,
        ...(message !== undefined && { message }),
        measurements: [...measurements.values()],
      }),
    )
    .sort((a, b) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0));
}

function repeatsNotice(readings: readonly Reading[]): string[] {
  const [only, another] = readings;
  const isRepeated =
    only &&
    !another &&
    only.benchmarks.some(({ metrics }) =>
      metrics.some(
        ({ kind, launches }) =>
          kind === 'repeat' && launches.length === 1 && (launches[0]?.samples.length ?? 0) > 1,
      ),
    );
  return isRepeated
    ? [
        'What was repeated was repeated in one process, and counts as launches here: verdicts are surer than they should be.',
      ]
    : [];
}

const passedOver = (readings: readonly Reading[]) =>
  readings.flatMap(({ file, passedOver: rows, notices }) => [
    ...rows.map(
      (one) => `${placeOf(one, file)}: ${one.why}${one.count > 1 ? ` (${one.count} times)` : ''}.`,
    ),
    ...notices,
  ]);

function suiteOf(suite: string, readings: readonly Reading[], now: Date): SuiteResult {
  const files = numbered(readings);
  const count = files.reduce((sum, file) => sum + file.count, 0);
  const runtime = factOf(readings, 'runtime');
  const harness = {
    name: readings[0]?.format ?? suite,
    version: factOf(readings, 'version') ?? unknown,
  };
  const toolchain = runtime === undefined ? {} : { runtime };
  const startedAt = startOf(readings, now).toISOString();
  return {
    suite,
    harness,
    toolchain,
    ...processorsOf(readings),
    fingerprint: fingerprintOf(machineOf(readings), toolchain, harness),
    state: 'measured',
    launchesPlanned: count,
    // How long they took is not told.
    launches: Array.from({ length: count }, (_, launch) => ({
      launch,
      startedAt,
      durationSeconds: 0,
      state: 'complete' as const,
    })),
    benchmarks: benchmarksOf(suite, files),
    sources: {},
    notices: [...repeatsNotice(readings), ...passedOver(readings)],
  };
}

/** The run that files of one side make: a suite per format, each file another launch of it. */
export function runOfReadings(readings: readonly Reading[], facts: ImportFacts): Run {
  const { id, perfwatchVersion, now, suite } = facts;
  const byFormat = new Map<string, Reading[]>();
  for (const reading of readings.map(withLabelParams)) {
    const name = suite ?? reading.format;
    byFormat.set(name, [...(byFormat.get(name) ?? []), reading]);
  }
  const suites = [...byFormat].map(([name, those]) => suiteOf(name, those, now));
  const environment: Environment = {
    machine: machineOf(readings),
    memoryBytes: null,
    kernel: unknown,
    loadAverage: null,
    ci: null,
  };
  return {
    schema: 'perfwatch/run',
    version: 1,
    id,
    perfwatchVersion,
    startedAt: startOf(readings, now).toISOString(),
    durationSeconds: 0,
    imported: true,
    state: 'complete',
    environment,
    commit: null,
    pairing: null,
    launches: Math.max(1, ...suites.map(({ launchesPlanned }) => launchesPlanned)),
    filter: null,
    // Suites that are not in the files were not asked for.
    selection: suites.map(({ suite }) => suite),
    plan: null,
    suites,
  };
}
