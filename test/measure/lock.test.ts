import { spawn, spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { takeLock } from '../../src/measure/lock.ts';
import { temporaryFolder } from '../support/project.ts';

/** The id of a process that has ended. */
const deadProcess = () => spawnSync(process.execPath, ['-e', '']).pid;

/** The id of a process that was killed and that its parent has not noticed. */
function zombie(): Promise<number> {
  const python =
    'import os,sys,time\npid=os.fork()\nif pid==0: os._exit(0)\ntime.sleep(0.1)\nprint(pid,flush=True)\ntime.sleep(60)';
  const parent = spawn('python3', ['-c', python], { stdio: ['ignore', 'pipe', 'ignore'] });
  onTestFinished(() => void parent.kill('SIGKILL'));
  return new Promise((resolve) => parent.stdout.once('data', (text) => resolve(Number(text))));
}

describe('the lock', () => {
  it('names its process and is gone once given back', async () => {
    const folder = temporaryFolder();
    const release = await takeLock(join(folder, 'lock'), process.pid);
    expect(readFileSync(join(folder, 'lock'), 'utf8')).toBe(`${process.pid}\n`);
    expect(readdirSync(folder)).toEqual(['lock']);
    await release();
    expect(readdirSync(folder)).toEqual([]);
  });

  it('is refused while its process lives, and left as it was', async () => {
    const folder = temporaryFolder();
    const lockFile = join(folder, 'lock');
    const release = await takeLock(lockFile, process.pid);
    await expect(takeLock(lockFile, deadProcess())).rejects.toMatchObject({
      code: 'run-in-progress',
      message: expect.stringContaining(`process ${process.pid}`),
    });
    expect(readFileSync(lockFile, 'utf8')).toBe(`${process.pid}\n`);
    expect(readdirSync(folder)).toEqual(['lock']);
    await release();
  });

  it.each([
    { what: 'of a process that has ended', text: () => `${deadProcess()}\n` },
    {
      what: 'of a process that was killed and never waited for',
      text: async () => `${await zombie()}\n`,
    },
    { what: 'that is empty', text: () => '' },
    { what: 'that is no number', text: () => 'hello' },
    { what: 'of an earlier process with the same id', text: () => `${process.pid}\n` },
  ])('$what is taken over', async ({ text }) => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'lock'), await text());
    const release = await takeLock(join(folder, 'lock'), process.pid);
    expect(readFileSync(join(folder, 'lock'), 'utf8')).toBe(`${process.pid}\n`);
    expect(readdirSync(folder)).toEqual(['lock']);
    await release();
  });

  it('is taken over by one only, when several find it stale at once', async () => {
    const folder = temporaryFolder();
    const lockFile = join(folder, 'lock');
    const dead = deadProcess();
    // Living processes, as far as the lock can tell: this one, its parent, and the first one.
    const processes = [process.pid, process.ppid, 1];
    // Who comes first is a matter of chance, so many times.
    for (let time = 0; time < 300; time += 1) {
      writeFileSync(lockFile, `${dead}\n`);
      const results = await Promise.allSettled(processes.map((pid) => takeLock(lockFile, pid)));
      expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
      expect(readdirSync(folder)).toEqual(['lock']);
    }
  });

  it('that cannot be written is said to be so', async () => {
    const folder = temporaryFolder();
    await expect(takeLock(join(folder, 'no', 'lock'), process.pid)).rejects.toMatchObject({
      code: 'write-failed',
      exitCode: 3,
    });
    mkdirSync(join(folder, 'lock'));
    await expect(takeLock(join(folder, 'lock'), process.pid)).rejects.toMatchObject({
      code: 'write-failed',
    });
  });
});
