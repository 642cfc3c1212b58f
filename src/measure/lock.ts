/** Two runs at once in one repository would disturb each other's numbers: one lock file a run. */
import { link, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { PerfwatchError, perfwatchError, problemOf } from '../errors.ts';

const hasCode = (error: unknown, code: string) =>
  error instanceof Error && 'code' in error && error.code === code;

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // EPERM: it is there, but somebody else's.
    return hasCode(error, 'EPERM');
  }
}

async function holderOf(lockFile: string): Promise<number> {
  return Number.parseInt(await readFile(lockFile, 'utf8').catch(() => ''), 10);
}

/** Puts a file in place of none, at once and whole; false when there is one already. */
async function linkNew(from: string, to: string): Promise<boolean> {
  try {
    await link(from, to);
    return true;
  } catch (error) {
    if (hasCode(error, 'EEXIST')) return false;
    throw error;
  }
}

/**
 * Takes the lock, in a folder that exists, and returns how to give it back. A lock whose process is
 * gone (killed, or a machine that was restarted) is taken over.
 *
 * @throws PerfwatchError `run-in-progress` when a living process holds it; `write-failed` when the
 * file cannot be written.
 */
export async function takeLock(lockFile: string, processId: number): Promise<() => Promise<void>> {
  const ownFile = `${lockFile}.${processId}`;
  const asideFile = `${ownFile}.stale`;
  const refuseIfHeld = async (file: string) => {
    const pid = await holderOf(file);
    if (pid > 0 && pid !== processId && isRunning(pid)) {
      throw perfwatchError('run-in-progress', { pid, lockFile });
    }
  };
  try {
    await writeFile(ownFile, `${processId}\n`);
    // A link appears at once and whole, so that nobody ever reads a lock without its process.
    while (!(await linkNew(ownFile, lockFile))) {
      await refuseIfHeld(lockFile);
      // Moved away, not removed: in between, another one may have taken over the same stale lock.
      await rename(lockFile, asideFile).catch((error: unknown) => {
        if (!hasCode(error, 'ENOENT')) throw error;
      });
      try {
        await refuseIfHeld(asideFile);
      } catch (error) {
        await linkNew(asideFile, lockFile);
        throw error;
      } finally {
        await rm(asideFile, { force: true });
      }
    }
  } catch (error) {
    if (error instanceof PerfwatchError) throw error;
    throw perfwatchError('write-failed', { file: lockFile, problem: problemOf(error) }, error);
  } finally {
    await rm(ownFile, { force: true });
  }
  return () => rm(lockFile, { force: true });
}
