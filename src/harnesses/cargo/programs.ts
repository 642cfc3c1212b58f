/** What is a benchmark program that Cargo built called, and how is it started? Pure. */
import { type BenchTarget, packageFolder } from './packages.ts';

/** A built benchmark program of a suite. */
export interface BuiltProgram {
  /** Absolute path. */
  readonly executable: string;
  readonly target: string;
  readonly packageName: string;
  readonly packageVersion: string;
  readonly packageFolder: string;
  /** Names its step. */
  readonly stepName: string;
  /** The name of its package, where that is another than the one in the suite's folder. */
  readonly packagePath: readonly string[];
}

/**
 * Names of steps for (package, target) pairs: safe as file names on every platform, and unique
 * also where case does not count.
 */
export function stepNames(
  programs: readonly { readonly packageName: string; readonly target: string }[],
): readonly string[] {
  const taken = new Set<string>();
  return programs.map(({ packageName, target }) => {
    const base = `${packageName}.${target}`.replaceAll(/[^A-Za-z0-9._-]/g, '_').slice(0, 80);
    let name = base;
    for (let count = 2; taken.has(name.toLowerCase()); count++) name = `${base}-${count}`;
    taken.add(name.toLowerCase());
    return name;
  });
}

/** Programs with names for their steps and benchmarks. @param folder of the suite, without symbolic links */
export function builtPrograms<Built extends { target: BenchTarget; executable: string }>(
  built: readonly Built[],
  folder: string,
): readonly { readonly built: Built; readonly program: BuiltProgram }[] {
  const names = stepNames(
    built.map(({ target }) => ({ packageName: target.package.name, target: target.name })),
  );
  return built.map((one, index) => {
    const { target, executable } = one;
    const ownFolder = packageFolder(target.package);
    const program = {
      executable,
      target: target.name,
      packageName: target.package.name,
      packageVersion: target.package.version,
      packageFolder: ownFolder,
      stepName: names[index] ?? target.name,
      packagePath: ownFolder === folder ? [] : [target.package.name],
    };
    return { built: one, program };
  });
}

/** Cargo sets these for programs that it starts, and some look for their input files by them. */
export function cargoEnvironment(program: BuiltProgram): Readonly<Record<string, string>> {
  return {
    CARGO_MANIFEST_DIR: program.packageFolder,
    CARGO_PKG_NAME: program.packageName,
    CARGO_PKG_VERSION: program.packageVersion,
  };
}
