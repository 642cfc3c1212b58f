/** Which processes does one launch of a google-benchmark suite consist of? */
import { join } from 'node:path';
import { benchmarkId } from '../../model/identity.ts';
import type { LaunchRequest, LaunchStep, Suite } from '../harness.ts';
import { namesFilter } from './narrow.ts';
import type { BenchProgram } from './probe.ts';
import type { GoogleBenchmarkSettings } from './settings.ts';

/** The library's own measuring time of one benchmark. */
const ownMeasurementSeconds = 0.5;

/** Below, timer resolution and interrupts dominate. */
const shortestMeasurementSeconds = 0.02;

const seconds = (total: number, launches: number, least: number) =>
  Number(Math.max(least, total / launches).toFixed(3));

/** Printed names of a program's benchmarks that a launch is to measure. */
export function wantedNames(
  suite: string,
  { label, names }: Pick<BenchProgram, 'label' | 'names'>,
  { filter, only }: Pick<LaunchRequest, 'filter' | 'only'>,
): readonly string[] {
  const wanted = only && new Set(only.map(benchmarkId));
  return [...names].flatMap(([printed, { path, params }]) => {
    const id = benchmarkId({ suite, path: [label, ...path], params });
    return (filter?.test(id) ?? true) && (wanted?.has(id) ?? true) ? [printed] : [];
  });
}

/** The file that a program leaves its results in. */
export const resultFile = ({ folder }: Pick<LaunchRequest, 'folder'>, { stepName }: BenchProgram) =>
  join(folder, `${stepName}.json`);

/** `--benchmark_filter` for one launch: nothing where all are wanted. */
function filterArguments(
  { filter }: GoogleBenchmarkSettings,
  { names }: BenchProgram,
  wanted: readonly string[],
): readonly string[] {
  const exact = wanted.length < names.size ? namesFilter(wanted) : null;
  const expression = exact ?? filter;
  return expression === undefined ? [] : [`--benchmark_filter=${expression}`];
}

/**
 * The flags of a program for one of `launches`; the times are divided by them, so that all of them
 * cost what one run of the program by itself does. What the code of a benchmark says of its time,
 * iterations and repetitions wins over these flags.
 */
function flagsOf(
  suite: Suite<GoogleBenchmarkSettings>,
  program: BenchProgram,
  request: LaunchRequest,
): readonly string[] {
  const { launches } = request;
  const minTime = seconds(
    suite.measurementSeconds ?? ownMeasurementSeconds,
    launches,
    shortestMeasurementSeconds,
  );
  const warmup =
    suite.warmupSeconds !== null && program.flags.has('benchmark_min_warmup_time')
      ? [`--benchmark_min_warmup_time=${seconds(suite.warmupSeconds, launches, 0)}`]
      : [];
  return [
    `--benchmark_out=${resultFile(request, program)}`,
    '--benchmark_out_format=json',
    `--benchmark_min_time=${minTime}${program.hasTimeSuffix ? 's' : ''}`,
    '--benchmark_repetitions=1',
    '--benchmark_report_aggregates_only=false',
    '--benchmark_color=false',
    // Older ones do not know the flag, and refuse what they do not know.
    ...(program.flags.has('benchmark_enable_random_interleaving')
      ? ['--benchmark_enable_random_interleaving=false']
      : []),
    ...warmup,
  ];
}

/** The processes of one launch: one for each program of which something is wanted. Pure. */
export function launchSteps(
  suite: Suite<GoogleBenchmarkSettings>,
  programs: readonly BenchProgram[],
  request: LaunchRequest,
): readonly LaunchStep[] {
  return programs.flatMap((program) => {
    const wanted = wantedNames(suite.name, program, request);
    if (wanted.length === 0) return [];
    return [
      {
        name: program.stepName,
        argv: [
          ...program.argv,
          ...suite.settings.arguments,
          ...flagsOf(suite, program, request),
          ...filterArguments(suite.settings, program, wanted),
        ] as const,
        cwd: suite.folder,
        // Numbers with a point, and messages as they are known.
        env: { LC_ALL: 'C' },
      },
    ];
  });
}
