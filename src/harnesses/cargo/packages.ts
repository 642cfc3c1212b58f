/**
 * Which bench targets belong to a suite? Answered from `cargo metadata --no-deps`, before anything
 * is built. Whether a target is a benchmark of the suite's harness shows only later.
 */
import * as z from 'zod';
import { isWithin } from '../files.ts';
import type { CargoSettings } from './settings.ts';

const packageSchema = z.object({
  id: z.string(),
  name: z.string(),
  version: z.string(),
  manifest_path: z.string(),
  dependencies: z.array(z.object({ name: z.string() })),
  features: z.record(z.string(), z.array(z.string())),
  targets: z.array(
    z.object({
      name: z.string(),
      kind: z.array(z.string()),
      src_path: z.string(),
      'required-features': z.array(z.string()).default([]),
    }),
  ),
});
export type CargoPackage = z.infer<typeof packageSchema>;

export const metadataSchema = z.object({
  packages: z.array(packageSchema),
  workspace_root: z.string(),
  target_directory: z.string(),
  /** Where intermediate files go; told since Cargo 1.91. */
  build_directory: z.string().optional(),
});
export type CargoMetadata = z.infer<typeof metadataSchema>;

/** A bench target to build. */
export interface BenchTarget {
  readonly package: CargoPackage;
  readonly name: string;
  /** Absolute path of its source file, without symbolic links. */
  readonly sourceFile: string;
}

export type TargetSelection =
  | {
      readonly state: 'selected';
      readonly targets: readonly BenchTarget[];
      readonly notices: readonly string[];
    }
  | { readonly state: 'failed'; readonly message: string };

/** The folder of a package: where its benchmark programs are to run. */
export function packageFolder(cargoPackage: CargoPackage): string {
  return cargoPackage.manifest_path.replace(/[/\\]Cargo\.toml$/, '');
}

function benchNames(cargoPackage: CargoPackage): readonly string[] {
  return cargoPackage.targets.filter(({ kind }) => kind.includes('bench')).map(({ name }) => name);
}

/** All members at the root of a workspace; else the package in the folder, or those below it. */
function packagesOfFolder(metadata: CargoMetadata, folder: string): readonly CargoPackage[] {
  if (folder === metadata.workspace_root) return metadata.packages;
  const here = metadata.packages.filter((one) => packageFolder(one) === folder);
  return here.length > 0
    ? here
    : metadata.packages.filter((one) => isWithin(packageFolder(one), folder));
}

/** The features of a package that a build turns on, those that they imply included. */
export function enabledFeatures(
  cargoPackage: CargoPackage,
  settings: Pick<CargoSettings, 'features' | 'cargoArguments'>,
): ReadonlySet<string> {
  if (settings.cargoArguments.includes('--all-features')) {
    return new Set(Object.keys(cargoPackage.features));
  }
  const own = `${cargoPackage.name}/`;
  const waiting = settings.features
    .flatMap((names) => names.split(/[\s,]+/))
    .map((name) => (name.startsWith(own) ? name.slice(own.length) : name));
  if (!settings.cargoArguments.includes('--no-default-features')) waiting.push('default');
  const enabled = new Set<string>();
  for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
    if (enabled.has(name)) continue;
    enabled.add(name);
    waiting.push(...(cargoPackage.features[name] ?? []));
  }
  return enabled;
}

function quoted(names: readonly string[]): string {
  return names.length > 0 ? names.map((name) => `"${name}"`).join(', ') : 'none';
}

/** A sentence about the first name that was asked for and is not there, or null. */
function unknownName(
  setting: 'packages' | 'benches',
  asked: readonly string[],
  known: readonly string[],
): string | null {
  const unknown = asked.filter((name) => !known.includes(name));
  if (unknown.length === 0) return null;
  const what = setting === 'packages' ? 'packages of the Cargo workspace' : 'bench targets';
  return `\`${setting}\` names ${quoted(unknown)}, but the ${what} are: ${quoted(known)}.`;
}

/**
 * Chooses the bench targets of a suite in `folder` (an absolute path without symbolic links).
 *
 * Packages without a dependency that is the harness are passed over, unless the settings name packages
 * or bench targets: the harness may also come through a package of the repository. A target whose
 * required features are off is left out with a notice, since Cargo would refuse the whole build.
 *
 * @param isHarness by the real name of a dependency, whatever its alias
 */
export function selectTargets(
  metadata: CargoMetadata,
  folder: string,
  settings: CargoSettings,
  isHarness: (dependency: string) => boolean,
): TargetSelection {
  const usesHarness = ({ dependencies }: CargoPackage) =>
    dependencies.some(({ name }) => isHarness(name));
  const isNamed = settings.packages.length > 0 || settings.benches.length > 0;
  const packages = (
    settings.packages.length > 0
      ? metadata.packages.filter(({ name }) => settings.packages.includes(name))
      : packagesOfFolder(metadata, folder)
  ).filter((one) => benchNames(one).length > 0 && (isNamed || usesHarness(one)));

  const problem =
    unknownName(
      'packages',
      settings.packages,
      metadata.packages.map(({ name }) => name),
    ) ?? unknownName('benches', settings.benches, [...new Set(packages.flatMap(benchNames))]);
  if (problem !== null) return { state: 'failed', message: problem };

  const targets: BenchTarget[] = [];
  const notices: string[] = [];
  for (const cargoPackage of packages) {
    const enabled = enabledFeatures(cargoPackage, settings);
    for (const target of cargoPackage.targets) {
      if (!target.kind.includes('bench')) continue;
      if (settings.benches.length > 0 && !settings.benches.includes(target.name)) continue;
      const lacking = target['required-features'].filter((feature) => !enabled.has(feature));
      if (lacking.length > 0) {
        notices.push(
          `Bench target "${target.name}" of package "${cargoPackage.name}" was left out, since it requires the features ${quoted(lacking)}: add them to \`features\` to measure it.`,
        );
        continue;
      }
      targets.push({ package: cargoPackage, name: target.name, sourceFile: target.src_path });
    }
  }
  return { state: 'selected', targets, notices };
}
