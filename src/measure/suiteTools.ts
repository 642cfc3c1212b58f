/** What a harness plug-in may use while it prepares one suite. */
import { join } from 'node:path';
import type { Suite, Tools } from '../harnesses/harness.ts';
import type { Io } from '../io.ts';
import { helperFile } from '../packageFiles.ts';
import { runProcess, shortenLogs } from './processes.ts';
import { findProgram } from './programs.ts';

export interface SuiteToolsOptions {
  readonly suite: Pick<Suite, 'name' | 'folder' | 'env' | 'prepareTimeoutSeconds'>;
  /** The folder of the repository or of the checkout that the suite is in. */
  readonly repositoryFolder: string;
  /** See `Tools`; null for a suite in the user's own folder. */
  readonly buildFolder?: string | null;
  readonly otherSideFolder?: string | null;
  /** Logs of what runs while preparing go below this folder. */
  readonly logFolder: string;
  readonly interrupt: AbortSignal;
  readonly io: Io;
}

export function suiteTools(options: SuiteToolsOptions): Tools {
  const { suite, io } = options;
  const env = { ...io.env, ...suite.env };
  let count = 0;
  return {
    platform: io.platform,
    env,
    nodeExecutable: io.nodeExecutable,
    repositoryFolder: options.repositoryFolder,
    buildFolder: options.buildFolder ?? null,
    otherSideFolder: options.otherSideFolder ?? null,
    findProgram: (name) => findProgram(name, { env, platform: io.platform }),
    helperFile,
    async run(argv, { timeoutSeconds = suite.prepareTimeoutSeconds, cwd = suite.folder } = {}) {
      count += 1;
      const logFolder = join(options.logFolder, `${count}`);
      const outcome = await runProcess({
        argv,
        cwd,
        env,
        timeoutSeconds,
        logFolder,
        interrupt: options.interrupt,
        io,
        wholeOutput: true,
      });
      await shortenLogs(logFolder);
      return outcome;
    },
  };
}
