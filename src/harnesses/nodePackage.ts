/** Which copy of a package does a file of a suite load? Read from the disk; nothing of it is run. */
import { existsSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import * as z from 'zod';
import { readJsonFile } from './files.ts';

const manifestSchema = z.object({ version: z.string() });

const dependentSchema = z.object({
  dependencies: z.record(z.string(), z.unknown()).optional(),
  devDependencies: z.record(z.string(), z.unknown()).optional(),
  optionalDependencies: z.record(z.string(), z.unknown()).optional(),
  peerDependencies: z.record(z.string(), z.unknown()).optional(),
});

/** Whether a package.json asks for a package. */
export function dependsOn(name: string, manifest: unknown): boolean {
  const parsed = dependentSchema.safeParse(manifest);
  return parsed.success && Object.values(parsed.data).some((names) => names && name in names);
}

export interface NodePackage {
  /** Absolute. */
  readonly folder: string;
  readonly version: string;
}

/** A folder and those above it, up to `last`; only the folder itself when it is not below `last`. */
function foldersUpTo(folder: string, last: string): string[] {
  const folders = [folder];
  if (relative(last, folder).startsWith('..')) return folders;
  for (let at = folder; at !== last && at !== dirname(at); ) {
    at = dirname(at);
    folders.push(at);
  }
  return folders;
}

/**
 * The package that a name means in a folder, as Node looks for it: in the nearest `node_modules`, but
 * not above the repository. Null when there is none. Both folders with links resolved.
 */
export async function findPackage(
  name: string,
  folder: string,
  repositoryFolder: string,
): Promise<NodePackage | null> {
  for (const at of foldersUpTo(folder, repositoryFolder)) {
    const candidate = join(at, 'node_modules', name);
    const manifest = await readJsonFile(join(candidate, 'package.json'), manifestSchema);
    if (manifest.state === 'read') return { folder: candidate, version: manifest.value.version };
  }
  return null;
}

/** Lock files, and what installs what they say or adds a package to it. */
const packageManagers = [
  { lockFile: 'package-lock.json', install: 'npm ci', add: 'npm install --save-dev' },
  { lockFile: 'pnpm-lock.yaml', install: 'pnpm install', add: 'pnpm add --save-dev' },
  { lockFile: 'yarn.lock', install: 'yarn install', add: 'yarn add --dev' },
  { lockFile: 'bun.lock', install: 'bun install', add: 'bun add --dev' },
  { lockFile: 'bun.lockb', install: 'bun install', add: 'bun add --dev' },
];

/** The command that puts a package where `folder` finds it, by its package.json and lock file. */
export async function installCommand(
  name: string,
  folder: string,
  repositoryFolder: string,
): Promise<string> {
  const folders = foldersUpTo(folder, repositoryFolder);
  let declared = false;
  for (const at of folders) {
    const manifest = await readJsonFile(join(at, 'package.json'), z.unknown());
    if (manifest.state === 'read') declared ||= dependsOn(name, manifest.value);
  }
  for (const { lockFile, install, add } of packageManagers) {
    if (folders.some((at) => existsSync(join(at, lockFile)))) {
      return declared ? install : `${add} ${name}`;
    }
  }
  return declared ? 'npm install' : `npm install --save-dev ${name}`;
}
