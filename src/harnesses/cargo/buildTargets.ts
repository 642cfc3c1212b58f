/** Finds the bench targets of a suite, and has Cargo build them. */
import { realpath } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { problemOf } from '../../errors.ts';
import type { Toolchain } from '../../model/environment.ts';
import { isWithin, parseJson } from '../files.ts';
import type { Preparation, ProcessOutcome, Suite, Tools } from '../harness.ts';
import {
  type Artifact,
  buildArguments,
  buildErrors,
  lastingTargetFolder,
  ownTargetFolder,
  parseArtifacts,
} from './build.ts';
import { installRust } from './installation.ts';
import { type BenchTarget, type CargoMetadata, metadataSchema, selectTargets } from './packages.ts';
import type { CargoSettings } from './settings.ts';

/** What Cargo shall build the benchmarks of. */
export interface CargoHarness {
  /** Its name, for people. */
  readonly name: string;
  /** By the real name of a dependency, whatever its alias. */
  isHarness(dependency: string): boolean;
  /** What to add so that there is a benchmark, as sentences. */
  readonly howToAdd: string;
}

export interface BuiltTargets {
  readonly state: 'built';
  readonly targets: readonly BenchTarget[];
  readonly artifacts: readonly Artifact[];
  /** The suite's own, without symbolic links, as Cargo tells paths. */
  readonly folder: string;
  readonly toolchain: Toolchain;
  /** Which targets were left out. */
  readonly notices: readonly string[];
  /** That it was built elsewhere than configured. */
  readonly folderNotices: readonly string[];
}

type NotBuilt = Exclude<Preparation, { readonly state: 'ready' }>;

function failed(message: string): NotBuilt {
  return { state: 'failed', message };
}

/** Why a run of Cargo gave nothing, for the user. */
function cargoProblem(what: string, outcome: ProcessOutcome, limitSeconds: number): string {
  switch (outcome.ending) {
    case 'timed-out':
      return `${what} took more than ${limitSeconds} s and was ended: raise \`prepareTimeoutSeconds\` of the suite.`;
    case 'interrupted':
      return `${what} was interrupted.`;
    default:
      return `${what} failed:\n${buildErrors(outcome.stderr) || 'no reason was given'}`;
  }
}

/**
 * The version in `rustc 1.95.0 (59807616e 2026-04-14)`; with commit and date for other channels
 * than stable, whose version says too little.
 */
export function rustcVersion(stdout: string): string {
  const [, version = 'unknown', build] = /^rustc (\S+)(?: (\(.*\)))?/.exec(stdout.trim()) ?? [];
  return version.includes('-') && build !== undefined ? `${version} ${build}` : version;
}

/** The files of targets, as paths below the repository's folder as perfwatch knows it. */
export async function sourceFiles(
  targets: readonly BenchTarget[],
  repositoryFolder: string,
): Promise<string[]> {
  const root = await realpath(repositoryFolder);
  return targets.map(({ sourceFile }) =>
    isWithin(sourceFile, root) ? join(repositoryFolder, relative(root, sourceFile)) : sourceFile,
  );
}

/** Builds once, for all launches. Whether a target is a benchmark of the harness is not known yet. */
export async function buildTargets(
  suite: Suite<CargoSettings>,
  tools: Tools,
  harness: CargoHarness,
): Promise<BuiltTargets | NotBuilt> {
  const cargo = await tools.findProgram('cargo');
  if (cargo === null) return { state: 'missing', what: 'cargo', install: installRust };
  const limitSeconds = suite.prepareTimeoutSeconds;
  let folder: string;
  try {
    // Cargo tells paths without symbolic links, and they are compared with this one.
    folder = await realpath(suite.folder);
  } catch (error) {
    return failed(`The folder of the suite cannot be used: ${problemOf(error)}.`);
  }

  const described = await tools.run([cargo, 'metadata', '--no-deps', '--format-version=1'], {
    timeoutSeconds: limitSeconds,
  });
  if (described.exitCode !== 0) {
    return failed(cargoProblem('`cargo metadata`', described, limitSeconds));
  }
  const metadata = parseJson(described.stdout, metadataSchema);
  if (metadata.state !== 'read') {
    return failed('`cargo metadata` wrote something else than expected: update Cargo.');
  }
  const selection = selectTargets(metadata.value, folder, suite.settings, harness.isHarness);
  if (selection.state === 'failed') return failed(selection.message);
  if (selection.targets.length === 0) {
    return failed(
      [`No ${harness.name} bench target was found.`, ...selection.notices, harness.howToAdd].join(
        ' ',
      ),
    );
  }
  return build(suite, tools, cargo, folder, metadata.value, selection);
}

async function build(
  suite: Suite<CargoSettings>,
  tools: Tools,
  cargo: string,
  folder: string,
  metadata: CargoMetadata,
  { targets, notices }: Pick<BuiltTargets, 'targets' | 'notices'>,
): Promise<BuiltTargets | NotBuilt> {
  const limitSeconds = suite.prepareTimeoutSeconds;
  const ownFolder = ownTargetFolder(metadata);
  const targetFolder =
    tools.buildFolder === null ? ownFolder : lastingTargetFolder(metadata, tools.buildFolder);
  const built = await tools.run([cargo, ...buildArguments(targets, suite.settings, targetFolder)], {
    timeoutSeconds: limitSeconds,
  });
  if (built.exitCode !== 0) return failed(cargoProblem('`cargo bench`', built, limitSeconds));

  const isMoved = tools.buildFolder === null && ownFolder.length > 0;
  const rustc = await tools.findProgram('rustc');
  const compiler = rustc === null ? null : await tools.run([rustc, '--version']);
  const { profile } = suite.settings;
  return {
    state: 'built',
    targets,
    artifacts: parseArtifacts(built.stdout),
    folder,
    toolchain: {
      rustc: compiler === null ? 'unknown' : rustcVersion(compiler.stdout),
      ...(profile === undefined || profile === 'bench' ? {} : { profile }),
    },
    notices,
    folderNotices: isMoved
      ? [
          `Built in ${metadata.workspace_root} and not in the configured ${metadata.target_directory}: checkouts that share a target folder may get each other's programs.`,
        ]
      : [],
  };
}
