/** Which packages of a repository use tinybench? */
import { posix } from 'node:path';
import * as z from 'zod';
import { parseJson } from '../files.ts';
import type { DiscoveredSuite, RepositoryFile } from '../harness.ts';
import { dependsOnTinybench } from './package.ts';

const namedSchema = z.looseObject({ name: z.string().optional().catch(undefined) });

/** One suite for each package.json that depends on tinybench; unreadable ones are none. Pure. */
export function discoverTinybench(files: readonly RepositoryFile[]): DiscoveredSuite[] {
  return files.flatMap(({ path, text }) => {
    if (posix.basename(path) !== 'package.json') return [];
    const manifest = parseJson(text, namedSchema);
    if (manifest.state !== 'read' || !dependsOnTinybench(manifest.value)) return [];
    const folder = posix.dirname(path);
    const name = manifest.value.name ?? (folder === '.' ? 'node' : posix.basename(folder));
    return [{ name, folder, evidence: `tinybench in ${path}`, settings: {} }];
  });
}
