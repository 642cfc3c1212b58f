/** What do modules of the repository export: the configuration itself, and what it names? */
import { realpath, stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { perfwatchError, problemOf } from '../errors.ts';
import { isWithin } from '../harnesses/files.ts';
import { helperFile } from '../packageFiles.ts';
import { repositoryRoot } from './repository.ts';

/** The default export of a module, in TypeScript too; undefined where it has none. */
export async function defaultExport(file: string): Promise<unknown> {
  if (/\.[cm]?ts$/.test(file)) {
    const { registerTypeScript } = await import('../typescript/register.ts');
    registerTypeScript(pathToFileURL(helperFile('typescript-hooks.js')));
  }
  const module: unknown = await import(pathToFileURL(file).href);
  return typeof module === 'object' && module !== null && 'default' in module
    ? module.default
    : undefined;
}

/** A module as a configuration names it. */
export interface NamedModule {
  /** Where the configuration names it, for instance `reporters.chat`. */
  readonly key: string;
  /** As it is written there. */
  readonly path: string;
  /** The folder of the configuration, which the path is relative to. */
  readonly folder: string;
}

export interface LoadedModule {
  /** Absolute path. */
  readonly file: string;
  /** Its default export; undefined where it has none. */
  readonly value: unknown;
}

/**
 * Loads a module that a configuration names; links are followed before it is told where it lies.
 *
 * @throws PerfwatchError `module-missing`, `module-outside`, or `module-unreadable` for one that cannot
 * be parsed or throws.
 */
export async function loadNamedModule({ key, path, folder }: NamedModule): Promise<LoadedModule> {
  const file = resolve(folder, path);
  const found = await stat(file).catch(() => null);
  if (!found?.isFile()) throw perfwatchError('module-missing', { key, path, file });
  const root = await repositoryRoot(folder);
  if (!isWithin(await realpath(file), await realpath(root))) {
    throw perfwatchError('module-outside', { key, path, folder: root });
  }
  try {
    return { file, value: await defaultExport(file) };
  } catch (error) {
    throw perfwatchError('module-unreadable', { key, file, problem: problemOf(error) }, error);
  }
}
