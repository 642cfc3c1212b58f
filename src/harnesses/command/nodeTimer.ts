/**
 * Times a command where there is no Python to do it: wall time only, since Node does not tell what
 * processor time and memory a child process used.
 */
import { spawn } from 'node:child_process';
import { appendFileSync, closeSync, openSync } from 'node:fs';
import type { Specification, TimingRecord } from './record.ts';

async function run(
  argv: readonly [string, ...string[]],
  errors: string,
  warmup: boolean,
): Promise<TimingRecord> {
  const [program, ...rest] = argv;
  const errorFile = openSync(errors, 'w', 0o600);
  return new Promise<TimingRecord>((resolve) => {
    const notStarted = (error: NodeJS.ErrnoException) => {
      const problem = error.code === 'ENOENT' ? 'there is no such program' : error.message;
      resolve({ event: 'not-started', warmup, problem });
    };
    const start = performance.now();
    try {
      const child = spawn(program, rest, {
        stdio: ['ignore', 'ignore', errorFile],
        windowsHide: true,
      });
      child.once('error', notStarted);
      child.once('exit', (exitCode, signal) => {
        const wallSeconds = (performance.now() - start) / 1000;
        const unknown = { userSeconds: null, systemSeconds: null, maxResidentBytes: null };
        resolve({ event: 'run', warmup, wallSeconds, ...unknown, exitCode, signal });
      });
    } catch (error) {
      // Some refusals are thrown, such as that of a Windows script (`npm.cmd`) without a shell.
      notStarted(error instanceof Error ? error : new Error(String(error)));
    }
  }).finally(() => closeSync(errorFile));
}

/** Runs the command as specified, until the first run that fails. */
export async function timeCommand(specification: Specification): Promise<void> {
  const { argv, warmupRuns, runs, results, errors } = specification;
  for (let index = 0; index < warmupRuns + runs; index++) {
    const record = await run(argv, errors, index < warmupRuns);
    appendFileSync(results, `${JSON.stringify(record)}\n`);
    if (record.event === 'not-started' || record.exitCode !== 0) return;
  }
}
