/**
 * How perfwatch runs other programs: output straight into files so that it costs nothing while a
 * launch measures, a time limit, an interrupt, and no process left behind.
 */
import { once } from 'node:events';
import { createWriteStream, type WriteStream } from 'node:fs';
import { mkdir, open, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { execa } from 'execa';
import type { ProcessOutcome } from '../harnesses/harness.ts';
import type { Io } from '../io.ts';
import { interruptTree, killTree } from './processTree.ts';

/** After being asked to stop, a process may take this long to write what it has. */
const graceSeconds = 5;

const tailBytes = 16 * 1024;

export interface ProcessRequest {
  readonly argv: readonly [string, ...string[]];
  readonly cwd: string;
  /** The whole environment of the process. */
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly timeoutSeconds: number;
  /** Absolute path of a folder; `stdout.log` and `stderr.log` are written there. */
  readonly logFolder: string;
  /** Aborted when the user interrupts. */
  readonly interrupt: AbortSignal;
  readonly io: Pick<Io, 'platform' | 'monotonicSeconds'>;
  /** Return the whole output (up to 64 MiB) instead of its tail. */
  readonly wholeOutput?: boolean;
}

/** The end of a text file, decoded leniently; empty when there is no such file. */
async function readTail(file: string, maxBytes: number): Promise<string> {
  const handle = await open(file, 'r').catch(() => null);
  if (!handle) return '';
  try {
    const { size } = await handle.stat();
    const length = Math.min(size, maxBytes);
    const { buffer } = await handle.read(Buffer.alloc(length), 0, length, size - length);
    return buffer.toString('utf8');
  } finally {
    await handle.close();
  }
}

/** An open file that a child process writes to by itself; not a byte passes through perfwatch. */
async function openLog(file: string): Promise<WriteStream> {
  const stream = createWriteStream(file);
  await once(stream, 'open');
  return stream;
}

async function closeLog(stream: WriteStream): Promise<void> {
  stream.end();
  await once(stream, 'close');
}

function definedOnly(env: ProcessRequest['env']): Record<string, string> {
  const defined: Record<string, string> = {};
  for (const [name, value] of Object.entries(env)) {
    if (value !== undefined) defined[name] = value;
  }
  return defined;
}

/**
 * Runs a program to its end. Never rejects for what the program does: a missing program, a
 * non-zero exit, the time limit and an interrupt are outcomes.
 *
 * @throws when the log folder cannot be written.
 */
export async function runProcess(request: ProcessRequest): Promise<ProcessOutcome> {
  const { argv, cwd, env, interrupt, io } = request;
  const { platform } = io;
  await mkdir(request.logFolder, { recursive: true });
  const stdoutFile = join(request.logFolder, 'stdout.log');
  const stderrFile = join(request.logFolder, 'stderr.log');
  const stdout = await openLog(stdoutFile);
  const stderr = await openLog(stderrFile);
  const startedSeconds = io.monotonicSeconds();
  let ending: ProcessOutcome['ending'] = 'exited';
  let exitCode: number | null = null;
  let startProblem = '';
  try {
    if (interrupt.aborted) {
      ending = 'interrupted';
    } else {
      const [program, ...programArguments] = argv;
      const child = execa(program, programArguments, {
        cwd,
        env: definedOnly(env),
        extendEnv: false,
        stdin: 'ignore',
        stdout,
        stderr,
        reject: false,
        // A group of its own, so that all of it can be ended, and Ctrl-C reaches perfwatch alone.
        detached: platform !== 'win32',
        windowsHide: true,
      });
      const { pid } = child;
      let killTimer: NodeJS.Timeout | undefined;
      let known: Promise<number[]> = Promise.resolve([]);
      const end = (why: 'timed-out' | 'interrupted') => {
        if (pid === undefined || ending !== 'exited') return;
        ending = why;
        known = interruptTree(pid, platform);
        const delaySeconds = platform === 'win32' ? 0 : graceSeconds;
        killTimer = setTimeout(
          async () => killTree(pid, await known, platform),
          delaySeconds * 1000,
        );
      };
      const onInterrupt = () => end('interrupted');
      interrupt.addEventListener('abort', onInterrupt, { once: true });
      const timeLimit = setTimeout(() => end('timed-out'), request.timeoutSeconds * 1000);
      const result = await child;
      clearTimeout(timeLimit);
      clearTimeout(killTimer);
      interrupt.removeEventListener('abort', onInterrupt);
      exitCode = result.exitCode ?? null;
      if (pid === undefined) {
        ending = 'not-started';
        startProblem = result.shortMessage ?? `${program} could not be started`;
      } else if (platform !== 'win32' || ending !== 'exited') {
        // The leader may have gone and left children behind, when ended or out of sloppiness.
        await killTree(pid, await known, platform);
      }
    }
  } finally {
    await closeLog(stdout);
    await closeLog(stderr);
  }
  const durationSeconds = io.monotonicSeconds() - startedSeconds;
  const limit = request.wholeOutput ? 64 * 1024 * 1024 : tailBytes;
  return {
    exitCode,
    ending,
    durationSeconds,
    stdout: await readTail(stdoutFile, limit),
    stderr: startProblem || (await readTail(stderrFile, limit)),
  };
}

const keptLogBytes = 256 * 1024;

async function shortenLog(file: string): Promise<void> {
  const found = await stat(file).catch(() => null);
  if (!found || found.size <= keptLogBytes) return;
  const tail = await readTail(file, keptLogBytes);
  await writeFile(
    file,
    `[perfwatch kept the last ${keptLogBytes} of ${found.size} bytes]\n${tail}`,
  );
}

/**
 * Shortens the logs of a process to their ends when it printed megabytes, and says so in their
 * first lines. To be called once they have been read.
 */
export async function shortenLogs(logFolder: string): Promise<void> {
  await shortenLog(join(logFolder, 'stdout.log'));
  await shortenLog(join(logFolder, 'stderr.log'));
}
