/** A disk that is really full: a file system of a few pages in memory, where mounting is allowed. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { temporaryFolder } from './project.ts';

function mount(folder: string, kibibytes: number): boolean {
  try {
    const options = ['-t', 'tmpfs', '-o', `size=${kibibytes}k`, 'tmpfs', folder];
    execFileSync('mount', options, { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

function unmount(folder: string): void {
  execFileSync('umount', ['-l', folder], { stdio: 'ignore' });
}

export interface SmallDisk {
  readonly folder: string;
  /** Fills it up until not a byte fits. */
  fill(): void;
}

/** A file system of this size, or null where only root may mount one and this is not root. */
export function smallDisk(kibibytes: number): SmallDisk | null {
  const folder = join(temporaryFolder('disk'), 'mounted');
  mkdirSync(folder);
  if (!mount(folder, kibibytes)) return null;
  onTestFinished(() => unmount(folder));
  return {
    folder,
    fill() {
      for (const size of [4096, 1]) {
        try {
          for (let number = 0; ; number += 1) {
            writeFileSync(join(folder, `fill-${size}-${number}`), Buffer.alloc(size));
          }
        } catch {
          // Full, which is what was wanted.
        }
      }
    },
  };
}
