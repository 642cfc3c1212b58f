/** Where baselines are kept: one reviewed file a name, in a folder of the repository. */
import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { perfwatchError, problemOf } from '../errors.ts';
import {
  type Baseline,
  type BaselineEntry,
  baselineNameSchema,
  baselineSchema,
  baselineVersion,
} from '../model/baseline.ts';
import { baselineText } from './baselineText.ts';
import { type DocumentKind, readDocument, systemCode, writeTextFile } from './document.ts';
import type { BaselineStore } from './store.ts';

const advice =
  'Restore it (for instance with git), or remove it if it is no longer needed; perfwatch does not overwrite what it cannot read.';

const baselineKind: DocumentKind<Baseline> = {
  what: 'a baseline',
  advice,
  name: 'perfwatch/baseline',
  version: baselineVersion,
  schema: baselineSchema,
};

/** Baselines as `NAME.json` in a folder, which need not exist yet. */
export function baselineFolder(folder: string): BaselineStore {
  const fileOf = (name: string) => {
    if (!baselineNameSchema.safeParse(name).success) {
      throw perfwatchError('baseline-name-invalid', { name });
    }
    return join(folder, `${name}.json`);
  };
  const read = (name: string) => readDocument(fileOf(name), baselineKind);
  const textOf = (name: string, entries: readonly BaselineEntry[]) =>
    baselineText({
      schema: 'perfwatch/baseline',
      version: baselineVersion,
      name,
      entries: [...entries],
    });
  return {
    fileOf,
    read,
    textOf,
    async names() {
      const files = await readdir(folder).catch((error: unknown): string[] => {
        if (systemCode(error) === 'ENOENT') return [];
        const what = 'a folder of baselines';
        throw perfwatchError(
          'document-unreadable',
          { file: folder, what, problem: problemOf(error), advice },
          error,
        );
      });
      return files
        .filter((file) => file.endsWith('.json'))
        .map((file) => file.slice(0, -'.json'.length))
        .filter((name) => baselineNameSchema.safeParse(name).success)
        .sort();
    },
    async write(name, entries) {
      // Read first: what cannot be read is not overwritten.
      await read(name);
      await writeTextFile(fileOf(name), textOf(name, entries));
    },
    async remove(name) {
      const file = fileOf(name);
      try {
        await rm(file);
        return true;
      } catch (error) {
        if (systemCode(error) === 'ENOENT') return false;
        throw perfwatchError('write-failed', { file, problem: problemOf(error) }, error);
      }
    },
  };
}
