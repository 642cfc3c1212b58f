/** Which library is part of a program? Told by a text that lies in its file. */
import { open } from 'node:fs/promises';

const chunkBytes = 1 << 20;

/**
 * Whether a text (ASCII) lies in a file.
 *
 * The file is searched rather than the program asked, since a program that is none may do anything
 * when it is started. Throws when the file cannot be read. Cost: one pass.
 */
export async function containsText(path: string, text: string): Promise<boolean> {
  const mark = Buffer.from(text);
  const file = await open(path);
  try {
    const buffer = Buffer.alloc(chunkBytes + mark.length);
    // The end of a chunk is kept in front of the next, so that no mark is cut in two.
    let kept = 0;
    for (;;) {
      const { bytesRead } = await file.read(buffer, kept, chunkBytes);
      if (bytesRead === 0) return false;
      const filled = buffer.subarray(0, kept + bytesRead);
      if (filled.includes(mark)) return true;
      kept = Math.min(mark.length - 1, filled.length);
      buffer.copyWithin(0, filled.length - kept, filled.length);
    }
  } finally {
    await file.close();
  }
}
