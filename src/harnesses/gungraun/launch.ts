/** Which processes does one launch of a gungraun suite consist of? Pure. */
import { join } from 'node:path';
import { type BuiltProgram, cargoEnvironment } from '../cargo/programs.ts';
import type { LaunchRequest, LaunchStep, Suite } from '../harness.ts';
import type { Library } from './library.ts';
import { patternOf, wantedNames } from './narrow.ts';
import type { GungraunSettings } from './settings.ts';

/** A built benchmark program of the suite. */
export interface BenchProgram extends BuiltProgram {
  readonly library: Library;
  /** As the program lists its benchmarks. */
  readonly names: readonly string[];
  readonly takesPatterns: boolean;
}

/** The process that runs one benchmark program, as `cargo bench` would start it; null when nothing of it is wanted. */
export function launchStep(
  suite: Suite<GungraunSettings>,
  program: BenchProgram,
  request: LaunchRequest,
): LaunchStep | null {
  const { names, library, stepName } = program;
  const wanted = wantedNames(suite.name, program.packagePath, names, request);
  if (wanted.length === 0) return null;
  const pattern = program.takesPatterns ? patternOf(wanted, names) : null;
  return {
    name: stepName,
    argv: [
      program.executable,
      // Without this one, it only tests that the benchmarks work.
      '--bench',
      '--output-format=json',
      ...suite.settings.arguments,
      ...(pattern === null ? [] : [pattern]),
    ],
    cwd: program.packageFolder,
    env: {
      // A fresh one has no earlier results that the runner would compare with.
      [`${library.variables}_HOME`]: join(request.folder, stepName, 'home'),
      NO_COLOR: '1',
      ...cargoEnvironment(program),
    },
  };
}
