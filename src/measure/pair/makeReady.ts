/** Gets a suite of a fresh checkout to where the user's own one is: with dependencies and set up. */
import { lstat, unlink } from 'node:fs/promises';
import { delimiter, dirname, join, relative } from 'node:path';
import type { Harness, ProcessOutcome, Suite } from '../../harnesses/harness.ts';
import type { Io } from '../../io.ts';
import { type DependencyObstacle, reuseDependencies } from '../base/dependencies.ts';
import { runProcess } from '../processes.ts';

type Argv = readonly [string, ...string[]];

export interface FreshSuite {
  /** As it is in the checkout. */
  readonly suite: Suite;
  readonly harness: Pick<Harness, 'name'>;
  readonly install: readonly Argv[];
  readonly setup: readonly Argv[];
}

export interface FreshPlace {
  /** The user's own checkout. */
  readonly repositoryFolder: string;
  readonly checkoutFolder: string;
  readonly logFolder: string;
  readonly interrupt: AbortSignal;
  readonly io: Io;
}

export type Readiness =
  /** What its processes need in their environment beside the suite's own. */
  | { readonly state: 'ready'; readonly env: Readonly<Record<string, string>> }
  | { readonly state: 'failed'; readonly message: string };

const kindOf = (path: string) => lstat(path).catch(() => null);

/** The suite's folder and those above it, up to the checkout's. */
function foldersUpTo(folder: string, checkoutFolder: string): string[] {
  const folders = [folder];
  for (let current = folder; current !== checkoutFolder; folders.push(current)) {
    const above = dirname(current);
    if (above === current) break;
    current = above;
  }
  return folders;
}

/** Where the packages of a suite's language are installed; of any other suite, either may be meant. */
const dependencyFolders: Readonly<Record<string, readonly string[]>> = {
  tinybench: ['node_modules'],
  vitest: ['node_modules'],
  'pytest-benchmark': ['.venv'],
};

async function hasDependencies(harness: string, folders: readonly string[]): Promise<boolean> {
  for (const folder of folders) {
    for (const name of dependencyFolders[harness] ?? ['node_modules', '.venv']) {
      if (await kindOf(join(folder, name))) return true;
    }
  }
  return false;
}

/** What is installed there must not be written through a link into the user's own. */
async function unlinkEnvironments(folders: readonly string[]): Promise<void> {
  for (const folder of folders) {
    const place = join(folder, '.venv');
    if ((await kindOf(place))?.isSymbolicLink()) await unlink(place);
  }
}

/** Why installed dependencies are not shared, and what to configure. */
function obstacleText(suite: string, obstacle: DependencyObstacle): string {
  const where = obstacle.folder === '.' ? '' : `${obstacle.folder}/`;
  if (obstacle.kind === 'editable-install') {
    return `${where}.venv imports ${obstacle.path} from your working tree, so both sides would measure the same code. Give suite "${suite}" an environment of its own by \`install\`, for instance: install: ["python3 -m venv .venv", ".venv/bin/pip install -e ."]`;
  }
  const command = /\.(txt|toml|py|cfg)$|^(uv|poetry|Pipfile|pdm)\.lock$/.test(obstacle.lockFile)
    ? '["python3 -m venv .venv", ".venv/bin/pip install -r requirements.txt"]'
    : obstacle.lockFile === 'yarn.lock'
      ? '"yarn install --frozen-lockfile"'
      : obstacle.lockFile === 'pnpm-lock.yaml'
        ? '"pnpm install --frozen-lockfile"'
        : '"npm ci"';
  return `${where}${obstacle.lockFile} differs between the two sides, so your installed dependencies do not fit this one. Say how to install them by \`install\` of suite "${suite}", for instance: install: ${command}`;
}

function commandProblem(key: string, argv: Argv, outcome: ProcessOutcome, limitSeconds: number) {
  const how = {
    exited:
      outcome.exitCode === null
        ? 'was ended by a signal'
        : `ended with exit code ${outcome.exitCode}`,
    'timed-out': `took longer than ${limitSeconds} s`,
    interrupted: 'was interrupted',
    'not-started': 'could not be started',
  }[outcome.ending];
  const lines = (outcome.stderr || outcome.stdout).trim().split('\n').slice(-10).join('\n');
  return `The ${key} command (${argv.join(' ')}) ${how}${lines === '' ? '' : `:\n${lines}`}`;
}

/** Runs the commands one after the other; the first problem, or null. */
async function runAll(
  key: 'install' | 'setup',
  { suite, ...commands }: FreshSuite,
  env: Readonly<Record<string, string>>,
  { logFolder, interrupt, io }: FreshPlace,
): Promise<string | null> {
  for (const [index, argv] of commands[key].entries()) {
    const outcome = await runProcess({
      argv,
      cwd: suite.folder,
      env: { ...io.env, ...suite.env, ...env },
      timeoutSeconds: suite.prepareTimeoutSeconds,
      logFolder: join(logFolder, `${key}-${index + 1}`),
      interrupt,
      io,
    });
    if (outcome.ending !== 'exited' || outcome.exitCode !== 0) {
      return commandProblem(key, argv, outcome, suite.prepareTimeoutSeconds);
    }
  }
  return null;
}

/**
 * Shares the user's installed dependencies where the lock files are equal, else installs; then sets
 * up. Rejects only for what the file system refuses.
 */
export async function makeReady(fresh: FreshSuite, place: FreshPlace): Promise<Readiness> {
  const { repositoryFolder, checkoutFolder } = place;
  const { suite, install } = fresh;
  const { obstacles, pythonPath } = await reuseDependencies({
    from: repositoryFolder,
    to: checkoutFolder,
    suiteFolder: relative(checkoutFolder, suite.folder),
  });
  const [obstacle] = obstacles;
  const own = suite.env.PYTHONPATH ?? place.io.env.PYTHONPATH;
  const path = [...pythonPath, ...(own ? [own] : [])].join(delimiter);
  const env = pythonPath.length > 0 ? { PYTHONPATH: path } : {};
  const folders = foldersUpTo(suite.folder, checkoutFolder);
  if (obstacle && install.length === 0) {
    return { state: 'failed', message: obstacleText(suite.name, obstacle) };
  }
  let problem: string | null = null;
  if (install.length > 0 && (obstacle || !(await hasDependencies(fresh.harness.name, folders)))) {
    await unlinkEnvironments(folders);
    problem = await runAll('install', fresh, {}, place);
  }
  problem ??= await runAll('setup', fresh, env, place);
  return problem === null ? { state: 'ready', env } : { state: 'failed', message: problem };
}
