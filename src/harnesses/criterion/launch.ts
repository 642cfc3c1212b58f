/** Which processes does one launch of a criterion suite consist of? */
import { join } from 'node:path';
import { benchmarkId } from '../../model/identity.ts';
import { type BuiltProgram, cargoEnvironment } from '../cargo/programs.ts';
import type { LaunchRequest, LaunchStep, Suite } from '../harness.ts';
import { exactFilter, isOfProgram, narrowedFilter } from './narrow.ts';
import type { ProgramDefaults } from './program.ts';
import { type CriterionSettings, smallestSampleSize } from './settings.ts';

/** A built benchmark program of the suite. */
export interface BenchProgram extends BuiltProgram {
  /** What its benchmarks' paths begin with: the target, behind the package if that is another. */
  readonly path: readonly string[];
  readonly defaults: ProgramDefaults;
}

/**
 * Criterion derives the iterations of a sample from the mean time of the warm-up, which has to be
 * long enough to be steady: processors take some ten milliseconds to reach their speed.
 */
const shortestWarmupSeconds = 0.1;

/** Below, timer resolution and interrupts dominate samples of fast benchmarks. */
const shortestMeasurementSeconds = 0.05;

/**
 * Criterion's own bootstrap is not used here, and with its default of 100 000 resamples costs more
 * than the measuring: at 100 samples 0.23 s a benchmark, with this number nothing to notice. It is
 * the smallest that criterion accepts everywhere without a warning.
 */
const resamples = 1001;

function seconds(total: number, launches: number, least: number): string {
  return String(Number(Math.max(least, total / launches).toFixed(3)));
}

/**
 * The arguments of a benchmark program for one of `launches`.
 *
 * The total warm-up and measuring time and the sample size are divided by the launches, so that all
 * of them cost what one run of the program by itself does. The sample size matters for slow
 * benchmarks, whose samples are single calls; for fast ones it does not change the spread between
 * launches. `filter` is criterion's own regular expression. A value that the code sets on a benchmark group wins over these arguments.
 */
export function programArguments(
  suite: Suite<CriterionSettings>,
  defaults: ProgramDefaults,
  launches: number,
  filter: string | null,
): readonly string[] {
  const { sampleSize } = suite.settings;
  const warmupSeconds = suite.warmupSeconds ?? defaults.warmupSeconds;
  const measurementSeconds = suite.measurementSeconds ?? defaults.measurementSeconds;
  return [
    // Without this one, criterion only tests that the benchmarks work, and measures nothing.
    '--bench',
    '--noplot',
    '--sample-size',
    String(sampleSize ?? Math.max(smallestSampleSize, Math.ceil(defaults.sampleSize / launches))),
    '--warm-up-time',
    seconds(warmupSeconds, launches, shortestWarmupSeconds),
    '--measurement-time',
    seconds(measurementSeconds, launches, shortestMeasurementSeconds),
    '--nresamples',
    String(resamples),
    ...(filter === null ? [] : ['--', filter]),
  ];
}

/** Where the benchmarks of a program leave their results in a launch: fresh for each of them. */
export function resultsFolder(request: LaunchRequest, program: BenchProgram): string {
  return join(request.folder, program.stepName, 'criterion');
}

/** The programs that may hold a benchmark of `only`. Pure. */
export function wantedPrograms(
  programs: readonly BenchProgram[],
  only: LaunchRequest['only'],
): readonly BenchProgram[] {
  if (only === null) return programs;
  return programs.filter(({ path }) => only.some((identity) => isOfProgram(identity, path)));
}

/**
 * Criterion takes one filter. The narrowest is that of the benchmarks that are still of interest:
 * the others let them through before. Then comes that of the configuration; the caller sorts out
 * the rest.
 */
function programFilter(
  suite: Suite<CriterionSettings>,
  program: BenchProgram,
  request: LaunchRequest,
): string | null {
  const exact = request.only && exactFilter(request.only, program.path);
  if (exact !== null) return exact;
  if (suite.settings.filter !== undefined || request.filter === null) {
    return suite.settings.filter ?? null;
  }
  const idPrefix = benchmarkId({ suite: suite.name, path: [...program.path], params: {} });
  return narrowedFilter(request.filter, idPrefix);
}

/** The process that runs one benchmark program, as `cargo bench` would start it. */
export function launchStep(
  suite: Suite<CriterionSettings>,
  program: BenchProgram,
  request: LaunchRequest,
): LaunchStep {
  const filter = programFilter(suite, program, request);
  return {
    name: program.stepName,
    argv: [
      program.executable,
      ...programArguments(suite, program.defaults, request.launches, filter),
    ],
    cwd: program.packageFolder,
    env: {
      CRITERION_HOME: resultsFolder(request, program),
      NO_COLOR: '1',
      ...cargoEnvironment(program),
    },
  };
}
