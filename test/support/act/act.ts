/**
 * Runs workflows with act (github.com/nektos/act) on this machine: the jobs' steps are its own processes,
 * nothing is fetched from GitHub. What act 0.2.89 does, found out by trying:
 *
 * - With `-P ubuntu-latest=-self-hosted` each job gets a folder of its own below the action cache, with the
 *   repository copied into it in place of `actions/checkout` (`.git` too, but nothing that is ignored).
 *   It is removed when the job ends.
 * - The `node` on the PATH runs JavaScript actions, whatever version they ask for.
 * - An action at a local path is looked for when its step begins, so `npm ci` may install it before.
 * - GITHUB_API_URL, GITHUB_REPOSITORY and GITHUB_RUN_ID are taken from `--env`; all of act's own environment
 *   reaches the jobs.
 * - GITHUB_STEP_SUMMARY is emptied before each step and written into the log after it.
 * - Artifacts, sent with the real protocol, lie in `RUN-ID/NAME/NAME.zip`; any token will do. ACTIONS_RUNTIME_URL
 *   leads to the server through artifactProxy.ts.
 * - `permissions`, `concurrency` and the filters of `on` are not looked at. Jobs of a matrix run at once.
 */
import { writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { delimiter, join } from 'node:path';
import { execa } from 'execa';
import { findProgram } from '../../../src/measure/programs.ts';
import { startArtifactProxy } from './artifactProxy.ts';
import { type ActLog, readActLog } from './log.ts';
import { localRepositories } from './standIns.ts';

const { env, platform } = process;

/** Absolute path of act, or null where there is none: PERFWATCH_ACT, else from the PATH or Go's folder. */
export async function findAct(): Promise<string | null> {
  if (env.PERFWATCH_ACT) return env.PERFWATCH_ACT;
  const goPrograms = join(env.GOPATH ?? join(homedir(), 'go'), 'bin');
  const folders = [env.PATH, goPrograms].join(delimiter);
  return await findProgram('act', { env: { PATH: folders }, platform });
}

export interface ActOptions {
  readonly act: string;
  /** The repository, as a checkout would leave it. */
  readonly folder: string;
  /** A folder for all that act writes, below which its caches, artifacts and the jobs' folders lie. */
  readonly scratch: string;
  /** Path of the workflow's file in the repository. */
  readonly workflow: string;
  /** As `pull_request`. */
  readonly event: string;
  readonly eventFile: string;
  /** As `owner/name`. */
  readonly repository: string;
  readonly runId: number;
  readonly apiUrl: string;
  readonly token: string;
  /** The token of the artifact service. */
  readonly runtimeToken: string;
  /** Where act's artifact server is to listen. */
  readonly artifactPort: number;
}

export interface ActRun extends ActLog {
  readonly exitCode: number;
  /** All that act wrote. */
  readonly text: string;
}

/** The environment of act, and so of all jobs: nothing of the machine's own but programs and npm's cache. */
function actEnvironment(
  { scratch, runtimeToken }: ActOptions,
  runtimeUrl: string,
  npmCache: string,
) {
  return {
    PATH: env.PATH,
    HOME: join(scratch, 'home'),
    LANG: 'C.UTF-8',
    TMPDIR: env.TMPDIR,
    npm_config_cache: npmCache,
    npm_config_registry: env.npm_config_registry,
    npm_config_prefer_offline: 'true',
    npm_config_update_notifier: 'false',
    PERFWATCH_CACHE: join(scratch, 'perfwatch-cache'),
    ACTIONS_RUNTIME_TOKEN: runtimeToken,
    ACTIONS_RUNTIME_URL: `${runtimeUrl}/`,
    GIT_CONFIG_GLOBAL: '/dev/null',
    GIT_CONFIG_SYSTEM: '/dev/null',
  };
}

/** Runs all jobs of one workflow. Secrets are not masked in the log, so that a leak is seen. */
export async function runWorkflow(options: ActOptions): Promise<ActRun> {
  const { act, folder, scratch, workflow, event, eventFile } = options;
  const { stdout: npmCache } = await execa('npm', ['config', 'get', 'cache']);
  const secretFile = join(scratch, 'secrets');
  await writeFile(secretFile, `GITHUB_TOKEN=${options.token}\n`);
  const argv = [
    event,
    ...['--directory', folder, '--workflows', join(folder, workflow), '--eventpath', eventFile],
    ...['--platform', 'ubuntu-latest=-self-hosted', '--json', '--insecure-secrets', '--rm'],
    ...['--no-cache-server', '--action-cache-path', join(scratch, 'actions')],
    ...['--artifact-server-path', join(scratch, 'artifacts')],
    ...['--artifact-server-addr', '127.0.0.1'],
    ...['--artifact-server-port', String(options.artifactPort)],
    ...['--env', `GITHUB_REPOSITORY=${options.repository}`],
    ...['--env', `GITHUB_API_URL=${options.apiUrl}`],
    ...['--env', `GITHUB_RUN_ID=${options.runId}`],
    // From the environment all jobs would have it, not only the steps that ask for it.
    ...['--secret-file', secretFile],
    ...localRepositories(join(folder, workflow), join(scratch, 'stand-ins')),
  ];
  const proxy = await startArtifactProxy(options.artifactPort);
  try {
    const { exitCode, all } = await execa(act, argv, {
      cwd: folder,
      env: actEnvironment(options, proxy.url, npmCache),
      extendEnv: false,
      all: true,
      reject: false,
    });
    return { exitCode: exitCode ?? -1, text: all, ...readActLog(all) };
  } finally {
    await proxy.stop();
  }
}
