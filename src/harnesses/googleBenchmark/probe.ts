/** What does a benchmark program say of itself? Its benchmarks, its flags and its library. */
import { type Name, namesOf } from '../../formats/googleBenchmark/names.ts';
import type { ProcessOutcome, Suite, Tools } from '../harness.ts';
import { howItEnded, lastLines } from '../processText.ts';
import type { BenchCommand } from './commands.ts';
import { namesFilter } from './narrow.ts';
import type { GoogleBenchmarkSettings } from './settings.ts';

/** A program that answered. */
export interface BenchProgram extends BenchCommand {
  /** Its benchmarks that the suite's `filter` lets through, by their printed name. */
  readonly names: ReadonlyMap<string, Name>;
  /** The flags that its `--help` names, e.g. `benchmark_min_warmup_time`; empty when it has no such help. */
  readonly flags: ReadonlySet<string>;
  /** Whether it wants `0.5s` where versions before 1.8 want `0.5`. */
  readonly hasTimeSuffix: boolean;
  /** Of the library; null before 1.8.4, which does not tell. */
  readonly version: string | null;
  /** Whether the library says that it was built for debugging. */
  readonly isDebugBuild: boolean;
}

export type Probe =
  | { readonly state: 'answered'; readonly program: BenchProgram }
  | { readonly state: 'failed'; readonly message: string };

/** What the library says of an expression that is none, and then exits with 0. */
const wrongFilter = /^Could not compile benchmark re: .*$/m;

const noMatch = /^Failed to match any benchmarks/m;

/** Of a version, as `[1, 9, 5]`; null when it is none. */
const numbersOf = (version: string) => /^(\d+)\.(\d+)(?:\.(\d+))?/.exec(version)?.slice(1);

/** Whether a version is this one or a newer one; false when it is unknown. */
export function isAtLeast(version: string | null, wanted: readonly [number, number, number]) {
  const numbers = version === null ? undefined : numbersOf(version)?.map((one) => Number(one ?? 0));
  if (!numbers) return false;
  const different = wanted.findIndex((part, index) => part !== numbers[index]);
  return different < 0 || (numbers[different] ?? 0) > (wanted[different] ?? 0);
}

/** For its help; a program that has none may begin to measure instead. */
const helpSeconds = 30;

/** What the program's help says of its flags. */
function helpOf({ stdout, stderr }: ProcessOutcome) {
  const text = `${stdout}\n${stderr}`;
  const flags = new Set([...text.matchAll(/--(benchmark_\w+)/g)].flatMap(([, flag]) => flag ?? []));
  const minTime = /--benchmark_min_time=([^\]]*)/.exec(text)?.[1];
  return { flags, hasTimeSuffix: minTime === undefined ? null : /<float>s/.test(minTime) };
}

/** The library's part of the JSON that a program prints. */
function contextOf(stdout: string) {
  const text = stdout.slice(stdout.indexOf('"context"'));
  const version = /"library_version": *"v?([^"\\]{1,100})"/.exec(text)?.[1] ?? null;
  const build = /"library_build_type": *"(\w+)"/.exec(text)?.[1];
  return { version, isDebugBuild: build === 'debug', isTold: build !== undefined };
}

function listProblem(
  { line }: BenchCommand,
  { filter }: GoogleBenchmarkSettings,
  outcome: ProcessOutcome,
  limitSeconds: number,
): string | null {
  const wrong = wrongFilter.exec(outcome.stderr)?.[0];
  if (wrong !== undefined) return `The \`filter\` ${filter} cannot be used: ${wrong}`;
  if (outcome.exitCode === 0) return null;
  const lines = lastLines(outcome);
  return `${line} did not answer --benchmark_list_tests, as programs with Google Benchmark do: it ${howItEnded(outcome, limitSeconds)}${lines === '' ? '.' : `:\n${lines}`}`;
}

/** The first names may be none, but what the program printed before. */
const triedNames = 5;

/** Asks a program. It runs one of its benchmarks, as shortly as can be, since only results name the library. */
export async function probe(
  command: BenchCommand,
  { folder, prepareTimeoutSeconds, settings }: Suite<GoogleBenchmarkSettings>,
  { run }: Pick<Tools, 'run'>,
): Promise<Probe> {
  const ask = (flags: readonly string[], timeoutSeconds = prepareTimeoutSeconds) =>
    run([...command.argv, ...settings.arguments, ...flags], { timeoutSeconds, cwd: folder });
  const filter = settings.filter === undefined ? [] : [`--benchmark_filter=${settings.filter}`];
  const listed = await ask(['--benchmark_list_tests=true', ...filter]);
  const problem = listProblem(command, settings, listed, prepareTimeoutSeconds);
  if (problem !== null) return { state: 'failed', message: problem };
  // Otherwise lines may still be there, which the program printed itself.
  const hasNone = noMatch.test(listed.stderr);
  const printed = listed.stdout.split(/\r?\n/).filter((line) => line !== '' && !hasNone);
  const names = namesOf(printed);
  if (names.size === 0 && !hasNone) {
    const message = `${command.line} named no benchmarks for --benchmark_list_tests, as programs with Google Benchmark do.`;
    return { state: 'failed', message };
  }
  const { flags, hasTimeSuffix } = helpOf(
    await ask(['--help'], Math.min(helpSeconds, prepareTimeoutSeconds)),
  );
  const shortest = [
    ...(hasTimeSuffix === null ? [] : [`--benchmark_min_time=0.001${hasTimeSuffix ? 's' : ''}`]),
    ...(flags.has('benchmark_dry_run') ? ['--benchmark_dry_run=true'] : []),
  ];
  let context = contextOf('');
  for (const name of [...names.keys()].slice(0, triedNames)) {
    const one = `--benchmark_filter=${namesFilter([name]) ?? name}`;
    const { stdout } = await ask([one, '--benchmark_format=json', ...shortest]);
    context = contextOf(stdout);
    if (context.isTold) break;
  }
  const isNew = isAtLeast(context.version, [1, 8, 0]);
  return {
    state: 'answered',
    program: {
      ...command,
      names,
      flags,
      hasTimeSuffix: hasTimeSuffix ?? isNew,
      version: context.version,
      isDebugBuild: context.isDebugBuild,
    },
  };
}
