/**
 * Harness output → measurements: readings of several launches become one result per benchmark, in
 * base units, checked, thinned and with a stable id. Pure.
 */
import { isAbsolute, relative, sep } from 'node:path';
import type {
  BenchmarkReading,
  DeclaredWork,
  LaunchReading,
  MetricReading,
  SourceReading,
} from '../harnesses/harness.ts';
import { benchmarkId } from '../model/identity.ts';
import { type LaunchSamples, type Measurement, maxSamplesPerLaunch } from '../model/measurement.ts';
import { directionOf, isInTable, isNeverZero, metrics } from '../model/metric.ts';
import { type SourceLine, sourceLineSchema } from '../model/sourceLine.ts';
import type { BenchmarkResult } from '../model/suiteResult.ts';
import { thin } from '../stats/thin.ts';
import { keptMessage } from './troubles.ts';

/** A launch's reading with the launch's number. */
export interface NumberedReading {
  readonly launch: number;
  /** Whether the launch ended by itself and well: then every wanted benchmark should be in it. */
  readonly isComplete: boolean;
  /** Ids of the benchmarks that were still wanted; null is all. */
  readonly only: ReadonlySet<string> | null;
  readonly reading: LaunchReading;
}

/**
 * No clock is this fine and no run this long; figures beyond would only make later ones infinite.
 * Between the two, every product and quotient of two figures is a number.
 */
const smallestValue = 1e-18;
const largestValue = 1e18;

const isPossible = (value: number) =>
  value === 0 || (value >= smallestValue && value <= largestValue);

/** What is wrong with a metric's samples, in words; null when nothing is. */
function sampleProblem(reading: MetricReading): string | null {
  const { metric, samples } = reading;
  if (samples.length === 0) return `there are no samples of ${metric}`;
  const bad = samples.findIndex((value) => !isPossible(value));
  if (bad >= 0) {
    return `sample ${bad + 1} of ${samples.length} of ${metric} is ${samples[bad]}, which no measurement can be`;
  }
  if (!isNeverZero(measuredMetric(reading))) return null;
  const zeros = samples.filter((value) => value === 0).length;
  // A timer that often sees nothing pass shows steps, not times, also where the median is above zero.
  if (zeros * 10 >= samples.length) {
    return `${zeros} of ${samples.length} samples of ${metric} are zero: one iteration is too short for the timer, so let it do more work`;
  }
  return null;
}

/** The metric with its unit and direction: as told, else as the table of metrics says. */
function measuredMetric(
  reading: MetricReading,
): Pick<Measurement, 'metric' | 'unit' | 'direction'> {
  const { metric } = reading;
  if ('unit' in reading) return { metric, unit: reading.unit, direction: directionOf(reading) };
  const { direction, units } = metrics[reading.metric];
  const [unit = '1'] = units;
  return { metric, unit, direction };
}

/** What is wrong with a metric that the table does not know. */
interface OwnProblem {
  readonly metric: string;
  /** Of the first launch that has it. */
  readonly problem: string;
  readonly launch: number;
  count: number;
}

function launchSamples(launch: number, reading: MetricReading): LaunchSamples {
  const { samples } = reading;
  return {
    launch,
    sampleCount: reading.sampleCount ?? samples.length,
    samples:
      samples.length > maxSamplesPerLaunch ? thin(samples, maxSamplesPerLaunch) : [...samples],
  };
}

/** The throughputs that follow from a time per iteration and the work declared for it. */
function throughputs(time: Measurement, work: DeclaredWork): Measurement[] {
  const amounts = [
    { amount: work.bytes, unit: 'B/s' as const },
    { amount: work.elements, unit: '1/s' as const },
  ];
  return amounts.flatMap(({ amount, unit }) =>
    amount === undefined || !(amount > 0) || !isPossible(amount)
      ? []
      : [
          {
            metric: 'throughput' as const,
            unit,
            direction: metrics.throughput.direction,
            sampleKind: time.sampleKind,
            workPerIteration: amount,
            launches: time.launches.map((launch) => ({
              ...launch,
              // A time of zero, of which there are few at most, has no throughput.
              samples: launch.samples
                .filter((seconds) => seconds > 0)
                .map((seconds) => amount / seconds),
            })),
          },
        ],
  );
}

/** As others can find it; nothing for a file outside of the repository. */
function sourceIn(
  repositoryFolder: string,
  source: SourceReading | undefined,
): { source?: SourceLine } {
  if (!source) return {};
  const path = relative(repositoryFolder, source.file);
  const line = sourceLineSchema.safeParse({
    file: path.replaceAll(sep, '/'),
    line: source.line,
  });
  // On Windows there is no way from one drive to another.
  return line.success && !isAbsolute(path) ? { source: line.data } : {};
}

/** Collects what the launches say of one benchmark. */
class BenchmarkCollector {
  readonly #result: BenchmarkResult;
  readonly #measurements = new Map<string, Measurement>();
  #work: DeclaredWork = {};
  readonly #launches = new Set<number>();
  readonly #leftOut = new Map<string, OwnProblem>();

  constructor(suite: string, reading: BenchmarkReading, repositoryFolder: string) {
    const identity = { suite, path: [...reading.path], params: { ...reading.params } };
    this.#result = {
      ...identity,
      id: benchmarkId(identity),
      state: 'skipped',
      measurements: [],
      ...sourceIn(repositoryFolder, reading.source),
    };
  }

  get id(): string {
    return this.#result.id;
  }

  #fail(message: string): void {
    if (this.#result.state === 'failed') return;
    this.#result.state = 'failed';
    this.#result.message = keptMessage(message);
  }

  add(launch: number, reading: BenchmarkReading): void {
    if (this.#launches.has(launch)) {
      this.#fail(
        'Two benchmarks of this suite have this same name, so their results cannot be told apart. Rename one of them.',
      );
      return;
    }
    this.#launches.add(launch);
    if (reading.state === 'failed') this.#fail(reading.message);
    if (reading.state === 'skipped') this.#result.message ??= keptMessage(reading.message);
    if (reading.state !== 'measured') return;
    const possible: MetricReading[] = [];
    for (const metric of reading.metrics) {
      const problem = sampleProblem(metric);
      if (problem === null) possible.push(metric);
      else if (isInTable(measuredMetric(metric))) {
        this.#fail(`In launch ${launch + 1}, ${problem}.`);
        return;
      } else this.#leaveOut(launch, metric, problem);
    }
    if (this.#result.state === 'skipped') {
      this.#result.state = 'measured';
      delete this.#result.message;
    }
    // Go's is not to be told from every launch, but where it is it is the same.
    this.#work = reading.work ?? this.#work;
    for (const metric of possible) this.#addMetric(launch, metric);
  }

  /** A metric of the benchmark's own says nothing against its others. */
  #leaveOut(launch: number, { metric }: MetricReading, problem: string): void {
    const known = this.#leftOut.get(metric);
    if (known) known.count += 1;
    else this.#leftOut.set(metric, { metric, problem, launch, count: 1 });
  }

  /** What was left out, in words. */
  get notices(): readonly string[] {
    return [...this.#leftOut.values()].map(
      ({ metric, problem, launch, count }) =>
        `${metric} of ${this.id} is left out of ${count === 1 ? 'one launch' : `${count} launches`}: in launch ${launch + 1}, ${problem}.`,
    );
  }

  #addMetric(launch: number, reading: MetricReading): void {
    const measured = measuredMetric(reading);
    const key = `${measured.metric} ${measured.unit}`;
    const measurement = this.#measurements.get(key) ?? {
      ...measured,
      sampleKind: reading.sampleKind,
      launches: [],
    };
    measurement.launches.push(launchSamples(launch, reading));
    this.#measurements.set(key, measurement);
  }

  /** What there is of the benchmark; it should have been measured in all `expected` launches. */
  result(expected: readonly number[]): BenchmarkResult {
    const absent = expected.filter((launch) => !this.#launches.has(launch)).length;
    if (absent > 0) {
      this.#fail(
        `It was missing from ${absent} of ${expected.length} launches, so it does not run every time.`,
      );
    }
    const [leftOut] = this.#leftOut.values();
    if (leftOut && this.#measurements.size === 0) {
      this.#fail(`In launch ${leftOut.launch + 1}, ${leftOut.problem}.`);
    }
    const measured = [...this.#measurements.values()];
    const time = this.#measurements.get('time s');
    const computed = time ? throughputs(time, this.#work) : [];
    return {
      ...this.#result,
      measurements: [
        ...measured,
        ...computed.filter(({ metric, unit }) => !this.#measurements.has(`${metric} ${unit}`)),
      ],
    };
  }
}

/** What the launches of a suite come down to. */
export interface Normalized {
  readonly benchmarks: BenchmarkResult[];
  readonly notices: readonly string[];
}

/**
 * One result per benchmark, sorted by id, from the readings of a suite's launches.
 *
 * A benchmark that failed in any launch, was missing from a complete one, gave a number that no
 * measurement can be (NaN, infinite, negative, often zero), or shares its id with another is
 * `failed` with the reason; what its other launches measured is kept. A metric that only the harness knows
 * fails nothing: where its numbers are none, it is left out with a notice. Linear in the number of samples.
 *
 * @param repositoryFolder of the repository or checkout that was measured
 */
export function normalize(
  suite: string,
  readings: readonly NumberedReading[],
  repositoryFolder: string,
): Normalized {
  const collectors = new Map<string, BenchmarkCollector>();
  const complete = readings.filter(({ isComplete }) => isComplete);
  for (const { launch, reading } of readings) {
    for (const benchmark of reading.benchmarks) {
      const id = benchmarkId({ suite, path: [...benchmark.path], params: benchmark.params });
      let collector = collectors.get(id);
      if (!collector) {
        collector = new BenchmarkCollector(suite, benchmark, repositoryFolder);
        collectors.set(id, collector);
      }
      collector.add(launch, benchmark);
    }
  }
  const benchmarks = [...collectors.values()]
    .map((collector) =>
      collector.result(
        complete.filter(({ only }) => only?.has(collector.id) ?? true).map(({ launch }) => launch),
      ),
    )
    .sort((a, b) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0));
  return { benchmarks, notices: [...collectors.values()].flatMap(({ notices }) => notices) };
}
