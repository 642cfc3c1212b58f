/** Which projects of a repository have benchmarks of JMH? */
import { posix } from 'node:path';
import type { DiscoveredSuite, RepositoryFile } from '../harness.ts';

/** A parent's table of versions uses nothing of what it names. */
const unused =
  /<!--[\s\S]*?(?:-->|$)|<dependencyManagement>[\s\S]*?(?:<\/dependencyManagement>|$)/g;

function namesJmh(basename: string, text: string): boolean {
  if (basename === 'pom.xml') {
    return /<artifactId>\s*jmh-(?:core|generator-annprocess)\s*</.test(text.replaceAll(unused, ''));
  }
  // The plug-in that builds the jar; the second one is what it was called before.
  const code = text.replaceAll(/\/\*[\s\S]*?(?:\*\/|$)|(?<![:"'])\/\/[^\n]*/g, '');
  return /\bme\.champeau\.(?:gradle\.)?jmh\b/.test(code);
}

/** One suite for each pom.xml or build.gradle that uses JMH. Pure. */
export function discoverJmh(files: readonly RepositoryFile[]): DiscoveredSuite[] {
  const folders = new Set<string>();
  return files.flatMap(({ path, text }) => {
    const folder = posix.dirname(path);
    if (folders.has(folder) || !namesJmh(posix.basename(path), text)) return [];
    folders.add(folder);
    const name = folder === '.' ? 'jmh' : posix.basename(folder);
    return [{ name, folder, evidence: `JMH in ${path}`, settings: {} }];
  });
}
