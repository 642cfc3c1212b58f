/** What did the benchmark programs of one launch measure, and what went wrong? */
import { join } from 'node:path';
import { type FileReading, readJsonFile, readStepOutput } from '../files.ts';
import type { BenchmarkReading, LaunchReading, LaunchRequest, ProcessOutcome } from '../harness.ts';
import { type BenchProgram, resultsFolder } from './launch.ts';
import {
  otherErrors,
  type PrintedUnits,
  printedUnits,
  programFailure,
  zeroTimeBenchmarks,
} from './output.ts';
import { findResults, type ResultFolder } from './resultFolders.ts';
import {
  type BenchmarkFile,
  benchmarkFileSchema,
  comparableSamples,
  declaredWork,
  sampleFileSchema,
} from './sample.ts';

interface ProgramReading {
  readonly benchmarks: readonly BenchmarkReading[];
  readonly failures: readonly string[];
  readonly notices: readonly string[];
}

/**
 * The identity of a benchmark, from the tuple that criterion keeps: its joined names are ambiguous
 * (`dup/x` is a group, or a function `x` in a group `dup`).
 */
function identityOf(
  program: BenchProgram,
  { group_id, function_id, value_str }: BenchmarkFile,
): Pick<BenchmarkReading, 'path' | 'params'> {
  return {
    path: [...program.path, group_id, ...(typeof function_id === 'string' ? [function_id] : [])],
    params: typeof value_str === 'string' ? { value: value_str } : {},
  };
}

function problemOfFile(name: string, reading: Exclude<FileReading<unknown>, { state: 'read' }>) {
  return reading.state === 'absent'
    ? `criterion left no ${name}`
    : `${name} could not be read: ${reading.problem}`;
}

/** Why the numbers of a benchmark may be no times, or null; see {@link printedUnits}. */
function foreignUnit(units: PrintedUnits, benchmark: BenchmarkFile): string | null {
  if (units.other.size === 0) return null;
  const title = (benchmark.title ?? '').split('\n').at(-1)?.trim() ?? '';
  if (units.time.has(title)) return null;
  const names = [...units.other].map((unit) => `"${unit}"`).join(', ');
  return `the program measures in ${names} instead of time, which perfwatch does not read: leave this bench target out by \`benches\``;
}

/** Reads one result; null when it is not whole and the program was ended from outside. */
async function readResult(
  program: BenchProgram,
  result: ResultFolder,
  units: PrintedUnits,
  wasEnded: boolean,
): Promise<{ readonly benchmark: BenchmarkReading; readonly notices: readonly string[] } | null> {
  const absent = { state: 'absent' } as const;
  const benchmark = result.hasBenchmark
    ? await readJsonFile(join(result.folder, 'benchmark.json'), benchmarkFileSchema)
    : absent;
  const sample = result.hasSample
    ? await readJsonFile(join(result.folder, 'sample.json'), sampleFileSchema)
    : absent;
  if (wasEnded && (benchmark.state !== 'read' || sample.state !== 'read')) return null;

  if (benchmark.state !== 'read') {
    const message = problemOfFile('benchmark.json', benchmark);
    const path = [...program.path, ...result.names];
    return { benchmark: { path, params: {}, state: 'failed', message }, notices: [] };
  }
  const identity = identityOf(program, benchmark.value);
  const failed = (message: string) =>
    ({ benchmark: { ...identity, state: 'failed', message }, notices: [] }) as const;
  if (sample.state !== 'read') return failed(problemOfFile('sample.json', sample));
  const samples = comparableSamples(sample.value);
  if (samples.state === 'refused') return failed(samples.reason);
  const foreign = foreignUnit(units, benchmark.value);
  if (foreign !== null) return failed(foreign);

  const name = `"${result.names.join('/')}" of bench target "${program.target}"`;
  const work = declaredWork(benchmark.value.throughput);
  const notices: string[] = [];
  if (work === 'unknown') {
    notices.push(
      `Benchmark ${name} declares a throughput that perfwatch cannot use (${JSON.stringify(benchmark.value.throughput)}): only its time is reported.`,
    );
  }
  if (result.hasPredecessor) {
    notices.push(
      `More than one benchmark writes to the folder ${name}, and criterion kept only the last: give them different names.`,
    );
  }
  return {
    benchmark: {
      ...identity,
      state: 'measured',
      metrics: [{ metric: 'time', sampleKind: 'batch', samples: samples.secondsPerIteration }],
      ...(work === null || work === 'unknown' ? {} : { work }),
    },
    notices,
  };
}

/** Reads what one program left; results of benchmarks before a crash are kept. */
async function readProgram(
  program: BenchProgram,
  request: LaunchRequest,
  outcome: ProcessOutcome,
): Promise<ProgramReading> {
  const home = resultsFolder(request, program);
  const wasEnded = outcome.ending === 'timed-out' || outcome.ending === 'interrupted';
  // The outcome holds the end of the text only, and any benchmark may have printed what counts.
  const stdout = await readStepOutput(request, program.stepName, outcome);
  const units = printedUnits(stdout);
  const benchmarks: BenchmarkReading[] = [];
  const notices: string[] = [];
  for (const result of await findResults(home)) {
    const reading = await readResult(program, result, units, wasEnded);
    if (reading === null) continue;
    benchmarks.push(reading.benchmark);
    notices.push(...reading.notices);
  }
  for (const title of zeroTimeBenchmarks(stdout)) {
    // Criterion keeps no file that tells group and function apart, only this joined title.
    benchmarks.push({
      path: [...program.path, ...title.split('/')],
      params: {},
      state: 'failed',
      message: 'a sample took no time at all; verify what the benchmark measures (iter_custom?)',
    });
  }
  const failures = otherErrors(stdout).map((error) => `reported: ${error}`);
  const failure = programFailure(outcome);
  if (failure !== null) failures.push(failure);
  return {
    benchmarks,
    failures: failures.map((text) => `Bench target "${program.target}" ${text}`),
    notices,
  };
}

/**
 * Reads a launch. A program that was not launched, since the launch ended before its turn or since
 * nothing of it was wanted, is passed over. A launch that ended well and measured nothing is a
 * failure, unless only some benchmarks were asked for: then this suite may well have none of them.
 * Otherwise each program that measured nothing is told in a notice.
 */
export async function readLaunch(
  programs: readonly BenchProgram[],
  filter: string | undefined,
  request: LaunchRequest,
  outcomes: ReadonlyMap<string, ProcessOutcome>,
): Promise<LaunchReading> {
  const benchmarks: BenchmarkReading[] = [];
  const failures: string[] = [];
  const notices: string[] = [];
  const isNarrowed = request.filter !== null || request.only !== null;
  let wasEnded = false;
  for (const program of programs) {
    const outcome = outcomes.get(program.stepName);
    if (outcome === undefined) continue;
    const reading = await readProgram(program, request, outcome);
    benchmarks.push(...reading.benchmarks);
    failures.push(...reading.failures);
    notices.push(...reading.notices);
    if (outcome.ending !== 'exited') wasEnded = true;
    else if (
      filter === undefined &&
      !isNarrowed &&
      reading.benchmarks.length === 0 &&
      reading.failures.length === 0
    ) {
      notices.push(`Bench target "${program.target}" ran no benchmark.`);
    }
  }
  const isEmpty = benchmarks.length === 0 && failures.length === 0;
  if (isEmpty && !wasEnded && !isNarrowed) {
    failures.push(
      filter === undefined
        ? 'No benchmark ran: the bench targets ended well, but measured nothing.'
        : `No benchmark ran: none matches the filter "${filter}".`,
    );
  }
  return {
    benchmarks,
    failure: failures.length > 0 ? failures.join('; ') : null,
    notices,
  };
}
