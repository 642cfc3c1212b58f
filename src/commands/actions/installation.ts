/** How do jobs of this project get perfwatch, and where is its configuration? */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod';
import type { Installation } from '../../workflows/installation.ts';

export interface ProjectInstallation {
  readonly installation: Installation;
  /** What is left to be done by hand, a line each. */
  readonly advice: readonly string[];
}

const dependenciesSchema = z.record(z.string(), z.unknown()).catch({});
const manifestSchema = z
  .object({ dependencies: dependenciesSchema, devDependencies: dependenciesSchema })
  // npm will say what is wrong with it.
  .catch({ dependencies: {}, devDependencies: {} });

const readText = (file: string) => readFile(file, 'utf8').catch(() => null);

function hasPerfwatch(manifest: string): boolean {
  let json: unknown = null;
  try {
    json = JSON.parse(manifest);
  } catch {
    return false;
  }
  const { dependencies, devDependencies } = manifestSchema.parse(json);
  return 'perfwatch' in dependencies || 'perfwatch' in devDependencies;
}

interface PackageManager {
  /** What jobs run. */
  readonly install: readonly string[];
  /** What people run once; null where jobs can do without. */
  readonly add: string | null;
  /** What people have to know besides. */
  readonly advice?: string;
}

/** Without it, newer versions of yarn install nothing into the folder in which the action is looked for. */
const yarnLinker = 'nodeLinker: node-modules';

/** By the lock file at the root; npm where there is none. */
async function packageManager(root: string): Promise<PackageManager> {
  if ((await readText(join(root, 'pnpm-lock.yaml'))) !== null) {
    const install = ['corepack enable', 'pnpm install --frozen-lockfile'];
    return { install, add: 'pnpm add --save-dev perfwatch' };
  }
  const yarnLock = await readText(join(root, 'yarn.lock'));
  if (yarnLock !== null) {
    const add = 'yarn add --dev perfwatch';
    if (yarnLock.includes('# yarn lockfile v1')) {
      return { install: ['corepack enable', 'yarn install --frozen-lockfile'], add };
    }
    const settings = (await readText(join(root, '.yarnrc.yml'))) ?? '';
    const advice = `Put \`${yarnLinker}\` into .yarnrc.yml: workflows look for perfwatch in node_modules.`;
    return {
      install: ['corepack enable', 'yarn install --immutable'],
      add,
      ...(!settings.includes(yarnLinker) && { advice }),
    };
  }
  const npmLocks = ['package-lock.json', 'npm-shrinkwrap.json'].map((name) => join(root, name));
  const isLocked = (await Promise.all(npmLocks.map(readText))).some((text) => text !== null);
  return { install: [isLocked ? 'npm ci' : 'npm install'], add: null };
}

/**
 * From the lock file where the project has perfwatch there, else beside it.
 *
 * @param config path of the configuration from the root, with `/`
 */
export async function installationIn(
  root: string,
  config: string,
  version: string,
): Promise<ProjectInstallation> {
  const manifest = await readText(join(root, 'package.json'));
  const alone = `npm install --no-save --no-audit --no-fund perfwatch@${version}`;
  const where = { config: config.includes('/') ? config : null };
  if (manifest === null) {
    // What git neither tracks nor ignores would be an input of the suites that the base has not.
    const commands = ['echo /node_modules >> .git/info/exclude', alone];
    return { installation: { commands, ...where }, advice: [] };
  }
  const { install, add, advice } = await packageManager(root);
  const isThere = hasPerfwatch(manifest);
  return {
    installation: { commands: isThere || add !== null ? install : [...install, alone], ...where },
    advice: [
      ...(isThere || add === null ? [] : [`First add perfwatch to the project: ${add}`]),
      ...(advice === undefined ? [] : [advice]),
    ],
  };
}
