/** A real tinybench suite in a folder of its own, prepared and launched as perfwatch does it. */
import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type {
  LaunchReading,
  LaunchRequest,
  Preparation,
  PreparedSuite,
  ProcessOutcome,
  Suite,
  Tools,
} from '../../src/harnesses/harness.ts';
import { type TinybenchSettings, tinybench } from '../../src/harnesses/tinybench.ts';
import type { BuiltHelpers } from './buildRunner.ts';

export type Files = Readonly<Record<string, string>>;

/** A temporary folder with these files. */
export function folderOf(files: Files): string {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'perfwatch-tinybench-')));
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  return folder;
}

export const ownTinybench = fileURLToPath(new URL('../../node_modules/tinybench', import.meta.url));

/** Makes a tinybench package the one that files of a folder import. */
export function linkTinybench(folder: string, packageFolder: string): void {
  mkdirSync(join(folder, 'node_modules'), { recursive: true });
  symlinkSync(packageFolder, join(folder, 'node_modules', 'tinybench'), 'junction');
}

/** Runs a program to its end, or kills it after `timeoutSeconds`. */
function runProgram(
  [program, ...values]: readonly [string, ...string[]],
  cwd: string,
  timeoutSeconds: number,
): Promise<ProcessOutcome> {
  return new Promise((done) => {
    const child = spawn(program, values, { cwd, stdio: ['ignore', 'pipe', 'pipe'] });
    const output = { stdout: '', stderr: '' };
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      output.stdout += text;
    });
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      output.stderr += text;
    });
    let ending: ProcessOutcome['ending'] = 'exited';
    const timer = setTimeout(() => {
      ending = 'timed-out';
      child.kill('SIGKILL');
    }, timeoutSeconds * 1000);
    child.on('error', (error) => {
      ending = 'not-started';
      output.stderr += error.message;
    });
    child.on('close', (exitCode) => {
      clearTimeout(timer);
      done({ exitCode, ending, durationSeconds: 0, ...output });
    });
  });
}

export function suiteOf(folder: string, changes: Partial<Suite<TinybenchSettings>> = {}) {
  return {
    name: 'node',
    folder,
    env: {},
    launches: 10,
    timeoutSeconds: 30,
    prepareTimeoutSeconds: 30,
    measurementSeconds: null,
    warmupSeconds: null,
    settings: tinybench.settings.parse({}),
    ...changes,
  } satisfies Suite<TinybenchSettings>;
}

export function toolsFor(folder: string, changes: Partial<Tools> = {}): Tools {
  return {
    run: (argv, options = {}) =>
      runProgram(argv, options.cwd ?? folder, options.timeoutSeconds ?? 30),
    findProgram: async () => null,
    helperFile: (name) => join(folder, 'no-helpers', name),
    nodeExecutable: process.execPath,
    platform: process.platform,
    env: {},
    repositoryFolder: folder,
    buildFolder: null,
    otherSideFolder: null,
    ...changes,
  };
}

export function ready(preparation: Preparation): PreparedSuite {
  if (preparation.state !== 'ready') throw new Error(JSON.stringify(preparation));
  return preparation.suite;
}

export interface Launched {
  readonly reading: LaunchReading;
  /** Names of the processes. */
  readonly steps: readonly string[];
  readonly stdout: string;
  readonly stderr: string;
  /** The ids-to-be: paths of what was measured, sorted. */
  readonly measured: string[];
  /** Path and message of what failed. */
  readonly failed: Readonly<Record<string, string>>;
}

export interface LaunchChanges {
  readonly suite?: Partial<Suite<TinybenchSettings>>;
  readonly request?: Partial<LaunchRequest>;
  readonly tools?: Partial<Tools>;
  readonly timeoutSeconds?: number;
}

/** Prepares the suite in `folder` and launches it once. */
export async function launch(
  folder: string,
  helpers: BuiltHelpers,
  changes: LaunchChanges = {},
): Promise<Launched> {
  const tools = toolsFor(folder, { helperFile: helpers.helperFile, ...changes.tools });
  const prepared = ready(await tinybench.prepare(suiteOf(folder, changes.suite), tools));
  const output = realpathSync(mkdtempSync(join(tmpdir(), 'perfwatch-launch-')));
  const request = {
    folder: output,
    index: 0,
    launches: 10,
    filter: null,
    only: null,
    ...changes.request,
  };
  const outcomes = new Map<string, ProcessOutcome>();
  for (const step of prepared.steps(request)) {
    outcomes.set(step.name, await runProgram(step.argv, step.cwd, changes.timeoutSeconds ?? 30));
  }
  const reading = await prepared.read(request, outcomes);
  rmSync(output, { recursive: true });
  const logs = [...outcomes.values()];
  return {
    reading,
    steps: [...outcomes.keys()],
    stdout: logs.map(({ stdout }) => stdout).join(''),
    stderr: logs.map(({ stderr }) => stderr).join(''),
    measured: reading.benchmarks
      .flatMap((one) => (one.state === 'measured' ? one.path.join(' > ') : []))
      .sort(),
    failed: Object.fromEntries(
      reading.benchmarks.flatMap((one) =>
        one.state === 'measured' ? [] : [[one.path.join(' > '), one.message]],
      ),
    ),
  };
}

/** Writes the files, with a tinybench package beside them, and launches them once. */
export async function launchFiles(
  files: Files,
  helpers: BuiltHelpers,
  changes: LaunchChanges & { readonly packageFolder?: string } = {},
): Promise<Launched> {
  const folder = folderOf({ 'package.json': '{ "type": "module" }', ...files });
  linkTinybench(folder, changes.packageFolder ?? ownTinybench);
  try {
    return await launch(folder, helpers, changes);
  } finally {
    rmSync(folder, { recursive: true });
  }
}
