/** Which tinybench does a bench file load? Read from the disk; nothing of it is run. */
import { existsSync, realpathSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import * as z from 'zod';
import { readJsonFile } from '../files.ts';

const manifestSchema = z.object({ version: z.string() });

const dependentSchema = z.object({
  dependencies: z.record(z.string(), z.unknown()).optional(),
  devDependencies: z.record(z.string(), z.unknown()).optional(),
  optionalDependencies: z.record(z.string(), z.unknown()).optional(),
  peerDependencies: z.record(z.string(), z.unknown()).optional(),
});

/** Whether a package.json asks for tinybench. */
export function dependsOnTinybench(manifest: unknown): boolean {
  const parsed = dependentSchema.safeParse(manifest);
  return (
    parsed.success && Object.values(parsed.data).some((names) => names && 'tinybench' in names)
  );
}

export interface TinybenchPackage {
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
 * The package that `tinybench` means in a file, as Node looks for it: in the nearest
 * `node_modules` above the file, but not above the repository. Null when there is none.
 */
export async function findTinybench(
  file: string,
  repositoryFolder: string,
): Promise<TinybenchPackage | null> {
  const start = dirname(realpathSync(file));
  for (const folder of foldersUpTo(start, realpathSync(repositoryFolder))) {
    const candidate = join(folder, 'node_modules', 'tinybench');
    const manifest = await readJsonFile(join(candidate, 'package.json'), manifestSchema);
    if (manifest.state === 'read') return { folder: candidate, version: manifest.value.version };
  }
  return null;
}

/** Lock files, and what installs what they say or adds tinybench to it. */
const packageManagers = [
  { lockFile: 'package-lock.json', install: 'npm ci', add: 'npm install --save-dev tinybench' },
  { lockFile: 'pnpm-lock.yaml', install: 'pnpm install', add: 'pnpm add --save-dev tinybench' },
  { lockFile: 'yarn.lock', install: 'yarn install', add: 'yarn add --dev tinybench' },
  { lockFile: 'bun.lock', install: 'bun install', add: 'bun add --dev tinybench' },
  { lockFile: 'bun.lockb', install: 'bun install', add: 'bun add --dev tinybench' },
];

/** The command that puts tinybench where `folder` finds it, by its package.json and lock file. */
export async function installCommand(folder: string, repositoryFolder: string): Promise<string> {
  const folders = foldersUpTo(folder, repositoryFolder);
  let declared = false;
  for (const at of folders) {
    const manifest = await readJsonFile(join(at, 'package.json'), z.unknown());
    if (manifest.state === 'read') declared ||= dependsOnTinybench(manifest.value);
  }
  for (const { lockFile, install, add } of packageManagers) {
    if (folders.some((at) => existsSync(join(at, lockFile)))) return declared ? install : add;
  }
  return declared ? 'npm install' : 'npm install --save-dev tinybench';
}
