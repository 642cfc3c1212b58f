/** How are the bench targets built, and what did Cargo say? */
import { join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import * as z from 'zod';
import { isWithin, parseJson } from '../files.ts';
import type { BenchTarget, CargoMetadata } from './packages.ts';
import type { CargoSettings } from './settings.ts';

/**
 * Arguments that keep two checkouts from sharing their build results; empty when they do not.
 *
 * Cargo names build results by paths relative to the workspace and judges freshness by file times.
 * With one target folder for several checkouts (CARGO_TARGET_DIR, `build.target-dir`), building a
 * second commit may silently reuse the programs of the first one: both sides of a comparison would
 * then be the same program. So a target folder outside of the workspace is replaced by Cargo's
 * default one.
 */
export function ownTargetFolder(metadata: CargoMetadata): readonly string[] {
  const { workspace_root: root, target_directory: target, build_directory: build } = metadata;
  const own = join(root, 'target');
  return [
    ...(isWithin(target, root) ? [] : [`--target-dir=${own}`]),
    ...(build === undefined || isWithin(build, root)
      ? []
      : ['--config', `build.build-dir=${JSON.stringify(own)}`]),
  ];
}

/**
 * Arguments that build outside of the checkout, in a folder that outlives it, so that dependencies
 * are not built anew for every checkout.
 *
 * The checkout's own packages always are. Cargo takes a result for fresh when no source file is
 * newer than the start of the build that made it, and git gives every file that it writes the
 * present time: whatever was built there before is older than all files of a fresh checkout, also
 * when they come back to an earlier state. That needs one user of the folder at a time, and
 * checkouts that are made after the last build in it has ended.
 */
export function lastingTargetFolder(
  { target_directory: target, build_directory: build }: CargoMetadata,
  buildFolder: string,
): readonly string[] {
  return [
    `--target-dir=${buildFolder}`,
    // By default it follows the target folder.
    ...(build === undefined || build === target
      ? []
      : ['--config', `build.build-dir=${JSON.stringify(buildFolder)}`]),
  ];
}

/** Cargo refuses a second target folder. */
function withoutTargetFolder(cargoArguments: readonly string[]): readonly string[] {
  return cargoArguments.filter(
    (argument, index) =>
      !/^--target-dir(?:=|$)/.test(argument) && cargoArguments[index - 1] !== '--target-dir',
  );
}

/** Cargo takes package ids since 1.77; before, the id had another form that it does not take. */
function packageSpec({ id, name }: BenchTarget['package']): string {
  return /^[a-z+]+:\S+$/.test(id) ? id : name;
}

/**
 * The arguments of Cargo that build these targets. Targets are named one by one, since otherwise
 * Cargo builds the test harness of libraries too.
 */
export function buildArguments(
  targets: readonly BenchTarget[],
  settings: CargoSettings,
  targetFolder: readonly string[],
): readonly string[] {
  const packages = new Set(targets.map((target) => packageSpec(target.package)));
  const names = new Set(targets.map(({ name }) => name));
  return [
    'bench',
    '--no-run',
    '--message-format=json-render-diagnostics',
    '--color=never',
    ...[...packages].map((spec) => `--package=${spec}`),
    ...[...names].map((name) => `--bench=${name}`),
    ...(settings.features.length > 0 ? [`--features=${settings.features.join(',')}`] : []),
    ...(settings.profile === undefined ? [] : [`--profile=${settings.profile}`]),
    ...targetFolder,
    ...(targetFolder.length > 0
      ? withoutTargetFolder(settings.cargoArguments)
      : settings.cargoArguments),
  ];
}

const messageSchema = z.object({
  reason: z.literal('compiler-artifact'),
  package_id: z.string(),
  target: z.object({ name: z.string(), kind: z.array(z.string()) }),
  executable: z.string().nullish(),
});

/** Something that Cargo built or found to be fresh. */
export type Artifact = z.infer<typeof messageSchema>;

/** The artifacts in Cargo's JSON messages; lines that tell of something else are passed over. */
export function parseArtifacts(stdout: string): readonly Artifact[] {
  return stdout.split('\n').flatMap((line) => {
    if (!line.startsWith('{')) return [];
    const message = parseJson(line, messageSchema);
    return message.state === 'read' ? [message.value] : [];
  });
}

/** The program that was built for a target, as an absolute path, or null. */
export function executableOf(target: BenchTarget, artifacts: readonly Artifact[]): string | null {
  const artifact = artifacts.find(
    (one) =>
      one.package_id === target.package.id &&
      one.target.name === target.name &&
      one.target.kind.includes('bench'),
  );
  return artifact?.executable ?? null;
}

/** Name and version in a package id: `…#name@1.2.3`, `…/name#1.2.3` or `name 1.2.3 (…)`. */
export function packageOfId(id: string): { name: string; version: string } | null {
  const spaced = /^(\S+) (\S+) \(/.exec(id);
  const named = /#([^#@]+)@([^#@]+)$/.exec(id);
  const folder = /([^/\\?]+)(?:\?[^#]*)?#([^#@]+)$/.exec(id);
  const [, name, version] = spaced ?? named ?? folder ?? [];
  return name !== undefined && version !== undefined ? { name, version } : null;
}

const shownErrorLines = 15;

/** What the user needs to see of a failed build: from the first error on, at most 15 lines. */
export function buildErrors(stderr: string): string {
  const lines = stripVTControlCharacters(stderr).trim().split(/\r?\n/);
  const first = lines.findIndex((line) => /^error\b/.test(line));
  return (first >= 0 ? lines.slice(first) : lines.slice(-shownErrorLines))
    .slice(0, shownErrorLines)
    .join('\n');
}
