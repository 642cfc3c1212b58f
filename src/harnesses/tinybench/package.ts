/** Which tinybench does a bench file load? */
import { realpathSync } from 'node:fs';
import { dirname } from 'node:path';
import {
  installCommand as commandFor,
  dependsOn,
  findPackage,
  type NodePackage,
} from '../nodePackage.ts';

export type TinybenchPackage = NodePackage;

/** Whether a package.json asks for tinybench. */
export const dependsOnTinybench = (manifest: unknown): boolean => dependsOn('tinybench', manifest);

/**
 * The package that `tinybench` means in a file, as Node looks for it: in the nearest
 * `node_modules` above the file, but not above the repository. Null when there is none.
 */
export function findTinybench(
  file: string,
  repositoryFolder: string,
): Promise<TinybenchPackage | null> {
  return findPackage('tinybench', dirname(realpathSync(file)), realpathSync(repositoryFolder));
}

/** The command that puts tinybench where `folder` finds it, by its package.json and lock file. */
export const installCommand = (folder: string, repositoryFolder: string): Promise<string> =>
  commandFor('tinybench', folder, repositoryFolder);
