/**
 * The package as it is installed: built from the sources as they are now, and run as a process of
 * its own. For what only a real process shows: signals, streams, exit codes, modules.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { cpSync, mkdtempSync, realpathSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'tsdown';
import { bundleOptions, copiedInto, libraryOptions, packageEntries } from '../../tsdown.options.ts';
import { type CommandResult, leanPath } from './project.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));

export interface SpawnOptions {
  readonly cwd: string;
  /** The whole environment; without it, only a PATH that is empty. */
  readonly env?: Readonly<Record<string, string | undefined>>;
}

export interface RunningCommand {
  readonly process: ChildProcess;
  /** What it has written so far. */
  out(): string;
  err(): string;
  /** How it ended; `signal` when a signal did that. */
  readonly ended: Promise<CommandResult & { readonly signal: NodeJS.Signals | null }>;
}

export interface BuiltPackage {
  readonly folder: string;
  /** Absolute path of `bin/perfwatch.js`. */
  readonly bin: string;
  start(argv: readonly string[], options: SpawnOptions): RunningCommand;
  remove(): void;
}

function start(bin: string, argv: readonly string[], options: SpawnOptions): RunningCommand {
  const child = spawn(process.execPath, [bin, ...argv], {
    cwd: options.cwd,
    env: { ...(options.env ?? { PATH: leanPath }) },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const written = { out: '', err: '' };
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    written.out += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    written.err += text;
  });
  const ended = new Promise<Awaited<RunningCommand['ended']>>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (exitCode, signal) =>
      resolve({ exitCode: exitCode ?? -1, signal, ...written }),
    );
  });
  return { process: child, out: () => written.out, err: () => written.err, ended };
}

/** Builds the package; takes a second or two. To be removed in the end. */
export async function buildPackage(): Promise<BuiltPackage> {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'perfwatch-package-')));
  const options = {
    config: false,
    cwd: root,
    outDir: join(folder, 'dist'),
    clean: false,
    logLevel: 'error',
  } as const;
  const copy = copiedInto(join(folder, 'dist'));
  await build({ ...options, ...bundleOptions, entry: packageEntries, copy });
  await build({ ...options, ...libraryOptions });
  cpSync(join(root, 'package.json'), join(folder, 'package.json'));
  cpSync(join(root, 'bin'), join(folder, 'bin'), { recursive: true });
  // What is not bundled is found as if it were installed beside.
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'), 'junction');
  const bin = join(folder, 'bin', 'perfwatch.js');
  return {
    folder,
    bin,
    start: (argv, options) => start(bin, argv, options),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}
