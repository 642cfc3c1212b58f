/** What a file of results says, as a launch of a suite tells it; for all harness plug-ins. */
import type { ValueKind } from '../formats/format.ts';
import { placeOf, type ReadBenchmark, type Reading, type ReadMetric } from '../formats/reading.ts';
import type { BenchmarkReading, MetricReading } from './harness.ts';

const sampleKindOf = (kind: ValueKind) => (kind === 'call' ? 'call' : 'batch');

/** All processes of a file belong to one launch: that is what perfwatch repeats. */
function metricReading({ metric, kind, launches }: ReadMetric): MetricReading {
  return {
    metric: metric.name,
    unit: metric.unit,
    direction: metric.direction,
    sampleKind: sampleKindOf(kind),
    samples: launches.flatMap(({ samples }) => samples),
    sampleCount: launches.reduce((sum, { sampleCount }) => sum + sampleCount, 0),
  };
}

const titleOf = ({ path, params }: ReadBenchmark) => {
  const values = Object.entries(params).map(([key, value]) => `${key}=${value}`);
  return `${path.join('/')}${values.length > 0 ? `[${values.join(',')}]` : ''}`;
};

const titleOfMetric = ({ metric: { name, unit } }: ReadMetric) => `${name} in ${unit}`;

/** One reading a benchmark, and what cannot be told in it: a benchmark has one series of a metric. */
function benchmarkReading(benchmark: ReadBenchmark, notices: Set<string>): BenchmarkReading {
  const { path, params, state, metrics, message } = benchmark;
  if (state !== 'measured') {
    return {
      path,
      params,
      state,
      message: message ?? `it ${state === 'failed' ? 'failed' : 'was skipped'}`,
    };
  }
  const byMetric = new Map<string, ReadMetric>();
  for (const one of metrics) {
    const known = byMetric.get(titleOfMetric(one));
    if (!known) byMetric.set(titleOfMetric(one), one);
    else {
      notices.add(
        `${titleOf(benchmark)} has ${one.metric.name} twice: ${titleOfMetric(known)} (${known.kind}) is read, ${titleOfMetric(one)} (${one.kind}) is not.`,
      );
    }
  }
  return { path, params, state, metrics: [...byMetric.values()].map(metricReading) };
}

/** What files of results say of benchmarks. */
export interface FormatReading {
  readonly benchmarks: readonly BenchmarkReading[];
  /** What the files tell, and what of them was passed over. */
  readonly notices: readonly string[];
}

function passedOver({ file, passedOver: some }: Reading): string[] {
  return some.map((one) =>
    one.count === 1
      ? `Not read (${placeOf(one, file)}): ${one.why}.`
      : `Not read, ${one.count} times (the first: ${placeOf(one, file)}): ${one.why}.`,
  );
}

/** The benchmarks of all files of one launch, each once; of one that is there again the first counts. */
export function benchmarksOf(readings: readonly Reading[]): FormatReading {
  const notices = new Set<string>();
  const found = new Map<string, BenchmarkReading>();
  for (const benchmark of readings.flatMap(({ benchmarks }) => benchmarks)) {
    const key = JSON.stringify([benchmark.path, Object.entries(benchmark.params).sort()]);
    const reading = benchmarkReading(benchmark, notices);
    if (found.has(key)) {
      notices.add(
        `${titleOf(benchmark)} is there more than once in the results of a launch: the first is read.`,
      );
    } else found.set(key, reading);
  }
  return {
    benchmarks: [...found.values()],
    notices: [
      ...new Set([
        ...readings.flatMap((reading) => [...reading.notices, ...passedOver(reading)]),
        ...notices,
      ]),
    ],
  };
}
