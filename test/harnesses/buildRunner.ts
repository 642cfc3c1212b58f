/**
 * Builds the helper programs of the tinybench harness as the release does, since a child process
 * cannot run them from source on every supported Node.
 */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'tsdown';
import { bundleOptions, helperEntries } from '../../tsdown.options.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));

export interface BuiltHelpers {
  /** Absolute path of a helper file, as `Tools.helperFile` gives it. */
  helperFile(name: string): string;
  remove(): void;
}

/** Below node_modules, so that the built files find perfwatch's own dependencies. */
export async function buildRunner(): Promise<BuiltHelpers> {
  const cache = join(root, 'node_modules', '.cache');
  mkdirSync(cache, { recursive: true });
  const folder = mkdtempSync(join(cache, 'perfwatch-helpers-'));
  await build({
    config: false,
    cwd: root,
    ...bundleOptions,
    entry: helperEntries,
    outDir: folder,
    clean: false,
    logLevel: 'warn',
  });
  return {
    helperFile: (name) => join(folder, 'helpers', name),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}
