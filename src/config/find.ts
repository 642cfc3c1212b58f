/** Where is the configuration? Without a look into it, and so without what checks it. */
import { readdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { perfwatchError } from '../errors.ts';
import { repositoryRoot } from './repository.ts';

export const extensions = ['ts', 'mts', 'mjs', 'js', 'json', 'yaml', 'yml'] as const;
export const configurationNames = extensions.map((extension) => `perfwatch.config.${extension}`);

/** Configurations directly in a folder, absolute, sorted. */
export async function configurationsIn(folder: string): Promise<string[]> {
  const entries: string[] = await readdir(folder).catch(() => []);
  return configurationNames
    .filter((name) => entries.includes(name))
    .map((name) => join(folder, name));
}

/**
 * The nearest configuration, from `folder` up to the root of its repository; outside of one in
 * `folder` alone, since a folder further up may belong to somebody else, and code is run from it.
 */
export async function nearestConfiguration(folder: string): Promise<string | null> {
  const root = await repositoryRoot(folder);
  for (let current = folder; ; current = dirname(current)) {
    const [first, ...others] = await configurationsIn(current);
    if (first && others.length > 0) {
      throw perfwatchError('configuration-ambiguous', { files: [first, ...others] });
    }
    if (first) return first;
    if (current === root) return null;
  }
}
