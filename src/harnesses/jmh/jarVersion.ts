/** Which version of JMH is in a jar? Answered from its `jmh.properties`, without starting it. */
import { type FileHandle, open } from 'node:fs/promises';
import { inflateRawSync } from 'node:zlib';

/** A zip file ends with this record, behind which there may be a comment. */
const endSignature = 0x06054b50;
const endBytes = 22;
const entrySignature = 0x02014b50;
const entryBytes = 46;
const headerBytes = 30;

/** Tables of content are smaller, and the file looked for is a page of text. */
const largestDirectory = 64 * 1024 * 1024;
const largestFile = 1024 * 1024;

async function bytesAt(file: FileHandle, length: number, position: number): Promise<Buffer> {
  const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, position);
  return buffer.subarray(0, bytesRead);
}

async function directoryOf(file: FileHandle): Promise<Buffer> {
  const { size } = await file.stat();
  const length = Math.min(size, endBytes + 0xffff);
  const tail = await bytesAt(file, length, size - length);
  for (let at = tail.length - endBytes; at >= 0; at--) {
    if (tail.readUInt32LE(at) !== endSignature) continue;
    const bytes = Math.min(tail.readUInt32LE(at + 12), largestDirectory, size);
    return bytesAt(file, bytes, tail.readUInt32LE(at + 16));
  }
  return Buffer.alloc(0);
}

/** The text of an entry; null when there is none of the name. */
async function textIn(file: FileHandle, name: string): Promise<string | null> {
  const directory = await directoryOf(file);
  for (let at = 0; at + entryBytes <= directory.length; ) {
    if (directory.readUInt32LE(at) !== entrySignature) return null;
    const nameLength = directory.readUInt16LE(at + 28);
    const start = at + entryBytes;
    if (directory.toString('utf8', start, start + nameLength) === name) {
      const method = directory.readUInt16LE(at + 10);
      const packedBytes = directory.readUInt32LE(at + 20);
      const position = directory.readUInt32LE(at + 42);
      if (packedBytes > largestFile) return null;
      const header = await bytesAt(file, headerBytes, position);
      const skipped = headerBytes + header.readUInt16LE(26) + header.readUInt16LE(28);
      const packed = await bytesAt(file, packedBytes, position + skipped);
      const bytes =
        method === 8 ? inflateRawSync(packed, { maxOutputLength: largestFile }) : packed;
      return bytes.toString('utf8');
    }
    at = start + nameLength + directory.readUInt16LE(at + 30) + directory.readUInt16LE(at + 32);
  }
  return null;
}

/** The version, or null where the jar does not tell it, as one that takes JMH from its class path. */
export async function jmhVersionIn(jar: string): Promise<string | null> {
  const file = await open(jar, 'r').catch(() => null);
  if (!file) return null;
  try {
    const properties = await textIn(file, 'jmh.properties');
    return /^jmh\.version=(\S{1,50})/m.exec(properties ?? '')?.[1] ?? null;
  } catch {
    // Java itself says better than anybody what is wrong with a jar.
    return null;
  } finally {
    await file.close();
  }
}
