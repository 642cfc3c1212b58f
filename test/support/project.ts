/** A repository in a temporary folder, removed when the test has ended, and perfwatch run in it. */
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';
import { main } from '../../src/cli.ts';
import { type Baseline, baselineSchema } from '../../src/model/baseline.ts';
import { type Report, reportSchema } from '../../src/model/report.ts';
import { type Run, runSchema } from '../../src/model/run.ts';
import { type FakeIo, type FakeIoOptions, fakeIo } from './io.ts';

export interface CommandResult {
  readonly exitCode: number;
  readonly out: string;
  readonly err: string;
}

export interface Project {
  /** Absolute, with links resolved. */
  readonly folder: string;
  path(...names: string[]): string;
  write(file: string, text: string): void;
  read(file: string): string;
  exists(file: string): boolean;
  /** All files and folders below a folder, relative to it, sorted. */
  list(below?: string): string[];
  /** Runs perfwatch in this process; with an empty PATH unless `env` says otherwise. */
  perfwatch(
    argv: readonly string[],
    options?: Partial<FakeIoOptions>,
    watch?: (io: FakeIo) => void,
  ): Promise<CommandResult>;
  /** The run file of the last run, as its schema reads it. */
  run(): Run;
  report(): Report;
  baseline(name: string): Baseline;
}

/**
 * Nothing is found here. Commands are then timed by Node, which starts faster than looking for
 * Python does; programs of suites are named by their absolute paths.
 */
export const leanPath = join(tmpdir(), 'no-programs-here');

/** Removed when the test has ended; `name` shows in messages. */
export function temporaryFolder(name = 'project'): string {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), `perfwatch-${name}-`)));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** What a configuration file may hold; hostile ones are written as text. */
type Configuration = Readonly<Record<string, unknown>>;

/** A project with this configuration, and files by path. */
export function project(
  configuration: Configuration | null = null,
  files: Readonly<Record<string, string>> = {},
): Project {
  const folder = temporaryFolder();
  const path = (...names: string[]) => join(folder, ...names);
  const read = (file: string) => readFileSync(path(file), 'utf8');
  const write = (file: string, text: string) => {
    mkdirSync(dirname(path(file)), { recursive: true });
    writeFileSync(path(file), text);
  };
  const all = { ...files };
  if (configuration) all['perfwatch.config.json'] = JSON.stringify(configuration);
  for (const [file, text] of Object.entries(all)) write(file, text);
  return {
    folder,
    path,
    write,
    read,
    exists: (file) => existsSync(path(file)),
    list: (below = '.') => readdirSync(path(below), { recursive: true, encoding: 'utf8' }).sort(),
    async perfwatch(argv, options = {}, watch = () => undefined) {
      const io = fakeIo({ cwd: folder, env: { PATH: leanPath }, ...options });
      watch(io);
      const exitCode = await main(argv, io);
      return { exitCode, out: io.out(), err: io.err() };
    },
    run: () => runSchema.parse(JSON.parse(read('.perfwatch/run.json'))),
    report: () => reportSchema.parse(JSON.parse(read('.perfwatch/report.json'))),
    baseline: (name) => baselineSchema.parse(JSON.parse(read(`baselines/${name}.json`))),
  };
}

/** A command line that runs this JavaScript. */
export const nodeCommand = (script: string) => [process.execPath, '-e', script];

/** A suite of commands, each launched and run once unless said otherwise. */
export function commandSuite(
  commands: Readonly<Record<string, string | readonly string[]>>,
  more: Configuration = {},
) {
  return { harness: 'command', launches: 1, runs: 1, warmupRuns: 0, commands, ...more };
}

/** The smallest project that can be measured: one suite, one command. */
export function smallProject(more: Configuration = {}): Project {
  return project({ suites: { cli: commandSuite({ work: nodeCommand('0') }) }, ...more });
}

/** Makes this repository's tinybench the one of a project. */
export function linkTinybench({ path }: Project): void {
  mkdirSync(path('node_modules'), { recursive: true });
  const own = fileURLToPath(new URL('../../node_modules/tinybench', import.meta.url));
  symlinkSync(own, path('node_modules/tinybench'), 'junction');
}
