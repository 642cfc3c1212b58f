/** Two runs at once in one repository would disturb each other's numbers: one lock file a run. */
import { link, readFile, rm, writeFile } from 'node:fs/promises';
import { perfwatchError, problemOf } from '../errors.ts';

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // EPERM: it is there, but somebody else's.
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

/**
 * Takes the lock, in a folder that exists, and returns how to give it back. A lock whose process is gone (killed, or a
 * machine that was restarted) is taken over.
 *
 * @throws PerfwatchError `run-in-progress` when a living process holds it; `write-failed` when the
 * file cannot be written.
 */
export async function takeLock(lockFile: string, processId: number): Promise<() => Promise<void>> {
  const ownFile = `${lockFile}.${processId}`;
  for (let attempt = 0; ; attempt += 1) {
    try {
      await writeFile(ownFile, `${processId}\n`);
      // A link appears at once and whole, so that nobody ever reads a lock without its process.
      await link(ownFile, lockFile);
      return () => rm(lockFile, { force: true });
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST') || attempt > 2) {
        throw perfwatchError('write-failed', { file: lockFile, problem: problemOf(error) }, error);
      }
    } finally {
      await rm(ownFile, { force: true });
    }
    const holder = Number.parseInt(await readFile(lockFile, 'utf8').catch(() => ''), 10);
    if (holder > 0 && holder !== processId && isRunning(holder)) {
      throw perfwatchError('run-in-progress', { pid: holder, lockFile });
    }
    await rm(lockFile, { force: true });
  }
}
