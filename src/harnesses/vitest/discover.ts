/** Which packages of a repository have benchmarks of vitest? */
import { posix } from 'node:path';
import * as z from 'zod';
import { parseJson } from '../files.ts';
import type { DiscoveredSuite, RepositoryFile } from '../harness.ts';

const manifestSchema = z.looseObject({
  name: z.string().optional().catch(undefined),
  scripts: z.record(z.string(), z.unknown()).catch({}),
});

const isBench = (script: unknown) =>
  typeof script === 'string' && /\bvitest(?:\s+--?\S+)*\s+bench(?:\s|$)/.test(script);

/**
 * One suite for each package.json with a script that runs `vitest bench`; that a package depends on
 * vitest says nothing, since most have tests only. Unreadable ones are none. Pure.
 */
export function discoverVitest(files: readonly RepositoryFile[]): DiscoveredSuite[] {
  return files.flatMap(({ path, text }) => {
    if (posix.basename(path) !== 'package.json') return [];
    const manifest = parseJson(text, manifestSchema);
    if (manifest.state !== 'read') return [];
    const script = Object.entries(manifest.value.scripts).find(([, line]) => isBench(line))?.[0];
    if (script === undefined) return [];
    const folder = posix.dirname(path);
    const name = manifest.value.name ?? (folder === '.' ? 'vitest' : posix.basename(folder));
    return [{ name, folder, evidence: `vitest bench in ${path}`, settings: {} }];
  });
}
