/** Which files of results did a launch write itself, and which lay there before? */
import { open, stat } from 'node:fs/promises';

/** What a file looked like. */
interface Seen {
  readonly inode: bigint;
  readonly modifiedNanoseconds: bigint;
  readonly bytes: bigint;
  /** The last part of it. */
  readonly end: string;
}

const endBytes = 256;

/** The last bytes before a place in a file, or what can be read of them. */
async function bytesBefore(file: string, place: number): Promise<string> {
  const handle = await open(file, 'r');
  try {
    const start = Math.max(0, place - endBytes);
    const { buffer, bytesRead } = await handle.read(
      Buffer.alloc(place - start),
      0,
      place - start,
      start,
    );
    return buffer.toString('latin1', 0, bytesRead);
  } finally {
    await handle.close();
  }
}

async function look(file: string): Promise<Seen | null> {
  try {
    const { ino, mtimeNs, size } = await stat(file, { bigint: true });
    const end = await bytesBefore(file, Number(size));
    return { inode: ino, modifiedNanoseconds: mtimeNs, bytes: size, end };
  } catch {
    return null;
  }
}

export type Freshness = 'written' | 'untouched' | 'appended';

/** Remembers files from one launch to the next. */
export class EarlierFiles {
  readonly #seen = new Map<string, Seen>();

  /** What these files look like now is what they looked like before the next launch. */
  async remember(files: readonly string[]): Promise<void> {
    for (const file of files) {
      const seen = await look(file);
      if (seen) this.#seen.set(file, seen);
    }
  }

  /** What happened to a file since it was remembered; one that was not there then was written. */
  async freshness(file: string): Promise<Freshness> {
    const before = this.#seen.get(file);
    if (before === undefined) return 'written';
    const now = await look(file);
    if (
      now?.inode === before.inode &&
      now.modifiedNanoseconds === before.modifiedNanoseconds &&
      now.bytes === before.bytes
    ) {
      return 'untouched';
    }
    const isLonger = now !== null && now.bytes > before.bytes && before.bytes > 0n;
    const isAppended = isLonger && (await bytesBefore(file, Number(before.bytes))) === before.end;
    return isAppended ? 'appended' : 'written';
  }
}
