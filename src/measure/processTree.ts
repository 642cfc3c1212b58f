/** How a process is ended with everything that it started. */
import { execFile } from 'node:child_process';
import { readdir, readFile } from 'node:fs/promises';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** Process id → parent's id, of all processes of this machine that may be seen. */
async function parents(platform: NodeJS.Platform): Promise<Map<number, number>> {
  const found = new Map<number, number>();
  if (platform === 'linux') {
    // Slim container images have no `ps`, but every Linux has /proc.
    for (const entry of await readdir('/proc')) {
      if (!/^\d+$/.test(entry)) continue;
      const stat = await readFile(`/proc/${entry}/stat`, 'utf8').catch(() => null);
      // The program's name stands in parentheses and may itself hold spaces and parentheses.
      const parent = stat?.slice(stat.lastIndexOf(')') + 2).split(' ')[1];
      if (parent !== undefined) found.set(Number(entry), Number(parent));
    }
    return found;
  }
  const { stdout } = await run('ps', ['-A', '-o', 'pid=,ppid=']);
  for (const line of stdout.split('\n')) {
    const [pid, parent] = line.trim().split(/\s+/).map(Number);
    if (pid && parent !== undefined) found.set(pid, parent);
  }
  return found;
}

/** All processes that descend from `roots`, as they are now; linear in the number of processes. */
async function descendants(roots: readonly number[], platform: NodeJS.Platform): Promise<number[]> {
  const children = new Map<number, number[]>();
  for (const [child, parent] of await parents(platform)) {
    const siblings = children.get(parent);
    if (siblings) siblings.push(child);
    else children.set(parent, [child]);
  }
  const found: number[] = [];
  const open = [...roots];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const below = children.get(next) ?? [];
    found.push(...below);
    open.push(...below);
  }
  return found;
}

function signalAll(pids: readonly number[], signal: NodeJS.Signals): void {
  for (const pid of pids) {
    try {
      process.kill(pid, signal);
    } catch {
      // It has ended by itself in the meantime, which is what was wanted.
    }
  }
}

/**
 * Asks a process that leads its own group, and all of that group, to stop: SIGINT, upon which
 * pytest for one still writes its results. On Windows nothing can be asked of a tree.
 *
 * Returns the processes that descended from it at that moment, for {@link killTree}: once their
 * ancestor has gone they could no longer be found.
 */
export async function interruptTree(pid: number, platform: NodeJS.Platform): Promise<number[]> {
  if (platform === 'win32') return [];
  const below = await descendants([pid], platform).catch(() => []);
  signalAll([-pid], 'SIGINT');
  return below;
}

/**
 * Ends at once what is left of a process that leads its own group, of that group, and of `known`
 * descendants, which may have left it.
 */
export async function killTree(
  pid: number,
  known: readonly number[],
  platform: NodeJS.Platform,
): Promise<void> {
  if (platform === 'win32') {
    await run('taskkill', ['/pid', String(pid), '/T', '/F']).catch(() => undefined);
    return;
  }
  // Those that left the group may have started more since.
  const later = known.length > 0 ? await descendants(known, platform).catch(() => []) : [];
  signalAll([-pid, ...known, ...later], 'SIGKILL');
}
