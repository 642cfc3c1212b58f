/** Which processes does one launch of a Go suite consist of? */
import type { LaunchRequest, LaunchStep, Suite } from '../harness.ts';
import { benchPattern } from './narrow.ts';
import type { BenchPackage } from './packages.ts';
import type { GoSettings } from './settings.ts';

/** A package with its built test program. */
export interface BenchProgram extends BenchPackage {
  /** Absolute path. */
  readonly executable: string;
  /** Names its step; see {@link stepNames}. */
  readonly stepName: string;
}

/**
 * Names of steps for packages: safe as file names on every platform, and unique also where case
 * does not count.
 */
export function stepNames(importPaths: readonly string[]): readonly string[] {
  const taken = new Set<string>();
  return importPaths.map((importPath) => {
    const base = importPath.replaceAll(/[^A-Za-z0-9._-]/g, '_').slice(-80);
    let name = base;
    for (let count = 2; taken.has(name.toLowerCase()); count++) name = `${base}-${count}`;
    taken.add(name.toLowerCase());
    return name;
  });
}

/** Go's own measuring time of one benchmark. */
const ownMeasurementSeconds = 1;

/** Below, timer resolution and interrupts dominate. */
const shortestMeasurementSeconds = 0.02;

function benchtimeOf(suite: Suite<GoSettings>, launches: number): string {
  const { benchtime } = suite.settings;
  if (benchtime !== undefined) return benchtime;
  const total = suite.measurementSeconds ?? ownMeasurementSeconds;
  return `${Number(Math.max(shortestMeasurementSeconds, total / launches).toFixed(3))}s`;
}

/**
 * The arguments of a test program for one launch. The time is divided by the launches, so that all
 * of them cost what one `go test -bench` does.
 */
function programArguments(
  suite: Suite<GoSettings>,
  launches: number,
  pattern: string,
): readonly string[] {
  const { cpu } = suite.settings;
  return [
    '-test.run=^$',
    `-test.bench=${pattern}`,
    `-test.benchtime=${benchtimeOf(suite, launches)}`,
    '-test.benchmem',
    '-test.count=1',
    // Each name is told before it runs: which one failed, was skipped or never ended shows only so.
    '-test.v',
    // The limit is perfwatch's own, for all packages of a launch.
    '-test.timeout=0',
    ...(cpu.length > 0 ? [`-test.cpu=${cpu.join(',')}`] : []),
  ];
}

/** The processes of one launch: one for each package of which something is wanted. Pure. */
export function launchSteps(
  suite: Suite<GoSettings>,
  programs: readonly BenchProgram[],
  hasAlternatives: boolean,
  request: LaunchRequest,
): readonly LaunchStep[] {
  const { bench } = suite.settings;
  return programs.flatMap((program) => {
    const narrowing = { suite: suite.name, bench, hasAlternatives };
    const pattern = benchPattern(program, request, narrowing);
    if (pattern === null) return [];
    return [
      {
        name: program.stepName,
        argv: [program.executable, ...programArguments(suite, request.launches, pattern)] as const,
        // As `go test` starts it: tests look for their files there.
        cwd: program.folder,
        env: {},
      },
    ];
  });
}
