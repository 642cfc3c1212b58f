/** Do both sides ask for the same dependencies? Told by what pins them beside the installed ones. */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod';

export type Ecosystem = 'node' | 'python';

interface PinningFiles {
  /** Written by package managers: exact versions. */
  readonly locks: RegExp;
  /** Written by people; they count where there is no lock file on either side. */
  readonly manifests: RegExp;
}

const pinningFiles: Readonly<Record<Ecosystem, PinningFiles>> = {
  node: {
    locks: /^(package-lock\.json|npm-shrinkwrap\.json|yarn\.lock|pnpm-lock\.yaml|bun\.lockb?)$/,
    manifests: /^package\.json$/,
  },
  python: {
    locks:
      /^(uv\.lock|poetry\.lock|Pipfile\.lock|pdm\.lock|requirements[^/]*\.txt|requirements\/.+\.txt)$/,
    manifests: /^(pyproject\.toml|setup\.py|setup\.cfg)$/,
  },
};

/** The rest of a package.json (scripts, version, exports) asks for no other dependencies. */
const dependencySections = z.object({
  dependencies: z.unknown(),
  devDependencies: z.unknown(),
  optionalDependencies: z.unknown(),
  peerDependencies: z.unknown(),
  peerDependenciesMeta: z.unknown(),
  bundledDependencies: z.unknown(),
  bundleDependencies: z.unknown(),
  overrides: z.unknown(),
  resolutions: z.unknown(),
  pnpm: z.unknown(),
  workspaces: z.unknown(),
});

function dependenciesIn(text: string): string {
  try {
    return JSON.stringify(dependencySections.partial().parse(JSON.parse(text)));
  } catch {
    // Not JSON: then the same text, at least.
    return text;
  }
}

async function filesIn(folder: string): Promise<string[]> {
  const names = await readdir(folder).catch(() => []);
  const below = await readdir(join(folder, 'requirements')).catch(() => []);
  return [...names, ...below.map((name) => `requirements/${name}`)];
}

/** What a file says, line endings aside; null when there is none. */
async function contentOf(folder: string, file: string): Promise<string | null> {
  const text = await readFile(join(folder, file), 'utf8').catch(() => null);
  const plain = text?.replaceAll('\r\n', '\n') ?? null;
  return plain !== null && file === 'package.json' ? dependenciesIn(plain) : plain;
}

/**
 * The first file by which two folders may ask for different dependencies: a lock file that differs
 * or that only one of them has; where neither has one, a manifest; null when all are equal.
 */
export async function differingLockFile(
  ecosystem: Ecosystem,
  folder: string,
  otherFolder: string,
): Promise<string | null> {
  const { locks, manifests } = pinningFiles[ecosystem];
  const names = [...new Set([...(await filesIn(folder)), ...(await filesIn(otherFolder))])].sort();
  const locked = names.filter((name) => locks.test(name));
  for (const name of locked.length > 0 ? locked : names.filter((one) => manifests.test(one))) {
    if ((await contentOf(folder, name)) !== (await contentOf(otherFolder, name))) return name;
  }
  return null;
}
