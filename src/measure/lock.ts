/** Two runs at once in one repository would disturb each other's numbers: one lock file a run. */
import { link, readFile, rm, writeFile } from 'node:fs/promises';
import { PerfwatchError, perfwatchError, problemOf } from '../errors.ts';

const hasCode = (error: unknown, code: string) =>
  error instanceof Error && 'code' in error && error.code === code;

/**
 * Whether a process was killed and only waits for its parent to notice. In containers whose first
 * process never does, that is for ever. Told by /proc, so on Linux only.
 */
async function isZombie(pid: number): Promise<boolean> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
  // The program's name stands in parentheses and may itself hold spaces and parentheses.
  return stat.slice(stat.lastIndexOf(')') + 2).startsWith('Z');
}

async function isRunning(pid: number): Promise<boolean> {
  try {
    process.kill(pid, 0);
    return !(await isZombie(pid));
  } catch (error) {
    // EPERM: it is there, but somebody else's.
    return hasCode(error, 'EPERM');
  }
}

type LockState =
  | { readonly kind: 'absent' | 'stale' }
  | { readonly kind: 'held'; readonly pid: number };

/** Who holds this lock file, as seen by a process; a file that names no process is stale. */
async function stateOf(file: string, processId: number): Promise<LockState> {
  const text = await readFile(file, 'utf8').catch((error: unknown) => {
    if (hasCode(error, 'ENOENT')) return null;
    throw error;
  });
  if (text === null) return { kind: 'absent' };
  const pid = Number.parseInt(text, 10);
  const isHeld = pid > 0 && pid !== processId && (await isRunning(pid));
  return isHeld ? { kind: 'held', pid } : { kind: 'stale' };
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
  const guardFile = `${lockFile}.takeover`;
  /** Whether the file is there and nobody's; throws when it is somebody's. */
  const isStale = async (file: string) => {
    const state = await stateOf(file, processId);
    if (state.kind === 'held')
      throw perfwatchError('run-in-progress', { pid: state.pid, lockFile });
    return state.kind === 'stale';
  };
  /**
   * Only who holds the guard removes a stale lock, and puts its own there before it lets go: else
   * somebody who saw the stale one a moment ago could remove the new one.
   */
  const takeOver = async () => {
    if (!(await linkNew(ownFile, guardFile))) {
      if (await isStale(guardFile)) await rm(guardFile, { force: true });
      return false;
    }
    try {
      if (await isStale(lockFile)) await rm(lockFile, { force: true });
      return await linkNew(ownFile, lockFile);
    } finally {
      await rm(guardFile, { force: true });
    }
  };
  try {
    await writeFile(ownFile, `${processId}\n`);
    // A link appears at once and whole, so that nobody ever reads a lock without its process.
    while (!(await linkNew(ownFile, lockFile))) {
      if ((await isStale(lockFile)) && (await takeOver())) break;
    }
  } catch (error) {
    if (error instanceof PerfwatchError) throw error;
    throw perfwatchError('write-failed', { file: lockFile, problem: problemOf(error) }, error);
  } finally {
    await rm(ownFile, { force: true });
  }
  return () => rm(lockFile, { force: true });
}
