/** Gets a JMH suite ready: builds its jar and asks it for its benchmarks. */
import { join } from 'node:path';
import type { Preparation, ProcessOutcome, Suite, Tools } from '../harness.ts';
import { sharedPrograms } from '../otherSide.ts';
import { howItEnded, prepareProblem, withLines } from '../processText.ts';
import { findJar, isFile, planBuild } from './build.ts';
import { jmhVersionIn } from './jarVersion.ts';
import { launchSteps } from './launch.ts';
import { type ListedBenchmark, parseList } from './list.ts';
import { readLaunch } from './read.ts';
import type { JmhSettings } from './settings.ts';

export const installJava = 'Install a JDK, version 8 or newer: https://adoptium.net';

const failed = (message: string): Preparation => ({ state: 'failed', message });

/** The Java that Maven and Gradle take too, else the one on the PATH. */
async function findJava({ env, findProgram, platform }: Tools): Promise<string | null> {
  const home = env.JAVA_HOME ?? '';
  const ofHome = join(home, 'bin', platform === 'win32' ? 'java.exe' : 'java');
  return home !== '' && (await isFile(ofHome)) ? ofHome : findProgram('java');
}

/** `openjdk version "17.0.15" 2025-04-15`, and which machine that is. */
export function javaVersion({ stderr, stdout }: Pick<ProcessOutcome, 'stderr' | 'stdout'>): string {
  // With JAVA_TOOL_OPTIONS, a line that tells of them comes first.
  const lines = `${stderr}\n${stdout}`.split(/\r?\n/);
  const version = lines.flatMap((line) => / version "([^"]+)"/.exec(line)?.[1] ?? []).at(0);
  const machine = lines.flatMap((line) => /^(\S.* VM) \(build/.exec(line)?.[1] ?? []).at(0);
  if (version === undefined) return 'unknown';
  return machine === undefined ? version : `${version} (${machine})`;
}

async function listBenchmarks(
  { settings, prepareTimeoutSeconds }: Suite<JmhSettings>,
  { run }: Tools,
  java: string,
  jar: string,
): Promise<readonly ListedBenchmark[] | string> {
  const listed = await run([java, '-jar', jar, ...settings.arguments, '-lp', ...settings.include], {
    timeoutSeconds: prepareTimeoutSeconds,
  });
  if (listed.exitCode !== 0) {
    const how = howItEnded(listed, prepareTimeoutSeconds);
    return withLines(
      `${jar} did not list its benchmarks, as jars with JMH do for -lp: it ${how}`,
      listed,
    );
  }
  const benchmarks = parseList(listed.stdout);
  if (benchmarks.length > 0) return benchmarks;
  return settings.include.length > 0
    ? `${jar} has no benchmark that \`include\` matches: ${settings.include.join(', ')}.`
    : withLines(`${jar} has no benchmarks of JMH`, listed);
}

/** Prepares a suite; builds once, for all launches. */
export async function prepareJmh(suite: Suite<JmhSettings>, tools: Tools): Promise<Preparation> {
  const java = await findJava(tools);
  if (java === null) return { state: 'missing', what: 'java', install: installJava };
  const { jar: namedJar, build } = suite.settings;
  const shared = await sharedPrograms(
    [
      ...(build ? [{ name: '`build`', argv: build }] : []),
      ...(namedJar === undefined ? [] : [{ name: '`jar`', argv: [namedJar] as const }]),
    ],
    tools,
  );
  if (shared.problem !== null) return failed(shared.problem);
  const plan = await planBuild(suite, tools);
  if (plan.state === 'missing') return plan;
  const problem = plan.argv && (await prepareProblem('build', plan.argv, suite, tools));
  if (problem !== null) return failed(problem);
  const found = await findJar(suite);
  if ('problem' in found) return failed(found.problem);
  const { jar } = found;
  const told = await tools.run([java, '-version'], { timeoutSeconds: 60 });
  const benchmarks = await listBenchmarks(suite, tools, java, jar);
  if (typeof benchmarks === 'string') return failed(benchmarks);
  return {
    state: 'ready',
    suite: {
      harness: { name: 'jmh', version: (await jmhVersionIn(jar)) ?? 'unknown' },
      toolchain: { java: javaVersion(told) },
      notices: shared.notices,
      // No jar tells where the sources of its benchmarks are.
      sources: [],
      steps: (request) => launchSteps(suite, { java, jar, benchmarks }, request),
      read: (request, outcomes) => readLaunch(benchmarks, request, outcomes),
    },
  };
}
