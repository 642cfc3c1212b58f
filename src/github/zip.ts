/**
 * One file out of a zip that anybody may have made. Only what is asked for is unpacked, into memory,
 * and sizes in headers are believed nowhere: they may lie.
 */
import { crc32, inflateRawSync } from 'node:zlib';

export interface ZipLimits {
  /** Files and folders in the zip. */
  readonly maxEntries: number;
  /** Bytes of the file when unpacked. */
  readonly maxBytes: number;
}

const endSignature = 0x06054b50;
const entrySignature = 0x02014b50;
const localSignature = 0x04034b50;

const endLength = 22;
const entryLength = 46;
const localLength = 30;
const maxCommentLength = 0xffff;

const stored = 0;
const deflated = 8;
const encrypted = 1;

const broken = () => new Error('the zip is damaged');

/** Where the record at the end begins, which tells where the list of entries is. */
function endOffset(zip: Buffer): number {
  const first = Math.max(0, zip.length - endLength - maxCommentLength);
  for (let offset = zip.length - endLength; offset >= first; offset -= 1) {
    const isEnd = zip.readUInt32LE(offset) === endSignature;
    if (isEnd && offset + endLength + zip.readUInt16LE(offset + 20) === zip.length) return offset;
  }
  throw broken();
}

interface Entry {
  readonly name: string;
  readonly flags: number;
  readonly method: number;
  readonly checksum: number;
  readonly packedBytes: number;
  readonly offset: number;
}

function* entries(zip: Buffer, maxEntries: number): Generator<Entry> {
  const end = endOffset(zip);
  const count = zip.readUInt16LE(end + 10);
  if (count > maxEntries) throw new Error(`the zip has more than ${maxEntries} entries`);
  let at = zip.readUInt32LE(end + 16);
  for (let index = 0; index < count; index += 1) {
    if (at + entryLength > zip.length || zip.readUInt32LE(at) !== entrySignature) throw broken();
    const nameEnd = at + entryLength + zip.readUInt16LE(at + 28);
    yield {
      name: zip.toString('utf8', at + entryLength, nameEnd),
      flags: zip.readUInt16LE(at + 8),
      method: zip.readUInt16LE(at + 10),
      checksum: zip.readUInt32LE(at + 16),
      packedBytes: zip.readUInt32LE(at + 20),
      offset: zip.readUInt32LE(at + 42),
    };
    at = nameEnd + zip.readUInt16LE(at + 30) + zip.readUInt16LE(at + 32);
  }
}

function unpacked(zip: Buffer, entry: Entry, maxBytes: number): Buffer {
  const { offset, packedBytes, method } = entry;
  const hasLocal = offset + localLength <= zip.length;
  if (!hasLocal || zip.readUInt32LE(offset) !== localSignature) throw broken();
  const start =
    offset + localLength + zip.readUInt16LE(offset + 26) + zip.readUInt16LE(offset + 28);
  if (start + packedBytes > zip.length) throw broken();
  const packed = zip.subarray(start, start + packedBytes);
  const tooLarge = () => new Error(`${entry.name} in the zip is larger than ${maxBytes} bytes`);
  if (method === stored) {
    if (packed.length > maxBytes) throw tooLarge();
    return packed;
  }
  try {
    return inflateRawSync(packed, { maxOutputLength: maxBytes });
  } catch (error) {
    const isTooLarge = error instanceof RangeError;
    throw isTooLarge ? tooLarge() : broken();
  }
}

/**
 * The content of the file with exactly this name; null where the zip has none.
 *
 * @throws Error for a zip that is damaged, too large, encrypted, or has the file more than once.
 */
export function fileInZip(bytes: Uint8Array, name: string, limits: ZipLimits): Buffer | null {
  const zip = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (zip.length < endLength) throw broken();
  const [found, another] = [...entries(zip, limits.maxEntries)].filter(
    (entry) => entry.name === name,
  );
  if (!found) return null;
  if (another) throw new Error(`the zip has ${name} more than once`);
  const isReadable =
    (found.flags & encrypted) === 0 && (found.method === stored || found.method === deflated);
  if (!isReadable) throw new Error(`${name} in the zip is encrypted or packed in an unusual way`);
  const content = unpacked(zip, found, limits.maxBytes);
  if (crc32(content) !== found.checksum) throw broken();
  return content;
}
