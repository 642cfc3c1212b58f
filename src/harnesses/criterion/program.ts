/** Is this program a criterion benchmark, and what does it measure with if nobody says otherwise? */
import { stripVTControlCharacters } from 'node:util';
import { problemOf } from '../../errors.ts';
import { type Artifact, executableOf } from '../cargo/build.ts';
import { containsText } from '../cargo/containsText.ts';
import { type BenchTarget, packageFolder } from '../cargo/packages.ts';
import type { Tools } from '../harness.ts';

/** What a benchmark program measures with by itself. */
export interface ProgramDefaults {
  readonly sampleSize: number;
  readonly warmupSeconds: number;
  readonly measurementSeconds: number;
}

/** A target whose program turned out to be a criterion benchmark. */
export interface Recognised {
  readonly target: BenchTarget;
  readonly executable: string;
  readonly defaults: ProgramDefaults;
}

/** Part of the help of every criterion benchmark. */
const mark = 'This executable is a Criterion.rs benchmark';

/**
 * Whether criterion is part of a program: its help text lies in the file. The program is not asked, since
 * criterion 0.5 only knows `--help` where another package happens to turn on that feature of its
 * argument parser. Throws when the file cannot be read.
 */
export const containsCriterion = (executable: string): Promise<boolean> =>
  containsText(executable, mark);

function defaultOf(option: string, help: string): number | null {
  const found = new RegExp(`--${option} <[^>]*>\\s[^[]*\\[default: (\\d+)\\]`).exec(help);
  return found === null ? null : Number(found[1]);
}

/**
 * The defaults that the help of a criterion benchmark shows: the `config` of its first
 * `criterion_group!`, in whole seconds. Less than a second is shown as 0, and taken for 1. What the
 * help does not show (that of criterion 0.5 may show nothing) is criterion's own default.
 */
export function programDefaults(help: string): ProgramDefaults {
  return {
    sampleSize: defaultOf('sample-size', help) ?? 100,
    warmupSeconds: Math.max(1, defaultOf('warm-up-time', help) ?? 3),
    measurementSeconds: Math.max(1, defaultOf('measurement-time', help) ?? 5),
  };
}

/** Criterion answers at once, before it runs any benchmark. */
const helpTimeoutSeconds = 10;

/** Looks at the program of a target; the answer is a sentence for the user when it is another. */
export async function recognise(
  target: BenchTarget,
  artifacts: readonly Artifact[],
  tools: Tools,
): Promise<Recognised | string> {
  const name = `Bench target "${target.name}" of package "${target.package.name}"`;
  const executable = executableOf(target, artifacts);
  if (executable === null) return `${name} was left out: Cargo built no program for it.`;
  try {
    if (!(await containsCriterion(executable))) {
      return `${name} was left out: it is no criterion benchmark.`;
    }
  } catch (error) {
    return `${name} was left out: its program could not be read (${problemOf(error)}).`;
  }
  const help = await tools.run([executable, '--bench', '--help'], {
    timeoutSeconds: helpTimeoutSeconds,
    cwd: packageFolder(target.package),
  });
  return { target, executable, defaults: programDefaults(stripVTControlCharacters(help.stdout)) };
}
