/** Which folders of a repository have pytest-benchmark suites? Those whose manifests name it. */
import path from 'node:path';
import { parse } from 'smol-toml';
import * as z from 'zod';
import type { DiscoveredSuite, RepositoryFile } from '../harness.ts';
import { namesBenchmark, requirementsFiles } from './installation.ts';

/** Files in which Python projects name what they need. */
export const manifests: readonly string[] = [
  'pyproject.toml',
  ...requirementsFiles,
  'setup.cfg',
  'tox.ini',
  'Pipfile',
];

const projectSchema = z.object({ project: z.object({ name: z.string().min(1) }) });

/** The project's name as its manifest tells it, or null. */
function projectName(manifest: string): string | null {
  try {
    return projectSchema.parse(parse(manifest)).project.name;
  } catch {
    return null;
  }
}

/** One suite for each folder with a manifest that names pytest-benchmark. Pure. */
export function discoverSuites(files: readonly RepositoryFile[]): readonly DiscoveredSuite[] {
  const suites = new Map<string, DiscoveredSuite>();
  for (const file of files) {
    const folder = path.posix.dirname(file.path);
    if (suites.has(folder) || !namesBenchmark(file.text)) continue;
    const manifest = files.find(
      (other) => other.path === path.posix.join(folder, 'pyproject.toml'),
    );
    const name = manifest && projectName(manifest.text);
    suites.set(folder, {
      name: name || (folder === '.' ? 'python' : path.posix.basename(folder)),
      folder,
      evidence: `pytest-benchmark in ${file.path}`,
      settings: {},
    });
  }
  return [...suites.values()];
}
