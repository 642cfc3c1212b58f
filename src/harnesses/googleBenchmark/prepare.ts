/** Gets a google-benchmark suite ready: builds its programs and asks them for their benchmarks. */
import type { Preparation, Suite, Tools } from '../harness.ts';
import { sharedPrograms } from '../otherSide.ts';
import { buildProblem } from './build.ts';
import { findCommands } from './commands.ts';
import { launchSteps } from './launch.ts';
import { type BenchProgram, probe } from './probe.ts';
import { readLaunch } from './read.ts';
import type { GoogleBenchmarkSettings } from './settings.ts';

const failed = (message: string): Preparation => ({ state: 'failed', message });

function noticesOf(
  suite: Suite<GoogleBenchmarkSettings>,
  programs: readonly BenchProgram[],
): readonly string[] {
  const debug = programs.filter(({ isDebugBuild }) => isDebugBuild).map(({ line }) => line);
  const hasNoWarmup =
    suite.warmupSeconds !== null &&
    programs.some(({ flags }) => !flags.has('benchmark_min_warmup_time'));
  return [
    ...(debug.length > 0
      ? [
          `The Google Benchmark library of ${debug.join(', ')} says that it was built for debugging. If it was, its times mean little: build it with CMAKE_BUILD_TYPE=Release. Packages of distributions may say so although they are optimised.`,
        ]
      : []),
    ...(hasNoWarmup
      ? ['`warmupSeconds` has no effect: this version of Google Benchmark has no warm-up.']
      : []),
  ];
}

/** Prepares a suite; builds once, for all launches. */
export async function prepareGoogleBenchmark(
  suite: Suite<GoogleBenchmarkSettings>,
  tools: Tools,
): Promise<Preparation> {
  const { executables } = suite.settings;
  const named = executables.map((argv) => ({ name: argv.join(' '), argv }));
  const shared = await sharedPrograms(named, tools);
  if (shared.problem !== null) return failed(shared.problem);
  const problem = await buildProblem(suite, tools);
  if (problem !== null) return failed(problem);
  const found = await findCommands(suite, tools);
  if (found.state === 'failed') return failed(found.message);
  const programs: BenchProgram[] = [];
  for (const command of found.commands) {
    const answer = await probe(command, suite, tools);
    if (answer.state === 'failed') return failed(answer.message);
    programs.push(answer.program);
  }
  if (programs.every(({ names }) => names.size === 0)) {
    const { filter } = suite.settings;
    return failed(
      filter === undefined
        ? 'The programs have no benchmarks.'
        : `The programs have no benchmark that \`filter\` ${filter} matches.`,
    );
  }
  const versions = new Set(programs.map(({ version }) => version ?? 'unknown'));
  return {
    state: 'ready',
    suite: {
      harness: { name: 'google-benchmark', version: [...versions].sort().join(', ') },
      toolchain: {},
      notices: [...shared.notices, ...noticesOf(suite, programs)],
      // No program tells where its benchmarks stand.
      sources: [],
      steps: (request) => launchSteps(suite, programs, request),
      read: (request, outcomes) => readLaunch(suite.name, programs, request, outcomes),
    },
  };
}
