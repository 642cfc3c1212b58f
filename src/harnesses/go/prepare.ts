/** Gets a Go suite ready: finds its packages with benchmarks and builds their test programs. */
import { realpath } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { problemOf } from '../../errors.ts';
import { isWithin } from '../files.ts';
import type { Preparation, Suite, Tools } from '../harness.ts';
import { buildPrograms, goProblem } from './build.ts';
import { launchSteps } from './launch.ts';
import {
  type BenchPackage,
  listArguments,
  packageInside,
  parsePackages,
  withFunctions,
} from './packages.ts';
import { readLaunch } from './read.ts';
import type { GoSettings } from './settings.ts';

export const installGo = 'Install Go, version 1.17 or newer: https://go.dev/doc/install';

function failed(message: string): Preparation {
  return { state: 'failed', message };
}

/** The version in `go version go1.26.8 linux/amd64`; all of what stands there for other builds. */
export function goVersion(stdout: string): string {
  const [, all = 'unknown', release] =
    /^go version ((?:go(\d\S*)(?= ))?.*?)(?: \S+\/\S+)?$/.exec(stdout.trim()) ?? [];
  return release !== undefined && all === `go${release}` ? release : all;
}

/** Whether `-bench` knows alternatives at its top, see `benchPattern`. */
export function hasAlternatives(version: string): boolean {
  const [, minor] = /^1\.(\d+)/.exec(version) ?? [];
  return minor === undefined || Number(minor) >= 19;
}

/** What else a workspace above the checkout asks for. */
function workspaceAdvice(problem: string): string {
  return /go\.work\b/.test(problem)
    ? `${problem}\nA go.work outside of the repository is not there for the checkout of another commit: give the suite \`env: {GOWORK: "off"}\` to measure without it.`
    : problem;
}

interface Found {
  readonly packages: readonly BenchPackage[];
}

async function findPackages(
  suite: Suite<GoSettings>,
  tools: Tools,
  go: string,
  folder: string,
): Promise<Found | string> {
  const { settings, prepareTimeoutSeconds: timeoutSeconds } = suite;
  const list = [go, 'list', '-find', '-json', ...listArguments(settings), ...settings.packages];
  const [program = go, ...rest] = list;
  const listed = await tools.run([program, ...rest], { timeoutSeconds });
  if (listed.exitCode !== 0) {
    const problem = goProblem('`go list`', listed, timeoutSeconds);
    return tools.otherSideFolder === null ? problem : workspaceAdvice(problem);
  }
  const all = parsePackages(listed.stdout);
  if (all === null) return '`go list` wrote something else than expected: update Go.';
  const packages: BenchPackage[] = [];
  for (const one of all) {
    const found = await withFunctions(one, folder);
    if (found) packages.push(found);
  }
  if (packages.length > 0) return { packages };
  return `No benchmark was found in ${settings.packages.join(' ')}. Write one as \`func BenchmarkX(b *testing.B)\` into a file that ends in _test.go.`;
}

/** Why both sides would run the same code, or null; asked only while another side is prepared. */
async function sharedCode(
  { settings, prepareTimeoutSeconds: timeoutSeconds }: Suite<GoSettings>,
  tools: Tools,
  go: string,
  packages: readonly BenchPackage[],
): Promise<string | null> {
  if (tools.otherSideFolder === null) return null;
  const otherSide = await realpath(tools.otherSideFolder);
  const names = packages.map(({ importPath }) => importPath);
  const listed = await tools.run(
    [go, 'list', '-deps', '-test', '-json', ...listArguments(settings), ...names],
    { timeoutSeconds },
  );
  if (listed.exitCode !== 0) return goProblem('`go list`', listed, timeoutSeconds);
  const shared = packageInside(listed.stdout, otherSide);
  if (shared === null) return null;
  return `The package ${shared.importPath} would be built from the working tree (${shared.folder}) although the base was to be measured, so both sides would be measured with the same code. Write the path of its \`replace\` in go.mod, or \`use\` in go.work, relative to that file.`;
}

/** The files of the benchmarks, as paths below the repository's folder as perfwatch knows it. */
async function inRepository(
  packages: readonly BenchPackage[],
  repositoryFolder: string,
): Promise<BenchPackage[]> {
  const root = await realpath(repositoryFolder);
  const known = (file: string) =>
    isWithin(file, root) ? join(repositoryFolder, relative(root, file)) : file;
  return packages.map((one) => ({
    ...one,
    functions: one.functions.map((of) => ({ ...of, file: known(of.file) })),
  }));
}

/** Prepares a suite; builds once, for all launches. */
export async function prepareGo(suite: Suite<GoSettings>, tools: Tools): Promise<Preparation> {
  const go = await tools.findProgram('go');
  if (go === null) return { state: 'missing', what: 'go', install: installGo };
  let folder: string;
  try {
    // Go tells paths without symbolic links, and they are compared with this one.
    folder = await realpath(suite.folder);
  } catch (error) {
    return failed(`The folder of the suite cannot be used: ${problemOf(error)}.`);
  }
  const told = await tools.run([go, 'version'], { timeoutSeconds: suite.prepareTimeoutSeconds });
  if (told.exitCode !== 0) {
    return failed(goProblem('`go version`', told, suite.prepareTimeoutSeconds));
  }
  const version = goVersion(told.stdout);
  const found = await findPackages(suite, tools, go, folder);
  if (typeof found === 'string') return failed(found);
  const shared = await sharedCode(suite, tools, go, found.packages);
  if (shared !== null) return failed(shared);
  const packages = await inRepository(found.packages, tools.repositoryFolder);
  const built = await buildPrograms(packages, go, suite, tools);
  if (built.state === 'failed') return failed(built.message);
  const { programs } = built;
  const { bench, cpu } = suite.settings;
  const hasSeveralProcessors = new Set(cpu).size > 1;
  const context = { programs, bench, hasSeveralProcessors, knownBytes: new Map() };
  return {
    state: 'ready',
    suite: {
      harness: { name: 'go', version },
      toolchain: { go: version },
      notices:
        suite.warmupSeconds === null
          ? []
          : ['Go has no warm-up: its first, shorter runs of a benchmark are what there is of it.'],
      sources: [...new Set(packages.flatMap(({ functions }) => functions.map(({ file }) => file)))],
      steps: (request) => launchSteps(suite, programs, hasAlternatives(version), request),
      read: (request, outcomes) => readLaunch(context, request, outcomes),
    },
  };
}
