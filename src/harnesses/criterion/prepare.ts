/** Gets a criterion suite ready: finds its bench targets, builds them and asks what they are. */
import { realpath } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { problemOf } from '../../errors.ts';
import { isWithin, parseJson } from '../files.ts';
import type { Preparation, ProcessOutcome, Suite, Tools } from '../harness.ts';
import {
  buildArguments,
  buildErrors,
  criterionVersion,
  lastingTargetFolder,
  ownTargetFolder,
  parseArtifacts,
} from './build.ts';
import { installRust } from './installation.ts';
import { type BenchProgram, launchStep, stepNames, wantedPrograms } from './launch.ts';
import {
  type BenchTarget,
  type CargoMetadata,
  metadataSchema,
  packageFolder,
  selectTargets,
} from './packages.ts';
import { type Recognised, recognise } from './program.ts';
import { readLaunch } from './read.ts';
import type { CriterionSettings } from './settings.ts';

/** What to add so that there is a criterion benchmark. */
const howToAdd =
  'Add criterion to [dev-dependencies] and a [[bench]] with a name and `harness = false` to Cargo.toml, and the benchmark as benches/NAME.rs.';

function failed(message: string): Preparation {
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

function benchPrograms(recognised: readonly Recognised[], folder: string): BenchProgram[] {
  const names = stepNames(
    recognised.map(({ target }) => ({ packageName: target.package.name, target: target.name })),
  );
  return recognised.map(({ target, executable, defaults }, index) => ({
    executable,
    defaults,
    target: target.name,
    packageName: target.package.name,
    packageVersion: target.package.version,
    packageFolder: packageFolder(target.package),
    stepName: names[index] ?? target.name,
    path:
      packageFolder(target.package) === folder ? [target.name] : [target.package.name, target.name],
  }));
}

/** The files of the targets, as paths below the repository's folder as perfwatch knows it. */
async function sourceFiles(
  recognised: readonly Recognised[],
  repositoryFolder: string,
): Promise<string[]> {
  const root = await realpath(repositoryFolder);
  return recognised.map(({ target: { sourceFile } }) =>
    isWithin(sourceFile, root) ? join(repositoryFolder, relative(root, sourceFile)) : sourceFile,
  );
}

/** Prepares a suite; builds once, for all launches. */
export async function prepareCriterion(
  suite: Suite<CriterionSettings>,
  tools: Tools,
): Promise<Preparation> {
  const cargo = await tools.findProgram('cargo');
  if (cargo === null) {
    return { state: 'missing', what: 'cargo', install: installRust };
  }
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
  const selection = selectTargets(metadata.value, folder, suite.settings);
  if (selection.state === 'failed') return failed(selection.message);
  if (selection.targets.length === 0) {
    return failed(
      ['No criterion bench target was found.', ...selection.notices, howToAdd].join(' '),
    );
  }
  return build(suite, tools, cargo, folder, metadata.value, selection);
}

async function build(
  suite: Suite<CriterionSettings>,
  tools: Tools,
  cargo: string,
  folder: string,
  metadata: CargoMetadata,
  selection: { readonly targets: readonly BenchTarget[]; readonly notices: readonly string[] },
): Promise<Preparation> {
  const limitSeconds = suite.prepareTimeoutSeconds;
  const ownFolder = ownTargetFolder(metadata);
  const targetFolder =
    tools.buildFolder === null ? ownFolder : lastingTargetFolder(metadata, tools.buildFolder);
  const built = await tools.run(
    [cargo, ...buildArguments(selection.targets, suite.settings, targetFolder)],
    { timeoutSeconds: limitSeconds },
  );
  if (built.exitCode !== 0) return failed(cargoProblem('`cargo bench`', built, limitSeconds));

  const artifacts = parseArtifacts(built.stdout);
  const recognised: Recognised[] = [];
  const notices = [...selection.notices];
  for (const target of selection.targets) {
    const result = await recognise(target, artifacts, tools);
    if (typeof result === 'string') notices.push(result);
    else recognised.push(result);
  }
  if (recognised.length === 0) {
    return failed(['No bench target is a criterion benchmark.', ...notices, howToAdd].join(' '));
  }
  if (tools.buildFolder === null && ownFolder.length > 0) {
    notices.push(
      `Built in ${metadata.workspace_root} and not in the configured ${metadata.target_directory}: checkouts that share a target folder may get each other's programs.`,
    );
  }

  const rustc = await tools.findProgram('rustc');
  const compiler = rustc === null ? null : await tools.run([rustc, '--version']);
  const programs = benchPrograms(recognised, folder);
  const { profile, filter } = suite.settings;
  return {
    state: 'ready',
    suite: {
      harness: { name: 'criterion', version: criterionVersion(artifacts) },
      toolchain: {
        rustc: compiler === null ? 'unknown' : rustcVersion(compiler.stdout),
        ...(profile === undefined || profile === 'bench' ? {} : { profile }),
      },
      notices,
      sources: await sourceFiles(recognised, tools.repositoryFolder),
      steps: (request) =>
        wantedPrograms(programs, request.only).map((program) =>
          launchStep(suite, program, request),
        ),
      read: (request, outcomes) => readLaunch(programs, filter, request, outcomes),
    },
  };
}
