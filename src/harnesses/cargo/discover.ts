/** Which packages of a repository have benchmarks of a harness, as their Cargo.toml files tell? Pure. */
import { posix } from 'node:path';
import { parse } from 'smol-toml';
import * as z from 'zod';
import type { DiscoveredSuite, RepositoryFile } from '../harness.ts';

const dependenciesSchema = z.record(z.string(), z.unknown()).default({});

const manifestSchema = z.object({
  package: z.object({ name: z.string() }).optional(),
  workspace: z
    .object({ exclude: z.array(z.string()).default([]), dependencies: dependenciesSchema })
    .optional(),
  dependencies: dependenciesSchema,
  'dev-dependencies': dependenciesSchema,
  target: z
    .record(
      z.string(),
      z.object({ dependencies: dependenciesSchema, 'dev-dependencies': dependenciesSchema }),
    )
    .default({}),
});

interface Manifest {
  readonly path: string;
  /** Relative to the repository; `.` is the repository itself. */
  readonly folder: string;
  readonly content: z.infer<typeof manifestSchema>;
}

/** Null for what Cargo could not read either. */
function parseManifest({ path, text }: RepositoryFile): Manifest | null {
  let toml: unknown;
  try {
    toml = parse(text.replace(/^\uFEFF/, ''));
  } catch {
    return null;
  }
  const parsed = manifestSchema.safeParse(toml);
  return parsed.success ? { path, folder: posix.dirname(path), content: parsed.data } : null;
}

const renamed = z.object({ package: z.string() });
const inherited = z.object({ workspace: z.literal(true) });

/** The real name of a dependency, which an alias may hide here or in the workspace. */
function packageOf(alias: string, dependency: unknown, workspace: Manifest | null): string {
  const own = renamed.safeParse(dependency);
  if (own.success) return own.data.package;
  if (!inherited.safeParse(dependency).success) return alias;
  const shared = renamed.safeParse(workspace?.content.workspace?.dependencies[alias]);
  return shared.success ? shared.data.package : alias;
}

function usesHarness(
  { content }: Manifest,
  workspace: Manifest | null,
  isHarness: (dependency: string) => boolean,
): boolean {
  if (content.package === undefined) return false;
  return [content, ...Object.values(content.target)]
    .flatMap((of) => [of.dependencies, of['dev-dependencies']])
    .flatMap((dependencies) => Object.entries(dependencies))
    .some(([alias, dependency]) => isHarness(packageOf(alias, dependency, workspace)));
}

function isBelow(inner: string, outer: string): boolean {
  return outer === '.' || inner === outer || inner.startsWith(`${outer}/`);
}

/**
 * The workspace of a package, as Cargo finds it: the nearest manifest at or above it with a
 * [workspace], unless that excludes the package. `members` need no look: Cargo refuses a package
 * below a workspace that is neither member nor excluded.
 */
function workspaceOf(manifest: Manifest, manifests: readonly Manifest[]): Manifest | null {
  const nearest = manifests
    .filter(({ folder, content }) => content.workspace && isBelow(manifest.folder, folder))
    .sort((a, b) =>
      a.folder === '.' ? 1 : b.folder === '.' ? -1 : b.folder.length - a.folder.length,
    )
    .at(0);
  if (nearest === undefined || nearest === manifest) return nearest ?? null;
  const isExcluded = (nearest.content.workspace?.exclude ?? []).some((excluded) =>
    isBelow(manifest.folder, posix.join(nearest.folder, excluded).replace(/\/$/, '')),
  );
  return isExcluded ? null : nearest;
}

function suiteName(folder: string, packages: readonly Manifest[], root: Manifest): string {
  const only = packages.length === 1 ? packages[0]?.content.package?.name : undefined;
  return only ?? root.content.package?.name ?? (folder === '.' ? 'rust' : posix.basename(folder));
}

/**
 * One suite per Cargo workspace or stand-alone package whose manifests depend on the harness.
 *
 * @param harness its name, for people
 * @param isHarness by the real name of a dependency, whatever its alias
 */
export function discoverSuites(
  files: readonly RepositoryFile[],
  harness: string,
  isHarness: (dependency: string) => boolean,
): readonly DiscoveredSuite[] {
  const manifests = files
    .filter(({ path }) => posix.basename(path) === 'Cargo.toml')
    .flatMap((file) => parseManifest(file) ?? []);
  const packagesByRoot = new Map<Manifest, Manifest[]>();
  for (const manifest of manifests) {
    const workspace = workspaceOf(manifest, manifests);
    if (!usesHarness(manifest, workspace, isHarness)) continue;
    const root = workspace ?? manifest;
    packagesByRoot.set(root, [...(packagesByRoot.get(root) ?? []), manifest]);
  }
  return [...packagesByRoot]
    .map(([root, packages]) => {
      const others = packages.length - 1;
      return {
        name: suiteName(root.folder, packages, root),
        folder: root.folder,
        evidence: `${harness} in ${packages[0]?.path}${others > 0 ? ` and ${others} more` : ''}`,
        settings: {},
      };
    })
    .sort((a, b) => (a.folder < b.folder ? -1 : 1));
}
