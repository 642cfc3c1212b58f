/** What `perfwatch init` does: looks for benchmarks, shows what it found, writes a configuration and workflows. */
import { readFile, rm, stat, writeFile } from 'node:fs/promises';
import { join, posix, relative } from 'node:path';
import { glob } from 'tinyglobby';
import { configurationsIn } from '../../config/find.ts';
import { repositoryRoot } from '../../config/repository.ts';
import { exitCodes, perfwatchError, problemOf } from '../../errors.ts';
import type { Harness, RepositoryFile } from '../../harnesses/harness.ts';
import { harnesses } from '../../harnesses/index.ts';
import type { Io } from '../../io.ts';
import { printable } from '../../text.ts';
import type { CommandContext } from '../options.ts';
import {
  type ConfigurationFormat,
  configurationText,
  type FoundSuite,
  withUniqueNames,
} from './configurationText.ts';
import type { CiSetup } from './writeWorkflows.ts';

export interface InitOptions extends Partial<Record<CiSetup, true>> {
  readonly format: ConfigurationFormat;
}

const ciSetupNames = ['github', 'gitlab'] as const satisfies readonly CiSetup[];

/** Folders that hold other people's projects, or what builds left. */
const ignored = ['node_modules', 'target', 'vendor', 'dist', 'build', 'site-packages', 'venv'];

/** A manifest is a small file; whatever is larger is none. */
const maxManifestBytes = 1024 * 1024;

async function manifestsIn(folder: string): Promise<RepositoryFile[]> {
  const names = new Set(Object.values<Harness>(harnesses).flatMap(({ manifests }) => manifests));
  const paths = await glob(
    [...names].map((name) => `**/${name}`),
    {
      cwd: folder,
      ignore: ignored.map((name) => `**/${name}/**`),
      followSymbolicLinks: false,
    },
  );
  const files: RepositoryFile[] = [];
  // One after the other: a repository may have more of them than a process may have files open.
  for (const path of paths.sort()) {
    const file = join(folder, path);
    try {
      const { size } = await stat(file);
      if (size <= maxManifestBytes) files.push({ path, text: await readFile(file, 'utf8') });
    } catch {
      // A link that leads nowhere, for instance: no manifest of anything.
    }
  }
  return files;
}

/** Whether a file is one that a harness wants to see. */
const isWanted = (path: string, { manifests }: Harness): boolean =>
  manifests.some((name) =>
    name.startsWith('*') ? path.endsWith(name.slice(1)) : posix.basename(path) === name,
  );

function discoverAll(files: readonly RepositoryFile[]): FoundSuite[] {
  return Object.values<Harness>(harnesses).flatMap((harness) =>
    harness
      .discover(files.filter(({ path }) => isWanted(path, harness)))
      .map((suite) => ({ ...suite, harness: harness.name })),
  );
}

/** What was looked for in vain: a suite that is missing should not go unnoticed. */
function notFound(found: readonly FoundSuite[]): string[] {
  const names = new Set(found.map(({ harness }) => harness));
  const others = Object.values<Harness>(harnesses)
    .filter(({ name, manifests }) => manifests.length > 0 && !names.has(name))
    .map(({ name }) => name);
  return others.length === 0 ? [] : [`Looked for in vain: ${others.join(', ')}.`];
}

/** Resolves to lines that say what was found and written. */
async function writeConfiguration(format: ConfigurationFormat, io: Io): Promise<string[]> {
  const found = withUniqueNames(discoverAll(await manifestsIn(io.cwd)));
  if (found.length === 0) throw perfwatchError('nothing-found', { folder: io.cwd });
  const name = `perfwatch.config.${format}`;
  const file = join(io.cwd, name);
  try {
    await writeFile(file, configurationText(found, format), { flag: 'wx' });
  } catch (error) {
    const isOthers = error instanceof Error && 'code' in error && error.code === 'EEXIST';
    if (!isOthers) await rm(file, { force: true }).catch(() => undefined);
    throw perfwatchError('write-failed', { file, problem: problemOf(error) }, error);
  }
  const width = Math.max(...found.map((suite) => suite.name.length));
  return [
    `Found ${found.length} ${found.length === 1 ? 'suite' : 'suites'}:`,
    ...found.map((suite) => `  ${suite.name.padEnd(width)}  ${printable(suite.evidence)}`),
    ...notFound(found),
    '',
    `Wrote ${name}. Next:`,
    '  npx perfwatch run                   measure',
    '  npx perfwatch run --against main    measure side by side with another commit',
  ];
}

/**
 * With a workflow wanted, a configuration that is there is kept and used.
 *
 * @throws PerfwatchError `configuration-exists`; `nothing-found`; `write-failed`.
 */
export async function executeInit(
  { format, ...wanted }: InitOptions,
  { io, version }: CommandContext,
): Promise<number> {
  const setups = ciSetupNames.filter((name) => wanted[name]);
  const [existing] = await configurationsIn(io.cwd);
  if (existing && setups.length === 0) {
    throw perfwatchError('configuration-exists', { file: existing });
  }
  const parts = existing ? [] : [await writeConfiguration(format, io)];
  if (setups.length > 0) {
    const { installationIn } = await import('./installation.ts');
    const { writeWorkflows } = await import('./writeWorkflows.ts');
    const root = await repositoryRoot(io.cwd);
    const file = existing ?? join(io.cwd, `perfwatch.config.${format}`);
    const config = relative(root, file).replaceAll('\\', '/');
    const project = await installationIn(root, config, version);
    for (const setup of setups) parts.push(await writeWorkflows(setup, root, project.installation));
    if (project.advice.length > 0) parts.push([...project.advice]);
  }
  io.stdout.write(`${parts.map((lines) => `${lines.join('\n')}\n`).join('\n')}`);
  return exitCodes.ok;
}
