/** Which process is one launch of a JMH suite? */
import { join } from 'node:path';
import type { LaunchRequest, LaunchStep, Suite } from '../harness.ts';
import type { ListedBenchmark } from './list.ts';
import { exactExpression, wantedNames } from './narrow.ts';
import type { JmhSettings } from './settings.ts';

export const stepName = 'jmh';

/** A jar that has answered. */
export interface BenchmarkJar {
  /** Absolute path of Java. */
  readonly java: string;
  /** Absolute path. */
  readonly jar: string;
  readonly benchmarks: readonly ListedBenchmark[];
}

/** The file that a launch leaves its results in. */
export const resultFile = ({ folder }: Pick<LaunchRequest, 'folder'>) => join(folder, 'jmh.json');

/** JMH's own is 250 s of each, in 5 forks: too long for anything that runs at every change. */
const ownSeconds = 10;

/** JMH's own number of iterations. What the code of a benchmark says instead stays. */
const ownIterations = 5;

/** Below, timer resolution and interrupts dominate. */
const shortestMilliseconds = 50;

function iterationTime(seconds: number | null, launches: number): string {
  const total = ((seconds ?? ownSeconds) * 1000) / launches / ownIterations;
  return `${Math.max(shortestMilliseconds, Math.round(total))}ms`;
}

/**
 * The times are divided by the launches, so that all of them cost what one run of the jar does. How
 * many iterations there are is left to the code: a single shot (mode ss) knows nothing else.
 */
function timeArguments(suite: Suite<JmhSettings>, launches: number): readonly string[] {
  const has = (...options: readonly string[]) =>
    suite.settings.arguments.some((word) =>
      options.some((option) => word === option || word.startsWith(`${option}=`)),
    );
  const { measurementSeconds, warmupSeconds } = suite;
  const measurement = has('-r') ? [] : ['-r', iterationTime(measurementSeconds, launches)];
  if (warmupSeconds === 0) return [...measurement, ...(has('-w', '-wi') ? [] : ['-wi', '0'])];
  return [...measurement, ...(has('-w') ? [] : ['-w', iterationTime(warmupSeconds, launches)])];
}

/** The process of one launch; none when nothing is wanted. Pure. */
export function launchSteps(
  suite: Suite<JmhSettings>,
  { java, jar, benchmarks }: BenchmarkJar,
  request: LaunchRequest,
): readonly LaunchStep[] {
  const wanted = wantedNames(suite.name, benchmarks, request);
  if (wanted.length === 0) return [];
  const exact = wanted.length < benchmarks.length ? exactExpression(wanted) : null;
  return [
    {
      name: stepName,
      argv: [
        java,
        // Both sides may be launched at once, and that nobody else measures is perfwatch's business.
        '-Djmh.ignoreLock=true',
        '-jar',
        jar,
        ...suite.settings.arguments,
        '-f',
        '1',
        // Else a single benchmark that fails takes the results of all others with it.
        '-foe',
        'false',
        '-rf',
        'json',
        '-rff',
        resultFile(request),
        ...timeArguments(suite, request.launches),
        ...(exact === null ? suite.settings.include : [exact]),
      ],
      cwd: suite.folder,
      env: {},
    },
  ];
}
