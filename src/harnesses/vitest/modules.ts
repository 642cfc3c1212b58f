/** Which modules of a vitest run lie in the user's own repository, though another side is measured? */
import { realpathSync } from 'node:fs';
import { relative, sep } from 'node:path';
import { isWithin } from '../files.ts';
import { elementsOf, isFields } from './foreign.ts';

/** Files of one module graph of Vite. */
function filesOf(graph: unknown): string[] {
  const modules = isFields(graph) ? graph.idToModuleMap : null;
  if (!(modules instanceof Map)) return [];
  return [...modules.values()].flatMap((module) =>
    isFields(module) && typeof module.file === 'string' ? [module.file] : [],
  );
}

/** Files that a Vite server has served: in one graph before Vite 6, then in one for each environment. */
function servedBy(server: unknown): string[] {
  if (!isFields(server)) return [];
  const environments = isFields(server.environments) ? Object.values(server.environments) : [];
  const { config } = server;
  return [
    ...(environments.length === 0 ? filesOf(server.moduleGraph) : []),
    ...environments.flatMap((one) => (isFields(one) ? filesOf(one.moduleGraph) : [])),
    ...(isFields(config) ? elementsOf(config.configFileDependencies) : []).filter(
      (file) => typeof file === 'string',
    ),
  ];
}

function realPath(file: string): string | null {
  try {
    return realpathSync(file);
  } catch {
    // A virtual module.
    return null;
  }
}

/**
 * Absolute paths of modules of a finished run that are inside of `folder`, links resolved, sorted.
 * Installed packages are not among them: both sides may use the same ones, through links. Vite knows
 * all but what an installed package loads by itself.
 *
 * @param vitest the object that vitest gives to its reporters
 */
export function modulesWithin(folder: string, vitest: unknown): string[] {
  if (!isFields(vitest)) return [];
  const root = realpathSync(folder);
  const owners = [vitest, ...elementsOf(vitest.projects)].filter(isFields);
  const servers = owners.flatMap(({ server, vite }) => [vite, server]);
  const files = servers.flatMap(servedBy).map(realPath);
  return [...new Set(files)]
    .filter((file) => file !== null)
    .filter((file) => isWithin(file, root))
    .filter((file) => !relative(root, file).split(sep).includes('node_modules'))
    .sort();
}
