/** Which of the metrics that were measured are read? Pure. */
import type { BenchmarkReading } from '../harness.ts';
import type { GungraunSettings } from './settings.ts';

type Wanted = GungraunSettings['metrics'];

/** Of the same code on the same input they agree from launch to launch, or nearly so. */
const usualMetrics = ['instructions', 'allocated', 'allocations'];

const quoted = (names: Iterable<string>) => [...names].map((name) => `"${name}"`).join(', ');

const namesIn = (benchmark: BenchmarkReading): readonly string[] =>
  benchmark.state === 'measured' ? benchmark.metrics.map(({ metric }) => metric) : [];

/** A benchmark with the wanted metrics alone; one that has none of them has failed. */
export function withWantedMetrics(
  benchmark: BenchmarkReading,
  wanted: Wanted = usualMetrics,
): BenchmarkReading {
  if (benchmark.state !== 'measured' || wanted === 'all') return benchmark;
  const metrics = benchmark.metrics.filter(({ metric }) => wanted.includes(metric));
  if (metrics.length > 0) return { ...benchmark, metrics };
  const { path, params } = benchmark;
  return {
    path,
    params,
    state: 'failed',
    message: `none of the \`metrics\` ${quoted(wanted)} was measured, but ${quoted(namesIn(benchmark)) || 'nothing at all'}`,
  };
}

/** Sentences about metrics that the configuration names and no benchmark of a whole launch has. */
export function unknownMetrics(
  benchmarks: readonly BenchmarkReading[],
  wanted: Wanted,
): readonly string[] {
  if (wanted === undefined || wanted === 'all') return [];
  const measured = new Set(benchmarks.flatMap(namesIn));
  const unknown = wanted.filter((name) => !measured.has(name));
  return unknown.length === 0
    ? []
    : [
        `\`metrics\` names ${quoted(unknown)}, which nothing has measured: \`metrics: all\` shows what there is.`,
      ];
}
