/** Which modules of a repository have benchmarks of Go? */
import { posix } from 'node:path';
import type { DiscoveredSuite, RepositoryFile } from '../harness.ts';

/** As `go test` finds them: a function of this form in a file of tests. */
const benchmarkFunction = /^func Benchmark(?!\p{Ll})\w*\s*\(\s*\w+\s+\*testing\.B\s*\)/mu;

/** Folders that Go's `./...` leaves out. */
const leftOut = /(?:^|\/)(?:testdata|[._][^/]*)\//;

/** The last name of the module's path, without a version like `/v2`. */
function moduleName(text: string, folder: string): string {
  const [, path = ''] = /^module\s+"?([^\s"]+)/m.exec(text) ?? [];
  const name = posix.basename(path.replace(/\/v\d+$/, ''));
  return name === '' ? posix.basename(folder) || 'go' : name;
}

/** The nearest folder upwards that is a module; null for a file that is in none. */
function moduleOf(path: string, modules: ReadonlyMap<string, unknown>): string | null {
  for (let folder = posix.dirname(path); ; folder = posix.dirname(folder)) {
    if (modules.has(folder)) return folder;
    if (folder === '.' || folder === '/') return null;
  }
}

/** One suite for each module with a file that has benchmarks; linear in all text. Pure. */
export function discoverGo(files: readonly RepositoryFile[]): DiscoveredSuite[] {
  const modules = new Map(
    files
      .filter(({ path }) => posix.basename(path) === 'go.mod')
      .map(({ path, text }) => [posix.dirname(path), text]),
  );
  const found = new Map<string, string[]>();
  for (const { path, text } of files) {
    if (!path.endsWith('_test.go') || leftOut.test(path) || !benchmarkFunction.test(text)) continue;
    const folder = moduleOf(path, modules);
    if (folder !== null) found.set(folder, [...(found.get(folder) ?? []), path]);
  }
  return [...found].map(([folder, [first = '', ...others]]) => ({
    name: moduleName(modules.get(folder) ?? '', folder),
    folder,
    evidence: `Go benchmarks in ${first}${others.length > 0 ? ` and ${others.length} more` : ''}`,
    settings: {},
  }));
}
